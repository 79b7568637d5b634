"""Unit pages: one unit with its posts, who holds them, its duties and the tier above."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from linli.actions.deciding import Office
from linli.domain.duty import Duty
from linli.domain.unit import Post, Unit
from linli.store import staff


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitPage:
    """A unit as its own people see it."""

    unit: Unit
    posts: tuple[Post, ...]
    names: Mapping[str, str]
    """Names of the holders by pseudonym."""
    duties: tuple[Duty, ...]
    upper: Unit | None


def unit_page(office: Office, unit_id: str, now: datetime) -> UnitPage:
    """Return the page of a unit; raises KeyError for an unknown one."""
    directory = office.directory
    unit = directory.units[unit_id]
    posts = directory.posts_of(unit_id, now)
    duties = (duty for duty in directory.setup.duties if duty.unit_id == unit_id and duty.post_id is None)
    return UnitPage(
        unit=unit,
        posts=posts,
        names=staff.names_of(post.staff_id for post in posts if post.staff_id),
        duties=tuple(sorted(duties, key=lambda duty: (duty.role.value, duty.category, duty.area_path))),
        upper=directory.upper_unit(unit_id, unit.area_path),
    )
