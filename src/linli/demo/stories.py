"""Stories: one matter followed from seat to seat; where it stands is read from the matter itself."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from linli.actions.cases import file_case, move_case
from linli.actions.deciding import FiledCase, Filing, Office
from linli.actions.seats import actor_at
from linli.demo.cast import Cast
from linli.domain.area import AreaLevel
from linli.domain.engine.context import RESIDENT, Actor, Command
from linli.domain.engine.state import CaseState
from linli.domain.unit import Post, Role
from linli.domain.wording import Wording
from linli.store import journal


@dataclass(frozen=True, slots=True, kw_only=True)
class Acting:
    """What a scene may use: the house, the moment, and the matter as it stands."""

    office: Office
    now: datetime
    token: str
    """Marks the commands of one telling, so that a second press does nothing twice."""
    state: CaseState

    @property
    def cast(self) -> Cast:
        """Who could act."""
        return Cast(self.office, self.now)

    def file(self, fields: dict[str, Any], *, at: datetime) -> FiledCase:
        """Report the matter as a resident."""
        filing = Filing(command_id=f"story/{self.token}/file", fields=fields)
        return file_case(self.office, filing, actor=RESIDENT, now=at)

    def take_in(self, procedure: str, actor: Post, fields: dict[str, Any]) -> FiledCase:
        """Take a matter of another procedure in at a desk."""
        filing = Filing(command_id=f"story/{self.token}/{procedure}", procedure=procedure, fields=fields)
        return file_case(self.office, filing, actor=actor_at(actor), now=self.now)

    def fresh(self) -> "Acting":
        """Return what a scene that makes several moves goes on with: the matter as it stands after the last one."""
        return replace(self, state=journal.load_states(self.office.county_id, [self.state.stream])[self.state.stream])

    @property
    def grid(self) -> str:
        """The grid in which the matters of new stories lie: the first of the visitors' street."""
        tree = self.office.directory.tree
        streets = sorted(area.path for area in tree if area.level is AreaLevel.SUBDISTRICT)
        grids = sorted(area.path for area in tree if area.level is AreaLevel.GRID)
        return next(grid for grid in grids if grid.startswith(streets[min(2, len(streets) - 1)]))

    def move(
        self, verb: str, actor: Actor | Post, *, part: str = "", at: datetime | None = None, **fields: Any
    ) -> None:
        """Make one move through the real action; raises Refused with every reason."""
        command = Command(
            id=f"story/{self.token}/{verb}{part}/{self.state.seq}", verb=verb, stream=self.state.stream, fields=fields,
            part=part,
        )  # fmt: skip
        who = actor_at(actor) if isinstance(actor, Post) else actor
        move_case(self.office, command, actor=who, now=at or self.now)


Who = Callable[[Acting], Post | None]
Do = Callable[[Acting], "FiledCase | None"]
Has = Callable[[CaseState], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """Something that is refused, for a visitor to try: the refusal and its words are real."""

    title: Wording
    do: Do


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """One step: who takes it, what they see, and how it is told from the matter that it was taken."""

    key: str
    title: Wording
    told: Wording
    who: Who | None
    """None: no person; the house does it by itself."""
    has_happened: Has
    do: Do
    page: str
    """Where the step is taken by hand: an address with {id}, {receipt} and {raised}, which is
    the matter that came of it; "" where the story takes it itself, for
    what a visitor enters at a desk is a matter of its own and no part of the story."""
    role: Wording
    attempt: Attempt | None = None
    sees: Callable[[Acting], bool] | None = None
    """Looks beyond the matter, at what it does not tell itself: whether a sitting has it on its agenda."""
    leads: Callable[[Acting], str] | None = None
    """Where the step is taken by hand, where that hangs on more than the matter; in place of `page`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A figure beside a story, read from what stands; with where it opens, and in whose seat."""

    label: Wording
    words: Wording
    page: str = ""
    opens: Wording | None = None
    post: Post | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """A title, what it shows, and its scenes in order."""

    key: str
    title: Wording
    shows: Wording
    scenes: tuple[Scene, ...]
    ends_at: str = "closed"
    """The stage at which the matter stands when all is told."""
    is_rated: bool = True
    """Whether somebody rates it in the end: nobody does where nobody asked by name."""
    facts: Callable[[Acting], tuple[Fact, ...]] | None = None
    """Figures that stand beside the scenes."""
    finds: Callable[[Acting], str] | None = None
    """The id of the matter where a visitor made it by hand, or ""."""
    mine: str = ""
    """By what a visitor goes on with a matter made by hand: "receipt", "number", or "" where the first step is told."""
    begins_with: str = "grid_event"
    """The procedure of its matter."""

    def at(self, state: CaseState, acting: Acting | None = None) -> int:
        """Return the position of the first scene that has not happened; the number of scenes when all have."""
        for position, scene in enumerate(self.scenes):
            has_happened = bool(state.seq) and scene.has_happened(state)
            if not has_happened and not (acting is not None and scene.sees is not None and scene.sees(acting)):
                return position
        return len(self.scenes)

    def scene(self, key: str) -> Scene | None:
        """Return the scene of that key, or None."""
        return next((one for one in self.scenes if one.key == key), None)


def has_done(*verbs: str) -> Has:
    """Say of a matter whether somebody made a move of `verbs`."""
    return lambda state: bool(state.actors_of(verbs))


def street_operator(acting: Acting) -> Post:
    """Return the operator of the street who does not dispatch as well."""
    dispatcher = street_dispatcher(acting)
    operators = acting.cast.posts(acting.cast.centre(acting.state.area), Role.OPERATOR)
    return next((post for post in operators if post.staff_id != dispatcher.staff_id), operators[0])


def street_dispatcher(acting: Acting) -> Post:
    """Return the dispatcher of the street."""
    return acting.cast.posts(acting.cast.centre(acting.state.area), Role.DISPATCHER)[0]


def district(role: Role) -> Who:
    """Return who holds `role` in the district's centre."""
    return lambda acting: acting.cast.posts(acting.cast.centre(acting.state.area, AreaLevel.COUNTY), role)[0]


def holder(acting: Acting) -> Post:
    """Return who works on the matter now."""
    post = acting.cast.holder(acting.state).post
    if post is None:
        raise LookupError(acting.state.number)
    return post


def handler(acting: Acting) -> Post:
    """Return who handled it, or whoever holds it where nobody has yet."""
    return acting.office.directory.posts.get(acting.state.handler.post) or holder(acting)


def grid_worker(acting: Acting) -> Post:
    """Return the worker of the grid in which the matter lies."""
    return acting.cast.grid_worker(acting.state.area)


def caller(acting: Acting) -> Post:
    """Return somebody of the follow-up desk."""
    return acting.cast.team("follow-up")[0]


def resident(acting: Acting) -> None:
    """Nobody in post: the resident acts with a receipt."""
    return


def desk_that_closes(acting: Acting) -> Post:
    """Return somebody at the desk that holds the matter for its check, who did not handle it."""
    unit = acting.office.directory.units[acting.state.holder.unit]
    operators = acting.cast.posts(unit, Role.OPERATOR, Role.DISPATCHER)
    post = acting.cast.free(operators, acting.state, ("accept", "start", "report_result")).post
    if post is None:
        raise LookupError(acting.state.number)
    return post


def send_to_work(acting: Acting, filed: FiledCase, *, unit: str, title: str, morning: datetime) -> None:
    """Take a matter in before a morning, send it to `unit` then and let the unit accept it, each at its own time."""
    acts: tuple[tuple[str, Callable[[Acting], Post], int, dict[str, str]], ...] = (
        ("register", street_operator, -20, {"title": title}),
        ("dispatch", street_dispatcher, 0, {"unit": unit}),
        ("accept", holder, 35, {}),
    )
    for verb, who, minutes, fields in acts:
        state = journal.load_states(acting.office.county_id, [filed.stream])[filed.stream]
        step = replace(acting, state=state)
        step.move(verb, who(step), at=morning + timedelta(minutes=minutes), **fields)
