"""The values a filing or a move takes, typed from the declarations of the procedures: nothing is listed twice."""

from functools import cache
from typing import Annotated, Any, Literal

from ninja import Schema
from pydantic import ConfigDict, Field, create_model

from linli.domain.engine.declarations import Field as Declared
from linli.domain.engine.declarations import FieldType
from linli.domain.engine.moves import all_moves
from linli.domain.engine.shared_fields import SHARED_FIELDS
from linli.domain.engine.shared_moves import AGREE, DISAGREE
from linli.procedures import procedures

ID_PATTERN = r"^[0-9A-Za-z_-]{1,26}$"
DATE_PATTERN = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
MOMENT_PATTERN = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2})?(Z|[+-][0-9]{2}:[0-9]{2})$"
MICRODEGREES = 1_000_000


class Strict(Schema):
    """Takes what is described, exactly as it is described, and nothing else."""

    model_config = ConfigDict(extra="forbid", strict=True)


class Point(Strict):
    """A place on the ground, in degrees of WGS-84."""

    lon: float = Field(ge=-180, le=180)
    lat: float = Field(ge=-90, le=90)


def _text(limit: int) -> Any:
    return Annotated[str, Field(min_length=1, max_length=limit)]


def _type_of(declared: list[Declared]) -> Any:
    """Return the type of a field; where procedures declare it differently, any of theirs."""
    kinds = dict.fromkeys(one.type for one in declared)
    found = None
    for kind in kinds:
        own = _type_of_kind(kind, [one for one in declared if one.type is kind])
        found = own if found is None else found | own
    return found


def _type_of_kind(kind: FieldType, declared: list[Declared]) -> Any:
    match kind:
        case FieldType.LINE | FieldType.TEXT:
            return _text(max(field.limit for field in declared))
        case FieldType.CHOICE:
            keys = dict.fromkeys(choice.key for field in declared for choice in field.choices)
            return Literal[tuple(keys)]
        case FieldType.NUMBER:
            return Annotated[int, Field(ge=0, le=max(field.limit for field in declared))]
        case FieldType.GRADE:
            return Annotated[int, Field(ge=1, le=5)]
        case FieldType.FLAG:
            return bool
        case FieldType.POINT:
            return Point
        case FieldType.DATE:
            return Annotated[str, Field(pattern=DATE_PATTERN)]
        case FieldType.MOMENT:
            return Annotated[str, Field(pattern=MOMENT_PATTERN)]
        case FieldType.UNIT | FieldType.POST:
            return Annotated[str, Field(pattern=ID_PATTERN)]
        case _:
            return _text(200)


@cache
def declared_fields() -> dict[str, list[Declared]]:
    """Return every field that some move of some procedure asks, photos excepted, by key."""
    found: dict[str, list[Declared]] = {}
    for procedure in procedures().values():
        own = {one.key: one for one in (*procedure.fields, *(one for part in procedure.parts for one in part.fields))}
        moves = (*all_moves(procedure), AGREE, DISAGREE, *(one for part in procedure.parts for one in part.moves))
        for key in (key for move in moves for key, _required in move.asks()):
            declared = own.get(key) or SHARED_FIELDS[key]
            if declared.type is not FieldType.PHOTO:
                found.setdefault(key, []).append(declared)
    return dict(sorted(found.items()))


def _described(declared: list[Declared]) -> str:
    return f"{declared[0].title.zh} / {declared[0].title.en} ({declared[0].type.value})"


_FIELDS: dict[str, Any] = {
    key: (_type_of(found) | None, Field(default=None, description=_described(found)))
    for key, found in declared_fields().items()
}
Values: type[Schema] = create_model(
    "Values",
    __base__=Strict,
    __doc__="The answers to a form, by field; which of them a move asks is told by the procedure.",
    **_FIELDS,
)


def given(values: Schema) -> dict[str, Any]:
    """Return the values that were given, as the engine reads them: points in whole microdegrees."""
    found = values.model_dump(exclude_none=True)
    for key, value in found.items():
        if isinstance(value, dict) and set(value) == {"lon", "lat"}:
            found[key] = {
                "lon_e6": round(value["lon"] * MICRODEGREES),
                "lat_e6": round(value["lat"] * MICRODEGREES),
            }
    return found
