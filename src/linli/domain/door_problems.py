"""Sentences for systems that connect: what a request lacked, and what an address for news may not be."""

from linli.domain.wording import Wording

DOOR_PROBLEMS: dict[str, Wording] = {
    "key_missing": Wording(
        "请求没有带密钥,或密钥无效、已停用。请在 Authorization 里写 Bearer 和密钥。",
        "The request has no key, or one that is unknown or revoked. Send it as Authorization: Bearer KEY.",
    ),
    "scope_missing": Wording(
        "这个密钥没有“{scope}”权限,请联系区里的管理员。",
        "This key is not good for “{scope}”; ask the district's administrator.",
    ),
    "seat_missing": Wording(
        "这个密钥没有对应的岗位,看不到也办不了事项。请管理员为它设一个岗位。",
        "This key has no post, so it can neither see nor move matters. Ask the administrator to give it one.",
    ),
    "method_unknown": Wording("这个地址不接受这种请求方法。", "This address does not take that method."),
    "media_type_unknown": Wording(
        "请求正文请用 application/json。", "Send the body of the request as application/json."
    ),
    "not_json": Wording("请求正文不是正确的 JSON。", "The body of the request is not valid JSON."),
    "not_readable": Wording("请求里有无法识别的内容。", "The request holds something that cannot be read."),
    "body_too_large": Wording("请求正文太大。", "The body of the request is too large."),
    "too_many_requests": Wording(
        "请求太频繁了,请 {seconds} 秒后再试。", "Too many requests; try again in {seconds} seconds."
    ),
    "wrong_shape": Wording(
        "这一项的写法不对,请对照接口说明。", "This is not written as the description of the interface asks."
    ),
    "cursor_unknown": Wording(
        "翻页标记不对,或不属于这次查询。请从第一页开始。",
        "The cursor is wrong or belongs to another query. Begin with the first page.",
    ),
    "outside_area": Wording("这个地方不在密钥的区域之内。", "That place lies outside the key's area."),
    "hook_not_https": Wording("推送地址要以 https:// 开头。", "The address for news must begin with https://."),
    "hook_not_an_address": Wording(
        "推送地址不完整,或带有账号、片段等不能用的部分。",
        "The address for news is incomplete, or has a part that cannot be used (an account, a fragment).",
    ),
    "hook_not_public": Wording(
        "推送地址不能指向内部网络。", "The address for news may not lead into an internal network."
    ),
    "too_many_hooks": Wording("每个系统最多 {limit} 个推送地址。", "At most {limit} addresses for news per system."),
    "role_without_cases": Wording("这个岗位类别不能给外部系统。", "That role cannot be given to a system."),
}
