"""Telling a second person: who hears of an emergency opening or of many looks, and the messages to them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from ulid import ULID

from linli.actions.deciding import Office
from linli.domain.unit import Post, Role
from linli.store.journal import OutboxDraft

UPPER_ROLES = frozenset({Role.DATA_PROTECTION_OFFICER, Role.AUDITOR})


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """One thing to tell, before it is known to whom."""

    template: str
    key: str
    """What makes it the same thing; with the receiver it is the message's key."""
    params: Mapping[str, str] = field(default_factory=dict)


def second_persons(office: Office, post: Post, now: datetime) -> tuple[Post, ...]:
    """Return the posts of others who are to know: protection officers of the area, and the head of the unit."""
    officers = _over(office, post, frozenset({Role.DATA_PROTECTION_OFFICER}), now)
    heads = office.directory.posts_of(post.unit_id, now, [Role.UNIT_HEAD])
    others = {one.id: one for one in (*officers, *heads) if one.staff_id != post.staff_id}
    return tuple(others[id_] for id_ in sorted(others))


def upper_persons(office: Office, post: Post, now: datetime) -> tuple[Post, ...]:
    """Return whom an overdue review goes up to: protection officers and auditors over the area."""
    return _over(office, post, UPPER_ROLES, now)


def _over(office: Office, post: Post, roles: frozenset[Role], now: datetime) -> tuple[Post, ...]:
    """Return the posts of others in those roles whose area holds that of `post`."""
    found = (
        one
        for one in office.directory.posts.values()
        if one.role in roles
        and one.is_active(now)
        and one.staff_id != post.staff_id
        and post.area_path.startswith(one.area_path)
    )
    return tuple(sorted(found, key=lambda one: one.id))


def drafts_for(
    office: Office, about: Post, told: tuple[Post, ...], telling: Telling, now: datetime
) -> tuple[OutboxDraft, ...]:
    """Return one message for each post that is told of what `about` did; they go out at once."""
    role = about.role.wording
    params = {
        "unit": office.directory.unit_name(about.unit_id), "role": role.zh, "role_en": role.en, **telling.params
    }  # fmt: skip
    return tuple(
        OutboxDraft(
            id=str(ULID.from_datetime(now + timedelta(milliseconds=index))),
            key=f"{telling.key}/{one.id}",
            kind="message",
            payload={
                "template": telling.template, "to": "post", "stream": "", "unit": one.unit_id, "post": one.id,
                "params": params,
            },
            created_at=now,
            not_before=now,
        )
        for index, one in enumerate(told)
    )  # fmt: skip
