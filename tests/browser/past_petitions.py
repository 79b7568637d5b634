"""Petitions that came in weeks ago, in a demo that is being served: a process of its own gives the real commands.

What takes five working days or sixty days cannot be waited for. `python -m tests.browser.past_petitions DIR` opens the
demo in DIR as any verb does, acts at moments of the past, and prints numbers and posts as JSON.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from tests.browser.product import OWN_VARIABLES, START_SECONDS, Product

STREET, CITY, HOUSING = "文峰里街道", "dept-city", "dept-housing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """What was acted out: numbers of petitions by what happened to them, posts by what they are."""

    numbers: Mapping[str, str]
    posts: Mapping[str, str]
    names: Mapping[str, str]


def act_out(product: Product) -> Past:
    """Act the petitions out in the served demo; raises CalledProcessError with what the process wrote."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(OWN_VARIABLES)}
    done = subprocess.run(
        [sys.executable, "-m", "tests.browser.past_petitions", str(product.folder / "data")], env=kept,
        capture_output=True, text=True, timeout=START_SECONDS, check=False,
    )  # fmt: skip
    if done.returncode:
        raise RuntimeError(done.stderr[-4_000:])
    return Past(**json.loads(done.stdout.splitlines()[-1]))


@contextmanager
def opened(folder: str) -> Iterator[Any]:
    """Open the demo in `folder` as its own verb does."""
    from linli.cli.dispatch import verbs
    from linli.config import environment, main, wiring

    words = ["--data", folder]
    told = main.with_kept_keys(main.environment_for(verbs()["demo"], words))
    with ExitStack() as kept:
        told = kept.enter_context(wiring.embedded_database(told))
        environment.publish(told)
        main.set_up_django()
        from linli.actions.office import open_office

        yield open_office(main.house_of(told, is_embedded=True).ports())


class Stage:
    """Who acts where, and when."""

    def __init__(self, office: Any) -> None:
        from linli.demo.cast import Cast
        from linli.domain.area import AreaLevel
        from linli.domain.unit import Role
        from linli.ui.moment import present

        self.office, self.now, self.count = office, present(), 0
        tree = office.directory.tree
        self.street = next(one.path for one in tree if one.name == STREET)
        self.grid = min(one.path for one in tree if one.level is AreaLevel.GRID and one.path.startswith(self.street))
        cast = Cast(office, self.now)
        county, street = (cast.centre(self.street, level) for level in (AreaLevel.COUNTY, AreaLevel.SUBDISTRICT))
        city, housing = cast.team(CITY), cast.team(HOUSING)
        self.posts = {
            "coordinator": cast.posts(county, Role.DISTRICT_COORDINATOR)[0],
            "colleague": next(
                one for one in cast.posts(county, Role.DISPATCHER, Role.OPERATOR, Role.UNIT_HEAD)
                if one.staff_id != cast.posts(county, Role.DISTRICT_COORDINATOR)[0].staff_id
            ),
            "operator": cast.posts(street, Role.OPERATOR)[0], "dispatcher": cast.posts(street, Role.DISPATCHER)[0],
            "handler": next(one for one in city if one.role is Role.HANDLER),
            "city_head": next(one for one in city if one.role is Role.UNIT_HEAD),
            "housing": next(one for one in housing if one.role is Role.LIAISON),
        }  # fmt: skip
        self.names = {"county": county.name, "street": street.name}

    def at(self, days: int) -> datetime:
        """The moment so many days ago."""
        return self.now - timedelta(days=days)

    def filed(self, days: int) -> Any:
        """Register a petition so many days ago."""
        from linli.actions.cases import file_case
        from linli.actions.deciding import Filing
        from linli.actions.seats import actor_at

        self.count += 1
        fields = {
            "category": "petition.request", "area": self.grid, "channel": "letter", "requester": "known",
            "requester_name": "试验人", "requester_phone": f"000-7700000{self.count}", "words": "试验用的请求",
        }  # fmt: skip
        filing = Filing(command_id=f"past-{self.now:%s}-{self.count}", procedure="petition", fields=fields)
        return file_case(self.office, filing, actor=actor_at(self.posts["operator"]), now=self.at(days))

    def move(self, filed: Any, who: str, verb: str, days: int, **fields: Any) -> None:
        """Let somebody make a move so many days ago."""
        from linli.actions.cases import move_case
        from linli.actions.seats import actor_at
        from linli.domain.engine.context import Command

        self.count += 1
        command = Command(id=f"past-{self.now:%s}-{self.count}", verb=verb, stream=filed.stream, fields=fields)
        move_case(self.office, command, actor=actor_at(self.posts[who]), now=self.at(days))

    def to(self, who: str, filed: Any, days: int) -> None:
        """Route a petition to somebody's unit."""
        unit = self.posts[who].unit_id
        self.move(filed, "dispatcher", "route", days, unit=unit, petition_route="petition_opinion")


def main(folder: str) -> None:
    """Act everything out and print where it stands."""
    with opened(folder) as office:
        stage = Stage(office)
        numbers = {}
        routed = stage.filed(12)
        stage.to("handler", routed, 12)
        numbers["routed_long_ago"] = routed.number
        late = stage.filed(75)
        stage.to("handler", late, 75)
        stage.move(late, "handler", "accept", 75)
        numbers["accepted_long_ago"] = late.number
        held = stage.filed(5)
        stage.to("coordinator", held, 5)
        stage.move(held, "coordinator", "accept", 4)
        numbers["with_the_county"] = held.number
        from linli.actions.ticks import tick_due

        tick_due(office, now=stage.now)  # what lapsed has moved up before anybody looks
        posts = {key: post.id for key, post in stage.posts.items()}
        print(json.dumps({"numbers": numbers, "posts": posts, "names": stage.names}, ensure_ascii=False))


if __name__ == "__main__":
    main(sys.argv[1])
