"""Telling a story: which matter a visitor's story is, where it stands, and taking its next step for them."""

from dataclasses import dataclass, replace
from datetime import datetime

from linli.actions.deciding import Office, receipt_hashes, receipt_of
from linli.demo.hazard_steps import raised_from
from linli.demo.stories import Acting, Fact, Scene, Story
from linli.demo.story_facade import FACADE
from linli.demo.story_fire_lane import FIRE_LANE
from linli.demo.story_flood import FLOOD
from linli.demo.story_lamp import LAMP
from linli.demo.story_leak import LEAK
from linli.demo.story_meeting import MEETING
from linli.demo.story_oversight import OVERSIGHT
from linli.demo.story_petition import PETITION
from linli.demo.story_stones import STONES
from linli.demo.story_suggestion import SUGGESTION
from linli.demo.story_week import WEEK
from linli.domain.engine.state import CaseState
from linli.domain.problems import Problem, Refused
from linli.domain.receipt import read_receipt_code
from linli.domain.unit import Post
from linli.store import cases

STORIES: dict[str, Story] = {
    story.key: story
    for story in (
        FACADE,
        LAMP,
        LEAK,
        PETITION,
        SUGGESTION,
        MEETING,
        FIRE_LANE,
        WEEK,
        OVERSIGHT,
        STONES,
        FLOOD,
    )
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A scene as it stands for one visitor."""

    scene: Scene
    number: int
    is_done: bool
    is_current: bool
    post: Post | None
    """Whose seat it is; None for the resident, and for what nobody does."""
    has_person: bool
    """False where the house does it by itself."""
    page: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """One visitor's telling of a story: its token, and its matter once it is reported."""

    story: Story
    office: Office
    now: datetime
    token: str
    case_id: str = ""

    @property
    def state(self) -> CaseState:
        """The matter as it stands; the empty state before it is reported."""
        kept = cases.open_case(self.office.county_id, f"case/{self.case_id}") if self.case_id else None
        return kept.state if kept else CaseState(stream="case/none")

    @property
    def receipt(self) -> str:
        """The resident's receipt, or ""."""
        return receipt_of(self.case_id, self.office.ports.secret) if self.case_id else ""

    def acting(self) -> Acting:
        """Return what scenes act with now."""
        return Acting(office=self.office, now=self.now, token=self.token, state=self.state)

    def found(self) -> "Telling":
        """Return the telling with the matter that a visitor made by hand, where the story can find it."""
        if self.case_id or self.story.finds is None:
            return self
        return replace(self, case_id=self.story.finds(self.acting()))

    @property
    def is_over(self) -> bool:
        """Say whether every scene has happened."""
        acting = self.acting()
        return self.story.at(acting.state, acting) == len(self.story.scenes)

    def facts(self) -> tuple[Fact, ...]:
        """Return the figures beside the scenes, where the story has any yet."""
        return self.story.facts(self.acting()) if self.story.facts is not None else ()

    def steps(self) -> tuple[Step, ...]:
        """Return every scene with its state; people and pages are found for the present one only."""
        acting = self.acting()
        here = self.story.at(acting.state, acting)
        return tuple(self._step(scene, position, here, acting) for position, scene in enumerate(self.story.scenes))

    def _step(self, scene: Scene, position: int, here: int, acting: Acting) -> Step:
        is_current = position == here
        finds_post = is_current and (bool(acting.state.seq) or scene.sees is not None or scene.leads is not None)
        page = scene.page.format(id=self.case_id, receipt=self.receipt, raised=raised_from(acting.state))
        if is_current and scene.leads is not None:
            page = scene.leads(acting)
        return Step(
            scene=scene, number=position + 1, is_done=position < here, is_current=is_current,
            post=scene.who(acting) if finds_post and scene.who is not None else None,
            has_person=scene.who is not None,
            page=page if self.case_id or "{" not in scene.page else "",
        )  # fmt: skip

    def take_step(self, key: str) -> str:
        """Take the present scene through the real actions; return the case id. Raises Refused with every reason.

        A scene that is not the present one has happened already or comes later: nothing is done.
        """
        acting = self.acting()
        here = self.story.at(acting.state, acting)
        if here >= len(self.story.scenes) or self.story.scenes[here].key != key:
            return self.case_id
        filed = self.story.scenes[here].do(acting)
        return filed.case_id if filed is not None else self.case_id

    def attempt(self, key: str) -> tuple[Problem, ...]:
        """Try what a scene says is refused; return the reasons, none where it was not."""
        scene = self.story.scene(key)
        if scene is None or scene.attempt is None or not self.case_id:
            return ()
        try:
            scene.attempt.do(self.acting())
        except Refused as refused:
            return refused.problems
        return ()


def own_case(story: Story, office: Office, typed: str) -> str:
    """Return the matter that a visitor made by hand, by what it is known by; raises Refused for none that fits."""
    if story.mine != "number":
        return case_of_receipt(office, typed)
    found = cases.find_case(office.county_id, typed.strip())
    if found is None or found.procedure != story.begins_with:
        raise Refused([Problem("case_not_found", at="receipt")])
    return found.id


def case_of_receipt(office: Office, typed: str) -> str:
    """Return the case of a receipt that a visitor holds from reporting by hand; raises Refused."""
    code = read_receipt_code(typed, at="receipt")
    found = cases.case_of_receipt(*receipt_hashes(code, office.ports))
    if found is None or found[0] != office.county_id:
        raise Refused([Problem("receipt_not_found", at="receipt")])
    return found[1]
