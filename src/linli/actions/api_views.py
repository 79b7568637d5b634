"""What an outside system may read: the same matters, by the same policy, as a person at its post.

Values that somebody wrote, names and photos are not in here at all: the API gives what is coded.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, TypeVar

from linli.actions import case_lists
from linli.actions.case_moves import OpenMove, moves_for
from linli.actions.case_views import CaseView, open_for
from linli.actions.deciding import Office
from linli.actions.door_seats import seat_of_client
from linli.actions.doors import Client, client_of, take_token
from linli.domain.area import Area
from linli.domain.case_query import CasePage, CaseQuery
from linli.domain.page_cursor import read_cursor, sign_cursor
from linli.domain.problems import Problem, Refused
from linli.domain.unit import Post, Unit
from linli.store import api_clients

KEY_MAX = 60
_One = TypeVar("_One")


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """A client that has shown its key, with the post it acts at."""

    office: Office
    client: Client
    post: Post | None
    now: datetime

    @property
    def seat(self) -> Post:
        """The post; raises Refused `seat_missing` for a client without one."""
        if self.post is None:
            raise Refused([Problem("seat_missing")])
        return self.post

    def covers(self, path: str) -> bool:
        """Say whether an area lies within the client's own."""
        return path.startswith(self.client.area_path)


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowance:
    """How much a client may still ask for."""

    per_minute: int
    left: int
    wait_seconds: int
    """0 where this request was paid for."""


def caller_of(office: Office, secret: str, now: datetime) -> Caller | None:
    """Return whoever holds this key, or None."""
    client = client_of(secret, now=now)
    if client is None or client.county_id != office.county_id:
        return None
    return Caller(office=office, client=client, post=seat_of_client(office, client.id, now), now=now)


def pay(caller: Caller) -> Allowance:
    """Pay for one request of the client, or say how long it has to wait."""
    wait = take_token(caller.client, caller.now)
    left = api_clients.requests_left(caller.client.id, caller.now)
    return Allowance(per_minute=caller.client.rate_per_minute, left=math.floor(left), wait_seconds=wait)


def areas_of(caller: Caller, *, level: str = "", below: str = "") -> tuple[Area, ...]:
    """Return the areas within the client's own, in order of path."""
    found = (
        area
        for area in caller.office.directory.tree
        if caller.covers(area.path) and area.path.startswith(below) and level in ("", area.level.value)
    )
    return tuple(sorted(found, key=lambda area: area.path))


def units_of(caller: Caller, *, area: str = "") -> tuple[Unit, ...]:
    """Return the units that are at home within the client's area, or that reach into it, in order of id."""
    found = (
        unit
        for unit in caller.office.directory.units.values()
        if unit.area_path.startswith(area)
        and (caller.covers(unit.area_path) or caller.client.area_path.startswith(unit.area_path))
    )
    return tuple(sorted(found, key=lambda unit: unit.id))


def slice_of(
    caller: Caller, items: Sequence[tuple[str, _One]], *, query: str, cursor: str, limit: int
) -> tuple[tuple[_One, ...], str]:
    """Return one page of (key, item) pairs that are in order of key, and the cursor of the next."""
    secret, own = caller.office.ports.secret, f"{caller.client.id} {query}"
    after = read_cursor(cursor, query=own, secret=secret)
    rest = [pair for pair in items if not after or pair[0] > after]
    last = rest[limit - 1][0] if len(rest) > limit else ""
    return tuple(item for _key, item in rest[:limit]), sign_cursor(last, query=own, secret=secret)


def cases_of(caller: Caller, filters: Mapping[str, Any], *, words: str, mine: bool, page: tuple[str, int]) -> CasePage:
    """Return one page of the cases that the post may list, within the client's area; its cursor is signed.

    `filters` are those of a CaseQuery; `page` is (cursor, limit). An area outside the client's finds nothing.
    """
    office, cursor, limit = caller.office, *page
    own = f"{caller.client.id} {words} {mine} {sorted(filters.items(), key=str)}"
    query = _query(caller, filters, words=words, mine=mine)
    if query is None:
        return CasePage(lines=())
    place = read_cursor(cursor, query=own, secret=office.ports.secret)
    found = case_lists.page_of(replace(query, cursor=place, limit=limit))
    return replace(found, next_cursor=sign_cursor(found.next_cursor, query=own, secret=office.ports.secret))


def _query(caller: Caller, filters: Mapping[str, Any], *, words: str, mine: bool) -> CaseQuery | None:
    office, seat = caller.office, caller.seat
    query = case_lists.query_for(office, seat, caller.now)
    if mine:
        query = replace(case_lists.mine(office, seat, caller.now), order=query.order)
    asked = str(filters.get("area_path", "")) or caller.client.area_path
    if not caller.covers(asked):
        if not caller.client.area_path.startswith(asked):
            return None
        asked = caller.client.area_path
    return case_lists.with_words(office, replace(query, **{**filters, "area_path": asked}), words)


def case_of(caller: Caller, key: str) -> CaseView:
    """Return the case of that id or number as the post may see it; raises Refused `not_found` for any other."""
    view = open_for(caller.office, caller.seat, key[:KEY_MAX])
    if view is None or not caller.covers(view.state.area):
        raise Refused([Problem("not_found")])
    return view


def moves_of(caller: Caller, view: CaseView) -> tuple[OpenMove, ...]:
    """Return the moves that concern the post now; none where the key is not good for moving."""
    return moves_for(caller.office, view, caller.now) if caller.client.may("case.move") else ()
