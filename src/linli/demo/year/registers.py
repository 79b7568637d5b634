"""The registers of the invented district: its mediation bodies in their terms, and the roster of its mediators."""

from collections.abc import Iterator
from datetime import date, timedelta

from linli.demo.district import District
from linli.domain.area import AreaLevel
from linli.domain.mediation_committee import CommitteeKind, MediationCommittee, last_day_of_term
from linli.domain.mediator import Mediator, MediatorKind
from linli.domain.unit import Post, Role, Unit, UnitKind

SECTORS: dict[str, tuple[str, tuple[str, ...]]] = {
    "mediation-housing": ("物业", ("dispute.property", "dispute.neighbour")),
    "mediation-city": ("城市管理", ("dispute.neighbour", "dispute.other")),
    "mediation-fire": ("消防", ("dispute.other",)),
    "mediation-police": ("治安", ("dispute.traffic", "dispute.neighbour")),
    "mediation-justice": ("婚姻家庭", ("dispute.family",)),
    "mediation-civil": ("养老服务", ("dispute.family", "dispute.other")),
    "mediation-labour": ("劳动争议", ("dispute.wages",)),
    "mediation-market": ("消费", ("dispute.debt", "dispute.other")),
    "mediation-environment": ("环境", ("dispute.other",)),
    "mediation-water": ("水务", ("dispute.land", "dispute.other")),
    "mediation-transport": ("交通", ("dispute.traffic",)),
    "mediation-education": ("校园", ("dispute.other",)),
    "mediation-health": ("医疗", ("dispute.medical",)),
    "mediation-land": ("土地", ("dispute.land",)),
    "mediation-emergency": ("安全生产", ("dispute.wages", "dispute.other")),
}
"""The trade of each sector body, and the kinds of disputes it takes."""
KINDS = {
    AreaLevel.COUNTY: CommitteeKind.DISTRICT,
    AreaLevel.SUBDISTRICT: CommitteeKind.TOWNSHIP,
    AreaLevel.COMMUNITY: CommitteeKind.RESIDENTS,
}
SKILLS = ("law", "psychology", "dialect", "finance", "building", "labour", "medicine", "land", "sign_language")
AGE_DAYS = (200, 420, 640, 860)
"""How long ago terms began, in turn."""
ENDING_EVERY, OVER_AT, AWAY_EVERY, FULL_EVERY = 23, 57, 97, 41


def committees_of(district: District, today: date) -> Iterator[MediationCommittee]:
    """Yield every body in its present term; a few terms end soon, and one is over: its election is due."""
    counts = {unit.id: 0 for unit in district.units}
    for post in district.posts:
        counts[post.unit_id] += post.role is Role.MEDIATOR
    bodies = [unit for unit in district.units if unit.kind is UnitKind.MEDIATION_COMMITTEE]
    for number, unit in enumerate(bodies):
        sector, types = SECTORS.get(unit.key, ("", ()))
        began = today - timedelta(days=_age(number))
        yield MediationCommittee(
            unit_id=unit.id, kind=CommitteeKind.SECTOR if sector else KINDS[unit.tier], sector=sector, types=types,
            started_date=began, ended_date=last_day_of_term(began), member_count=counts[unit.id],
            women_count=1 + number % 2, minority_count=int(number % 6 == 0), needs_minority=number % 12 == 0,
            chair_post_id=unit.head_post_id or "",
        )  # fmt: skip


def _age(number: int) -> int:
    if number == OVER_AT:
        return 3 * 365 + 40
    return 3 * 365 - 50 if number % ENDING_EVERY == 0 else AGE_DAYS[number % len(AGE_DAYS)]


def mediators_of(district: District, today: date) -> Iterator[Mediator]:
    """Yield a line for every mediator: full-time above the communities, part-time and volunteers within them."""
    units = {unit.id: unit for unit in district.units}
    posts = [post for post in district.posts if post.role is Role.MEDIATOR]
    for number, post in enumerate(posts):
        away = number % AWAY_EVERY == AWAY_EVERY - 1
        yield Mediator(
            post_id=post.id, kind=_kind(units[post.unit_id], number), types=SECTORS.get(units[post.unit_id].key,
                                                                                       ("", ()))[1],
            skills=_skills(post, number), takes_new=number % FULL_EVERY != FULL_EVERY - 1,
            open_max=8 if units[post.unit_id].tier is AreaLevel.COMMUNITY else 15,
            away_from_date=today - timedelta(days=3) if away else None,
            away_until_date=today + timedelta(days=11) if away else None,
        )  # fmt: skip


def _kind(unit: Unit, number: int) -> MediatorKind:
    if unit.tier is not AreaLevel.COMMUNITY:
        return MediatorKind.FULL_TIME
    return MediatorKind.VOLUNTEER if number % 3 == 0 else MediatorKind.PART_TIME


def _skills(post: Post, number: int) -> tuple[str, ...]:
    return (SKILLS[number % len(SKILLS)],) if number % 4 == 0 else ()
