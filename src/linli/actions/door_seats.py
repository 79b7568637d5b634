"""Seats of outside systems: the post at which a client reads and moves matters, by the same rules as people.

A seat is an ordinary post whose holder is the client. So a system can do no more than a person in that post,
and the journal names it wherever it acted.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from linli.actions.deciding import Office, new_id
from linli.actions.doors import RATE_PER_MINUTE, Client, create_client, revoke_client
from linli.actions.proposals import NOBODY, is_dual, propose_seat
from linli.domain.engine.access import WITHOUT_CASES, may_set_up
from linli.domain.engine.context import SYSTEM, Actor
from linli.domain.problems import Problem, Refused
from linli.domain.proposal import Because
from linli.domain.unit import Post, Role
from linli.store import journal, setup

SEATLESS_ROLES = WITHOUT_CASES | {Role.DATA_PROTECTION_OFFICER, Role.AUDITOR}
"""Roles that are a person's own: oversight and what can be erased are never given to a machine."""


def seat_of_client(office: Office, client_id: str, now: datetime) -> Post | None:
    """Return the post that a client holds now, or None."""
    held = (post for post in office.directory.posts.values() if post.staff_id == client_id and post.is_active(now))
    return max(held, key=lambda post: post.id, default=None)


def seat_problems(office: Office, unit_id: str, role: str) -> Iterable[Problem]:
    """Yield what speaks against giving a client this role in this unit."""
    unit = office.directory.units.get(unit_id)
    if unit is None or not unit.is_active:
        yield Problem("unknown_choice", at="unit", params={"value": unit_id[:40]})
    if role not in {one.value for one in Role}:
        yield Problem("unknown_choice", at="role", params={"value": role[:40]})
    elif Role(role) in SEATLESS_ROLES:
        yield Problem("role_without_cases", at="role")


def give_seat(office: Office, by: Post, seat: Post, *, now: datetime, because: Because = NOBODY) -> Post | None:
    """Let a client (`seat.staff_id`) hold a post from now on; raises Refused with every reason against it.

    In a district that has opened the post waits for somebody of another unit; None is returned then.
    """
    if not may_set_up("setup.change", by, office.directory):
        raise Refused([Problem("not_found")])
    problems = tuple(seat_problems(office, seat.unit_id, seat.role.value))
    if problems:
        raise Refused(problems)
    if is_dual(office, now):
        propose_seat(office, by, seat, because=because, now=now)
        return None
    made = replace(seat, id=new_id(now), started_at=now, ended_at=None)
    setup.save_records(office.county_id, [made], actor=Actor(kind="post", post=by).to_json(), now=now)
    return made


def end_seat(office: Office, by: Post | None, client_id: str, *, now: datetime) -> None:
    """Let a client hold its post no longer; nothing happens where it holds none. None: at the command line."""
    held = seat_of_client(office, client_id, now)
    if held is not None:
        actor = Actor(kind="post", post=by) if by else SYSTEM
        setup.save_records(office.county_id, [replace(held, ended_at=now)], actor=actor.to_json(), now=now)


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedClient:
    """A system that is to be let in, as the administrator describes it."""

    name: str
    scopes: tuple[str, ...]
    area_path: str = ""
    rate_per_minute: int = RATE_PER_MINUTE
    unit_id: str = ""
    """Empty: it holds no post and can only file."""
    role: str = ""
    because: Because = NOBODY
    """Why it gets its post, where somebody of another unit must agree."""


def let_in(office: Office, by: Post, asked: AskedClient, *, now: datetime) -> tuple[Client, str]:
    """Make a client with its key and, where a unit is named, its post: all or nothing.

    Raises Refused with every mistake; the key is returned here and nowhere else.
    """
    if not may_set_up("setup.change", by, office.directory):
        raise Refused([Problem("not_found")])
    problems = list(seat_problems(office, asked.unit_id, asked.role)) if asked.unit_id else []
    if asked.unit_id and is_dual(office, now):
        problems += asked.because.problems()
    with journal.one_transaction():
        try:
            client, secret = create_client(
                office, name=asked.name, scopes=asked.scopes, now=now, area_path=asked.area_path,
                rate_per_minute=asked.rate_per_minute,
            )  # fmt: skip
        except Refused as refused:
            raise Refused([*refused.problems, *problems]) from None
        if problems:
            raise Refused(problems)
        if asked.unit_id:
            seat = Post(
                id="", unit_id=asked.unit_id, role=Role(asked.role), area_path=client.area_path, staff_id=client.id,
                title=client.name,
            )  # fmt: skip
            give_seat(office, by, seat, now=now, because=asked.because)
    return client, secret


def shut_out(office: Office, by: Post | None, client_id: str, *, now: datetime) -> None:
    """Revoke a client's key and end its post; raises Refused where there is no such client.

    `by` None is whoever runs the installation, at its command line.
    """
    if by is not None and not may_set_up("setup.change", by, office.directory):
        raise Refused([Problem("not_found")])
    with journal.one_transaction():
        revoke_client(office, client_id, now=now)
        end_seat(office, by, client_id, now=now)
