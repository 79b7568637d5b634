"""The player leaves behind what people would have left: through real actions, and the same for the same seed."""

from collections import Counter
from datetime import datetime
from pathlib import Path

from django.conf import settings
from pytest_django.plugin import DjangoDbBlocker

from linli.demo import opening
from linli.demo.courses import COURSES
from linli.demo.ledger import Programme, read_ledger
from linli.demo.plan import CLOSED_COURSES, RESTS, Planner
from linli.demo.year.plan import SHARES
from linli.domain.area import AreaLevel
from linli.domain.case_query import CaseQuery, ClockFilter
from linli.domain.case_row import row_of
from linli.domain.unit import UnitKind
from linli.procedures import procedures
from linli.store import cases, journal, models
from tests.databases import DatabaseServer
from tests.demo.conftest import Demo, another_database, opened

YEAR = sum(share.count for own in SHARES.values() for share in own)
"""Matters of the year, which are filled in first."""
DESK_STAGES = ("reported", "verified", "filed", "handled", "checking")


def everything(demo: Demo, **asked: object) -> CaseQuery:
    """Ask for every case, whoever may read it."""
    return CaseQuery(county_id=demo.office.county_id, reach=None, now=demo.wanted.until, limit=500, **asked)


def lines(demo: Demo, **asked: object) -> list[cases.CaseLine]:
    return list(cases.each_case(everything(demo, **asked), most=10_000))


def test_no_command_of_the_player_is_refused(demo: Demo) -> None:
    assert demo.played.refusals == ()
    assert demo.played.filed == 500
    assert demo.played.moves > 2_500
    assert demo.played.ticks > 300


def test_every_stage_of_the_procedure_has_a_matter_in_it(demo: Demo) -> None:
    declared = {stage.key for stage in procedures()["grid_event"].stages}
    assert set(demo.played.stages) == declared
    assert Counter(line.stage for line in lines(demo)) == demo.played.stages


def test_every_course_is_a_script_and_every_script_is_played(demo: Demo) -> None:
    planned = {*CLOSED_COURSES, *(rest.course for rest in RESTS)}
    assert planned == set(COURSES)


def test_rows_are_the_fold_of_the_entries(demo: Demo) -> None:
    streams = sorted(line.stream for line in lines(demo))[::12]
    states = journal.load_states(demo.office.county_id, streams)
    assert len(states) > 40
    for stream, state in states.items():
        expected = row_of(state)
        row = models.Case.objects.filter(id=stream.removeprefix("case/")).values(*expected).get()
        assert {**row, "past_units": sorted(row["past_units"]), "co_units": sorted(row["co_units"])} == expected


def test_entries_stand_in_order_of_time_and_none_lies_ahead(demo: Demo) -> None:
    for line in lines(demo)[::25]:
        entries = journal.entries_of(demo.office.county_id, [line.stream])[line.stream]
        moments = [entry.recv for entry in entries]
        assert moments == sorted(moments)
        assert moments[-1] <= demo.wanted.until


def test_numbers_grow_with_the_time_of_filing(demo: Demo) -> None:
    by_time = sorted(lines(demo), key=lambda line: (line.filed_at, line.number))
    serials: dict[str, list[int]] = {}
    for line in by_time:
        _, year, serial = line.number.split("-")
        serials.setdefault(year, []).append(int(serial))
    assert all(own == sorted(own) and len(own) == len(set(own)) for own in serials.values())


def test_the_desk_of_every_street_has_work_waiting_but_is_not_flooded(demo: Demo) -> None:
    centres = [
        unit
        for unit in demo.office.directory.units.values()
        if unit.kind is UnitKind.GOVERNANCE_CENTRE and unit.tier is AreaLevel.SUBDISTRICT
    ]
    waiting = {unit.name: len(lines(demo, holder_unit=unit.id, stages=DESK_STAGES)) for unit in centres}
    assert len(waiting) == 10
    assert all(3 <= count <= 15 for count in waiting.values()), waiting


def test_clocks_stand_in_every_state(demo: Demo) -> None:
    counts = cases.count_by_clock(everything(demo))
    assert set(counts) == set(ClockFilter)
    assert all(count >= 5 for count in counts.values()), counts


def test_what_is_seldom_happens_too(demo: Demo) -> None:
    found = lines(demo)
    assert any(line.reopens for line in found)
    assert any(line.reworks for line in found)
    assert any(line.wrong_hand_overs for line in found)
    assert any(line.lapses for line in found)
    assert any(line.extension_asked for line in found)
    assert any(line.reopen_asked for line in found)
    assert any(line.on_agenda for line in found)
    assert {"inside", "nearest"} < {line.how_placed for line in found}
    verbs = {entry.type for entry in models.Entry.objects.filter(type__in=("case.transfer", "case.split"))}
    assert verbs == {"case.transfer", "case.split"}
    grades = Counter(line.grade for line in found if line.grade)
    assert set(grades) == {1, 2, 3, 4, 5}
    assert grades[1] + grades[2] < grades[4] + grades[5]


def test_filling_in_adds_older_matters_and_touches_none_of_the_others(demo: Demo) -> None:
    before = {line.id: line for line in lines(demo)}
    played = list(opening.fill_in(demo.wanted.folder, settings.LINLI_PORTS))
    after = {line.id: line for line in lines(demo)}
    assert sum(one.filed for one in played) == 120 + YEAR
    assert [one.refusals for one in played] == [()] * len(played)
    assert {key: after[key] for key in before} == before
    added = [line for key, line in after.items() if key not in before and line.procedure == "grid_event"]
    assert sum(line.is_final for line in added) >= 0.85 * len(added)
    assert len({line.number for line in after.values()}) == len(after)


def test_filling_in_again_does_nothing(demo: Demo) -> None:
    list(opening.fill_in(demo.wanted.folder, settings.LINLI_PORTS))
    count = len(lines(demo))
    assert list(opening.fill_in(demo.wanted.folder, settings.LINLI_PORTS)) == []
    assert len(lines(demo)) == count


def test_a_demo_is_open_once_it_was_opened_and_its_ledger_reads_back(demo: Demo, tmp_path: Path) -> None:
    ledger = read_ledger(demo.wanted.folder)
    assert ledger is not None
    assert (ledger.seed, ledger.until) == (demo.wanted.seed, demo.wanted.until)
    assert opening.is_open(demo.wanted.folder)
    assert not opening.is_open(tmp_path)


def test_a_plan_hangs_on_its_seed_alone(demo: Demo) -> None:
    directory, until = demo.office.directory, demo.wanted.until
    assert Planner(directory, seed=3, until=until).recent(120) == Planner(directory, seed=3, until=until).recent(120)
    assert Planner(directory, seed=3, until=until).recent(120) != Planner(directory, seed=4, until=until).recent(120)


def test_portions_hold_every_older_matter_once_the_newest_first(demo: Demo) -> None:
    programme = Programme(demo.office.directory, seed=1, cases=1_000, until=demo.wanted.until)
    older = [cohort for cohort in programme.cohorts if cohort[0].procedure == "grid_event"]
    assert sorted(brief.number for cohort in older for brief in cohort) == list(range(500, 1_000))
    newest = [max(brief.filed_at for brief in cohort) for cohort in older]
    assert newest == sorted(newest, reverse=True)
    assert sum(len(cohort) for cohort in programme.cohorts) == 500 + YEAR


def test_equal_seeds_give_equal_demos(
    tmp_path: Path, database_server: DatabaseServer, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> None:
    found = []
    for _ in range(2):
        with another_database(database_server, django_db_blocker):
            demo = opened(tmp_path, seed=11, cases=120, until=datetime.fromisoformat("2026-03-02T09:00:00+08:00"))
            assert demo.played.refusals == ()
            found.append(
                sorted((line.number, line.stage, line.category, line.lapses, line.grade) for line in lines(demo))
            )
    assert found[0] == found[1]
    assert len(found[0]) == 120 + demo.played.splits


def test_a_demo_opened_at_night_in_the_holidays_is_alive_too(
    tmp_path: Path, database_server: DatabaseServer, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> None:
    with another_database(database_server, django_db_blocker):
        demo = opened(tmp_path, seed=5, cases=120, until=datetime.fromisoformat("2026-10-03T23:30:00+08:00"))
        assert demo.played.refusals == ()
        assert len(demo.played.stages) == len(procedures()["grid_event"].stages)
