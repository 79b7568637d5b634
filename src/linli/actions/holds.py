"""Legal holds 依法留存: what a document keeps from erasing, put by one person with its number, lifted by another.

A hold is a move like any other, so it stands in the journal; erasing on request and by retention both stop at it.
Source: 个人信息保护法 art. 47(2); 档案法 art. 14; 刑事诉讼法 art. 54.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from linli.actions.case_views import open_for
from linli.actions.cases import move_case
from linli.actions.deciding import Office
from linli.actions.seats import actor_at
from linli.domain.engine.context import Command
from linli.domain.engine.shared_fields import SHARED_FIELDS
from linli.domain.problems import Problem, Refused
from linli.domain.unit import Post
from linli.store import cases
from linli.store import retention as stored

HOLD, LIFT = "hold_erasure", "lift_hold"
ASKED = ("hold_document", "reason")


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldMatter:
    """A matter that is held, as far as a post may know of it."""

    case_id: str
    """"" where the post may not know which matter it is."""
    number: str
    document: str
    held_at: datetime
    unit: str
    is_own: bool
    """The post, or the person at it, put the hold itself: somebody else lifts it."""


def held_matters(office: Office, post: Post) -> tuple[HeldMatter, ...]:
    """Return every matter that is held in the post's area, the latest first."""
    found = []
    for one in stored.holds(office.county_id).values():
        kept = cases.open_case(office.county_id, one.stream)
        if kept is None or not kept.state.area.startswith(post.area_path):
            continue
        is_known = open_for(office, post, kept.state.id) is not None
        found.append(
            HeldMatter(
                case_id=kept.state.id if is_known else "", number=kept.state.number if is_known else "",
                document=one.document, held_at=one.held_at, unit=one.unit,
                is_own=one.post == post.id or (bool(post.staff_id) and one.staff == post.staff_id),
            )
        )  # fmt: skip
    return tuple(sorted(found, key=lambda one: one.held_at, reverse=True))


def hold_number(
    office: Office, post: Post, number: str, given: Mapping[str, str], *, command_id: str, now: datetime
) -> None:
    """Hold the matter of that number, where the post may know of it; raises Refused with every mistake."""
    view = open_for(office, post, number.strip()[:60]) if number.strip() else None
    if view is None:
        raise Refused([Problem("not_found" if number.strip() else "required", at="number"), *_mistakes(given)])
    hold(office, post, view.state.stream, given, command_id=command_id, now=now)


def hold(office: Office, post: Post, stream: str, given: Mapping[str, str], *, command_id: str, now: datetime) -> None:
    """Keep a matter from erasing for the document named; raises Refused with every mistake."""
    command = Command(id=command_id, verb=HOLD, stream=stream, fields={key: given.get(key, "") for key in ASKED})
    move_case(office, command, actor=actor_at(post), now=now)


def lift(office: Office, post: Post, case_id: str, reason: str, *, command_id: str, now: datetime) -> None:
    """End the hold on a matter that somebody else put; raises Refused with every reason why not."""
    view = open_for(office, post, case_id[:60])
    if view is None:
        raise Refused([Problem("not_found")])
    command = Command(id=command_id, verb=LIFT, stream=view.state.stream, fields={"reason": reason})
    move_case(office, command, actor=actor_at(post), now=now)


def _mistakes(given: Mapping[str, str]) -> list[Problem]:
    """What is wrong with the rest of the form, so that everything is told at once."""
    limits = {key: SHARED_FIELDS[key].limit for key in ASKED}
    found = [Problem("required", at=key) for key in ASKED if not given.get(key, "").strip()]
    found += [
        Problem("too_long", at=key, params={"limit": limit})
        for key, limit in limits.items()
        if len(given.get(key, "")) > limit
    ]
    return found
