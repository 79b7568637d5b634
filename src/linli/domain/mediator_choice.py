"""Choice of a mediator 调解员推荐: whom to propose for a dispute, and in words why; a person decides, never this.

The parties' choice stands first, whatever the load. After it the levels go from below: the owners' committee and the
committee of the community, the subdistrict, then the sector body that takes this type, then the district. Within a
level whoever takes this very type comes first, then whoever has fewer open disputes: open work, counted for planning.
Source: 人民调解法 arts. 19, 23 (the parties may choose), 15 (no partiality); REQUIREMENTS 000-22, 000-28.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from linli.domain.area import AreaLevel
from linli.domain.directory import Directory
from linli.domain.dispute_types import DISPUTE_TYPES
from linli.domain.mediation_committee import CommitteeKind, MediationCommittee, level_of
from linli.domain.mediator import Mediator, MediatorKind
from linli.domain.unit import Post, Unit
from linli.domain.wording import Wording

PER_STEP = 2
"""How many of one step are proposed, so that every step is seen."""
STEPS: tuple[tuple[CommitteeKind, Wording], ...] = (
    (CommitteeKind.OWNERS, Wording("业委会、议事会先行调解", "The owners' committee or council goes first")),
    (CommitteeKind.RESIDENTS, Wording("村(社区)一级,离得最近", "Community level, the nearest")),
    (CommitteeKind.TOWNSHIP, Wording("乡镇(街道)一级", "Subdistrict level")),
    (CommitteeKind.SECTOR, Wording("行业性、专业性调委会", "A sector body")),
    (CommitteeKind.DISTRICT, Wording("区一级", "District level")),
)
"""Source: PROCEDURES 2."""
_STEP_OF: Mapping[CommitteeKind, int] = {kind: place for place, (kind, _words) in enumerate(STEPS)}
_KIND_OF_TIER: Mapping[AreaLevel, CommitteeKind] = {
    AreaLevel.COMMUNITY: CommitteeKind.RESIDENTS,
    AreaLevel.SUBDISTRICT: CommitteeKind.TOWNSHIP,
    AreaLevel.COUNTY: CommitteeKind.DISTRICT,
}
_KIND_ORDER = (MediatorKind.FULL_TIME, MediatorKind.PART_TIME, MediatorKind.VOLUNTEER)


@dataclass(frozen=True, slots=True, kw_only=True)
class DisputeNeed:
    """The dispute for which a mediator is sought."""

    category: str
    area_path: str
    now: datetime
    today: date
    """The local day of `now`."""
    chosen_post: str = ""
    """Whom the parties chose, "" where they did not."""
    stepped_aside: frozenset[str] = frozenset()
    """Posts, and pseudonyms of holders, that mediate no further in it."""
    open_counts: Mapping[str, int] = field(default_factory=dict)
    """Open disputes now, by post."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One line of the roster with its post, its unit and the body it sits on."""

    mediator: Mediator
    post: Post
    unit: Unit
    committee: MediationCommittee | None
    open_count: int

    @property
    def kind(self) -> CommitteeKind:
        """The kind of body; one that is not registered counts by the level it works on."""
        return self.committee.kind if self.committee else _KIND_OF_TIER[level_of(self.unit.tier)]

    def takes(self, category: str) -> bool:
        """Say whether both the mediator and the body take this type."""
        own = not self.mediator.types or category in self.mediator.types
        return own and (self.committee is None or self.committee.takes(category))

    def is_of_type(self, category: str) -> bool:
        """Say whether the mediator, or a sector body, names this very type."""
        is_sector = self.committee is not None and self.committee.kind is CommitteeKind.SECTOR
        return category in self.mediator.types or (is_sector and self.takes(category))


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposedMediator:
    """One proposal with its reasons."""

    post_id: str
    unit_id: str
    open_count: int
    reasons: tuple[Wording, ...]
    is_chosen: bool = False


def candidates(directory: Directory, need: DisputeNeed) -> tuple[Candidate, ...]:
    """Return everybody on the roster whose post is held and reaches the dispute's place, or whom the parties chose."""
    found = []
    for mediator in directory.setup.mediators:
        post = directory.posts.get(mediator.post_id)
        unit = directory.units.get(post.unit_id) if post else None
        if post is None or unit is None or not mediator.is_active or not unit.is_active or not post.is_active(need.now):
            continue
        if need.area_path.startswith(unit.area_path) or post.id == need.chosen_post:
            committee = directory.committees.get(unit.id)
            found.append(
                Candidate(
                    mediator=mediator, post=post, unit=unit, open_count=need.open_counts.get(post.id, 0),
                    committee=committee if committee and committee.is_active else None,
                )
            )  # fmt: skip
    return tuple(found)


def propose(directory: Directory, need: DisputeNeed) -> tuple[ProposedMediator, ...]:
    """Return whom to propose, best first: the parties' choice, then at most PER_STEP of each step."""
    found: list[ProposedMediator] = []
    taken: dict[int, int] = {}
    for one in sorted(_able(candidates(directory, need), need), key=lambda one: _rank(one, need)):
        is_chosen, step = one.post.id == need.chosen_post, _STEP_OF[one.kind]
        if not is_chosen and taken.get(step, 0) >= PER_STEP:
            continue
        taken[step] = taken.get(step, 0) + (not is_chosen)
        found.append(
            ProposedMediator(
                post_id=one.post.id, unit_id=one.unit.id, open_count=one.open_count, is_chosen=is_chosen,
                reasons=_reasons(one, need),
            )
        )  # fmt: skip
    return tuple(found)


def has_stepped_aside(post: Post, need: DisputeNeed) -> bool:
    """Say whether a post, or whoever holds it, stepped aside in this dispute; a second post does not bring it back."""
    return bool({post.id, post.staff_id or post.id} & need.stepped_aside)


def _able(found: Iterable[Candidate], need: DisputeNeed) -> list[Candidate]:
    """Leave out whoever cannot take it; the parties' choice is left out only where it stepped aside."""
    return [
        one for one in found
        if not has_stepped_aside(one.post, need) and (one.post.id == need.chosen_post or _is_free(one, need))
    ]  # fmt: skip


def _is_free(one: Candidate, need: DisputeNeed) -> bool:
    mediator = one.mediator
    is_full = mediator.open_max is not None and one.open_count >= mediator.open_max
    return one.takes(need.category) and mediator.takes_new and not is_full and not mediator.is_away(need.today)


def _rank(one: Candidate, need: DisputeNeed) -> tuple[bool, int, int, bool, int, int, str]:
    return (
        one.post.id != need.chosen_post,
        _STEP_OF[one.kind],
        -len(one.unit.area_path),
        not one.is_of_type(need.category),
        one.open_count,
        _KIND_ORDER.index(one.mediator.kind),
        one.post.id,
    )


def _reasons(one: Candidate, need: DisputeNeed) -> tuple[Wording, ...]:
    """Return why somebody is proposed; of the parties' choice also what speaks against it, for them to know."""
    is_chosen = one.post.id == need.chosen_post
    found = [Wording("各方选定", "Chosen by the parties")] if is_chosen else []
    found.append(STEPS[_STEP_OF[one.kind]][1])
    title = DISPUTE_TYPES.get(need.category)
    if title and one.is_of_type(need.category):
        found.append(Wording(f"受理{title.zh}纠纷", f"Takes this type: {title.en.lower()}"))
    elif not one.takes(need.category):
        found.append(Wording("名册上不受理这一类", "Does not take this type by the roster"))
    found.append(one.mediator.kind.wording)
    found.append(_load_words(one.open_count))
    if is_chosen and one.mediator.is_away(need.today):
        found.append(Wording("现在外出", "Away at present"))
    return tuple(found)


def _load_words(count: int) -> Wording:
    if not count:
        return Wording("手上没有在办的", "Nothing open now")
    return Wording(f"在办 {count} 件", f"{count} open now")
