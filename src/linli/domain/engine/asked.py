"""Asked fields: what a move asks is checked whole, and every mistake is named at once."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from linli.domain.engine.context import Context, ValueDraft
from linli.domain.engine.declarations import Field, FieldType, Move, PartRule, Procedure
from linli.domain.engine.shared_fields import SHARED_FIELDS
from linli.domain.entry import canonical
from linli.domain.keepable_text import is_keepable
from linli.domain.problems import Problem

PHOTOS_MAX = 6
YEARS = range(1000, 3000)
"""A day beyond them is a slip of the pen, and no clock can run to it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """What was filled in, checked: coded values for the entry, personal ones apart."""

    pub: Mapping[str, Any]
    values: tuple[ValueDraft, ...]
    problems: tuple[Problem, ...]

    @property
    def filled(self) -> dict[str, Any]:
        """The coded values, and for each personal one only that it was filled in: what guards may know."""
        return {**{value.field: True for value in self.values}, **self.pub}


def field_of(procedure: Procedure, key: str, part: PartRule | None = None) -> Field:
    """Return the declaration of a field: the part's, the procedure's, or the shared one; raises KeyError."""
    for one in (*(part.fields if part else ()), *procedure.fields):
        if one.key == key:
            return one
    return SHARED_FIELDS[key]


def check_answers(move: Move, given: Mapping[str, Any], context: Context, part: PartRule | None = None) -> Answers:
    """Check `given` against what `move` asks; problems name their field, and all are found."""
    asked = dict(move.asks())
    problems = [
        Problem("unknown_field", at=key, params={"value": key[:40]})
        for key in given
        if key not in asked and not _is_empty(given[key])
    ]
    pub: dict[str, Any] = {}
    values: list[ValueDraft] = []
    for key, is_required in asked.items():
        declared = field_of(context.procedure, key, part)
        value = given.get(key)
        if _is_empty(value):
            if is_required:
                problems.append(Problem("required", at=key))
            continue
        checked = _CHECKS[declared.type](declared, value, context)
        if isinstance(checked, Problem):
            problems.append(checked)
        elif declared.commit == "com":
            values.extend(_drafts(declared, checked))
        else:
            pub[key] = checked
    return Answers(pub=pub, values=tuple(values), problems=tuple(problems))


def _is_empty(value: Any) -> bool:
    return value is None or value == () or value == [] or (isinstance(value, str) and not value.strip())


def _drafts(declared: Field, checked: Any) -> list[ValueDraft]:
    """Spell a checked value as bytes; several photos become numbered fields."""
    if declared.type is FieldType.PHOTO:
        return [
            ValueDraft(field=f"{declared.key}{index}", subject=declared.subject, value=photo)
            for index, photo in enumerate(checked, start=1)
        ]
    spelled = checked.encode() if isinstance(checked, str) else canonical(checked)
    return [ValueDraft(field=declared.key, subject=declared.subject, value=spelled)]


def _text(declared: Field, value: Any, context: Context) -> str | Problem:
    text = str(value).strip() if declared.type is FieldType.LINE else str(value).strip("\r\n")
    if not is_keepable(text, is_line=declared.type is FieldType.LINE):
        return Problem("bad_text", at=declared.key)
    if len(text) > declared.limit:
        return Problem("too_long", at=declared.key, params={"limit": declared.limit})
    return text


def _choice(declared: Field, value: Any, context: Context) -> str | Problem:
    key = str(value)
    if key not in {choice.key for choice in declared.choices}:
        return Problem("unknown_choice", at=declared.key, params={"value": key[:40]})
    return key


def _number(declared: Field, value: Any, context: Context) -> int | Problem:
    try:
        number = int(str(value).strip())
    except ValueError:
        return Problem("not_a_number", at=declared.key)
    if number < 0:
        return Problem("too_small", at=declared.key, params={"limit": 0})
    if number > declared.limit:
        return Problem("too_large", at=declared.key, params={"limit": declared.limit})
    return number


def _flag(declared: Field, value: Any, context: Context) -> bool | Problem:
    return value in (True, "true", "on", "1", "yes")


def _date(declared: Field, value: Any, context: Context) -> str | Problem:
    try:
        day = value if isinstance(value, date) else date.fromisoformat(str(value).strip())
    except ValueError:
        return Problem("not_a_date", at=declared.key)
    return day.isoformat() if day.year in YEARS else Problem("not_a_date", at=declared.key)


def _moment(declared: Field, value: Any, context: Context) -> str | Problem:
    try:
        moment = value if isinstance(value, datetime) else datetime.fromisoformat(str(value).strip())
    except ValueError:
        return Problem("not_a_date", at=declared.key)
    return moment.isoformat() if moment.tzinfo and moment.year in YEARS else Problem("not_a_date", at=declared.key)


def _point(declared: Field, value: Any, context: Context) -> dict[str, int] | Problem:
    """A point is {"lon_e6", "lat_e6"}: WGS-84 microdegrees."""
    try:
        lon, lat = int(value["lon_e6"]), int(value["lat_e6"])
    except (KeyError, TypeError, ValueError):
        return Problem("not_a_point", at=declared.key)
    if abs(lon) > 180_000_000 or abs(lat) > 90_000_000:
        return Problem("not_a_point", at=declared.key)
    return {"lon_e6": lon, "lat_e6": lat}


def _photos(declared: Field, value: Any, context: Context) -> tuple[bytes, ...] | Problem:
    """Photos arrive re-encoded and stripped (an adapter's work); here only that they are few and are bytes."""
    photos = tuple(value) if isinstance(value, (list, tuple)) else (value,)
    if not all(isinstance(photo, bytes) and photo for photo in photos):
        return Problem("not_a_photo", at=declared.key)
    if len(photos) > PHOTOS_MAX:
        return Problem("too_many_photos", at=declared.key, params={"limit": PHOTOS_MAX})
    return photos


def _unit(declared: Field, value: Any, context: Context) -> str | Problem:
    unit = context.directory.units.get(str(value))
    if unit is None or not unit.is_active:
        return Problem("unknown_choice", at=declared.key, params={"value": str(value)[:40]})
    return unit.id


def _post(declared: Field, value: Any, context: Context) -> str | Problem:
    post = context.directory.posts.get(str(value))
    if post is None or not post.is_active(context.now):
        return Problem("unknown_choice", at=declared.key, params={"value": str(value)[:40]})
    return post.id


def _category(declared: Field, value: Any, context: Context) -> str | Problem:
    category = context.directory.categories.get(str(value))
    if category is None or not category.is_active:
        return Problem("unknown_choice", at=declared.key, params={"value": str(value)[:40]})
    return category.key


def _area(declared: Field, value: Any, context: Context) -> str | Problem:
    """An area is given by its path."""
    if str(value) not in context.directory.tree.by_path:
        return Problem("unknown_choice", at=declared.key, params={"value": str(value)[:40]})
    return str(value)


def _case(declared: Field, value: Any, context: Context) -> str | Problem:
    """Another case is named by its stream, and the caller has loaded it."""
    if str(value) not in context.related:
        return Problem("case_not_found", at=declared.key)
    return str(value)


def _grade(declared: Field, value: Any, context: Context) -> int | Problem:
    if str(value) not in {"1", "2", "3", "4", "5"}:
        return Problem("unknown_choice", at=declared.key, params={"value": str(value)[:40]})
    return int(str(value))


_CHECKS: Mapping[FieldType, Callable[[Field, Any, Context], Any]] = {
    FieldType.LINE: _text,
    FieldType.TEXT: _text,
    FieldType.CHOICE: _choice,
    FieldType.NUMBER: _number,
    FieldType.FLAG: _flag,
    FieldType.DATE: _date,
    FieldType.MOMENT: _moment,
    FieldType.POINT: _point,
    FieldType.PHOTO: _photos,
    FieldType.UNIT: _unit,
    FieldType.POST: _post,
    FieldType.CATEGORY: _category,
    FieldType.AREA: _area,
    FieldType.CASE: _case,
    FieldType.GRADE: _grade,
}
