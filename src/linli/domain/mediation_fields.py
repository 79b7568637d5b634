"""What the moves of a dispute ask: coded facts stand in the entry; who the parties are, and what they say, is sealed.

Source: 人民调解法 arts. 17, 18, 25, 29; 人民调解工作若干规定 arts. 28-35.
"""

from linli.domain.engine.declarations import Field, FieldType
from linli.domain.engine.declaring import choices, field, words
from linli.domain.seal import Seal
from linli.domain.wording import Wording

PARTIES = choices(
    ("a", "甲方", "Party A"), ("b", "乙方", "Party B"), ("c", "丙方", "Party C"), ("d", "丁方", "Party D")
)
PANEL_SEATS = choices(
    ("grid_worker", "网格员", "Grid worker"),
    ("mediator", "调解员", "Mediator"),
    ("legal_adviser", "法律顾问", "Legal adviser"),
    ("community_officer", "社区民警", "Community officer"),
    ("party_representative", "当事人代表", "Party's representative"),
)
"""五位一体: the five who sit together; a party may refuse any of them."""
FOUND_BY = choices(("application", "当事人申请", "A party applied"), ("search", "排查发现", "Found by a search"))
ROUTES = choices(
    ("court", "人民法院", "Court"),
    ("arbitration", "仲裁", "Arbitration"),
    ("administration", "行政机关", "Administration"),
)
HOW_GIVEN = choices(
    ("on_screen", "屏上签字", "Signed on the screen"),
    ("on_paper", "纸质签字", "Signed on paper"),
    ("orally", "口头,已记录", "Orally, recorded"),
    ("by_link", "本人在网页上表示", "By their own link"),
)
STROKES = "strokes"
"""The field that holds a signature: its points, sealed; it is drawn again only where somebody opens it for a duty."""
STROKES_MAX = 24_000


def sealed_words(key: str, zh: str, en: str, **rest: object) -> Field:
    """Return a field for what concerns the parties: kept apart, opened only for a duty."""
    return words(key, zh, en, seal=Seal.SEALED, subject="party", **rest)


FIELDS: tuple[Field, ...] = (
    field("category", "纠纷类型", "Kind of dispute", FieldType.CHOICE, choices=choices(
        ("dispute.family", "家庭", "Family"), ("dispute.neighbour", "邻里", "Neighbours"),
        ("dispute.debt", "债务", "Debt"),
        ("dispute.property", "物业", "Property management"), ("dispute.wages", "工资", "Wages"),
        ("dispute.traffic", "交通", "Traffic"), ("dispute.medical", "医疗", "Medical"),
        ("dispute.land", "土地", "Land"), ("dispute.other", "其他", "Other"))),
    field("found_by", "怎么来的", "How it was found", FieldType.CHOICE, choices=FOUND_BY),
    field("danger", "有没有人身危险", "Is anybody in danger", FieldType.CHOICE,
          choices=choices(("yes", "有人可能受到伤害", "Somebody may come to harm"))),
    sealed_words("other_party", "对方是谁、怎么联系", "The other party, and how to reach them", limit=300),
    words("wishes", "希望怎样解决", "What is asked for", limit=1000, seal=Seal.SEALED, subject="requester"),
    field("party", "哪一方", "Which party", FieldType.CHOICE, choices=PARTIES),
    sealed_words("party_name", "当事人姓名", "Party's name", type=FieldType.LINE, limit=40),
    sealed_words("party_about", "基本情况", "About the party", type=FieldType.LINE, limit=200,
                 hint=Wording("性别、年龄、职业、住址;不写电话和身份证号",
                              "Sex, age, work, home; no telephone and no identity number")),
    sealed_words("party_phone", "当事人电话", "Party's phone", type=FieldType.LINE, limit=40),
    field("is_requester", "就是申请人本人", "This party is the one who applied", FieldType.FLAG),
    sealed_words("party_reason", "理由", "Reason", limit=500),
    sealed_words("representative_name", "代表姓名", "Representative's name", type=FieldType.LINE, limit=40),
    field("how_given", "怎样表示的", "How it was given", FieldType.CHOICE, choices=HOW_GIVEN),
    sealed_words(STROKES, "屏上签名", "Signature on the screen", limit=STROKES_MAX),
    words("scan", "扫描件", "Scan", type=FieldType.PHOTO, subject="party"),
    field("panel_seat", "以什么身份参加", "Takes part as", FieldType.CHOICE, choices=PANEL_SEATS),
    field("sitting_at", "调解时间", "When", FieldType.MOMENT),
    field("sitting_minutes", "多少分钟", "How many minutes", FieldType.NUMBER, limit=480),
    field("room", "调解室", "Room", FieldType.LINE, limit=26),
    field("sitting", "第几次调解", "Which sitting", FieldType.NUMBER, limit=99),
    field("session_kind", "是否公开", "Open or closed", FieldType.CHOICE, choices=choices(
        ("open", "公开", "Open"), ("closed", "不公开", "Closed"))),
    field("attended", "到场人数", "People present", FieldType.NUMBER, limit=99),
    sealed_words("attendance", "到场人员", "Who was present", limit=500),
    words("session_note", "调解记录", "Record of the session", limit=8000),
    sealed_words("main_facts", "纠纷的主要事实", "The main facts", limit=4000),
    sealed_words("issues", "争议事项和各方责任", "The points in dispute, and each one's responsibility", limit=4000),
    sealed_words("agreement", "协议内容", "What was agreed", limit=8000),
    sealed_words("manner", "履行方式和期限", "How it is performed, and by when", limit=2000),
    field("performance_date", "履行期限", "To be performed by", FieldType.DATE),
    words("danger_words", "有什么危险", "What the danger is", limit=500, seal=Seal.SEALED),
    field("reported_to", "报告给谁", "Reported to", FieldType.CHOICE, choices=choices(
        ("police", "公安机关(110)", "The police (110)"), ("womens_federation", "妇联", "The Women's Federation"),
        ("civil_affairs", "民政部门", "Civil affairs"), ("other_body", "其他有关部门", "Another competent body"))),
    field("report_number", "报告回执号", "Number of the report", FieldType.LINE, limit=60),
    field("routes", "告知的途径", "Routes told", FieldType.CHOICE, choices=ROUTES),
    field("court_number", "法院案号", "Court's number", FieldType.LINE, limit=60, commit="com"),
)  # fmt: skip
