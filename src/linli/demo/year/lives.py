"""The life of a matter of the year: whom it meets, and when, where days count and not minutes."""

from datetime import datetime, timedelta
from typing import Any

from linli.actions.seats import actor_at
from linli.demo.life import Life
from linli.demo.voices import Said
from linli.domain.area import AreaLevel
from linli.domain.engine.context import Actor
from linli.domain.engine.state import PartState
from linli.domain.unit import Post, Role, Unit
from linli.domain.working_time import next_working_moment

WAKING_HOURS = (8, 20)


class YearLife(Life):
    """One matter of a procedure other than grid events; its course tells it what to say."""

    def _said(self) -> Said:
        """Nothing is said before the course has chosen its text."""
        return Said(words="", place_words=self.spot.estate, title="")

    def file_as(self, actor: Actor, **fields: Any) -> None:
        """Take the matter in, with what every filing says."""
        brief = self.brief
        given: dict[str, Any] = {"category": brief.category, "channel": brief.channel, "area": brief.grid, **fields}
        if brief.requester != "none":
            given["requester"] = brief.requester
        if brief.requester == "known":
            given["requester_phone"] = self.phone()
        self.file_with(actor, given)

    def phone(self) -> str:
        """Return an invented number: 000 is no exchange."""
        return f"000-7{self.rng.randrange(10**7):07d}"

    def person(self) -> str:
        """Return how an invented person is called."""
        return f"{self.rng.choice('王李张刘陈杨赵黄周吴徐孙马朱胡郭何林')}某"

    # When

    def days(self, low: float, high: float) -> datetime:
        """Return a working moment so many days ahead."""
        moment = self.now + timedelta(days=self.rng.uniform(low, high))
        return next_working_moment(moment, self._calendar)

    def any_day(self, low: float, high: float) -> datetime:
        """Return a moment of a waking hour so many days ahead, also on a weekend: people's own time."""
        local = (self.now + timedelta(days=self.rng.uniform(low, high))).astimezone(self._calendar.zone)
        first, last = WAKING_HOURS
        if local.hour < first:
            local = local.replace(hour=first)
        return local if local.hour < last else local - timedelta(hours=local.hour - last + 1)

    def within(self, clock: str, low: float, high: float) -> datetime:
        """Return a working moment at which that share of an open clock has passed, never beyond its end."""
        found = self.state.clocks.get(clock)
        if found is None or not found.is_open:
            return self.days(0.5, 2)
        left = found.due_at - self.now
        moment = next_working_moment(self.now + left * self.rng.uniform(low, high), self._calendar)
        last = found.due_at - timedelta(hours=1)
        return moment if moment < last else max(self.now + timedelta(minutes=20), self.now + left * low)

    def day_ahead(self, low: int, high: int) -> str:
        """Return a day so many days ahead."""
        day = self._calendar.local_date(self.now) + timedelta(days=self.rng.randint(low, high))
        return str(day.isoformat())

    # Who

    def unit(self, key: str) -> Unit:
        """Return the unit of that key."""
        return self.cast.unit(key)

    def county_desk(self) -> Actor:
        """An operator of the district's centre."""
        return actor_at(self.rng.choice(self.cast.posts(self._county(), Role.OPERATOR)))

    def worker_of(self, unit: Unit) -> Actor:
        """Whoever takes work in a unit."""
        post = self.world.office.directory.working_post(unit.id, self.now, self.area)
        if post is None:
            raise LookupError(f"nobody works in {unit.id}")
        return actor_at(post)

    def county_head(self) -> Actor:
        """The head of the district's centre."""
        return actor_at(self.cast.posts(self._county(), Role.UNIT_HEAD)[0])

    def _county(self) -> Unit:
        return self.cast.centre(self.area, AreaLevel.COUNTY)

    def head_of_holder(self) -> Actor:
        """The head of the unit that has the matter."""
        unit = self.world.office.directory.units[self.state.holder.unit]
        return actor_at(self.cast.posts(unit, Role.UNIT_HEAD)[0])

    def handler_of_holder(self) -> Actor:
        """A handler of the unit that has the matter: whoever signs afterwards is somebody else."""
        unit = self.world.office.directory.units[self.state.holder.unit]
        return actor_at(self.cast.posts(unit, Role.HANDLER)[0])

    def checker_of_window(self) -> Actor:
        """Somebody of the unit that has the matter, who did not solve it."""
        unit = self.world.office.directory.units[self.state.holder.unit]
        return self.unlike(("solve",), *self.cast.posts(unit))

    def answering(self) -> str:
        """Return the clock on which an answer to deputies is due."""
        keys = ("redo", "answering", "answering_complex")
        return next((key for key in keys if key in self.state.clocks and self.state.clocks[key].is_open), keys[1])

    def unlike(self, verbs: tuple[str, ...], *posts: Post) -> Actor:
        """Return the first of `posts` whose holder did none of `verbs`."""
        return self.cast.free(posts, self.state, verbs)

    # Parts

    def parts(self, rule: str, *stages: str) -> tuple[PartState, ...]:
        """Return the parts of a rule that stand at one of `stages`, the oldest first."""
        own = (one for _id, one in sorted(self.state.parts.items()))
        return tuple(one for one in own if one.rule == rule and (not stages or one.stage in stages))

    def owner_of(self, part: PartState) -> Actor:
        """Return whoever works on a part."""
        post = self.world.office.directory.posts.get(part.post) or self.world.office.directory.working_post(
            part.unit, self.now, self.state.area
        )
        if post is None:
            raise LookupError(f"nobody works in {part.unit}")
        return actor_at(post)

    def second(self, verb: str) -> None:
        """Let another unit agree to what was proposed."""
        self.move("agree", self.other_unit(self.state.proposals[verb]["unit"]), proposal=verb)
