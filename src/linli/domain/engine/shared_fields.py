"""Fields that shared moves ask, declared once for every procedure."""

from linli.domain.engine.declarations import Field, FieldType
from linli.domain.engine.declaring import choices
from linli.domain.seal import Seal
from linli.domain.wording import Wording

PAUSE_REASONS = choices(
    ("waiting_for_requester", "等待反映人补充情况", "Waiting for the person who reported"),
    ("hearing", "听证期间", "Hearing"),
    ("appraisal", "检测鉴定期间", "Test or expert appraisal"),
    ("weather", "恶劣天气无法作业", "Weather prevents the work"),
    ("court", "司法程序期间", "Court procedure"),
)
MERGE_CLASSES = choices(
    ("same_thing", "同一处同一问题", "The same thing in the same place"),
    ("told_twice", "同一问题反映了两次", "The same report came twice"),
    ("same_cause", "同一原因引起", "One and the same cause"),
)
VOID_CLASSES = choices(
    ("duplicate", "重复登记", "Entered twice"),
    ("by_mistake", "误登记", "Entered by mistake"),
    ("nothing_to_do", "没有可办的内容", "Nothing that could be done"),
)
CORRECTION_CLASSES = choices(
    ("wrong_category", "类别选错", "The wrong category was chosen"),
    ("found_otherwise", "核查认定不同", "The check found something else"),
    ("rules_changed", "分类标准有变", "The classification has changed"),
    ("requester_objects", "反映人提出异议", "Whoever asked objects"),
)
EXTENSION_CLASSES = choices(
    ("parts", "等待材料配件", "Waiting for material or parts"),
    ("coordination", "需多个单位配合", "Several units must work together"),
    ("complex", "情况复杂", "The matter is complex"),
    ("season", "受天气季节限制", "Weather or season prevents the work"),
)
REASON_CLASSES = {
    "merge_class": MERGE_CLASSES,
    "void_class": VOID_CLASSES,
    "correction_class": CORRECTION_CLASSES,
    "extension_class": EXTENSION_CLASSES,
}
"""Classes of reasons stand openly in the entry, beside words that only a duty opens. Source: ASSURANCE S26."""
GRADES = choices(
    ("5", "非常满意", "Very satisfied"),
    ("4", "满意", "Satisfied"),
    ("3", "基本满意", "Fairly satisfied"),
    ("2", "不满意", "Dissatisfied"),
    ("1", "非常不满意", "Very dissatisfied"),
)
"""Five grades, never pre-filled. Source: 政务服务“好差评” (国办 2019)."""

_ALL = (
    Field(key="unit", title=Wording("单位", "Unit"), type=FieldType.UNIT),
    Field(key="post", title=Wording("岗位", "Post"), type=FieldType.POST),
    Field(key="leaving_post", title=Wording("离任的岗位", "Post that ends"), type=FieldType.POST),
    Field(key="category", title=Wording("类别", "Category"), type=FieldType.CATEGORY),
    Field(key="area", title=Wording("所在网格", "Area"), type=FieldType.AREA),
    Field(
        key="urgency",
        title=Wording("缓急", "Urgency"),
        type=FieldType.CHOICE,
        choices=choices(("ordinary", "一般", "Ordinary"), ("urgent", "紧急", "Urgent")),
    ),
    Field(
        key="title",
        title=Wording("标题", "Title"),
        type=FieldType.LINE,
        limit=40,
        hint=Wording("写事和地方,不写人", "Name the matter and the place, never a person"),
    ),
    Field(
        key="channel",
        title=Wording("渠道", "Channel"),
        type=FieldType.CHOICE,
        choices=choices(
            ("web", "网页", "Web"),
            ("phone", "电话", "Phone"),
            ("visit", "来访", "Visit"),
            ("letter", "来信", "Letter"),
            ("wechat", "微信", "WeChat"),
            ("grid_worker", "网格员", "Grid worker"),
            ("hotline", "12345 热线", "Hotline 12345"),
            ("superior", "上级交办", "Assigned from above"),
            ("open311", "Open311", "Open311"),
            ("device", "设备", "Device"),
            ("import", "导入", "Import"),
            ("inside", "内部发现", "Found in the house"),
        ),
    ),
    Field(
        key="requester",
        title=Wording("谁会知道是我", "Who will know it is me"),
        type=FieldType.CHOICE,
        choices=choices(
            ("known", "只有综治中心知道", "Known to the centre only"),
            ("anonymous", "完全匿名", "Anonymous"),
            ("none", "没有反映人", "Nobody asked"),
        ),
    ),
    Field(
        key="how_placed",
        title=Wording("怎么定位的", "How it was placed"),
        type=FieldType.CHOICE,
        choices=choices(
            ("inside", "在网格内", "Inside the grid"),
            ("shared_edge", "在网格交界", "On a shared edge"),
            ("nearest", "在边界外,取最近网格", "Outside: nearest grid"),
            ("by_hand", "人工选定", "By hand"),
        ),
    ),
    Field(
        key="words",
        title=Wording("情况", "What happened"),
        type=FieldType.TEXT,
        commit="com",
        subject="requester",
        limit=6000,  # Open311 lets 4,000 characters be sent, and further answers beside them
    ),
    Field(
        key="place_words",
        title=Wording("地点", "Place"),
        type=FieldType.LINE,
        commit="com",
        limit=120,
        subject="requester",
    ),
    Field(key="point", title=Wording("位置", "Point"), type=FieldType.POINT, commit="com", subject="requester"),
    Field(key="photo", title=Wording("照片", "Photos"), type=FieldType.PHOTO, commit="com", subject="requester"),
    Field(
        key="requester_name",
        title=Wording("怎么称呼", "Name"),
        type=FieldType.LINE,
        commit="com",
        limit=40,
        seal=Seal.SEALED,
        subject="requester",
    ),
    Field(
        key="requester_phone",
        title=Wording("联系电话", "Phone"),
        type=FieldType.LINE,
        commit="com",
        limit=40,
        seal=Seal.SEALED,
        subject="requester",
    ),
    Field(
        key="requester_email",
        title=Wording("电子邮箱", "E-mail"),
        type=FieldType.LINE,
        commit="com",
        limit=120,
        seal=Seal.SEALED,
        subject="requester",
    ),
    Field(
        key="requester_address",
        title=Wording("通信地址", "Postal address"),
        type=FieldType.LINE,
        commit="com",
        limit=120,
        seal=Seal.SEALED,
        subject="requester",
        hint=Wording("来信只写了地址的,答复寄到这里", "Where the answer goes if a letter gives nothing else"),
    ),
    Field(key="note", title=Wording("说明", "Note"), type=FieldType.TEXT, commit="com"),
    Field(key="result", title=Wording("处置结果", "Result"), type=FieldType.TEXT, commit="com"),
    Field(key="reason", title=Wording("理由", "Reason"), type=FieldType.TEXT, commit="com", limit=500),
    Field(
        key="request",
        title=Wording("请做什么", "What is asked"),
        type=FieldType.TEXT,
        commit="com",
        limit=500,
    ),
    Field(key="answer", title=Wording("答复", "Answer"), type=FieldType.TEXT, commit="com", subject="requester"),
    Field(key="photo_before", title=Wording("处置前照片", "Photo before"), type=FieldType.PHOTO, commit="com"),
    Field(key="photo_after", title=Wording("处置后照片", "Photo after"), type=FieldType.PHOTO, commit="com"),
    Field(
        key="pause_reason",
        title=Wording("暂停事由", "Lawful reason"),
        type=FieldType.CHOICE,
        choices=PAUSE_REASONS,
    ),
    *(
        Field(key=key, title=Wording("理由类别", "Kind of reason"), type=FieldType.CHOICE, choices=classes)
        for key, classes in REASON_CLASSES.items()
    ),
    Field(key="amount", title=Wording("延长多少", "How much longer"), type=FieldType.NUMBER, limit=365),
    Field(key="due_date", title=Wording("期限", "Due date"), type=FieldType.DATE),
    Field(
        key="strength",
        title=Wording("督办方式", "Strength"),
        type=FieldType.CHOICE,
        choices=choices(
            ("reminder", "提醒", "Reminder"), ("order", "督办单", "Order"), ("listed", "挂牌督办", "Listed")
        ),
    ),
    Field(key="order_number", title=Wording("督办单号", "Order number"), type=FieldType.LINE, limit=60),
    Field(key="other_case", title=Wording("另一件事项", "The other matter"), type=FieldType.CASE),
    Field(
        key="reached",
        title=Wording("联系到了吗", "Was the person reached"),
        type=FieldType.CHOICE,
        choices=choices(("reached", "联系到了", "Reached"), ("not_reached", "未联系上", "Not reached")),
    ),
    Field(
        key="solved",
        title=Wording("问题解决了吗", "Is it solved"),
        type=FieldType.CHOICE,
        choices=choices(
            ("solved", "解决了", "Solved"),
            ("partly", "部分解决", "Partly"),
            ("unsolved", "没有解决", "Not solved"),
        ),
    ),
    Field(
        key="satisfied",
        title=Wording("对办理满意吗", "Satisfied with the handling"),
        type=FieldType.CHOICE,
        choices=choices(("satisfied", "满意", "Satisfied"), ("not_satisfied", "不满意", "Not satisfied")),
    ),
    Field(key="grade", title=Wording("满意程度", "Grade"), type=FieldType.GRADE, choices=GRADES),
    Field(key="proxy", title=Wording("代为评价", "Rated on behalf"), type=FieldType.FLAG),
    Field(key="comment", title=Wording("想说的话", "Comment"), type=FieldType.TEXT, commit="com", limit=500),
    Field(
        key="correction",
        title=Wording("更正内容", "Correction"),
        type=FieldType.TEXT,
        commit="com",
        limit=1000,
    ),
    Field(key="legal_basis", title=Wording("法律依据", "Legal basis"), type=FieldType.LINE, limit=200),
    Field(
        key="hold_document",
        title=Wording("依据的文书号", "Number of the document"),
        type=FieldType.LINE,
        limit=120,
        hint=Wording("法院、检察、公安、监察或档案部门的", "Of a court, prosecutor, the police or an archive"),
    ),
    Field(
        key="whose",
        title=Wording("删除谁的信息", "Whose data"),
        type=FieldType.CHOICE,
        choices=choices(("requester", "反映人", "The reporter's"), ("party", "当事人", "The parties'")),
        hint=Wording("不选则全部删除", "Leave it open to erase both"),
    ),
    Field(key="paper", title=Wording("文书", "Paper"), type=FieldType.LINE, limit=40),
    Field(key="paper_number", title=Wording("文号", "Number of the paper"), type=FieldType.LINE, limit=80),
    *(
        Field(
            key=f"paper_{kind}{suffix}",
            title=Wording(f"文书({kind.upper()})", f"Paper ({kind.upper()})"),
            type=FieldType.FILE,
            commit="com",
            seal=seal,
        )
        for kind in ("docx", "pdf")
        for suffix, seal in (("", Seal.RESTRICTED), ("_sealed", Seal.SEALED))
    ),
    Field(key="version", title=Wording("流程版本", "Procedure version"), type=FieldType.NUMBER, limit=1000),
    Field(key="proposal", title=Wording("待同意的操作", "Proposed move"), type=FieldType.LINE, limit=60),
)

REACHED_BY = ("requester_phone", "requester_email", "requester_address")
"""Whoever is named is reached by one of them; of a letter often only by post. Source: 信访工作条例 (2022) art. 17."""

SHARED_FIELDS: dict[str, Field] = {one.key: one for one in _ALL}
