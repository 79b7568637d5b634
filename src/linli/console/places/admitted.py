"""Who is admitted to the pages of places."""

from linli.actions.place_views import keeps_places
from linli.console.seat import Access
from linli.domain.wording import Wording

BY_PLACE = Access(
    words=Wording(
        "在岗人员;每个场所只给所在区域的、监管的、负责的和挂点帮办的单位看",
        "Anybody in post; each place only for its area, its regulator, its owner and whoever adopted it",
    ),
    admits=lambda office, post: True,
)
KEEPERS = Access(
    words=Wording(
        "综治中心和社区(村)的登记人员,只管本区域的场所",
        "Whoever keeps the register at a centre or a committee, for the places of its area",
    ),
    admits=keeps_places,
)
