"""What a key of the open doors may be good for, in the words of permissions and journal."""

from collections.abc import Mapping

from linli.domain.wording import Wording

SCOPES: Mapping[str, Wording] = {
    "case.read": Wording("读取事项(地点、类别、进展)", "Read matters (place, kind, course)"),
    "case.file": Wording("登记事项", "File matters"),
    "case.note": Wording("给自己登记的事项补充说明", "Add notes to matters it filed"),
    "case.move": Wording("办理事项", "Move matters"),
    "area.read": Wording("读取区划、机构和类别", "Read areas, units and categories"),
    "figure.read": Wording("读取指标", "Read figures"),
    "webhook.manage": Wording("订阅消息推送", "Subscribe to news"),
}
"""By key; a key of a door holds a set of these."""
