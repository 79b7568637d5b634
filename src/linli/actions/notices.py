"""Notices: the messages of a post, put in words, and what of them is new."""

from dataclasses import dataclass
from datetime import datetime

from linli.actions.deciding import Office
from linli.domain.messages import say
from linli.domain.unit import Post
from linli.domain.wording import Language
from linli.store import outbox

PAGE_SIZE = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeView:
    """One notice in words."""

    id: str
    case_id: str
    subject: str
    text: str
    created_at: datetime
    is_new: bool


def notices_for(office: Office, post: Post, *, language: Language, before: str = "") -> tuple[NoticeView, ...]:
    """Return a page of a post's notices, the newest first."""
    lines = outbox.notices_of(office.county_id, post.unit_id, post.id, before=before, limit=PAGE_SIZE)
    views = []
    for line in lines:
        subject, text = say(line.template, line.params, language, office.directory.texts)
        views.append(
            NoticeView(
                id=line.id, case_id=line.case_id, subject=subject, text=text, created_at=line.created_at,
                is_new=line.read_at is None,
            )
        )  # fmt: skip
    return tuple(views)


def count_new(office: Office, post: Post) -> int:
    """Return how many notices a post has not seen."""
    return outbox.count_unread(office.county_id, post.unit_id, post.id)


def mark_seen(office: Office, post: Post, *, now: datetime) -> int:
    """Note that the post has seen its notices."""
    return outbox.mark_read(office.county_id, post.unit_id, post.id, now=now)
