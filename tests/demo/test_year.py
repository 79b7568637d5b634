"""The year of the demo: disputes, petitions, suggestions and the service hall, through the batch path like people."""

from collections import Counter
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.test import override_settings
from pytest_django.plugin import DjangoDbBlocker

from linli.actions.office import open_office
from linli.demo import opening
from linli.demo.cast import Cast
from linli.demo.district import build_district
from linli.demo.player import Played
from linli.demo.seats import FIRST_STREET, seats_in
from linli.demo.texts.year_disputes import QUARRELS
from linli.demo.texts.year_petitions import APPEALS
from linli.demo.texts.year_services import DESKS, SERVICES, STUCK
from linli.demo.texts.year_suggestions import PROPOSALS
from linli.demo.year.courses import YEAR_COURSES
from linli.demo.year.plan import FIRST_NUMBERS, KINDS_OF_DISPUTE, SHARES, year_of
from linli.demo.year.sittings import SEASONS
from linli.domain.area import AreaLevel
from linli.domain.case_query import CaseLine, CaseQuery
from linli.domain.engine.state import CaseState
from linli.domain.service_review import BAD_GRADES
from linli.store import cases, follow_ups, journal, ledgers, meetings
from linli.store.meetings import SITTINGS
from tests.conftest import own_database
from tests.databases import DatabaseServer
from tests.demo.conftest import PORTS, Demo, opened

SEED, GRID_EVENTS = 7, 20
BAD = tuple(str(grade) for grade in BAD_GRADES)


@pytest.fixture(scope="module")
def year(
    database_server: DatabaseServer, django_db_setup: None, django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory, until: object,
) -> Iterator[tuple[Demo, list[Played]]]:  # fmt: skip
    """A demo with few grid events, filled in to the end."""
    with own_database(database_server, django_db_blocker), override_settings(LINLI_PORTS=PORTS):
        found = opened(tmp_path_factory.mktemp("year"), seed=SEED, cases=GRID_EVENTS, until=until)
        yield found, list(opening.fill_in(found.wanted.folder, settings.LINLI_PORTS))


def lines(year: tuple[Demo, list[Played]], procedure: str) -> list[CaseLine]:
    demo, _ = year
    query = CaseQuery(
        county_id=demo.office.county_id, reach=None, now=demo.wanted.until, procedures=(procedure,), limit=500
    )
    return list(cases.each_case(query, most=5_000))


def states(year: tuple[Demo, list[Played]], procedure: str) -> list[CaseState]:
    demo, _ = year
    found = journal.load_states(demo.office.county_id, [one.stream for one in lines(year, procedure)])
    return list(found.values())


def test_no_command_of_the_year_is_refused(year: tuple[Demo, list[Played]]) -> None:
    _, played = year
    assert [one for portion in played for one in portion.refusals] == []
    assert sum(one.filed for one in played) == sum(share.count for own in SHARES.values() for share in own)


def test_223_of_235_disputes_came_to_an_agreement(year: tuple[Demo, list[Played]]) -> None:
    found = states(year, "dispute")
    agreed = [one for one in found if one.notes.get("agreement")]
    assert (len(agreed), len(found)) == (223, 235)
    stages = Counter(one.stage for one in found)
    assert stages["failed"] == 4 and stages["withdrawn"] == 3 and stages["breached"] == 6
    assert sum(not one.is_final and not one.notes.get("agreement") for one in found) == 5
    assert sum(one.notes.get("confirmation") == "confirmed" for one in found) == 7


def test_a_mediator_who_sits_down_finds_disputes_that_are_being_mediated(year: tuple[Demo, list[Played]]) -> None:
    demo, _ = year
    directory = demo.office.directory
    streets = sorted((one for one in directory.tree if one.level is AreaLevel.SUBDISTRICT), key=lambda one: one.path)
    seats = seats_in(Cast(demo.office, demo.wanted.until), streets[FIRST_STREET])
    mediator = next(directory.posts[one.post_id] for one in seats if one.kind.key == "mediator")
    found = [one for one in states(year, "dispute") if one.stage == "mediating"]
    assert [one.holder.unit for one in found] == [mediator.unit_id] * 3


def test_suggestions_come_out_as_54_and_12_and_1(year: tuple[Demo, list[Played]]) -> None:
    found = Counter(one.notes.get("result") for one in states(year, "suggestion"))
    assert found == {"resolved": 54, "planned": 12, "deferred": 1}


def test_bad_reviews_of_the_hall_are_put_right_in_time_and_something_waits_there(
    year: tuple[Demo, list[Played]],
) -> None:
    demo, _ = year
    own = [*states(year, "stuck_matter"), *states(year, "service_visit")]
    bad = [one for one in own if one.notes.get("grade") in BAD]
    assert bad
    overdue = [
        one.number for one in bad for clock in one.clocks.values()
        if clock.key in ("fixing", "calling_back") and clock.is_open and clock.due_at <= demo.wanted.until
    ]  # fmt: skip
    assert overdue == []
    assert any(one.count("fixes") and one.count("call_backs") for one in bad)
    assert {one.procedure for one in own if not one.is_final} == {"stuck_matter", "service_visit"}


def test_what_is_told_to_be_missing_stands_in_the_guide_of_a_desk_that_there_is() -> None:
    keys = {key for key, *_ in DESKS}
    for one in SERVICES:
        papers = [line.partition("|")[0] for line in one.materials.splitlines()]
        assert one.desk in keys
        assert any(shared_words(paper, one.missing) for paper in papers), one.title


def shared_words(paper: str, missing: str) -> bool:
    """Say whether three signs of a paper's name stand together in what is missing."""
    return any(paper[at : at + 3] in missing for at in range(len(paper) - 2))


def test_petitions_have_every_outcome_reviews_and_objections(year: tuple[Demo, list[Played]]) -> None:
    found = states(year, "petition")
    results = Counter(one.notes.get("result", "") for one in found)
    assert results["supported"] > results["reasonable_but_no_basis_explained"] > 0
    assert results["not_supported"] and results["other_route"] and results["not_accepted"] and results["withdrawn"]
    assert sum(one.count("reviews_asked") for one in found) >= 8
    assert sum(one.count("final_reviews_asked") for one in found) >= 2
    assert sum(one.count("wrong_hand_overs") for one in found) >= 5
    assert sum(one.count("extensions") for one in found) >= 3
    assert any(not one.is_final for one in found)


def test_a_sitting_lies_ahead_with_the_agenda_that_built_itself(year: tuple[Demo, list[Played]]) -> None:
    demo, _ = year
    command = journal.known_command(demo.office.county_id, f"demo/{SEED}/next-meeting")
    assert command is not None
    sitting = ledgers.kept(SITTINGS, demo.office.county_id, str(command.result["stream"]).removeprefix("meeting/"))
    assert sitting is not None and sitting.starts_at > demo.wanted.until
    assert sitting.agenda


def test_past_sittings_fixed_ordered_and_struck_off_what_they_took_up(year: tuple[Demo, list[Played]]) -> None:
    demo, _ = year
    unit = next(one for one in demo.office.directory.units.values() if one.key == "joint-meeting")
    held = [one for one in meetings.page(demo.office.county_id, [unit.id]).lines if one.stage == "decided"]
    hard = [one for season in SEASONS for sitting in season for one in sitting.matters]
    assert len(held) == sum(len(season) for season in SEASONS)
    assert all(one.minutes_number and one.starts_at < demo.wanted.until for one in held)
    assert sum(one.orders for one in held) == sum(one.is_missed for one in hard) == 1
    items = states(year, "difficult_case")
    assert len(items) == len(hard)
    assert all(one.stage == "closed" and one.count("call_backs") == 1 for one in items)
    assert sum(one.count("missed") for one in items) == 1
    streams = [link.stream for one in items for link in one.links]
    parents = journal.load_states(demo.office.county_id, streams)
    assert len(parents) == len(hard) and all(one.stage == "closed" for one in parents.values())


def test_a_small_demo_has_a_small_year_with_every_way_to_go(year: tuple[Demo, list[Played]]) -> None:
    demo, _ = year
    directory, until = demo.office.directory, demo.wanted.until
    small = [one for group in year_of(directory, seed=SEED, until=until, share=0.12) for one in group]
    assert {one.course for one in small} == set(YEAR_COURSES)
    assert len(small) < 0.16 * sum(share.count for own in SHARES.values() for share in own)
    assert year_of(directory, seed=SEED, until=until, share=0) == ()


def test_the_service_hall_has_its_year_too(year: tuple[Demo, list[Played]]) -> None:
    assert len(lines(year, "stuck_matter")) == 36
    visits = states(year, "service_visit")
    assert len(visits) == 84
    assert sum(one.count("told_missing") for one in visits) == 22


def test_people_who_agreed_were_called_and_some_were_not_reached(year: tuple[Demo, list[Played]]) -> None:
    demo, _ = year
    streams = [one.stream for one in lines(year, "dispute") if one.is_final]
    calls = [one for own in follow_ups.calls_of(demo.office.county_id, streams).values() for one in own]
    said = Counter(one.satisfied for one in calls if one.is_reached)
    assert said["satisfied"] > said["not_satisfied"] > 0
    assert any(not one.is_reached for one in calls)


def test_every_kind_of_dispute_has_texts_and_no_title_stands_twice() -> None:
    assert set(KINDS_OF_DISPUTE) == set(QUARRELS)
    for own in ([one.title for kind in QUARRELS.values() for one in kind], [one.title for one in APPEALS],
                [one.title for one in PROPOSALS]):  # fmt: skip
        assert len(own) >= 15 and len(own) == len(set(own))


def test_every_unit_that_a_text_names_stands_in_the_district() -> None:
    keys = {unit.key for unit in build_district(SEED).units}
    named = {one.unit for one in (*APPEALS, *PROPOSALS, *SERVICES)} | {one[0] for one in STUCK}
    assert named <= keys


def test_the_plan_follows_from_the_seed_alone(year: tuple[Demo, list[Played]]) -> None:
    demo, _ = year
    directory = open_office(settings.LINLI_PORTS).directory
    groups = year_of(directory, seed=SEED, until=demo.wanted.until)
    assert groups == year_of(directory, seed=SEED, until=demo.wanted.until)
    assert groups != year_of(directory, seed=SEED + 1, until=demo.wanted.until)
    first = [one for group in groups for one in group]
    assert all(one.number >= min(FIRST_NUMBERS.values()) for one in first)
    assert {one.course for one in first} == set(YEAR_COURSES)
    assert all(one.filed_at < demo.wanted.until for one in first)


def test_numbers_of_the_year_grow_with_the_time_of_filing(year: tuple[Demo, list[Played]]) -> None:
    every = [line for key in SHARES for line in lines(year, key)]
    serials: dict[str, list[int]] = {}
    for line in sorted(every, key=lambda one: (one.filed_at, one.number)):
        _, of_year, serial = line.number.split("-")
        serials.setdefault(of_year, []).append(int(serial))
    assert all(own == sorted(own) and len(own) == len(set(own)) for own in serials.values())
