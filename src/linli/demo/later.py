"""What later versions bring, said as such: nothing here can be opened yet."""

from linli.domain.wording import Wording as W

LATER_ROOMS: tuple[tuple[W, W], ...] = (
    (W("雪亮 · 设备", "Devices"), W("在线率与报修,不认人", "Online rate and repair; no faces")),
    (W("防返贫", "Support"), W("自己申请,人来决定", "Households apply; people decide")),
    (W("考核", "Assessment"), W("数字可点开、可申诉", "Figures that open down to cases")),
)
LATER_STORIES: tuple[W, ...] = (
    W("试着作弊:改一条记录,看谁会发现", "Try to cheat: change a record and see who notices"),
)
