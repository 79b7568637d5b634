"""What the API answers about the county and what it has set up."""

from typing import Literal

from ninja import Schema
from pydantic import Field

from linli.domain.wording import Wording

Level = Literal["county", "subdistrict", "community", "grid"]
NO_NUL = r"^[^\u0000]*$"
"""Pattern of asked text: the database takes no NUL, so a request that holds one is refused before it is read."""
CURSOR = Field(description="Give it as `cursor` to get the next page; null on the last one.")


class Words(Schema):
    """A phrase in both languages."""

    zh: str
    en: str


def words(wording: Wording) -> Words:
    """Return a wording as the API gives it."""
    return Words(zh=wording.zh, en=wording.en)


class County(Schema):
    """The county or district that this installation serves."""

    key: str
    name: str
    name_en: str
    time_zone: str
    areas: int = Field(description="How many areas lie within the key's own.")
    units: int


class Me(Schema):
    """What this key is good for."""

    id: str
    name: str
    scopes: list[str]
    area: str
    rate_per_minute: int
    unit: str | None = Field(description="The unit of the post it acts at; null: it can only file.")
    role: str | None
    post: str | None


class Area(Schema):
    """A node of the tree; its path is its id, and a prefix of every path below it."""

    path: str
    key: str
    name: str
    name_en: str
    level: Level
    kind: str
    area_class: Literal["core", "ordinary", "outskirts"]
    code: str | None
    population: int | None


class AreaPage(Schema):
    """One page of areas."""

    items: list[Area]
    next: str | None = CURSOR


class Unit(Schema):
    """A body that can hold duties and matters."""

    id: str
    key: str
    name: str
    name_en: str
    kind: str
    tier: Level
    area: str
    phone: str
    is_active: bool


class UnitPage(Schema):
    """One page of units."""

    items: list[Unit]
    next: str | None = CURSOR


class Category(Schema):
    """A kind of matter."""

    key: str
    parent: str | None
    name: Words
    kind: Literal["component", "event"]
    closing_condition: Literal["clean", "removed", "repaired", "explained"]
    is_active: bool


class CategoryPage(Schema):
    """One page of categories."""

    items: list[Category]
    next: str | None = CURSOR


class Limit(Schema):
    """One row of the handling limits."""

    category: str = Field(description="Key; empty: every category.")
    area_class: Literal["core", "ordinary", "outskirts"] | None
    urgency: Literal["ordinary", "urgent"]
    length: int
    unit: Literal["hour", "working_hour", "day", "working_day"]
    source: str


class LimitPage(Schema):
    """One page of handling limits."""

    items: list[Limit]
    next: str | None = CURSOR


class FieldChoice(Schema):
    """One option of a choice field."""

    key: str
    title: Words


class FieldAsked(Schema):
    """One thing a move asks."""

    key: str
    title: Words
    type: str
    is_required: bool
    is_personal: bool = Field(description="A value that is only committed to in the journal and never given out here.")
    limit: int = Field(description="Most characters of a text, highest number of a number.")
    choices: list[FieldChoice]


class Stage(Schema):
    """Where a matter can stand."""

    key: str
    title: Words
    public_words: Words
    kind: Literal["active", "waiting", "outside", "final"]
    next_lawful_step: Words | None


class Move(Schema):
    """One step that somebody may take."""

    verb: str
    title: Words
    before: list[str] = Field(description='Stages it starts from; empty: any open one; "*": any; "*new": a new matter.')
    after: str | None = Field(description="The stage it leads to; null: the stage stays.")
    trigger: Literal["person", "clock", "machine", "roll_up"]
    second: Literal["person", "unit"] | None = Field(description="Whose agreement it needs beside the actor's.")
    fields: list[FieldAsked]


class ClockRule(Schema):
    """One clock that a procedure runs."""

    key: str
    title: Words
    kind: Literal["step", "wait", "part", "right", "not_before", "response"]
    length_from: Literal["fixed", "matrix", "field"]
    amount: int | None
    unit: str
    pauses: list[str]
    on_lapse: Literal["remind", "escalate", "close_right", "move"]
    source: Words | None


class Procedure(Schema):
    """One kind of matter, whole: everything that pages and moves are derived from."""

    key: str
    version: int
    title: Words
    source: Words
    requester: Literal["required", "optional", "none", "many"]
    seal: Literal["open", "restricted", "sealed", "closed"]
    stages: list[Stage]
    moves: list[Move]
    clocks: list[ClockRule]


class ProcedureList(Schema):
    """Every procedure in its newest version."""

    items: list[Procedure]


class ProblemCode(Schema):
    """One sentence of the catalogue."""

    code: str
    words: Words


class ProblemCatalogue(Schema):
    """Everything a refusal can say."""

    items: list[ProblemCode]


class OneError(Schema):
    """One mistake or reason, with its place in the request."""

    code: str = Field(description="A code of the catalogue, the same in every language.")
    detail: str
    pointer: str | None = Field(default=None, description="JSON pointer into the body, as a fragment.")
    parameter: str | None = Field(default=None, description="Name of the query parameter, header or part of the path.")
    in_: Literal["query", "header", "path"] | None = Field(default=None, alias="in")


class Problem(Schema):
    """A refusal, by RFC 9457: all mistakes at once, in the language of Accept-Language (Chinese or English)."""

    type: str
    title: str
    status: int
    detail: str
    errors: list[OneError]
