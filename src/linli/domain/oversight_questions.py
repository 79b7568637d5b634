"""Questionnaires of oversight rounds: about places and services, never about persons.

A sheet has no field for words and none for a name: what it can say is what is listed here.
Source: REQUIREMENTS 004-10 (便民中心? 垃圾清理?), 004-11 (shops, factories, service centres are visited).
"""

from linli.domain.wording import Wording

PLACE_KINDS: dict[str, Wording] = {
    "community": Wording("居民小区、村庄", "Estate or village"),
    "service_centre": Wording("便民服务中心", "Service centre"),
    "market": Wording("商超、市场", "Shop or market"),
    "factory": Wording("工厂、企业", "Factory or company"),
    "school": Wording("学校周边", "Around a school"),
}
QUESTIONS: dict[str, Wording] = {
    "service_open": Wording("便民服务中心按时开门、一次办成", "The service centre keeps its hours and settles at once"),
    "rubbish": Wording("垃圾及时清理", "Rubbish is cleared in time"),
    "lamps": Wording("路灯亮、路面平", "Street lamps work and the road is even"),
    "drains": Wording("下水通畅、不积水", "Drains run and water does not stand"),
    "fire_lane": Wording("消防通道畅通", "Fire lanes are free"),
    "posted": Wording("村(居)务按期公开", "Accounts of the village or community are posted in time"),
    "answered": Wording("反映的问题有答复", "What was reported was answered"),
}
ANSWERS: dict[str, Wording] = {
    "good": Wording("好", "Good"),
    "poor": Wording("要改进", "Needs work"),
    "unseen": Wording("没看到、不了解", "Not seen"),
}
