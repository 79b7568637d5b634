"""Every sentence a problem can show, by its code, in Chinese and English.

A sentence says what is wrong and what to do next; `{names}` are filled from the problem's params. A file in this folder
whose name ends in `_problems` is found by itself: its mapping `<NAME>_PROBLEMS` joins the catalogue.
"""

import pkgutil
from collections.abc import Iterator
from importlib import import_module

from linli.domain.wording import Wording

HERE = "linli.domain"


def _found() -> Iterator[tuple[str, Wording]]:
    """Yield the sentences of the files beside this one; raises ValueError where a code stands in two of them."""
    seen: set[str] = set()
    for name in sorted(
        one.name for one in pkgutil.iter_modules(import_module(HERE).__path__) if one.name.endswith("_problems")
    ):
        sentences: dict[str, Wording] = getattr(import_module(f"{HERE}.{name}"), name.upper())
        if twice := seen & sentences.keys():
            raise ValueError(f"problems stand twice: {', '.join(sorted(twice))}")
        seen |= sentences.keys()
        yield from sentences.items()


CATALOGUE: dict[str, Wording] = {
    **dict(_found()),
    "required": Wording("请填写这一项。", "Please fill this in."),
    "too_long": Wording("太长了,最多 {limit} 个字。", "Too long: at most {limit} characters."),
    "too_small": Wording("不能小于 {limit}。", "It cannot be less than {limit}."),
    "too_large": Wording("不能大于 {limit}。", "It cannot be more than {limit}."),
    "not_a_number": Wording("请填数字。", "Please enter a number."),
    "not_a_period": Wording(
        "请按“2026-Q3”“2026-09”“2026”或“30d”的样子写期间。",
        "Please write a period like 2026-Q3, 2026-09, 2026 or 30d.",
    ),
    "no_figures": Wording("这里没有统计数据,请先导出。", "There are no figures here yet; export the facts first."),
    "not_a_date": Wording("请按“2026-11-21”的样子填日期。", "Please enter a date like 2026-11-21."),
    "unknown_choice": Wording(
        "没有“{value}”这个选项,请从列出的选项里选。", "“{value}” is not one of the choices listed."
    ),
    "unknown_field": Wording("没有“{value}”这一项。", "There is no field called “{value}”."),
    "bad_text": Wording(
        "里面有无法保存的字符,请删去后再试。", "It contains characters that cannot be kept; remove them."
    ),
    "not_found": Wording(
        "没有找到。可能是地址有误,或者您没有查看的权限。",
        "Not found. The address may be wrong, or it is not yours to see.",
    ),
    "command_conflict": Wording(
        "这次提交的编号已经用过,而内容不同。请刷新页面后重新提交。",
        "This submission's number was used before with other content. Reload the page and send it again.",
    ),
    "stale": Wording(
        "这件事刚刚有了新进展,请看过后再操作。", "This matter has moved on just now. Please look again before you act."
    ),
    "not_a_point": Wording("位置不对,请重新选一次。", "That is not a place; please choose it again."),
    "case_not_found": Wording("没有找到这件事项,请核对编号。", "That matter was not found; check its number."),
    "no_such_move": Wording("没有“{verb}”这个操作。", "There is no move called “{verb}”."),
    "stage_forbids": Wording(
        "这件事现在处于“{stage}”,还不能这样操作。", "The matter stands at “{stage}”; this cannot be done now."
    ),
    "not_yours": Wording("这一步不归您的岗位办理。", "This step is not for your post."),
    "acted_before": Wording(
        "须由未经手的人来做:您(或您的岗位)已经办过“{act}”。",
        "Somebody who took no part must do this: you (or your post) did “{act}” before.",
    ),
    "no_requester": Wording("这件事没有反映人,不需要这一步。", "Nobody asked for this matter; the step is not needed."),
    "answer_first": Wording("请先答复反映人,再办结。", "Answer the person who asked before closing."),
    "target_holds_already": Wording("这件事已经在这个单位手里。", "That unit has the matter already."),
    "target_elsewhere": Wording(
        "“{unit}”不管这一片,请换一个单位。", "“{unit}” does not reach this place; choose another unit."
    ),
    "target_asked_already": Wording(
        "已经请过“{unit}”,正在等它答复。", "“{unit}” has been asked already and has not replied yet."
    ),
    "target_not_department": Wording("吹哨只能请区级部门。", "Only a district department can be whistled for."),
    "target_without_post": Wording("“{unit}”现在没有在岗的人可以接办。", "“{unit}” has nobody in post to take it now."),
    "top_tier": Wording("已经在最高一级。", "The matter is at the top tier already."),
    "no_extension_left": Wording(
        "没有可以延期的时限,或延期次数已用完。", "No clock can be extended, or no extension is left."
    ),
    "extension_too_long": Wording("每次最多延长 {limit}。", "At most {limit} each time."),
    "extension_too_late": Wording("已经到期,不能再申请延期。", "It is past due; an extension can no longer be asked."),
    "extension_asked_already": Wording(
        "已经申请过延期,正在等批复。", "An extension has been asked and awaits a decision."
    ),
    "no_extension_asked": Wording("没有待批的延期申请。", "No extension is waiting for a decision."),
    "not_paused": Wording("现在没有暂停。", "Nothing is paused now."),
    "paused_already": Wording("已经暂停了。", "It is paused already."),
    "no_clock_to_pause": Wording("没有可以依法暂停的时限。", "No clock may lawfully be paused."),
    "pause_too_late": Wording("期限已经过了,不能再暂停。", "The time is over; it can no longer be paused."),
    "pause_not_lawful": Wording("这个理由不能暂停当前的时限。", "The current clock cannot be paused for that reason."),
    "right_lapsed": Wording(
        "已经过了可以提出的期限。您仍可以就新的情况重新反映。",
        "The time for this is over. You can still report anew if something has changed.",
    ),
    "too_early": Wording("等待期还没有满。", "The waiting period is not over yet."),
    "merged_away": Wording("这件事已经并入另一件,请到主件办理。", "This was merged into another matter; act there."),
    "not_in_future": Wording("日期要在今天之后。", "The date must lie after today."),
    "part_refused": Wording(
        "“{part}”有一方明确拒绝,依法不能继续。", "Somebody has refused “{part}”; by law it cannot go on."
    ),
    "no_part_there": Wording("“{part}”没有到这一步。", "No “{part}” has come to this point."),
    "no_such_version": Wording(
        "流程没有这个版本,或这件事所处的环节在新版里没有。", "There is no such version, or it lacks the present stage."
    ),
    "too_few_parts": Wording("“{part}”至少要有 {limit} 个。", "At least {limit} of “{part}” are needed."),
    "party_there_already": Wording("这一方已经登记过了。", "That party has been entered already."),
    "post_elsewhere": Wording("这个岗位不在所选的单位。", "That post is not of that unit."),
    "consent_needed": Wording("需要本人同意才能办理。", "This needs the person's own consent."),
    "not_there_yet": Wording("还没有到这一步。", "It has not come to that yet."),
    "rated_already": Wording("已经评价过了。", "It has been rated already."),
    "reopen_asked_already": Wording("已经请求重新办理,正在等答复。", "Reopening has been asked and awaits a decision."),
    "no_reopen_asked": Wording("没有人请求重新办理。", "Nobody asked to reopen it."),
    "unit_handled_it": Wording("回访须由没有经办的单位来做。", "A unit that did not handle it must follow up."),
    "call_not_due": Wording(
        "这件事现在不用回访:已经回访过、三次没联系上,或本人没有同意回访。",
        "No call is due: it was made, three tries reached nobody, or the person did not agree to be called.",
    ),
    "merge_into_itself": Wording("不能并入它自己。", "A matter cannot be merged into itself."),
    "merge_does_not_fit": Wording(
        "只能并入同一类、尚未办结的事项。", "It can only be merged into an open matter of the same kind."
    ),
    "no_such_proposal": Wording("没有待同意的这个操作。", "No such move is waiting for agreement."),
    "nothing_to_erase": Wording(
        "这件事里已没有可以删除的个人信息。", "No personal data that could be erased are left in this matter."
    ),
    "moment_ahead": Wording("这个时间还没有到。", "That moment has not come yet."),
    "began_after_noticed": Wording("开始时间不能晚于发现时间。", "It cannot have begun after it was noticed."),
    "legal_hold": Wording(
        "依法留存中({document}),解除之前不能删除个人信息。",
        "Held by law ({document}): no personal data are erased until the hold is lifted.",
    ),
    "no_legal_hold": Wording("没有依法留存。", "There is no legal hold."),
    "second_person_needed": Wording("须由另一个人同意。", "Somebody else must agree."),
    "parts_open": Wording("“{part}”还没有全部完成。", "“{part}” is not complete yet."),
    "done_already": Wording("这一步已经做过了。", "This has been done already."),
    "quorum_missing": Wording("“{part}”还不够,不能进行这一步。", "Not enough of “{part}” yet for this step."),
    "part_not_found": Wording("没有找到这一分项。", "That part was not found."),
    "too_many_parts": Wording("“{part}”最多 {limit} 个。", "At most {limit} of “{part}”."),
    "anonymous_not_allowed": Wording("这类事项需要留下联系方式。", "This kind of matter needs a way to reach you."),
    "place_needed": Wording(
        "请告诉我们在哪里:选网格、写地点或用当前位置。",
        "Tell us where: choose a grid, write the place, or use your position.",
    ),
    "place_unclear": Wording(
        "“{value}”不止一处,请从下面选一个。", "“{value}” names more than one place; choose one of those below."
    ),
    "place_unknown": Wording(
        "没有找到“{value}”。请写社区和网格,如“磨坊 02”。",
        "“{value}” was not found. Write the community and grid, like “Mofang 02”.",
    ),
    "no_unit_for_area": Wording(
        "这个地方还没有设立可以受理的单位。", "No unit is set up to take in matters there yet."
    ),
    "contact_needed": Wording(
        "请留一个电话或邮箱,好让中心回复您;也可以选择匿名。",
        "Leave a phone number or an e-mail so that the centre can answer, or report anonymously.",
    ),
    "coordinates_swapped": Wording(
        "经度和纬度好像写反了,请对调后再试。", "Longitude and latitude seem to be exchanged; swap them."
    ),
    "longitude_out_of_range": Wording("经度要在 -180 到 180 之间。", "A longitude lies between -180 and 180."),
    "latitude_out_of_range": Wording("纬度要在 -90 到 90 之间。", "A latitude lies between -90 and 90."),
    "outside_county": Wording(
        "这个位置不在本区范围内,请检查坐标。", "This place is outside the district; check the coordinates."
    ),
    "area_polygon_unreadable": Wording(
        "“{area}”的边界读不出来,暂由人工定位。请重新导入。",
        "The boundary of “{area}” cannot be read; places there are chosen by hand. Load it again.",
    ),
    "area_polygon_empty": Wording(
        "“{area}”的边界没有围出面积,暂由人工定位。请重新导入。",
        "The boundary of “{area}” encloses nothing; places there are chosen by hand. Load it again.",
    ),
    "area_polygon_not_degrees": Wording(
        "“{area}”的边界不是经纬度。请转换为 WGS-84 或 CGCS2000 经纬度后重新导入。",
        "The boundary of “{area}” is not in degrees. Convert it to WGS-84 or CGCS2000 degrees and load it again.",
    ),
    "area_polygon_repaired": Wording(
        "“{area}”的边界自相交叉,已自动修正,请在地图上核对。",
        "The boundary of “{area}” crossed itself and was mended; check it on the map.",
    ),
    "calendar_other_year": Wording("{day} 不在 {year} 年里。", "{day} is not in {year}."),
    "calendar_year_twice": Wording("同一年的日历表出现了两次。", "The table of one year stands twice."),
    "calendar_day_twice": Wording(
        "{day} 既列为放假又列为上班,请只留一个。", "{day} is listed both as a day off and as worked; keep one."
    ),
    "calendar_day_again": Wording("{day} 在第 {first} 行已经写过。", "{day} stands in row {first} already."),
    "calendar_cell_empty": Wording(
        "这一格是空的;如果与上一行合并了单元格,请取消合并后逐行填写。",
        "This cell is empty; where it is merged with the row above, please unmerge and fill in every row.",
    ),
    "calendar_part_of_day": Wording(
        "“{value}”带有钟点,不是一整天。", "“{value}” holds a time of day, not a whole day."
    ),
    "calendar_no_such_day": Wording("没有“{value}”这一天。", "There is no day “{value}”."),
    "calendar_kind_unknown": Wording(
        "“{value}”请写成“放假”或“上班”。", "“{value}”: please write “Day off” or “Worked”."
    ),
    "calendar_run_wrong": Wording(
        "到的日期不能早于开始日期,也不能超过 {limit} 天。",
        "The last day is not before the first, and at most {limit} days on.",
    ),
    "calendar_no_days": Wording("表里没有一行日期。", "The table holds no row with a date."),
    "calendar_not_a_weekend": Wording(
        "{day} 本来就是工作日,不用列为调休上班。", "{day} is a working day anyway; it is no make-up day."
    ),
    "hours_out_of_order": Wording(
        "工作时间要从早到晚排列,不能重叠。", "Working hours go from morning to evening and do not overlap."
    ),
    "hours_not_whole": Wording("工作时间请写到分钟。", "Give working hours to the minute."),
    "area_code_pattern": Wording(
        "区划代码是 2、4、6、9 或 12 位数字。", "An area code has 2, 4, 6, 9 or 12 digits and nothing else."
    ),
    "area_code_province": Wording("区划代码不能以 00 开头。", "An area code does not begin with 00."),
    "area_code_segment": Wording(
        "区划代码第 {digits} 位“{segment}”超出范围(000 到 599)。",
        "Digits {digits} of the area code, “{segment}”, are out of range (000 to 599).",
    ),
    "receipt_length": Wording(
        "回执码是 {length} 个字符,您填了 {given} 个,请对照回执再看一遍。",
        "A receipt code has {length} characters, you gave {given}. Please look at your receipt again.",
    ),
    "receipt_symbols": Wording(
        "回执码里没有“{symbols}”,请对照回执再看一遍。",
        "A receipt code never contains “{symbols}”. Please look at your receipt again.",
    ),
    "receipt_checksum": Wording(
        "回执码有一处不对,请对照回执再看一遍。",
        "One character of the receipt code is wrong. Please look at your receipt again.",
    ),
    "second_county": Wording(
        "这套系统已服务于区县“{known}”,不能再设立“{value}”。请为另一个区县另装一套(另用数据目录或数据库)。",
        "This installation serves the county “{known}”; “{value}” cannot be set up beside it. Install Linli once more "
        "for another county, with its own data folder or database.",
    ),
    "no_county": Wording(
        "还没有设立区县,请先运行 linli init 或 linli load areas。",
        "No county is set up yet; run linli init or linli load areas first.",
    ),
    "not_a_moment": Wording("看不懂时间“{value}”。", "The time “{value}” cannot be read."),
    "not_a_table": Wording("这一项应当是一张表。", "This should be a table."),
    "quote_not_closed": Wording("这一行的引号没有闭合。", "The quotes of this row are never closed."),
    "too_few_cells": Wording(
        "这一行只有 {count} 格,表头有 {wanted} 格。", "This row has {count} cells, the header {wanted}."
    ),
    "column_missing": Wording("文件里没有“{value}”这一列。", "The file has no column “{value}”."),
    "row_changed": Wording(
        "这一行以前导入过,而内容变了;原来的没有改动。",
        "This row was loaded before with other content; what was loaded is unchanged.",
    ),
    "row_twice": Wording("这个编号在文件里出现了不止一次。", "This key stands more than once in the file."),
    "file_not_readable": Wording("打不开文件“{value}”。", "The file “{value}” cannot be opened."),
    "not_toml": Wording("对照表不是正确的 TOML:{value}", "The map is not valid TOML: {value}"),
    "code_elsewhere": Wording(
        "代码“{value}”不属于它所在的街道或区县。", "The code “{value}” does not belong to its street or county."
    ),
    "words_or_photo": Wording(
        "请写几句情况,或者拍一张照片,有一样就行。", "Write a few words or add a photo; one of the two is enough."
    ),
    "choose_kind": Wording(
        "请选一类问题;说不清就选“我说不清”。", "Choose what kind of problem it is, or “I am not sure”."
    ),
    "not_a_phone": Wording(
        "这个电话号码看起来不对,请核对数字。", "This does not look like a phone number; check the digits."
    ),
    "not_an_email": Wording("这个邮箱地址看起来不对,请核对。", "This does not look like an e-mail address; check it."),
    "photo_too_large": Wording(
        "有照片超过 {limit} MB,请缩小后再传。", "A photo is larger than {limit} MB; make it smaller and send it again."
    ),
    "receipt_not_found": Wording(
        "没有找到这个回执码对应的事项,请对照回执再看一遍。",
        "No matter was found for this receipt code. Please look at your receipt again.",
    ),
    "account_exists": Wording("账号“{value}”已经有了。", "The account “{value}” exists already."),
    "demo_elsewhere": Wording(
        "这个数据库里已经有别的区县“{county}”,演示需要自己的数据库。",
        "This database holds another county, “{county}”; the demo needs one of its own.",
    ),
    "port_busy": Wording(
        "端口 {port} 已被占用。请关掉占用它的程序,或换一个:linli demo --port {other}",
        "Port {port} is in use. Stop what uses it, or choose another: linli demo --port {other}",
    ),
    "not_geojson": Wording(
        "这个文件不是 GeoJSON 要素集合(FeatureCollection)。", "This file is not a GeoJSON FeatureCollection."
    ),
    "street_without_line": Wording(
        "这一条没有线或面,或写法有误。", "It has no line or area, or one that cannot be read."
    ),
    "street_not_degrees": Wording(
        "坐标不是经纬度(度),请先换算。",
        "Its coordinates are not degrees of longitude and latitude; convert them first.",
    ),
    "street_kind_unknown": Wording(
        "kind 请写 trunk、secondary、local、lane、river(线)或 water(面)。",
        "kind must be trunk, secondary, local, lane or river (lines), or water (areas).",
    ),
    "rate_out_of_range": Wording(
        "每分钟请求数请填 1 到 {limit}。", "Requests a minute must lie between 1 and {limit}."
    ),
    "not_a_time": Wording("请按“21:00”的样子填时间。", "Please enter a time like 21:00."),
    "reason_needed": Wording("请写明为什么要改。", "Please say why it is changed."),
    "not_before_today": Wording("生效日期不能早于今天。", "It cannot take effect before today."),
    "nothing_changed": Wording("和现在的一样,没有变化。", "It is the same as now; nothing changes."),
    "reports_closed": Wording(
        "网上反映暂时关闭,请拨打 {hotline}。", "Reports on the web are closed for now; please call {hotline}."
    ),
    "braces_unpaired": Wording("花括号没有成对。", "The braces do not come in pairs."),
    "variable_unknown": Wording(
        "没有“{value}”这个变量,请从列出的里面选。", "There is no variable “{value}”; use one of those listed."
    ),
    "workbook_unreadable": Wording(
        "打不开这个文件,请存成 XLSX 格式再试。", "This file cannot be opened; save it as XLSX and try again."
    ),
    "workbook_too_large": Wording("文件太大,最多 {limit} MB。", "The file is too large: at most {limit} MB."),
    "workbook_empty": Wording("文件里没有认得的表。", "The file holds no sheet that is known here."),
    "sheet_unknown": Wording("没有“{value}”这张表。", "There is no sheet called “{value}”."),
    "sheet_without_heads": Wording(
        "没有找到表头,表头里应有“{value}”。", "No heads were found; one of them should be “{value}”."
    ),
    "sheet_too_long": Wording("最多 {limit} 行。", "At most {limit} rows."),
    "column_unknown": Wording("没有“{value}”这一列。", "There is no column called “{value}”."),
    "not_a_day_of_many": Wording(
        "“{value}”不是日期,请写成 2026-10-01,用逗号隔开。",
        "“{value}” is no day; write 2026-10-01, separated by commas.",
    ),
    "not_yes_or_no": Wording("请填“是”或“否”。", "Please enter yes or no."),
    "row_repeats": Wording("和第 {other} 行重复。", "It repeats row {other}."),
    "key_bad": Wording(
        "代码只能用字母、数字、点和横线,“{value}”不行。",
        "A code is letters, digits, dots and hyphens; “{value}” is not.",
    ),
    "area_unknown": Wording("没有代码为“{value}”的区划。", "No area has the code “{value}”."),
    "unit_unknown": Wording("没有代码为“{value}”的单位。", "No unit has the code “{value}”."),
    "category_unknown": Wording("没有代码为“{value}”的类别。", "No category has the code “{value}”."),
    "category_key_bad": Wording(
        "类别代码用小写字母、数字和下划线,最多两级,“{value}”不行。",
        "A category's code is small letters, digits and underscores in at most two levels; “{value}” is not.",
    ),
    "kind_of_other_level": Wording("类型和层级对不上。", "The kind does not fit the level."),
    "area_moved": Wording(
        "已有的区划不能换层级或上级;请停用旧的,再新增。",
        "An area that exists keeps its level and what is above it; close it and add a new one.",
    ),
    "one_county_only": Wording("区县已经有了,代码是“{value}”。", "The county exists already, with the code “{value}”."),
    "county_has_no_parent": Wording("区县没有上级。", "The county has nothing above it."),
    "parent_not_above": Wording("“{value}”不在上一级。", "“{value}” does not stand above it."),
    "ends_before_it_begins": Wording("“到”要在“从”之后。", "“Until” must lie after “From”."),
    "unit_twice_there": Wording("这个区划已经有“{unit}”。", "This area has “{unit}” already."),
    "area_outside_unit": Wording("不在“{unit}”的范围内。", "It lies outside “{unit}”."),
    "login_bad": Wording(
        "登录名用字母、数字和 . - _ @ +,至少 3 个字。", "A login is letters, digits and . - _ @ +, at least 3 of them."
    ),
    "person_needed": Wording("“{value}”是新的登录名,请填姓名。", "“{value}” is a new login; please fill in the name."),
    "last_limit": Wording("兜底的时限不能停用。", "The limit for everything else cannot end."),
    "not_a_year": Wording("请填年份,例如 2026。", "Please enter a year such as 2026."),
    "notice_needed": Wording("不是暂定的日历要写明通知文号。", "A calendar that is not provisional names its notice."),
    "draft_gone": Wording("没有等待生效的文件,请重新上传。", "No file waits to be applied; send it again."),
    "district_not_ready": Wording("还有必须完成的事项:{what}。", "Something that must be done is still open: {what}."),
    "area_matched_twice": Wording(
        "有几个图形都对应这个区划,请只留一个。", "Several shapes fit this area; keep only one of them."
    ),
    "area_closed": Wording("“{area}”现在不在使用,请另选一处。", "“{area}” is not in use now; choose another place."),
    "category_unclear": Wording(
        "“{value}”对应不止一个类别,或没有这个类别,请选一个。",
        "“{value}” names no category, or several; please choose one.",
    ),
}
