"""Leaving a post: everything that names it goes to a successor in the same unit, then it ends; all of it or nothing.

Moves are real entries of each matter; nothing is ever without an owner.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from linli.actions.account_news import OF_ACCOUNT
from linli.actions.batch import Batch
from linli.actions.deciding import Office, new_id
from linli.domain.directory import TAKES_WORK
from linli.domain.engine.access import may_set_up
from linli.domain.engine.context import SYSTEM, Actor, Command
from linli.domain.problems import Problem, Refused
from linli.domain.setup_records import Record
from linli.domain.unit import Post, Role
from linli.store import first_links, journal, leaving, setup, staff_sessions
from linli.store.leaving import OpenMatter

SUCCEED = "succeed"


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenWork:
    """What names a post now."""

    matters: tuple[OpenMatter, ...]
    notices: int
    successors: tuple[Post, ...]
    """Posts of the same unit that can take it, those of the same role first."""

    @property
    def needs_successor(self) -> bool:
        """Say whether somebody must take over before the post can end."""
        return bool(self.matters)


def may_end(office: Office, by: Post, post: Post) -> bool:
    """Say whether `by` may end a post: an administrator any, the head of a unit those of the unit but their own."""
    if may_set_up("setup.change", by, office.directory):
        return by.id != post.id
    return by.role is Role.UNIT_HEAD and by.unit_id == post.unit_id and by.id != post.id


def open_work(office: Office, post: Post, now: datetime) -> OpenWork:
    """Return the open matters and unread notices that name a post, and who could take them."""
    held = office.directory.posts_of(post.unit_id, now)
    able = [one for one in held if one.id != post.id and one.staff_id != post.staff_id]
    able = [one for one in able if one.role is post.role or (one.role in TAKES_WORK and post.role in TAKES_WORK)]
    return OpenWork(
        matters=leaving.open_matters(office.county_id, post.id),
        notices=leaving.count_notices(office.county_id, post.id, but=OF_ACCOUNT),
        successors=tuple(sorted(able, key=lambda one: (one.role is not post.role, one.id))),
    )


def hand_over(office: Office, by: Post, post: Post, successor_id: str, *, now: datetime) -> int:
    """Hand everything of `post` to a successor and end it; return how many matters moved.

    Whoever held it is signed out everywhere. Raises Refused with the reason; nothing is kept then.
    """
    if not may_end(office, by, post) or not post.is_active(now):
        raise Refused([Problem("not_found")])
    with journal.one_transaction():
        leaving.lock_post(office.county_id, post.id)
        work = open_work(office, post, now)
        successor = next((one for one in work.successors if one.id == successor_id), None)
        if successor_id and successor is None:
            raise Refused([Problem("successor_wrong", at="successor")])
        if successor is None and work.needs_successor:
            raise Refused([Problem("successor_needed", at="successor")])
        if successor is not None:
            _move(office, work, post, successor, now)
            leaving.pass_notices(office.county_id, post.id, successor.id, but=OF_ACCOUNT)
        left = leaving.open_matters(office.county_id, post.id)
        if left:
            raise Refused([Problem("work_left", params={"count": len(left)})])
        records = [replace(post, ended_at=now), *_renamed(office, post, successor)]
        setup.save_records(office.county_id, records, actor=Actor(kind="post", post=by).to_json(), now=now)
        staff_sessions.end_sessions_of(post.staff_id or "")
        first_links.withdraw(post.staff_id or "")
    return len(work.matters)


def _renamed(office: Office, post: Post, successor: Post | None) -> Iterator[Record]:
    """Yield what the set-up says by the post's name, so that no new matter goes to a post that has ended."""
    heir = successor.id if successor else None
    for duty in office.directory.setup.duties:
        if duty.post_id == post.id:
            yield replace(duty, post_id=heir)
    unit = office.directory.units[post.unit_id]
    if unit.head_post_id == post.id:
        yield replace(unit, head_post_id=heir if successor and successor.role is post.role else None)


def _move(office: Office, work: OpenWork, post: Post, successor: Post, now: datetime) -> None:
    """Make one real move on each matter, by the system as a consequence of the post's end."""
    batch = Batch(office)
    batch.load(one.stream for one in work.matters)
    for one in work.matters:
        fields = {"leaving_post": post.id, "post": successor.id}
        batch.move(Command(id=new_id(now), verb=SUCCEED, stream=one.stream, fields=fields), actor=SYSTEM, now=now)
    batch.flush()
