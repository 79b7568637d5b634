"""What a problem of deputies' suggestions says, by its code."""

from linli.domain.wording import Wording

SUGGESTION_PROBLEMS: dict[str, Wording] = {
    "cells_merged": Wording(
        "这里合并了单元格({value}),只有第一格有内容。请取消合并,逐行填写。",
        "Cells are merged here ({value}) and only the first holds anything. Unmerge them and fill in each row.",
    ),
    "digits_in_name": Wording(
        "“{value}”里有一长串数字。这里只写代表姓名,不写身份证号和电话。",
        "“{value}” holds a long number. Write deputies' names only, no identity numbers and no telephones.",
    ),
    "deputies_and_phones": Wording(
        "有 {count} 位代表,却有 {wanted} 个电话;请按同样的顺序一一对应,或者都不填。",
        "There are {count} deputies and {wanted} telephones; give one for each in the same order, or none.",
    ),
    "deputy_twice": Wording("“{value}”写了两次。", "“{value}” stands there twice."),
    "too_many_deputies": Wording("最多 {limit} 位代表。", "At most {limit} deputies."),
    "unit_name_unknown": Wording(
        "没有叫“{value}”的单位,请写设置里的全称。", "No unit is called “{value}”; write its full name as in the set-up."
    ),
    "lead_is_co_unit": Wording("“{value}”不能既主办又协办。", "“{value}” cannot both lead and co-handle."),
    "unit_is_office": Wording(
        "“{value}”就是登记的单位,不能交办给自己。", "“{value}” registers it; it cannot be handed to itself."
    ),
    "outcome_not_used": Wording(
        "本区不使用这一类结果,请另选。", "This district does not use that outcome; choose another."
    ),
    "sponsor_unknown": Wording("请从名单里选一位分包领导。", "Choose the sponsor from the list."),
    "feedback_given": Wording(
        "这位代表已经反馈过,不能重复提交。", "This deputy has said so already; it cannot be sent twice."
    ),
}
