"""Grows the units, posts and staff of the district; who holds which post follows from the seed."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from linli.demo.district.identity import demo_id
from linli.demo.district.model import Staff
from linli.demo.district.names import GIVEN_FIRST, GIVEN_LAST, SURNAMES
from linli.domain.area import Area
from linli.domain.unit import Post, Role, Unit, UnitKind
from linli.domain.wording import Wording

STARTED_AT = datetime(2024, 1, 1, tzinfo=UTC)
"""Since when every post is held; the demo's time starts later."""


@dataclass(slots=True, kw_only=True)
class Roster:
    """What has been set up so far."""

    rng: random.Random
    units: list[Unit] = field(default_factory=list)
    posts: list[Post] = field(default_factory=list)
    staff: list[Staff] = field(default_factory=list)

    def add_unit(self, key: str, *, name: Wording, kind: UnitKind, area: Area) -> Unit:
        """Set up a unit at home in `area`; its line begins with 000, which no exchange has."""
        number = len(self.units)
        unit = Unit(
            id=demo_id("unit", number),
            key=key,
            name=name.zh,
            name_en=name.en,
            kind=kind,
            area_id=area.id,
            area_path=area.path,
            tier=area.level,
            phone=f"000-6000{number:04d}",
        )
        self.units.append(unit)
        return unit

    def add_posts(self, unit: Unit, role: Role, *, count: int = 1) -> list[Post]:
        """Set up posts of one role, each held by new staff."""
        return [self.add_post(unit, role) for _ in range(count)]

    def add_post(
        self, unit: Unit, role: Role, *, area_path: str = "", title: str = "", holder: str | None = None
    ) -> Post:
        """Set up one post; `holder` is staff that already holds another one."""
        post = Post(
            id=demo_id("post", len(self.posts)),
            unit_id=unit.id,
            role=role,
            area_path=area_path or unit.area_path,
            staff_id=holder or self._new_staff().id,
            title=title or role.wording.zh,
            started_at=STARTED_AT,
        )
        self.posts.append(post)
        return post

    def set_head(self, unit: Unit, post: Post) -> None:
        """Make `post` the head of a committee."""
        position = next(at for at, one in enumerate(self.units) if one.id == unit.id)
        self.units[position] = replace(unit, head_post_id=post.id)

    def _new_staff(self) -> Staff:
        surname = self.rng.choice(SURNAMES)
        given = [self.rng.choice(GIVEN_FIRST), self.rng.choice(GIVEN_LAST)]
        zh = "".join(part.zh for part in given)
        en = given[0].en + given[1].en.lower()
        person = Staff(id=demo_id("staff", len(self.staff)), name=f"{surname.zh}{zh}", name_en=f"{surname.en} {en}")
        self.staff.append(person)
        return person


def committee_sizes(count: int, members: int) -> Iterator[int]:
    """Share `members` over `count` committees as evenly as whole people allow.

    Source: 人民调解法 art. 8, a committee has three to nine members.
    """
    for number in range(count):
        yield members // count + (1 if number < members % count else 0)
