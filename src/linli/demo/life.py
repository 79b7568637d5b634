"""One matter's life: what its course may look at and do; everything it does is a command to the real actions."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Any

from linli.actions.batch import Batch
from linli.actions.consenting import remember_report
from linli.actions.deciding import Filing, Office
from linli.actions.seats import actor_at
from linli.demo.cast import Cast
from linli.demo.district import Gazetteer, Spot
from linli.demo.plan import Brief
from linli.demo.snapshots import snapshot
from linli.demo.voices import Said, Voices
from linli.demo.working_moments import minutes_after
from linli.domain.area import AreaLevel
from linli.domain.category import ClosingCondition
from linli.domain.engine.context import RESIDENT, Actor, Command
from linli.domain.engine.state import CaseState
from linli.domain.privacy_notice import FOLLOW_UP_CALLS, MESSAGES
from linli.domain.unit import Post, Role, Unit
from linli.domain.working_time import next_working_moment

SERIALS_OF_A_MATTER = 1_000
"""Commands of a matter that was split off are numbered from here on, those of its parent below."""
AGREED = 0.72
"""The share of those who left a number and agree to a call afterwards."""
HANDLED = ("accept", "start", "report_result", "solve_on_spot")
Course = Iterator[datetime]
"""Yields when to go on; what happens then happens before the next yield."""


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """What all lives share."""

    office: Office
    batch: Batch
    cast: Cast
    gazetteer: Gazetteer
    voices: Voices
    label: str
    """Begins every command's id, so that two plays never give the same command."""
    streams: dict[int, str] = field(default_factory=dict)
    """Streams by brief number."""


class Life:
    """One matter from its report to where it rests."""

    def __init__(self, world: World, brief: Brief) -> None:
        """Begin before the report."""
        self.world, self.brief, self.cast = world, brief, world.cast
        self.rng = Random(f"{world.label}/{brief.number}")
        self.now = brief.filed_at
        self.spot: Spot = world.gazetteer.pick(brief.grid, self.rng)
        self.said: Said = self._said()
        self._edge: Spot | None = world.gazetteer.pick_outside(brief.grid, self.spot) if self.likely(0.3) else None
        self.stream = ""
        self.rests = False
        self.born: list[Life] = []
        """Matters split off from this one, which the player has not taken up yet."""
        self._serial = 0
        self._is_brisk = bool(brief.rests_at)
        self.agreed = brief.requester == "known" and Random(f"{world.label}/{brief.number}/agreed").random() < AGREED
        """Whether whoever reported it agreed to be called after the end."""

    def _said(self) -> Said:
        """Return what is reported, and the title that the desk gives it."""
        return self.world.voices.report(self.brief.category, self.spot, self.rng)

    @property
    def state(self) -> CaseState:
        """The case as decided so far."""
        return self.world.batch.state(self.stream)

    @property
    def area(self) -> str:
        """Where the case belongs now."""
        return self.state.area if self.stream else self.brief.grid

    def split(self, **fields: Any) -> None:
        """Split off a matter that goes its own way, under the next number."""
        self.move("split", self.dispatcher(), unit=self.cast.centre(self.area).id, **fields)
        child = copy(self)
        child.stream = next(one.stream for one in reversed(self.state.links) if one.direction == "from")
        child.born, child.rests, child._serial = [], False, self._serial + SERIALS_OF_A_MATTER
        self.world.streams[-self.brief.number - 1] = child.stream
        self.born.append(child)

    # When

    def work(self, low: float, high: float) -> datetime:
        """Return a moment so many working minutes ahead; staff are brisk where the matter must get somewhere."""
        minutes = self.rng.uniform(low, high)
        return minutes_after(
            self.now, min(minutes, self.rng.uniform(4, 9)) if self._is_brisk else minutes, self._calendar
        )

    def slow(self, low: float, high: float) -> datetime:
        """Return a moment so many working minutes ahead, also where the rest is brisk."""
        return minutes_after(self.now, self.rng.uniform(low, high), self._calendar)

    def later(self, low_hours: float, high_hours: float) -> datetime:
        """Return a moment so many hours ahead by the clock: a resident's time."""
        moment = self.now + timedelta(hours=self.rng.uniform(low_hours, high_hours))
        local = moment.astimezone(self._calendar.zone)
        return moment + timedelta(hours=8) if local.hour < 7 else moment

    def share(self, low: float, high: float) -> datetime:
        """Return the working moment at which that share of the handling limit will have passed."""
        if self._is_brisk and high < 1:
            return self.work(5, 9)
        clock = self.state.clocks["handling"]
        ahead = (clock.due_at - clock.started_at) * self.rng.uniform(low, high)
        moment = max(clock.started_at + ahead, self.now + timedelta(minutes=10))
        return moment if clock.unit == "hour" and high < 1 else next_working_moment(moment, self._calendar)

    @property
    def _calendar(self) -> Any:
        return self.world.office.directory.calendar

    # Who

    def desk(self) -> Actor:
        """The street's operator who does not dispatch as well."""
        dispatcher = self._street_posts(Role.DISPATCHER)[0].staff_id
        operators = self._street_posts(Role.OPERATOR)
        return actor_at(next((post for post in operators if post.staff_id != dispatcher), operators[0]))

    def dispatcher(self) -> Actor:
        """The street's dispatcher; after a matter moved up, the dispatcher of the unit that decides."""
        return actor_at(self._street_posts(Role.DISPATCHER)[0])

    def holder(self) -> Actor:
        """Whoever works on it now."""
        return self.cast.holder(self.state)

    def grid_worker(self) -> Actor:
        """The worker of the grid in which the matter lies, or was seen."""
        grid = self.area if self.cast.has_grid_worker(self.area) else self.brief.grid
        return actor_at(self.cast.grid_worker(grid))

    def upper(self, *roles: Role) -> Actor:
        """Somebody with one of `roles` in the centre one tier above the holder; at the top, in the top itself."""
        unit = self._upper_unit()
        return self.cast.free(self.cast.posts(unit, *roles), self.state, ("ask_extension",))

    def _upper_unit(self) -> Unit:
        upper = self.world.office.directory.upper_unit(self.state.holder.unit, self.area)
        return upper or self.cast.centre(self.area, AreaLevel.COUNTY)

    def other_unit(self, unit_id: str) -> Actor:
        """The dispatcher of the street or, where that is the unit itself, of the district."""
        street, county = self.cast.centre(self.area), self.cast.centre(self.area, AreaLevel.COUNTY)
        return actor_at(self.cast.posts(county if street.id == unit_id else street, Role.DISPATCHER)[0])

    def boss(self) -> Actor:
        """Whoever may pause for the holder: its head, liaison or dispatcher, else the street's dispatcher."""
        unit = self.world.office.directory.units[self.state.holder.unit]
        posts = self.cast.posts(unit, Role.LIAISON, Role.UNIT_HEAD, Role.DISPATCHER)
        return actor_at(posts[0]) if posts else self.dispatcher()

    def checker(self) -> Actor:
        """Somebody at the desk who did not handle it."""
        county = self.cast.posts(self.cast.centre(self.area, AreaLevel.COUNTY), Role.OPERATOR)
        return self.cast.free((*self._street_posts(Role.OPERATOR, Role.DISPATCHER), *county), self.state, HANDLED)

    def decider(self) -> Actor:
        """Who decides about reopening: in the unit that holds it, somebody who neither handled nor closed it."""
        unit = self.world.office.directory.units[self.state.holder.unit]
        county = self.cast.posts(
            self.cast.centre(self.area, AreaLevel.COUNTY), Role.DISPATCHER, Role.DISTRICT_COORDINATOR
        )
        posts = (*self.cast.posts(unit, Role.DISPATCHER, Role.DISTRICT_COORDINATOR, Role.UNIT_HEAD), *county)
        return self.cast.free(posts, self.state, (*HANDLED, "close"))

    def coordinator(self) -> Actor:
        """The district's coordinator."""
        return actor_at(self.cast.posts(self.cast.centre(self.area, AreaLevel.COUNTY), Role.DISTRICT_COORDINATOR)[0])

    def caller(self) -> Actor:
        """Somebody of the follow-up desk, which handles nothing."""
        return actor_at(self.rng.choice(self.cast.team("follow-up")))

    def _street_posts(self, *roles: Role) -> Sequence[Post]:
        return self.cast.posts(self.cast.centre(self.area), *roles)

    # What

    def file(self) -> None:
        """Report it, through the channel of its brief."""
        brief = self.brief
        actor = {"web": RESIDENT, "wechat": RESIDENT, "grid_worker": self.grid_worker()}.get(
            brief.channel
        ) or self.desk()
        spot = self._edge or self.spot
        fields: dict[str, Any] = {
            "category": brief.category, "channel": brief.channel, "requester": brief.requester,
            "words": self.said.words, "place_words": self.said.place_words, "urgency": brief.urgency,
        }  # fmt: skip
        if self._edge is not None or self.rng.random() < 0.72:
            fields["point"] = {"lon_e6": round(spot.lon * 1e6), "lat_e6": round(spot.lat * 1e6)}
        else:
            fields["area"] = brief.grid
        if brief.requester == "known":
            fields |= {"requester_phone": f"000-7{self.rng.randrange(10**7):07d}"}
        if brief.channel in ("web", "wechat", "grid_worker") and self.rng.random() < 0.35:
            fields["photo"] = (snapshot(self.rng.randrange(12)),)
        self.file_with(actor, fields)

    def file_with(self, actor: Actor, fields: Mapping[str, Any]) -> None:
        """Take the matter in with these fields."""
        filing = Filing(command_id=self._command_id(), procedure=self.brief.procedure, fields=fields)
        self.stream = self.world.batch.file(filing, actor=actor, now=self.now).stream
        self.world.streams[self.brief.number] = self.stream
        self._look()

    def remember_consent(self) -> None:
        """Keep what whoever reported agreed to, once the matter is saved."""
        if self.brief.requester == "known" and self.stream:
            agreed = (MESSAGES, FOLLOW_UP_CALLS) if self.agreed else (MESSAGES,)
            remember_report(self.world.office, self.stream, agreed=agreed, now=self.brief.filed_at)

    def move(self, verb: str, actor: Actor, *, part: str = "", **fields: Any) -> None:
        """Make one move now; raises Refused, which in a play is a mistake of the player."""
        command = Command(id=self._command_id(), verb=verb, stream=self.stream, fields=fields, part=part)
        self.world.batch.move(command, actor=actor, now=self.now)
        self._look()

    def rest_at(self, place: str) -> None:
        """Rest here if the brief says so: for places that are no stage."""
        self.rests = self.rests or self.brief.rests_at == place

    def _look(self) -> None:
        self.rests = self.rests or self.state.stage == self.brief.rests_at

    def _command_id(self) -> str:
        self._serial += 1
        return f"{self.world.label}/{self.brief.number}/{self._serial}"

    # Words

    def because(self, what: str) -> str:
        """Return the reason given for a move."""
        return self.world.voices.because(what, self.rng)

    def result(self) -> dict[str, Any]:
        """Return what the unit reports when the work is done, now and then with a photo."""
        category = self.world.office.directory.categories[self.state.category]
        fields: dict[str, Any] = {
            "result": self.world.voices.result(self.state.category, self.rng),
            "condition": ClosingCondition(category.closing_condition).value,
        }
        if self.rng.random() < 0.4:
            fields["photo_after"] = (snapshot(self.rng.randrange(12)),)
        return fields

    def answer(self) -> str:
        """Return the answer to whoever asked."""
        unit = self.world.office.directory.unit_name(self.state.handler.unit or self.state.holder.unit)
        return self.world.voices.answer(self.state.category, unit, self.rng)

    def likely(self, share: float) -> bool:
        """Say yes with that likelihood."""
        return self.rng.random() < share


Script = Callable[[Life], Course]
