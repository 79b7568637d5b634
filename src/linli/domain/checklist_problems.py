"""Sentences of the problems of checklists that a district sets itself."""

from linli.domain.wording import Wording

CHECKLIST_PROBLEMS: dict[str, Wording] = {
    "checklist_key_bad": Wording(
        "代码用小写字母开头,只含小写字母、数字和下划线,2 到 32 位。",
        "A code is 2 to 32 lower-case letters, digits and underscores, and begins with a letter.",
    ),
    "checklist_version_low": Wording(
        "自定清单的版本号从 {limit} 起。", "Versions of the district's own are counted from {limit}."
    ),
    "checklist_stands": Wording(
        "第 {version} 版已经施行,不能再改。请用下一个版本号另立一版。",
        "Version {version} is in force and stays as it is. Make the next version instead.",
    ),
    "checklist_unknown": Wording(
        "“检查清单”里没有这份清单的这个版本。", "There is no such version of that list among the checklists."
    ),
    "checklist_day_order": Wording(
        "新版本的施行日期不能早于前一版({day})。", "A version cannot begin before the one in front of it ({day})."
    ),
    "checklist_empty": Wording("清单里一项也没有。", "The list has no item."),
    "checklist_long": Wording(
        "一份清单最多 {limit} 项,请分成几份。", "A list has at most {limit} items; split it into several."
    ),
    "checklist_parts": Wording(
        "有的项目分了部分,有的没有:请都填,或者都不填。",
        "Some items belong to a part and some to none: fill it in everywhere or nowhere.",
    ),
    "checklist_key_taken": Wording(
        "已有用这个代码的清单,请换一个,或到那份清单里编制下一版。",
        "A list has that code already: choose another, or make the next version of that list.",
    ),
    "checklist_unchanged": Wording("和现在的版本一样,没有可保存的。", "It is the version that stands already."),
}
