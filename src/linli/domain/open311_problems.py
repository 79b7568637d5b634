"""Sentences of the Open311 door; each error there also names its parameter."""

from linli.domain.wording import Wording

OPEN311_PROBLEMS: dict[str, Wording] = {
    "key_needed": Wording(
        "提交需要密钥(api_key)。请向区综治中心申请。",
        "Sending needs a key (api_key). Ask the district's centre for one.",
    ),
    "key_wrong": Wording("密钥不对或已停用。", "The key is wrong or was revoked."),
    "service_unknown": Wording("没有代码为“{value}”的服务。", "There is no service with the code “{value}”."),
    "jurisdiction_unknown": Wording(
        "这里不受理“{value}”的事项;可以不填,或填“{ours}”。",
        "“{value}” is not served here; leave it out or send “{ours}”.",
    ),
    "request_unknown": Wording("没有找到这个编号的事项。", "No request with this id was found."),
    "token_unknown": Wording("没有找到这个凭据。", "This token was not found."),
    "format_unknown": Wording(
        "没有这个地址。可用 .json 或 .xml,例如 services.json。",
        "There is no such address here. Use .json or .xml, as in services.json.",
    ),
    "location_needed": Wording(
        "请给出位置:lat 和 long、address_string 或 address_id。",
        "Give a place: lat and long, or address_string, or address_id.",
    ),
    "point_outside": Wording("这个位置不在本区。", "That point lies outside this district."),
    "address_unknown": Wording(
        "没有找到“{value}”。请写街道、社区和网格,或者给出 lat 和 long。",
        "“{value}” was not found. Write the street office, community and grid, or send lat and long.",
    ),
    "address_unclear": Wording(
        "“{value}”不止一处,请写得更具体,或者给出 lat 和 long。",
        "“{value}” names more than one place; write more, or send lat and long.",
    ),
    "description_or_media": Wording("请说明情况,或者附上照片。", "Say what happened, or send a photo."),
    "not_a_web_address": Wording("请写完整的 http 或 https 地址。", "Write a whole http or https address."),
    "too_many_values": Wording("最多 {limit} 个。", "At most {limit}."),
    "page_too_far": Wording(
        "按页号最多取到第 {limit} 条。请缩短时间范围,或者用回答里的 Link 地址继续。",
        "Pages by number end at row {limit}. Ask for a shorter span, or follow the Link header of an answer.",
    ),
    "ends_before_it_starts": Wording("结束时间早于开始时间。", "It ends before it starts."),
    "span_too_long": Wording("一次最多查 {days} 天。", "At most {days} days at once."),
    "not_your_request": Wording(
        "只能给自己提交的事项补充说明。", "Updates can be added only to requests that were sent with the same key."
    ),
    "not_open311": Wording(
        "这个文件不是 Open311 的 JSON 或 XML:{value}", "This file is not JSON or XML of Open311: {value}"
    ),
    "not_a_request": Wording("这一条不是事项。", "This member is not a request."),
}
