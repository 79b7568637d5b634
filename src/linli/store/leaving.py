"""What names a post: matters held or sponsored, and unread notices."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Q

from linli.store.models import Case, Notice, Post

MATTERS_MAX = 5_000


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenMatter:
    """One matter that names a post, by its number only."""

    stream: str
    number: str
    is_held: bool
    is_sponsored: bool


def open_matters(county_id: int, post_id: str) -> tuple[OpenMatter, ...]:
    """Return the matters that are not done and name a post, by number."""
    named = Q(holder_post=post_id) | Q(sponsor_post=post_id)
    rows = Case.objects.filter(named, county_id=county_id, is_final=False).order_by("number")[:MATTERS_MAX]
    return tuple(
        OpenMatter(
            stream=f"case/{row.id}", number=row.number, is_held=row.holder_post == post_id,
            is_sponsored=row.sponsor_post == post_id,
        )
        for row in rows.only("id", "number", "holder_post", "sponsor_post")
    )  # fmt: skip


def count_notices(county_id: int, post_id: str, *, but: Collection[str] = ()) -> int:
    """Return how many notices a post has not read, those of the templates `but` left out."""
    rows = Notice.objects.filter(county_id=county_id, post_id=post_id, read_at=None)
    return rows.exclude(template__in=but).count()


def pass_notices(county_id: int, post_id: str, successor_id: str, *, but: Collection[str] = ()) -> int:
    """Give a post's unread notices to its successor, those of the templates `but` left out."""
    rows = Notice.objects.filter(county_id=county_id, post_id=post_id, read_at=None).exclude(template__in=but)
    return int(rows.update(post_id=successor_id))


def lock_post(county_id: int, post_id: str) -> None:
    """Let nobody else end the same post at the same time."""
    Post.objects.select_for_update().filter(county_id=county_id, pk=post_id).first()
