"""Who changes the set-up, and the draft that such a seat has waiting."""

from linli.actions.deciding import Office
from linli.domain.engine.access import may_set_up
from linli.domain.problems import Problem, Refused
from linli.domain.unit import Post
from linli.store import settings as stored


def check_seat(office: Office, post: Post) -> None:
    """Refuse a post that may not change the set-up, as if there were nothing there."""
    if not may_set_up("setup.change", post, office.directory):
        raise Refused([Problem("not_found")])


def drop_draft(office: Office, post: Post, kind: str) -> None:
    """Forget what whoever holds `post` sent last of that kind."""
    stored.drop_draft(office.county_id, post.staff_id or "", kind)
