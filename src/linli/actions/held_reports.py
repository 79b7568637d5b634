"""Reports that wait, as the desk sees them: why, since when, how many alike; let in by a person or by time."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from linli.actions.case_lists import query_for
from linli.actions.deciding import Office
from linli.domain.allowance import BucketKind, Hold
from linli.domain.case_query import CaseLine, CaseQuery, Order
from linli.domain.problems import Problem, Refused
from linli.domain.unit import Post
from linli.store import allowances, cases, held_groups, held_reports, strangers

SHOWN_MAX = 50
RELEASED_AT_ONCE_MAX = 500
GROUP_RELEASED_MAX = 5_000


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldLine:
    """One waiting report."""

    line: CaseLine
    hold: Hold


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldGroup:
    """Waiting reports of one kind, place and reason."""

    category: str
    area_path: str
    count: int
    first_at: datetime
    hold: Hold
    """Why they wait, and until when the first of them does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Queue:
    """What waits: how many (counted no further than 1,000), in groups, and the longest waiting one by one."""

    count: int
    groups: tuple[HeldGroup, ...]
    lines: tuple[HeldLine, ...]


def queue_for(office: Office, post: Post, now: datetime) -> Queue:
    """Return what waits within the reach of `post`."""
    query = _query(office, post, now, order=Order.OLDEST, limit=SHOWN_MAX)
    lines = {one.id: one for one in cases.list_cases(query).lines}
    kept = held_reports.waiting_reports(office.county_id, most=SHOWN_MAX, ids=list(lines)) if lines else ()
    return Queue(
        count=cases.count_cases(query),
        groups=tuple(
            HeldGroup(
                category=one.category, area_path=one.area_path, count=one.count, first_at=one.first_at,
                hold=_hold(one.reasons, one.until),
            )
            for one in held_groups.groups(query, most=SHOWN_MAX)
        ),
        lines=tuple(HeldLine(line=lines[one.case_id], hold=_hold(one.reasons, one.until)) for one in kept),
    )  # fmt: skip


def count_held(office: Office, post: Post, now: datetime) -> int:
    """Return how many wait within the reach of `post`, counted no further than 1,000."""
    return cases.count_cases(_query(office, post, now))


def count_all_held(office: Office) -> int:
    """Return how many wait in the whole county."""
    return held_reports.count_waiting(office.county_id)


def release_reports(office: Office, post: Post, ids: Sequence[str], *, now: datetime) -> int:
    """Let the named reports in, as far as they wait within the reach of `post`; returns how many came in."""
    wanted = tuple(dict.fromkeys(one for one in ids if one and one.isprintable()))[:RELEASED_AT_ONCE_MAX]
    if not wanted:
        raise Refused([Problem("required", at="report")])
    found = cases.list_cases(_query(office, post, now, ids=wanted, limit=RELEASED_AT_ONCE_MAX)).lines
    return _release(office, [one.id for one in found], by=post.id, now=now)


def release_group(office: Office, post: Post, category: str, area_path: str, *, now: datetime) -> int:
    """Let a whole group in, the longest waiting first; returns how many came in."""
    if category not in office.directory.categories or area_path not in office.directory.tree.by_path:
        raise Refused([Problem("required", at="group")])
    query = _query(office, post, now, categories=(category,), area_path=area_path, order=Order.OLDEST)
    found = [
        one.id
        for one in cases.each_case(query, most=GROUP_RELEASED_MAX)
        if (one.category, one.area_path) == (category, area_path)
    ]
    return _release(office, found, by=post.id, now=now)


def release_due(office: Office, *, now: datetime) -> int:
    """Let in every report whose time has come, and bound what strangers leave behind; returns how many came in."""
    done = 0
    while found := held_reports.release(office.county_id, None, by="", now=now, most=RELEASED_AT_ONCE_MAX):
        done += len(found)
    allowances.forget_full(now)
    strangers.drop_idle(now)
    return done


def _release(office: Office, ids: Sequence[str], *, by: str, now: datetime) -> int:
    return len(held_reports.release(office.county_id, ids, by=by, now=now, most=len(ids))) if ids else 0


def _query(office: Office, post: Post, now: datetime, **asked: Any) -> CaseQuery:
    return replace(query_for(office, post, now, **asked), is_held=True)


def _hold(reasons: Sequence[str], until: datetime) -> Hold:
    return Hold(reasons=tuple(BucketKind(one) for one in reasons), until=until)
