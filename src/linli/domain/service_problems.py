"""Sentences of problems that only the service hall knows: guides, applications, ratings."""

from linli.domain.wording import Wording

SERVICE_PROBLEMS: dict[str, Wording] = {
    "told_once_already": Wording(
        "缺什么已经一次性告知过,不能再要清单以外的材料。清单里的还没补齐,请用“仍缺已告知的材料”。",
        "What is missing was told once; nothing beyond that list may be asked for. "
        "For papers of the list that are still missing use “Still missing from the list”.",
    ),
    "guide_unknown": Wording("没有这份办事指南,请从列表里选。", "There is no such guide; choose one from the list."),
    "guide_ended": Wording("这份办事指南已经停用。", "This guide is no longer in use."),
    "desk_unknown": Wording("没有“{value}”这个窗口。", "There is no desk called “{value}”."),
    "desk_unit_unknown": Wording("没有“{value}”这个单位。", "There is no unit called “{value}”."),
    "register_key_wrong": Wording(
        "编码只用小写字母、数字和短横线,最多 {limit} 个字。",
        "A code is made of small letters, digits and hyphens, at most {limit}.",
    ),
    "material_wrong": Wording(
        "第 {line} 行材料请写成“名称|形式|份数|从哪里来”,份数写数字。",
        "Write line {line} of the papers as “name|form|copies|where from”, copies as a number.",
    ),
    "register_key_taken": Wording(
        "这个编码已经有了。要改它,请从列表里打开。",
        "This code is in use. To change what it names, open it from the list.",
    ),
    "register_changed": Wording(
        "您打开之后,有人保存了新版本(见下方变更记录)。请核对后再保存。",
        "Somebody saved a new version since you opened it (see the history below). Compare, then save again.",
    ),
    "row_named_twice": Wording("这个编码在表里出现了两次。", "This code stands twice in the table."),
    "nothing_new": Wording("和现在的内容一样,没有要保存的。", "It is the same as now; there is nothing to save."),
    "rating_needs_receipt": Wording(
        "请输入办事回执上的 16 位回执码。没有回执码不能评价。",
        "Type the 16 characters of your receipt. Without it nothing can be rated.",
    ),
}
