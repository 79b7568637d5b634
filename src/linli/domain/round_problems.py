"""What can be wrong with a round, a day that is not asked for, and what is asked about coverage."""

from linli.domain.wording import Wording

ROUND_PROBLEMS: dict[str, Wording] = {
    "round_running": Wording(
        "您有一次巡查还没有结束,先把它结束再开始。",
        "One of your rounds is not finished; finish it before you start another.",
    ),
    "round_over": Wording(
        "这次巡查已经结束,不能再添加;请开始新的一次。", "This round is finished; start a new one for anything else."
    ),
    "round_place_unknown": Wording(
        "没有找到编号为“{value}”的场所,请核对牌上的编号,或从名单里选。",
        "There is no place with the code “{value}”; check the plate, or choose from the list.",
    ),
    "round_place_needed": Wording("请扫码、输入编号或选一个场所。", "Scan the plate, type its code or choose a place."),
    "round_no_stop": Wording(
        "还没有在任何场所打卡,请至少打卡一次再说没有发现问题。",
        "You have not checked in anywhere; do so at least once before saying that there was no problem.",
    ),
    "round_has_items": Wording(
        "这次巡查已经登记了事项,请直接结束。", "Matters were entered on this round; simply finish it."
    ),
    "round_not_handled": Wording(
        "没有找到您本人办结过的这件事项,请核对编号。",
        "There is no matter of that number that you handled yourself; check the number.",
    ),
    "round_item_there": Wording("这件事项已经记在这次巡查里。", "That matter is on this round already."),
    "days_out_of_order": Wording("最后一天不能早于第一天。", "The last day cannot lie before the first."),
    "days_too_many": Wording("一次最多 {limit} 天。", "At most {limit} days at once."),
    "days_too_far": Wording("请填写前后一年之内的日子。", "Give days within a year of today."),
    "exemption_kind": Wording("请选择原因。", "Choose a reason."),
    "exemption_decided": Wording("这条记录已经有结果,不能再改。", "This is decided already and stays as it is."),
    "exemption_own": Wording("不能自己批准自己的请假。", "Nobody agrees to their own leave."),
}
