"""Erasures: what was erased by law lately, and what is still to be done about it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from linli.actions.deciding import Office
from linli.domain.unit import Post
from linli.store.erasures import count_erasures

ERASED_DAYS = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Erasures:
    """How much was erased lately, and what waits."""

    done: int
    """Matters in which values were erased."""
    pending: int
    """Matters in which an erasure waits for a second person."""
    keys: int
    """Keys that are still to be destroyed."""


def erasures_lately(office: Office, post: Post, now: datetime) -> Erasures:
    """Return the erasures below the post's area in the last days."""
    done, pending, keys = count_erasures(office.county_id, post.area_path, now - timedelta(days=ERASED_DAYS))
    return Erasures(done=done, pending=pending, keys=keys)
