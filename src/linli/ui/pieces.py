"""The values that shared templates draw; any face may build them, none of them knows a case."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Tone = Literal["accent", "near", "overdue", "waiting", "sealed", "quiet", "neutral"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Words that lead somewhere."""

    title: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NavLink:
    """One line of the console's rail."""

    title: str
    url: str
    icon: str = "dot"
    is_current: bool = False
    waiting_count: int = 0
    """How many wait for *me*; shown as a badge when above zero."""
    remark: str = ""
    """A quiet word at the end of the line, such as a rule's number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NavGroup:
    """Lines of the rail under one heading; no heading when the title is empty."""

    links: Sequence[NavLink]
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """Who sits at the console now."""

    name: str
    sign_out_url: str
    post_title: str = ""
    area_name: str = ""
    area_url: str = ""
    profile_url: str = ""
    remark: str = ""
    """What is special about this seat, such as a demo's."""

    @property
    def initial(self) -> str:
        """The first character, drawn in the round sign."""
        return self.name[:1]


@dataclass(frozen=True, slots=True, kw_only=True)
class MaskedField:
    """A placeholder for what is hidden, and the form that opens it for a duty; without names it stays shut."""

    key: str
    """Unique on the page."""
    title: str
    names: Sequence[str] = ()
    open_url: str = ""
    reasons: "Sequence[Option]" = ()
    command_id: str = ""
    remark: str = ""
    """Why it cannot be opened here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FilterChip:
    """One filter that is an address; pressing it again takes it off."""

    title: str
    url: str
    is_on: bool = False
    count: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A heading of a table."""

    title: str
    kind: Literal["text", "number"] = "text"
    sort_url: str = ""
    sorted_as: Literal["", "ascending", "descending"] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRow:
    """A line of a table; the first cell carries the link."""

    cells: Sequence[object]
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pager:
    """Keyset paging: no page numbers, which would lie while rows come in."""

    next_url: str = ""
    previous_url: str = ""
    words: str = ""
    """What is shown, such as "1–50 / 1,206"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineItem:
    """One thing that happened to a matter."""

    title: str
    at: datetime | None = None
    at_text: str = ""
    """Replaces the moment, for example when only the time of day is new."""
    body: str = ""
    quote: str = ""
    """A person's own words."""
    links: Sequence[Link] = ()
    tone: Tone = "accent"
    is_to_come: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One value of a choice field."""

    value: str
    title: str
    more: str = ""
    icon: str = ""
