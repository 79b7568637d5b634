"""What the year needs beside people: the desks and guides of the service hall, and rooms to mediate in."""

from datetime import datetime
from typing import Any

from linli.actions.deciding import Office
from linli.actions.service_guides import desks_of, save_desk, save_guide
from linli.actions.sittings import enter_room, own_rooms
from linli.demo.cast import Cast
from linli.demo.texts.year_services import DESKS, SERVICES
from linli.domain.area import AreaLevel
from linli.domain.unit import Post, Role

REASON = "按办事指南梳理公布"
ROOMS = (("一号调解室", "一楼西侧", "10"), ("圆桌调解室", "二楼203", "14"))


def guide_key(number: int) -> str:
    """Return how the guide of the service of that number is called."""
    return f"yunxi-{number + 1:02d}"


def furnish(office: Office, now: datetime) -> bool:
    """Enter desks, guides and rooms, once; say whether anything was entered."""
    if desks_of(office, only_active=False):
        return False
    cast = Cast(office, now)
    centres = [unit for unit in office.directory.units.values() if unit.key.startswith("centre")]
    county = next(unit for unit in centres if unit.tier is AreaLevel.COUNTY)
    editor = cast.posts(county, Role.DISTRICT_COORDINATOR)[0]
    for given in _desks():
        save_desk(office, editor, given, now=now)
    for given in _guides():
        save_guide(office, editor, given, now=now)
    for unit in centres:
        _rooms(office, cast.posts(unit, Role.OPERATOR)[0], now)
    return True


def _rooms(office: Office, post: Post, now: datetime) -> None:
    if own_rooms(office, post):
        return
    for name, where, seats in ROOMS:
        enter_room(office, post, {"name": name, "where_words": where, "seats": seats, "is_step_free": "1"}, now)


def _desks() -> list[dict[str, Any]]:
    return [
        {
            "key": key, "name": name, "name_en": name_en, "unit": "service-hall", "place": place,
            "hours": "工作日 9:00-12:00、13:30-17:30", "phone": "000-60009000", "standard": standard,
            "is_active": True, "reason": REASON,
        }
        for key, name, name_en, place, standard in DESKS
    ]  # fmt: skip


def _guides() -> list[dict[str, Any]]:
    return [
        {
            "key": guide_key(number), "title": one.title, "title_en": one.title_en, "desk": one.desk,
            "materials": one.materials, "limit_days": one.days, "steps": "窗口收件\n核对材料\n部门办理\n领取或邮寄结果",
            "basis": one.basis, "fee": "", "for_whom": one.for_whom, "cross_province": one.cross_province,
            "is_active": True, "reason": REASON,
        }
        for number, one in enumerate(SERVICES)
    ]  # fmt: skip
