"""Days that no round is asked for: leave asked for and agreed to, weather and flood days stated by the centre."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime

from linli.actions.deciding import Office
from linli.actions.own_streams import Asking, Made, add_entry, begin_stream, existing, nothing_more, once
from linli.domain.engine.context import Command
from linli.domain.exemption import (
    STREAM,
    Exemption,
    ExemptSet,
    ExemptStage,
    days_problems,
    is_asked_by,
    is_own_leave,
    may_agree,
    may_state,
)
from linli.domain.problems import Problem, Refused
from linli.domain.round import walks
from linli.domain.round_week import ExemptKind
from linli.domain.unit import Post
from linli.store import ledgers
from linli.store.exemptions import EXEMPTIONS

STATED = (ExemptKind.WEATHER, ExemptKind.FLOOD)


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedDays:
    """What somebody fills in."""

    first: date | None
    last: date | None
    kind: str = ExemptKind.LEAVE.value


def ask_leave(office: Office, post: Post, asked: AskedDays, *, command_id: str, now: datetime) -> None:
    """Ask for leave from rounds; it counts when somebody else agreed. Raises Refused with every mistake."""
    if not walks(post, office.directory):
        raise Refused([Problem("not_yours")])
    told = _told(office, post, asked, now)
    told = replace(told, kind=ExemptKind.LEAVE.value, post=post.id, stage=ExemptStage.ASKED.value)
    _begin(office, post, told, "asked", command_id=command_id, now=now)


def state_days(office: Office, post: Post, asked: AskedDays, *, command_id: str, now: datetime) -> None:
    """State weather or flood days of the centre's area; raises Refused with every mistake."""
    if not may_state(post, office.directory):
        raise Refused([Problem("not_yours")])
    problems = [] if asked.kind in set(STATED) else [Problem("exemption_kind", at="kind")]
    _begin(office, post, _told(office, post, asked, now, problems), "stated", command_id=command_id, now=now)


def _told(
    office: Office, post: Post, asked: AskedDays, now: datetime, problems: list[Problem] | None = None
) -> ExemptSet:  # fmt: skip
    found = list(problems or ())
    found += [Problem("required", at=key) for key in ("first", "last") if getattr(asked, key) is None]
    found += days_problems(asked.first, asked.last, office.directory.calendar.local_date(now))
    if found or asked.first is None or asked.last is None:
        raise Refused(found)
    return ExemptSet(
        kind=asked.kind, first=asked.first.isoformat(), last=asked.last.isoformat(), area=post.area_path,
        unit=post.unit_id,
    )  # fmt: skip


def _begin(office: Office, post: Post, told: ExemptSet, past: str, *, command_id: str, now: datetime) -> None:
    fields = {"kind": told.kind, "first": told.first, "last": told.last}

    def make(asking: Asking) -> None:
        begin_stream(office, EXEMPTIONS, Made(past=past, effects=(told,)), asking, now)

    command = Command(id=command_id, verb=past, stream=f"{STREAM}new", fields=fields)
    once(office, post, command, again=nothing_more, make=make)


def decide_leave(
    office: Office, post: Post, exemption_id: str, *, is_agreed: bool, command_id: str, now: datetime
) -> None:  # fmt: skip
    """Agree to somebody else's leave, or not; the week is judged by it at once."""
    stage = ExemptStage.AGREED if is_agreed else ExemptStage.REFUSED

    def check(found: Exemption) -> None:
        owner = office.directory.posts.get(found.told.post)
        if not found.told.post or not may_agree(post, found.told.area, found.told.unit, office.directory):
            raise Refused([Problem("not_found")])
        if is_own_leave(post, owner):
            raise Refused([Problem("exemption_own")])
        if found.told.stage != ExemptStage.ASKED:
            raise Refused([Problem("exemption_decided")])

    _change(office, post, exemption_id, stage, command_id=command_id, now=now, check=check)


def withdraw(office: Office, post: Post, exemption_id: str, *, command_id: str, now: datetime) -> None:
    """Take one's own leave back, or a day that the centre stated; the week is judged without it from now on."""

    def check(found: Exemption) -> None:
        is_own = is_asked_by(post, found)
        is_stated = not found.told.post and may_state(post, office.directory) and found.told.area == post.area_path
        if not (is_own or is_stated):
            raise Refused([Problem("not_found")])
        if found.told.stage not in (ExemptStage.ASKED, ExemptStage.AGREED):
            raise Refused([Problem("exemption_decided")])

    _change(office, post, exemption_id, ExemptStage.WITHDRAWN, command_id=command_id, now=now, check=check)


def _change(
    office: Office, post: Post, exemption_id: str, stage: ExemptStage, *, command_id: str, now: datetime,
    check: Callable[[Exemption], None],
) -> None:  # fmt: skip
    def change(asking: Asking) -> None:
        found = existing(ledgers.held(EXEMPTIONS, office.county_id, exemption_id))
        check(found)
        made = Made(past=stage.value, effects=(replace(found.told, stage=stage.value),))
        add_entry(office, EXEMPTIONS, found.stream, made, asking, now)

    command = Command(id=command_id, verb=stage.value, stream=f"{STREAM}{exemption_id}")
    once(office, post, command, again=nothing_more, make=change)
