"""Opening a demo: the district set up, the recent matters played, the older ones filled in afterwards."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path

from linli.actions.office import open_office
from linli.actions.outbox import leave_past_unsent
from linli.demo.district import District, build_district, gazetteer_of
from linli.demo.drawing import keep_drawing, streets_of
from linli.demo.ledger import Ledger, Programme, read_ledger
from linli.demo.player import Played, Stagehands, play, was_played
from linli.demo.seeding import COUNTY_KEY, seed_district
from linli.demo.wording_source import demo_voices
from linli.demo.year.duty import go_on_duty
from linli.demo.year.furnishing import furnish
from linli.demo.year.meetings import convene
from linli.demo.year.rounds import hold_oversight, walk_weeks
from linli.demo.year.safe_places import make_safe
from linli.demo.year.sittings import hold_past
from linli.domain.ports import Ports
from linli.domain.problems import Problem, Refused
from linli.store import journal, setup
from linli.store.map import keep_streets

NEWS = timedelta(days=2)
"""Messages of the played past older than this are nobody's news."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a demo is to be made with."""

    seed: int
    cases: int
    until: datetime
    folder: Path
    year_share: float = 1.0
    """How much of the year of disputes, petitions, suggestions and services is filled in; 0 leaves it out."""


def is_open(folder: Path) -> bool:
    """Say whether a whole demo lies in this folder and database; raises Refused where another county does."""
    found = setup.only_county()
    if found is not None and found[1] != COUNTY_KEY:
        raise Refused([Problem("demo_elsewhere", params={"county": found[1]})])
    return found is not None and read_ledger(folder) is not None


def set_up_district(wanted: Wanted) -> int:
    """Set the invented district up as a county; return how many streams that made."""
    district = _district(wanted.seed)
    keep_drawing(district, wanted.folder)
    keep_streets(wanted.folder, streets_of(district))
    return seed_district(district, until=wanted.until).county.streams


def play_recent(wanted: Wanted, ports: Ports) -> Played:
    """Reserve all numbers, play the newest matters, and write the ledger from which the rest is filled in."""
    office = open_office(ports)
    programme = Programme(
        office.directory, seed=wanted.seed, cases=wanted.cases, until=wanted.until, year_share=wanted.year_share
    )
    counts = programme.count_by_year()
    extra = {wanted.until.year: sum(brief.course == "split" for brief in programme.recent)}
    first = {
        year: journal.reserve_numbers(office.county_id, year, count + extra.get(year, 0))[0]
        for year, count in counts.items()
    }
    ledger = Ledger(
        seed=wanted.seed, cases=wanted.cases, until=wanted.until, first_serials=first, year_share=wanted.year_share
    )
    serials = programme.serials(programme.recent, first)
    for year, count in extra.items():
        serials[year] += range(first[year] + counts[year], first[year] + counts[year] + count)
    played = play(office, programme.recent, _hands(ledger), until=wanted.until, serials=serials)
    leave_past_unsent(office, before=wanted.until - NEWS, now=wanted.until)
    ledger.write(wanted.folder)
    return played


def fill_in(folder: Path, ports: Ports) -> Iterator[Played]:
    """Play the older matters portion by portion; what was played before is passed over."""
    ledger = read_ledger(folder)
    if ledger is None:
        return
    office = open_office(ports)
    programme = Programme(
        office.directory, seed=ledger.seed, cases=ledger.cases, until=ledger.until, year_share=ledger.year_share
    )
    hands = _hands(ledger)
    furnish(office, ledger.until)
    for cohort in programme.cohorts:
        if not was_played(office, ledger.label, cohort):
            serials = programme.serials(cohort, ledger.first_serials)
            yield play(office, cohort, hands, until=ledger.until, serials=serials)
            leave_past_unsent(office, before=ledger.until - NEWS, now=ledger.until)
    if ledger.year_share:
        hold_past(office, ledger.until, ledger.label, is_whole=ledger.year_share >= 1)
        leave_past_unsent(office, before=ledger.until - NEWS, now=ledger.until)
        convene(office, ledger.until, ledger.label)
        walk_weeks(office, ledger.until, ledger.label)
        go_on_duty(office, ledger.until, ledger.label)
        hold_oversight(office, ledger.until, ledger.label)
        make_safe(office, ledger.until, ledger.label)
        leave_past_unsent(office, before=ledger.until - NEWS, now=ledger.until)


@lru_cache(maxsize=1)
def _district(seed: int) -> District:
    """Draw the district once in a process: it hangs on its seed alone."""
    return build_district(seed)


def _hands(ledger: Ledger) -> Stagehands:
    return Stagehands(gazetteer=gazetteer_of(_district(ledger.seed)), voices=demo_voices(), label=ledger.label)
