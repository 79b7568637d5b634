"""Sentences of the problems of supplies, equipment, emergency plans and self-checks of centres."""

from linli.domain.wording import Wording

SUPPLY_PROBLEMS: dict[str, Wording] = {
    "stock_moved": Wording(
        "清点期间库存有变动({count} 次)。您填的数都在,请对照现在的账面数再交一次。",
        "The books moved while you counted ({count} times). What you typed is here; compare it and send it again.",
    ),
    "stock_closed": Wording("这个储备点已停用。", "This site is no longer in use."),
    "stock_full": Wording("一个储备点最多 {limit} 种物资。", "A site holds at most {limit} items."),
    "stock_not_by_file": Wording(
        "账上现有 {count},导入不改库存;数量不符请出入库或清点。",
        "The books say {count}; a file changes no stock. Book it in or out, or take stock.",
    ),
    "list_unreadable": Wording("打不开这个文件,请给 XLSX 或 CSV。", "This file cannot be opened; give XLSX or CSV."),
    "stock_empty": Wording("还没有登记物资,先登记应备清单。", "No item is entered yet; enter the required list first."),
    "item_not_there": Wording("这个储备点没有这种物资,请刷新页面。", "The site has no such item; reload the page."),
    "item_named_twice": Wording("已经有叫“{name}”的物资。", "There is an item called “{name}” already."),
    "more_than_there": Wording("只有 {limit},不能更多。", "Only {limit} are there."),
    "team_is_counted": Wording(
        "人员只在清点时点数,不能出入库。", "People are counted in a stock-take; they do not go in or out."
    ),
    "expired_already": Wording("已经过期,不能入库。", "It has expired; it cannot be taken in."),
    "lend_unknown": Wording("没有这笔借出,请刷新页面。", "Nothing of that kind is lent out; reload the page."),
    "case_category_unknown": Wording("请选一个在用的末级类别。", "Choose a category in use, of the lowest level."),
    "asset_code_taken": Wording("编号“{code}”已经有了。", "There is an asset with the code “{code}” already."),
    "asset_used_up": Wording(
        "有效期到{day},已经过了:先换新并改有效期,或记为故障、报废。",
        "It could be used until {day}: enter the new last day once it is replaced, or note a fault.",
    ),
    "asset_retired": Wording("这件设备已经报废。", "This asset is retired."),
    "two_persons_needed": Wording(
        "开箱须两人在场,请选另一位同事。", "Two people open a letter box; choose a colleague who was there."
    ),
    "not_before_last": Wording("不能早于{day}。", "It cannot be before {day}."),
    "not_ahead": Wording("这一天还没有到。", "That day has not come yet."),
    "day_passed": Wording("这一天已经过去。", "That day is over."),
    "drill_not_open": Wording("这次演练已经记录或取消。", "This drill is recorded or called off already."),
    "plan_ended": Wording("这个预案已停用。", "This plan is no longer in force."),
    "hours_reversed": Wording("开门要早于关门。", "It must open before it closes."),
    "day_of_week_needed": Wording("轮驻要选星期几来。", "Choose the weekdays of a rotating desk."),
    "desk_twice": Wording("这个单位写了两行,请合成一行。", "This unit stands in two rows; make it one."),
    "desk_of_centre": Wording("请选一个在用的单位。", "Choose a unit in use."),
}
