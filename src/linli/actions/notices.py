"""Notices: the messages of a post, put in words, and what of them is new."""

from dataclasses import dataclass
from datetime import datetime

from linli.actions.account_news import OF_ACCOUNT
from linli.actions.deciding import Office
from linli.domain.messages import say
from linli.domain.unit import Post
from linli.domain.wording import Language
from linli.store import outbox
from linli.store.facts import kept_from

PAGE_SIZE = 50
FOR_ACCOUNT = frozenset({"glass_broken", "glass_overdue", "bulk_reading"})
"""Messages about how data were used: they lead to no matter, which the reader may not know."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeView:
    """One notice in words."""

    id: str
    case_id: str
    subject: str
    text: str
    created_at: datetime
    is_new: bool
    is_for_account: bool = False
    """Say whether it leads to the page of accountability."""
    plan: str = ""
    """Id of the emergency plan that it leads to."""
    is_for_sign_in: bool = False
    """Say whether it leads to one's own account."""


def notices_for(office: Office, post: Post, *, language: Language, before: str = "") -> tuple[NoticeView, ...]:
    """Return a page of a post's notices, the newest first."""
    lines = outbox.notices_of(office.county_id, post.unit_id, post.id, before=before, limit=PAGE_SIZE)
    views, own = [], kept_from(office.county_id, post.staff_id or "")
    for line in lines:
        if line.case_id in own:
            continue  # written before the case accused whoever reads here
        subject, text = say(line.template, line.params, language, office.directory.texts)
        views.append(
            NoticeView(
                id=line.id, case_id=line.case_id, subject=subject, text=text, created_at=line.created_at,
                is_new=line.read_at is None, is_for_account=line.template in FOR_ACCOUNT,
                plan=str(line.params.get("plan", "")), is_for_sign_in=line.template in OF_ACCOUNT,
            )
        )  # fmt: skip
    return tuple(views)


def count_new(office: Office, post: Post) -> int:
    """Return how many notices a post has not seen."""
    return outbox.count_unread(office.county_id, post.unit_id, post.id)


def mark_seen(office: Office, post: Post, *, now: datetime) -> int:
    """Note that the post has seen its notices."""
    return outbox.mark_read(office.county_id, post.unit_id, post.id, now=now)
