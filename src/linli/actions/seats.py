"""Seats: which posts a member of staff holds now, and as which of them they act."""

from datetime import datetime

from linli.actions.deciding import Office
from linli.domain.engine.context import Actor
from linli.domain.unit import Post

SESSION_POST = "linli_post"
"""Key of the session under which a face remembers the post somebody sits at."""


def posts_of_staff(office: Office, pseudonym: str, now: datetime) -> tuple[Post, ...]:
    """Return the posts that are held now under `pseudonym`, the widest area first."""
    held = [post for post in office.directory.posts.values() if post.staff_id == pseudonym and post.is_active(now)]
    return tuple(sorted(held, key=lambda post: (len(post.area_path), post.id)))


def seat(office: Office, pseudonym: str, wanted: str, now: datetime) -> Post | None:
    """Return the post to act as: the one wanted if it is held, else the first; None without any."""
    held = posts_of_staff(office, pseudonym, now)
    return next((post for post in held if post.id == wanted), held[0] if held else None)


def actor_at(post: Post) -> Actor:
    """Return the actor that a post is."""
    return Actor(kind="post", post=post)
