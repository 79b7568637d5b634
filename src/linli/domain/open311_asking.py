"""Asking for requests through Open311: what a query means, with every mistake in it at once.

Source: GeoReport v2, GET service requests (90 days, 1,000 rows, ids override all else); paging, circle and
`extensions` as its extensions page and the servers in use have them.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from linli.domain.calendar import SHANGHAI
from linli.domain.coordinates import Point, is_on_earth
from linli.domain.problems import Problem, Refused
from linli.domain.source_values import read_moment

SPAN = timedelta(days=90)
ROWS_MAX = 1000
PAGE_SIZE = 50
PAGE_SIZE_MAX = 500
PAGED_ROWS_MAX = 10_000
"""Pages by number go this far; the `Link` header leads on without end."""
IDS_MAX = 100
RADIUS_M = 1_000.0
RADIUS_MAX_M = 50_000.0
YES = frozenset({"true", "1", "yes"})
STATUSES = frozenset({"open", "closed"})
_PLUS_LOST = re.compile(r"(T[\d:.]+) (\d\d:?\d\d)$")
"""A "+" that was not encoded arrives as a blank."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Circle:
    """Everything within a distance of a point."""

    centre: Point
    radius_m: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a query asks for."""

    ids: tuple[str, ...] = ()
    """When given, nothing else counts."""
    codes: tuple[str, ...] = ()
    since: datetime
    before: datetime
    is_final: bool | None = None
    circle: Circle | None = None
    page: int = 1
    page_size: int = ROWS_MAX
    cursor: str = ""
    is_extended: bool = False

    @property
    def offset(self) -> int:
        """How many rows lie before the page."""
        return 0 if self.cursor else (self.page - 1) * self.page_size


def words_of(text: str) -> tuple[str, ...]:
    """Return the parts of a comma-separated list, each once."""
    return tuple(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))


def read_asked(params: Mapping[str, str], *, now: datetime) -> Asked:
    """Return what `params` ask for; an empty parameter counts as absent. Raises Refused with every mistake."""
    problems: list[Problem] = []
    ids = words_of(params.get("service_request_id", ""))
    if not all(one.isprintable() for one in ids):
        problems.append(Problem("bad_text", at="service_request_id"))
    if len(ids) > IDS_MAX:
        problems.append(Problem("too_many_values", at="service_request_id", params={"limit": IDS_MAX}))
    since, before = read_span(params, now=now, span=SPAN, problems=problems)
    statuses = {one.lower() for one in words_of(params.get("status", ""))}
    problems.extend(
        Problem("unknown_choice", at="status", params={"value": one[:40]}) for one in sorted(statuses - STATUSES)
    )
    is_paged = any(params.get(one, "").strip() for one in ("page", "page_size", "cursor"))
    page = _whole(params, "page", 1, PAGED_ROWS_MAX, problems)
    page_size = _whole(params, "page_size", PAGE_SIZE if is_paged else ROWS_MAX, ROWS_MAX, problems)
    page_size = min(page_size, PAGE_SIZE_MAX) if is_paged else ROWS_MAX
    if page > 1 and page * page_size > PAGED_ROWS_MAX:
        problems.append(Problem("page_too_far", at="page", params={"limit": PAGED_ROWS_MAX}))
    circle = _circle(params, problems)
    if problems and (not ids or any(one.at == "service_request_id" for one in problems)):
        raise Refused(problems)
    return Asked(
        ids=ids, codes=words_of(params.get("service_code", "")), since=since, before=before,
        is_final=None if len(statuses) != 1 else statuses == {"closed"}, circle=circle, page=page,
        page_size=page_size, cursor=params.get("cursor", "").strip(),
        is_extended=any(params.get(one, "").strip().lower() in YES for one in ("extensions", "extended")),
    )  # fmt: skip


def read_span(
    params: Mapping[str, str], *, now: datetime, span: timedelta, problems: list[Problem]
) -> tuple[datetime, datetime]:
    """Return (since, before) of `start_date` and `end_date`: at most `span`, by default the last `span`."""
    start, end = (_moment(params, one, problems) for one in ("start_date", "end_date"))
    if start is not None and end is not None:
        if end < start:
            problems.append(Problem("ends_before_it_starts", at="end_date"))
        elif end - start > span:
            problems.append(Problem("span_too_long", at="end_date", params={"days": span.days}))
    if end is None:
        end = now if start is None else max(start, min(now, start + span))
    return (start or end - span, end + timedelta(microseconds=1))


def _moment(params: Mapping[str, str], at: str, problems: list[Problem]) -> datetime | None:
    text = params.get(at, "").strip()
    if not text:
        return None
    try:
        return read_moment(_PLUS_LOST.sub(r"\1+\2", text), zone=SHANGHAI, is_day_first=False, at=at)
    except Refused as refused:
        problems.extend(refused.problems)
        return None


def _whole(params: Mapping[str, str], at: str, default: int, highest: int, problems: list[Problem]) -> int:
    text = params.get(at, "").strip()
    if not text:
        return default
    if not (text.isascii() and text.isdigit()) or len(text) > 9:
        problems.append(Problem("not_a_number", at=at))
    elif int(text) < 1:
        problems.append(Problem("too_small", at=at, params={"limit": 1}))
    elif int(text) > highest:
        problems.append(Problem("too_large", at=at, params={"limit": highest}))
    else:
        return int(text)
    return default


def _circle(params: Mapping[str, str], problems: list[Problem]) -> Circle | None:
    centre = read_lat_long(params, problems)
    text = params.get("radius", "").strip()
    radius = _number(text, float) if text else RADIUS_M
    if radius is None:
        problems.append(Problem("not_a_number", at="radius"))
    elif not 0 < radius <= RADIUS_MAX_M:
        problems.append(Problem("too_large", at="radius", params={"limit": int(RADIUS_MAX_M)}))
    elif centre is not None:
        return Circle(centre=centre, radius_m=radius)
    return None


def read_lat_long(params: Mapping[str, str], problems: list[Problem]) -> Point | None:
    """Return the WGS-84 point of `lat` and `long`, or None where neither is given."""
    given = {at: params.get(at, "").strip() for at in ("lat", "long")}
    if not any(given.values()):
        return None
    found = {at: _number(text, float) for at, text in given.items() if text}
    problems.extend(Problem("required", at=at) for at, text in given.items() if not text)
    problems.extend(Problem("not_a_number", at=at) for at, number in found.items() if number is None)
    lat, lon = found.get("lat"), found.get("long")
    if lat is None or lon is None:
        return None
    if not is_on_earth(lon, lat):
        problems.append(Problem("not_a_point", at="lat"))
        return None
    return Point(lon, lat)


def _number(text: str, read: Callable[[str], float]) -> float | None:
    if len(text) > 40 or not text.isascii() or "_" in text:
        return None
    try:
        return read(text)
    except ValueError:
        return None
