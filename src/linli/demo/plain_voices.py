"""Plain voices: words for every category, put together from what is wrong, where it is, and what is wished."""

from random import Random

from linli.demo.district import Spot
from linli.demo.troubles import TROUBLES
from linli.demo.voices import Said
from linli.domain.default_catalogue import CATEGORY_BY_KEY

OPENINGS = (
    "",
    "",
    "",
    "你好,",
    "您好,",
    "反映一下,",
    "想反映个事,",
    "麻烦看一下,",
    "又来麻烦你们了,",
    "我是这儿的住户,",
)
WISHES = (
    "", "", "希望尽快处理。", "麻烦来人看看。", "已经有几天了。", "孩子老人都从这里走。", "请帮忙解决,谢谢。",
    "上星期就这样了。", "楼里的人都在说。", "晚上更明显。", "找过物业,说不归他们管。", "不知道该找谁,只好写在这里。",
    "有照片。", "能不能先放个警示牌?",
)  # fmt: skip
PLACES = ("{address}", "{estate}门口", "{estate}{n}号楼下", "{road}靠近{estate}", "{estate}{n}号楼{m}单元")
TITLES = ("{estate}{name}", "{road}{name}", "{address}{name}")
RESULTS = {
    "clean": ("已清理干净,现场恢复整洁。", "当天安排人员清运,地面已冲洗。"),
    "removed": ("已当场劝离并清除,现场恢复通行。", "已清除,安排人员每天巡看一次。"),
    "repaired": ("已更换损坏部件,恢复正常使用。", "已修好,试用正常。"),
    "explained": ("已上门了解情况并作了说明,双方认可。", "已约双方当面谈,并说明了办理办法。"),
}
ANSWERS = (
    "您反映的{name}已经办好:{unit}到现场处理,经未经手的人核查通过。如果又出现,请凭回执号告诉我们。",
    "您好,{name}的事{unit}已处理完。我们另派人看过,属实。感谢您告诉我们。",
    "{unit}已处理您反映的{name}。您如果觉得没有解决,可以请求重新办理。",
)
COMMENTS = {
    5: ("办得快", "谢谢,晚上不怕黑了", ""),
    4: ("挺好", "", ""),
    3: ("办了,就是慢一点", ""),
    2: ("等得太久", "只管了两天又那样了"),
    1: ("根本没有解决", "说来看一直没人来"),
}
REASONS: dict[str, tuple[str, ...]] = {
    "return": ("设施不归我们管,产权在另一单位。", "核对权属后,这一段由对方维护。"),
    "refer": ("请到现场协助通知住户并维持秩序。", "请协助核对产权并通知业主。"),
    "whistle": ("现场需要执法权限,请派人到场。", "请派人到场共同核定责任。"),
    "extension": ("需要订购配件,到货要几天。", "要分夜间封闭车道施工。"),
    "refuse_extension": ("配件库存充足,请按原时限办理。", "理由不充分,请先做临时措施并按时办结。"),
    "pause.waiting_for_requester": ("已电话请反映人补充具体位置,等待回复。",),
    "pause.appraisal": ("已委托检测,等待鉴定意见。",),
    "pause.weather": ("连续降雨,暂不能登高作业。",),
    "pause.court": ("权属争议已在法院审理。",),
    "defer": ("列入下月管网改造,一并实施。", "需等供暖季结束后才能停用施工。"),
    "rework": ("现场仍有残留,请再清理一次。", "修好的部分又松动了,请重新固定。"),
    "supervise": ("已超过处置时限,请按期办结并说明原因。", "居民多次询问,请明确专人办理。"),
    "escalate": ("社区没有执法权限,报请上一级协调。", "涉及两家单位,需要上一级协调。"),
    "reassign": ("请原单位今天安排人员处理并反馈。", "权属已核清,仍由你单位办理。"),
    "reject.not_found": ("工作人员到现场看过,没有发现您说的情况。如果再出现,请告诉我们具体时间。",),
    "reject.elsewhere": ("这个地点不在云溪区,我们已把当地的联系方式告诉您。",),
    "reject.other_procedure": ("这件事需要走仲裁或诉讼,我们把可以咨询的地方告诉您。",),
    "reject.no_content": ("没有写明地点和情况,我们没法去看。欢迎补充后再次反映。",),
    "void": ("同一电话重复登记,内容相同。", "测试时误登记。"),
    "void_answer": ("您这件和先前一件内容相同,我们按先前那件办,这一件作废。",),
    "withdraw": ("已经自己好了,不用麻烦了。", "邻居之间已经说开了。"),
    "merge": ("与先前一件是同一处同一个问题。",),
    "reopen": ("核实后问题仍在,重新办理。", "居民提供了新的照片,属实。"),
    "refuse_reopen": ("我们又派人看了三次,没有再出现。如果再有,请随时告诉我们,会当新的一件办。",),
    "ask_reopen": ("才过两天又坏了。", "说办结了,可是没有人来过。", "只清了一半。"),
    "note": ("补充一下:早晚最明显。", "刚才又去看了,还是老样子。"),
    "correct": ("标题写得不清楚,已改。", "核对后更正了地点说法。"),
    "reply": ("已到场配合,住户已通知。", "权属已核对,资料已送承办单位。"),
}


class PlainVoices:
    """Voices without a memory: every sentence stands for itself."""

    def report(self, category: str, spot: Spot, rng: Random) -> Said:
        """Return what somebody reports."""
        name = CATEGORY_BY_KEY[category].name.zh
        told = {
            "address": spot.address, "estate": spot.estate, "road": spot.road, "name": name,
            "n": rng.randrange(1, 18), "m": rng.randrange(1, 5),
        }  # fmt: skip
        place = rng.choice(PLACES).format(**told)
        trouble = rng.choice(TROUBLES[category])
        words = f"{rng.choice(OPENINGS)}{place}{trouble}。{rng.choice(WISHES)}"
        return Said(words=words, place_words=place, title=rng.choice(TITLES).format(**told)[:40])

    def result(self, category: str, rng: Random) -> str:
        """Return what the unit says it did."""
        return rng.choice(RESULTS[CATEGORY_BY_KEY[category].closing_condition.value])

    def answer(self, category: str, unit: str, rng: Random) -> str:
        """Return an answer in plain words."""
        return rng.choice(ANSWERS).format(name=CATEGORY_BY_KEY[category].name.zh, unit=unit)

    def because(self, what: str, rng: Random) -> str:
        """Return the reason given for a move; raises KeyError for a move that needs none."""
        return rng.choice(REASONS[what])

    def comment(self, grade: int, rng: Random) -> str:
        """Return what is written beside a rating; often nothing."""
        return rng.choice(COMMENTS[grade])
