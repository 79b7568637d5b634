"""Register of mediation bodies 调解组织: what the law asks of a people's mediation committee, and no more about anyone.

Of its members only counts are kept, of the chair only the post: names and anything else about a person stay out.
Source: 人民调解法 (2010) arts. 8 (three to nine members, a chair, women, minorities where several live), 9 (elected for
three years, re-elected without limit), 34 (townships, streets and bodies set committees up by reference);
行业性、专业性人民调解委员会 (司法部) for bodies of one sector.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from linli.domain.area import AreaLevel
from linli.domain.dispute_types import DISPUTE_TYPES
from linli.domain.problems import Problem
from linli.domain.unit import UnitKind
from linli.domain.wording import Wording

MEMBERS_LEAST, MEMBERS_MOST = 3, 9
"""Source: art. 8."""
TERM_YEARS = 3
"""Source: art. 9."""
TERM_ENDS_SOON_DAYS = 90
"""How long before the end of a term the next election is to be prepared. Source: agreed in this district."""
WHOLE_MAX = 999


class CommitteeKind(StrEnum):
    """What sort of body mediates."""

    OWNERS = "owners"
    RESIDENTS = "residents"
    TOWNSHIP = "township"
    DISTRICT = "district"
    SECTOR = "sector"

    @property
    def wording(self) -> Wording:
        """The kind in both languages."""
        return COMMITTEE_WORDINGS[self]


COMMITTEE_WORDINGS: dict[CommitteeKind, Wording] = {
    CommitteeKind.OWNERS: Wording("业主委员会、居民议事会", "Owners' committee or residents' council"),
    CommitteeKind.RESIDENTS: Wording("村(社区)调解委员会", "Village or community committee"),
    CommitteeKind.TOWNSHIP: Wording("乡镇(街道)调解组织", "Town or subdistrict body"),
    CommitteeKind.DISTRICT: Wording("区级调解组织", "District body"),
    CommitteeKind.SECTOR: Wording("行业性、专业性调解委员会", "Sector body"),
}
LEVELS_OF_KIND: Mapping[CommitteeKind, tuple[AreaLevel, ...]] = {
    CommitteeKind.OWNERS: (AreaLevel.COMMUNITY, AreaLevel.GRID),
    CommitteeKind.RESIDENTS: (AreaLevel.COMMUNITY,),
    CommitteeKind.TOWNSHIP: (AreaLevel.SUBDISTRICT,),
    CommitteeKind.DISTRICT: (AreaLevel.COUNTY,),
    CommitteeKind.SECTOR: (AreaLevel.COUNTY, AreaLevel.SUBDISTRICT),
}
MEDIATION_LEVELS: Mapping[AreaLevel, Wording] = {
    AreaLevel.COMMUNITY: Wording("村(社区)级", "Community"),
    AreaLevel.SUBDISTRICT: Wording("乡镇(街道)级", "Subdistrict"),
    AreaLevel.COUNTY: Wording("区级", "District"),
}
"""The three levels of "1331", from below."""
MEDIATING_UNITS = frozenset(
    {UnitKind.MEDIATION_COMMITTEE, UnitKind.COMMITTEE, UnitKind.SECTOR_BODY, UnitKind.DEPARTMENT, UnitKind.TEAM}
)


class TermState(StrEnum):
    """Where a committee's term stands."""

    RUNNING = "running"
    ENDING = "ending"
    OVER = "over"


@dataclass(frozen=True, slots=True, kw_only=True)
class MediationCommittee:
    """One body that mediates, in its present term."""

    unit_id: str
    kind: CommitteeKind
    started_date: date
    ended_date: date
    """The last day of the term."""
    sector: str = ""
    """The trade or department whose disputes a sector body takes."""
    types: tuple[str, ...] = ()
    """Keys of the kinds it takes; none stands for all of them."""
    member_count: int = 0
    women_count: int = 0
    minority_count: int = 0
    needs_minority: bool = False
    """Several peoples live there, so one of the minorities is to sit on it."""
    chair_post_id: str = ""
    is_active: bool = True

    @property
    def is_by_law(self) -> bool:
        """Say whether it is a people's mediation committee; an owners' committee mediates without being one."""
        return self.kind is not CommitteeKind.OWNERS

    def takes(self, category: str) -> bool:
        """Say whether it takes disputes of this kind."""
        return not self.types or category in self.types

    def term(self, today: date) -> TermState:
        """Return where its term stands on a day."""
        if today > self.ended_date:
            return TermState.OVER
        soon = self.ended_date - timedelta(days=TERM_ENDS_SOON_DAYS)
        return TermState.ENDING if today >= soon else TermState.RUNNING


def level_of(tier: AreaLevel) -> AreaLevel:
    """Return which of the three levels a unit of `tier` mediates on: a grid's body belongs to its community."""
    return AreaLevel.COMMUNITY if tier is AreaLevel.GRID else tier


def last_day_of_term(started: date) -> date:
    """Return the last day of a term that begins on a day: three years on, the day before."""
    year = started.year + TERM_YEARS
    try:
        return started.replace(year=year) - timedelta(days=1)
    except ValueError:  # begun on 29 February: the third year after has none
        return date(year, 2, 28)


def committee_problems(one: MediationCommittee, *, unit_kind: UnitKind, tier: AreaLevel) -> list[Problem]:
    """Return everything that is wrong with a body, each at its field; none where it may stand so."""
    found = [*_place_problems(one, unit_kind, tier), *_term_problems(one)]
    unknown = sorted(set(one.types) - set(DISPUTE_TYPES))
    if unknown:
        found.append(Problem("unknown_choice", at="types", params={"value": unknown[0][:40]}))
    if one.is_by_law:
        found += _member_problems(one)
    if one.is_active and not one.chair_post_id:
        found.append(Problem("chair_needed", at="chair"))
    return found


def _place_problems(one: MediationCommittee, unit_kind: UnitKind, tier: AreaLevel) -> list[Problem]:
    found = []
    if unit_kind not in MEDIATING_UNITS:
        found.append(Problem("unit_does_not_mediate", at="unit"))
    if tier not in LEVELS_OF_KIND[one.kind]:
        found.append(Problem("committee_of_other_level", at="kind"))
    if one.kind is CommitteeKind.SECTOR:
        found += [Problem("required", at=key) for key in ("sector", "types") if not getattr(one, key)]
    elif one.sector:
        found.append(Problem("sector_of_no_body", at="sector"))
    return found


def _term_problems(one: MediationCommittee) -> list[Problem]:
    if one.ended_date <= one.started_date:
        return [Problem("ends_before_it_begins", at="ended_date")]
    if one.is_by_law and one.ended_date > last_day_of_term(one.started_date) + timedelta(days=1):
        return [Problem("term_too_long", at="ended_date", params={"limit": TERM_YEARS})]
    return []


def _member_problems(one: MediationCommittee) -> list[Problem]:
    """Members as art. 8 asks; a body that was given up is not measured any more."""
    if not one.is_active:
        return []
    limits = {"least": MEMBERS_LEAST, "most": MEMBERS_MOST}
    found = []
    if not MEMBERS_LEAST <= one.member_count <= MEMBERS_MOST:
        found.append(Problem("members_out_of_range", at="member_count", params=limits))
    if one.women_count < 1:
        found.append(Problem("woman_needed", at="women_count"))
    if one.needs_minority and one.minority_count < 1:
        found.append(Problem("minority_needed", at="minority_count"))
    for key in ("women_count", "minority_count"):
        if getattr(one, key) > one.member_count:
            found.append(Problem("more_than_members", at=key, params={"limit": one.member_count}))
    return found
