"""Weeks of rounds against their standard, days of sections against their slots; reading each round is the limit."""

from collections.abc import Callable
from datetime import timedelta
from time import perf_counter

from linli.bench.figure import Figure, figure
from linli.bench.round_weeks import Invented, invented
from linli.domain.round_section import Section, SectionKind, slots_on
from linli.domain.round_standard import FIVE_TWO_ONE_THREE, SlotRule
from linli.domain.round_week import Coverage, Week, coverage_of, weeks_of

SUMMARY = "judge 1,000 workers × 12 weeks by 5213, and their sections by six slots a day"

WORKERS, WEEKS = 1_000, 12
PER_COMMUNITY = 8
RULE = SlotRule()


def run(*, seed: int, scale: float) -> list[Figure]:
    """Judge every week, sum it by community, and look through every slot; print how long each takes."""
    world = invented(workers=max(PER_COMMUNITY, int(WORKERS * scale)), weeks=WEEKS, seed=seed)
    rounds = [one for work in world.works for one in work.rounds]
    read_seconds = _seconds(lambda: sum(world.calendar.local_date(one.started_at).toordinal() for one in rounds))
    weeks: list[tuple[Week, ...]] = []
    judge_seconds = _seconds(lambda: weeks.extend(_weeks(world)))
    totals: list[Coverage] = []
    sum_seconds = _seconds(lambda: totals.extend(_by_community(weeks)))
    slot_seconds = _seconds(lambda: _slots(world))
    limit = "each round read once"
    whole = coverage_of(one for own in weeks for one in own)
    return [
        figure("weeks judged", judge_seconds, "s", limit_name=limit, limit_value=read_seconds),
        figure("sums by community", sum_seconds, "s", limit_name=limit, limit_value=read_seconds),
        figure("six slots of every day", slot_seconds, "s", limit_name=limit, limit_value=read_seconds),
        figure("rounds in the sums", sum(one.rounds for one in totals), "rounds", limit_name="in the weeks",
               limit_value=whole.rounds),
    ]  # fmt: skip


def _seconds(work: Callable[[], object]) -> float:
    begun = perf_counter()
    work()
    return perf_counter() - begun


def _weeks(world: Invented) -> list[tuple[Week, ...]]:
    standards = dict.fromkeys(world.mondays, FIVE_TWO_ONE_THREE)
    return [weeks_of(work, standards, world.calendar) for work in world.works]


def _by_community(weeks: list[tuple[Week, ...]]) -> list[Coverage]:
    groups = [weeks[at : at + PER_COMMUNITY] for at in range(0, len(weeks), PER_COMMUNITY)]
    return [coverage_of(one for own in group for one in own) for group in groups]


def _slots(world: Invented) -> int:
    covered = 0
    for work in world.works:
        visits = sorted(one.started_at for one in work.rounds)
        section = Section(id="s", name="", kind=SectionKind.STREET, area_path="/")
        for number in range(7 * WEEKS):
            day = world.mondays[0] + timedelta(days=number)
            covered += sum(one.is_covered for one in slots_on(section, day, visits, RULE, world.calendar))
    return covered
