"""Rows of the set-up sheets turned into records: areas, units, posts and duties, each checked against the others."""

import re
from dataclasses import replace
from datetime import date, datetime, time

from linli.domain.area import Area, AreaClass, AreaKind, AreaLevel
from linli.domain.calendar import SHANGHAI
from linli.domain.duty import Duty, DutyRole
from linli.domain.setup_cells import SheetRow
from linli.domain.setup_plan import NewAccount, Workshop
from linli.domain.setup_sheets import KINDS_OF_LEVEL
from linli.domain.unit import Post, Role, Unit, UnitKind

PATH_MAX = 200
LOGIN_MIN = 3
_KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_LOGIN = re.compile(r"[\w.@+-]+")
_CODE = re.compile(r"[0-9]{12}")


def midnight(day: date) -> datetime:
    """Return the local beginning of a day."""
    return datetime.combine(day, time(), tzinfo=SHANGHAI)


def day_of(moment: datetime | None) -> date | None:
    """Return the local day of a moment."""
    return moment.astimezone(SHANGHAI).date() if moment else None


def area_row(shop: Workshop, row: SheetRow) -> None:
    """Add or change an area; its place in the tree, once taken, stays."""
    key, level = row.text("key"), AreaLevel(row.text("level"))
    before = shop.areas.get(key)
    parent, problems = _parent_of(shop, row, before, level), len(shop.problems)
    if not _KEY.fullmatch(key) and before is None:
        shop.wrong(row, "key", "key_bad", value=key[:40])
    kinds = KINDS_OF_LEVEL[level]
    kind = AreaKind(row.text("kind")) if row.text("kind") else (before.kind if before else kinds[0])
    if kind not in kinds:
        shop.wrong(row, "kind", "kind_of_other_level")
    path = before.path if before else f"{parent.path if parent else '/'}{key}/"
    if len(path) > PATH_MAX:
        shop.wrong(row, "key", "too_long", limit=40)
    valid_from = row.values.get("valid_from") or (before.valid_from if before else shop.today)
    valid_to = row.values.get("valid_to")
    if valid_to is not None and valid_to <= valid_from:
        shop.wrong(row, "valid_to", "ends_before_it_begins")
    if len(shop.problems) > problems or (parent is None and level is not AreaLevel.COUNTY):
        return
    area = Area(
        id=before.id if before else shop.new_id(), key=key, name=row.text("name"), level=level, kind=kind, path=path,
        code=before.code if before else (key if _CODE.fullmatch(key) else None), name_en=row.text("name_en"),
        parent_id=before.parent_id if before else (parent.id if parent else None),
        area_class=AreaClass(row.text("area_class")),
        population=row.values.get("population"), household_count=row.values.get("household_count"),
        size_m2=before.size_m2 if before else None, valid_from=valid_from, valid_to=valid_to,
        geometry=before.geometry if before else None,
    )  # fmt: skip
    if shop.keep(row, area, before):
        shop.areas[key] = area


def _parent_of(shop: Workshop, row: SheetRow, before: Area | None, level: AreaLevel) -> Area | None:
    key = row.text("parent")
    if before is not None and before.level is not level:
        shop.wrong(row, "level", "area_moved")
    if level is AreaLevel.COUNTY:
        roots = [one for one in shop.areas.values() if one.level is AreaLevel.COUNTY and one is not before]
        if roots:
            shop.wrong(row, "key", "one_county_only", value=roots[0].key)
        if key:
            shop.wrong(row, "parent", "county_has_no_parent")
        return None
    if not key:
        shop.wrong(row, "parent", "required")
        return None
    parent = shop.areas.get(key)
    if parent is None:
        shop.wrong(row, "parent", "area_unknown", value=key[:40])
        return None
    if parent.level.depth >= level.depth:
        shop.wrong(row, "parent", "parent_not_above", value=key[:40])
    if before is not None and before.parent_id is not None and before.parent_id != parent.id:
        shop.wrong(row, "parent", "area_moved")
    return parent


def unit_row(shop: Workshop, row: SheetRow) -> None:
    """Add or change a unit; one centre, committee or meeting for each area."""
    key = row.text("key")
    before = shop.units.get(key)
    area = shop.areas.get(row.text("area"))
    if area is None:
        shop.wrong(row, "area", "area_unknown", value=row.text("area")[:40])
    if not _KEY.fullmatch(key) and before is None:
        shop.wrong(row, "key", "key_bad", value=key[:40])
    kind = UnitKind(row.text("kind"))
    if area is None or (not _KEY.fullmatch(key) and before is None):
        return
    if kind in (UnitKind.GOVERNANCE_CENTRE, UnitKind.JOINT_MEETING):
        twin = next(
            (u for u in shop.units.values() if (u.area_path, u.kind) == (area.path, kind) and u.key != key), None
        )
        if twin is not None and twin.is_active and row.values["is_active"]:
            shop.wrong(row, "area", "unit_twice_there", unit=twin.name)
            return
    unit = Unit(
        id=before.id if before else shop.new_id(), key=key, name=row.text("name"), kind=kind, area_id=area.id,
        area_path=area.path, tier=before.tier if before else area.level, name_en=row.text("name_en"),
        head_post_id=before.head_post_id if before else None, phone=row.text("phone"),
        is_active=bool(row.values["is_active"]),
    )  # fmt: skip
    if shop.keep(row, unit, before):
        shop.units[key] = unit


def post_row(shop: Workshop, row: SheetRow) -> None:
    """Add, change or end a post; whoever holds it is known by the login alone."""
    unit = shop.units.get(row.text("unit"))
    if unit is None:
        shop.wrong(row, "unit", "unit_unknown", value=row.text("unit")[:40])
        return
    area = shop.areas.get(row.text("area")) if row.text("area") else None
    path = area.path if area else unit.area_path
    if row.text("area") and area is None:
        shop.wrong(row, "area", "area_unknown", value=row.text("area")[:40])
    elif not path.startswith(unit.area_path):
        shop.wrong(row, "area", "area_outside_unit", unit=unit.name)
    login = row.text("login")
    if login and (len(login) < LOGIN_MIN or not _LOGIN.fullmatch(login)):
        shop.wrong(row, "login", "login_bad")
        return
    if login and login not in shop.logins and not row.text("person"):
        shop.wrong(row, "person", "person_needed", value=login)
        return
    started, ended = row.values.get("started"), row.values.get("ended")
    if started and ended and ended < started:
        shop.wrong(row, "ended", "ends_before_it_begins")
        return
    holder = _holder(shop, login, row.text("person")) if login else None
    role = Role(row.text("role"))
    before = _post_before(shop, row, unit=unit, role=role, path=path, holder=holder)
    if before and not login and before.staff_id not in shop.logins.values():
        holder = before.staff_id  # held under a pseudonym that has no account here: not for a sheet to take away
    began = midnight(started) if started else None
    if before and before.started_at and (started is None or day_of(before.started_at) == started):
        began = before.started_at  # a day is all the sheet holds; the moment that stands is kept
    finish = midnight(ended) if ended else None
    if before and before.ended_at and day_of(before.ended_at) == ended:
        finish = before.ended_at
    post = Post(
        id=before.id if before else shop.new_id(), unit_id=unit.id, role=role, area_path=path, staff_id=holder,
        title=row.text("title"), started_at=began or (shop.now if holder else None), ended_at=finish,
    )  # fmt: skip
    shop.keep(row, post, before)


def _holder(shop: Workshop, login: str, person: str) -> str:
    if login in shop.logins:
        return shop.logins[login]
    account = shop.accounts.get(login) or NewAccount(login=login, name=person, pseudonym=shop.new_id())
    shop.accounts[login] = account
    return account.pseudonym


def _post_before(
    shop: Workshop, row: SheetRow, *, unit: Unit, role: Role, path: str, holder: str | None
) -> Post | None:
    """The post of that number; without one the present post of that unit, role, area and holder."""
    number = row.text("id")
    if number:
        found = next((one for one in shop.posts if one.id == number), None)
        if found is None:
            shop.wrong(row, "id", "not_found")
        return found
    wanted = (unit.id, role, path, holder)
    alike = (one for one in shop.posts if (one.unit_id, one.role, one.area_path, one.staff_id) == wanted)
    return next((one for one in alike if one.ended_at is None or one.ended_at > shop.now), None)


def duty_row(shop: Workshop, row: SheetRow) -> None:
    """Give a cell of the matrix to a unit, change whose it is, or end it."""
    category, unit, area = row.text("category"), shop.units.get(row.text("unit")), shop.areas.get(row.text("area"))
    if category and category not in shop.categories and not _is_family(shop, category):
        shop.wrong(row, "category", "category_unknown", value=category[:60])
    if unit is None:
        shop.wrong(row, "unit", "unit_unknown", value=row.text("unit")[:40])
    if area is None:
        shop.wrong(row, "area", "area_unknown", value=row.text("area")[:40])
    if unit is None or area is None:
        return
    role = DutyRole(row.text("role"))
    in_cell = [d for d in shop.duties if (d.category, d.area_path, d.role) == (category, area.path, role)]
    before = next((one for one in in_cell if one.unit_id == unit.id), in_cell[0] if len(in_cell) == 1 else None)
    is_active = bool(row.values["is_active"])
    if before is None and not is_active:
        return
    if before is not None:
        duty = replace(before, unit_id=unit.id, is_active=is_active)
    else:
        duty = Duty(id=shop.new_id(), unit_id=unit.id, category=category, area_path=area.path, role=role)
    twin = next((one.row for one in shop.changes.values() if before is None and _same_cell(one.record, duty)), None)
    if twin is not None:
        shop.wrong(row, "", "row_repeats", other=twin)
        return
    shop.keep(row, duty, before)


def _same_cell(record: object, duty: Duty) -> bool:
    cell = (duty.category, duty.area_path, duty.role)
    return isinstance(record, Duty) and (record.category, record.area_path, record.role) == cell


def _is_family(shop: Workshop, category: str) -> bool:
    """Other procedures have families of their own, such as petition."""
    return any(one.category == category for one in shop.duties)
