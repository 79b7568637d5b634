"""Services of Open311: which kinds of matter the door takes, what it asks of each, which it never shows.

Source: GeoReport v2, service list and service definition.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from linli.domain.category import Category
from linli.domain.wording import Wording

PRIVATE_FAMILIES = frozenset({"neighbour", "service", "other"})
"""Matters between people, one's own papers, and what nobody has sorted yet: taken in, never listed."""
TEXT_MAX = 500


class ServiceType(StrEnum):
    """What a POST gives back at once."""

    REALTIME = "realtime"
    """The id of the request."""
    BATCH = "batch"
    """A token: the receipt code, because the request itself is not public."""


class Datatype(StrEnum):
    """The six datatypes of an attribute."""

    STRING = "string"
    NUMBER = "number"
    DATETIME = "datetime"
    TEXT = "text"
    ONE = "singlevaluelist"
    MANY = "multivaluelist"


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribute:
    """One question of a service definition, or (not `variable`) a text that is only shown."""

    code: str
    datatype: Datatype
    description: Wording
    variable: bool = True
    required: bool = False
    hint: Wording | None = None
    values: tuple[tuple[str, Wording], ...] = ()


WHO_IS_HINDERED = Attribute(
    code="hindered",
    datatype=Datatype.MANY,
    description=Wording("影响到谁(可多选)", "Who is hindered (several may be chosen)"),
    values=(
        ("walkers", Wording("行人", "People on foot")),
        ("wheels", Wording("轮椅和婴儿车", "Wheelchairs and prams")),
        ("bicycles", Wording("骑车的人", "Bicycles")),
        ("cars", Wording("车辆", "Cars")),
    ),
)
HOW_LONG = Attribute(
    code="how_long",
    datatype=Datatype.ONE,
    description=Wording("这样多久了", "Since when"),
    values=(
        ("today", Wording("今天", "Today")),
        ("days", Wording("几天了", "Some days")),
        ("longer", Wording("一周以上", "More than a week")),
    ),
)
WHAT = Attribute(
    code="what",
    datatype=Datatype.TEXT,
    description=Wording("是什么事", "What it is about"),
    required=True,
    hint=Wording("一两句话,方便我们找到该办的单位", "A sentence or two, so that we find the right unit"),
)
NOTICE = Attribute(
    code="notice",
    datatype=Datatype.STRING,
    description=Wording(
        "公开的只有类别、网格和进展;您写的话、照片和联系方式不公开。",
        "Only the kind, the grid and the course are public; your words, photos and contacts are not.",
    ),
    variable=False,
)
PRIVATE_NOTICE = Attribute(
    code="notice",
    datatype=Datatype.STRING,
    description=Wording(
        "这类事项不公开,请保存回执码查询进展。",
        "This kind of matter is not public; keep the receipt code to follow it.",
    ),
    variable=False,
)
ASKED: Mapping[str, tuple[Attribute, ...]] = {
    "municipal": (WHO_IS_HINDERED, HOW_LONG), "traffic": (WHO_IS_HINDERED, HOW_LONG),
    "street_order": (WHO_IS_HINDERED, HOW_LONG), "facility": (WHO_IS_HINDERED, HOW_LONG),
    "pollution": (HOW_LONG,), "construction": (HOW_LONG,), "other": (WHAT,),
}  # fmt: skip
"""By the family of a category."""


def family_of(category_key: str) -> str:
    """Return the first level of a category's key."""
    return category_key.partition(".")[0]


def is_private(category_key: str) -> bool:
    """Say whether matters of this kind never appear at the door."""
    return family_of(category_key) in PRIVATE_FAMILIES


def service_type(category_key: str) -> ServiceType:
    """Return what a POST of this kind gives back."""
    return ServiceType.BATCH if is_private(category_key) else ServiceType.REALTIME


def attributes_of(category_key: str) -> tuple[Attribute, ...]:
    """Return what is shown and asked for a kind of matter, in order."""
    notice = PRIVATE_NOTICE if is_private(category_key) else NOTICE
    return (notice, *ASKED.get(family_of(category_key), ()))


def services_among(categories: Mapping[str, Category]) -> Iterator[Category]:
    """Yield the kinds a request can be filed under: the second level, and first levels that have none."""
    parents = {one.parent_key for one in categories.values()}
    for one in categories.values():
        if one.is_active and one.key not in parents:
            yield one
