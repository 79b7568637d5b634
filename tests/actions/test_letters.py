"""A letter on its whole way: registered, opened by two, taken in by the one door, answered under its receipt."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import IntegrityError

from linli.actions import letters
from linli.actions.audit import audit
from linli.actions.deciding import Filing, Office
from linli.domain.letter import Aside, Letter, LetterState
from linli.domain.problems import Refused
from linli.domain.unit import Role
from linli.store import letters as stored
from linli.store import models, streams
from linli.store.journal import load_states
from tests import cast, offices

NOW = cast.MONDAY
TODAY = date(2026, 3, 2)
HU, PAN, DENG = cast.POSTS["hu"], cast.POSTS["pan"], cast.POSTS["deng"]
ZHOU, ZHOU_AT_DESK = cast.POSTS["zhou"], cast.POSTS["zhou_at_desk"]
BOX = letters.Arrived(way="letter_box", box="桥东社区信箱", received_date=TODAY, count=1)
AUDITOR = replace(HU, role=Role.AUDITOR)
"""At the same unit, and not at its window."""


@pytest.fixture
def office(db: None) -> Office:
    return offices.set_up_office()


def registered(office: Office, count: int = 1) -> tuple[Letter, ...]:
    return letters.register_letters(
        office, HU, replace(BOX, count=count), command_id=offices.command_id("letters"), now=NOW
    )  # fmt: skip


def opened_by_two(office: Office) -> Letter:
    letter = registered(office)[0]
    letters.open_letter(office, HU, letter.id, pages=3, now=NOW)
    return letters.witness_letter(office, PAN, letter.id, now=NOW)


def filing(**changes: object) -> Filing:
    fields = {key: value for key, value in cast.report(**changes).items() if key != "channel"}
    return Filing(command_id="typed-by-the-desk", fields=fields)


def test_letters_of_one_emptying_get_their_own_numbers_in_order(office: Office) -> None:
    first = registered(office, 3)
    again = registered(office)
    assert [one.number for one in (*first, *again)] == [f"来信〔2026〕{number}号" for number in (1, 2, 3, 4)]


def test_a_registration_that_is_wrong_keeps_nothing(office: Office) -> None:
    with pytest.raises(Refused) as refused:
        wrong = letters.Arrived(way="pigeon", box="长" * 81, received_date=TODAY + timedelta(days=1), count=0)
        letters.register_letters(office, HU, wrong, command_id="wrong", now=NOW)
    assert set(refused.value.codes) == {"too_small", "letter_from_tomorrow", "required", "too_long"}
    assert letters.letters_of(office, HU, NOW) == ()


def test_a_registration_sent_twice_gives_the_same_letters_and_no_number_more(office: Office) -> None:
    """A number stays taken, and a letter that never came could not even be set aside: nobody can open it."""
    two = replace(BOX, count=2)
    first = letters.register_letters(office, HU, two, command_id="once", now=NOW)
    again = letters.register_letters(office, HU, two, command_id="once", now=NOW + timedelta(minutes=1))
    assert [one.id for one in again] == [one.id for one in first]
    assert len(letters.letters_of(office, HU, NOW)) == 2
    with pytest.raises(Refused) as refused:
        letters.register_letters(office, HU, BOX, command_id="once", now=NOW)
    assert refused.value.codes == ("command_conflict",)
    assert registered(office)[0].serial == 3


def test_whoever_does_not_sit_at_the_window_neither_registers_nor_opens(office: Office) -> None:
    with pytest.raises(Refused) as refused:
        letters.register_letters(office, AUDITOR, BOX, command_id="audit", now=NOW)
    assert refused.value.codes == ("not_yours",)
    letter = registered(office)[0]
    with pytest.raises(Refused) as refused:
        letters.open_letter(office, AUDITOR, letter.id, pages=1, now=NOW)
    assert refused.value.codes == ("not_found",)


def test_where_too_many_wait_to_be_listed_those_that_wait_longest_are_shown(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = registered(office, 3)
    monkeypatch.setattr(stored, "LISTED_MAX", 2)
    assert [one.id for one in letters.letters_of(office, HU, NOW)] == [made[1].id, made[0].id]


def test_one_person_does_not_open_a_letter_alone(office: Office) -> None:
    """Neither at the same post nor at another of theirs; and nothing is made of the letter meanwhile."""
    letter = letters.register_letters(office, ZHOU, BOX, command_id="zhou", now=NOW)[0]
    letters.open_letter(office, ZHOU, letter.id, pages=2, now=NOW)
    for post in (ZHOU, ZHOU_AT_DESK):
        with pytest.raises(Refused) as refused:
            letters.witness_letter(office, post, letter.id, now=NOW)
        assert refused.value.codes == ("letter_two_needed",)
    with pytest.raises(Refused) as refused:
        letters.take_in_letter(office, HU, letter.id, filing(), now=NOW)
    assert refused.value.codes == ("letter_two_needed",)
    with pytest.raises(Refused):
        letters.set_aside(office, HU, letter.id, Aside.EMPTY.value, now=NOW)


def test_the_database_itself_keeps_one_person_from_being_both(office: Office) -> None:
    letter = registered(office)[0]
    letters.open_letter(office, HU, letter.id, pages=2, now=NOW)
    row = models.Letter.objects.filter(pk=letter.id)
    with pytest.raises(IntegrityError, match="letter_two_people"):
        row.update(witnessed_at=NOW, witnessed_post=HU.id, witnessed_staff="s-other")


def test_a_letter_of_another_unit_does_not_exist(office: Office) -> None:
    letter = registered(office)[0]
    assert letters.letter_of(office, DENG, letter.id) is None
    with pytest.raises(Refused) as refused:
        letters.open_letter(office, DENG, letter.id, pages=1, now=NOW)
    assert refused.value.codes == ("not_found",)


def test_a_letter_becomes_a_matter_that_came_by_letter_and_only_one(office: Office) -> None:
    letter = opened_by_two(office)
    filed = letters.take_in_letter(office, HU, letter.id, filing(), now=NOW)
    state = load_states(office.county_id, [filed.stream])[filed.stream]
    assert (state.channel, state.requester, state.acts[0].post) == ("letter", "known", HU.id)
    assert letters.take_in_letter(office, HU, letter.id, filing(), now=NOW) == filed
    with pytest.raises(Refused) as refused:
        letters.take_in_letter(office, HU, letter.id, filing(words="另一件事"), now=NOW)
    assert refused.value.codes == ("command_conflict",)
    kept = letters.letter_of(office, HU, letter.id)
    assert kept is not None
    assert (kept.state, kept.case_id) == (LetterState.FILED, filed.case_id)


def test_a_form_with_mistakes_leaves_the_letter_to_be_taken_in(office: Office) -> None:
    letter = opened_by_two(office)
    with pytest.raises(Refused) as refused:
        letters.take_in_letter(office, HU, letter.id, filing(area="", requester_phone=""), now=NOW)
    assert set(refused.value.codes) >= {"place_needed", "contact_needed"}
    kept = letters.letter_of(office, HU, letter.id)
    assert kept is not None
    assert kept.state is LetterState.OPENED


def test_a_petition_by_letter_is_a_petition(office: Office) -> None:
    letter = opened_by_two(office)
    asked = filing(category="petition.request")
    filed = letters.take_in_letter(office, HU, letter.id, replace(asked, procedure="petition"), now=NOW)
    state = load_states(office.county_id, [filed.stream])[filed.stream]
    assert (state.procedure, state.channel) == ("petition", "letter")


def test_every_step_is_an_entry_that_names_both_people(office: Office) -> None:
    letter = opened_by_two(office)
    letters.set_aside(office, HU, letter.id, Aside.ADVERTISEMENT.value, now=NOW)
    entries = streams.entries_of(office.county_id, f"letter/{letter.id}")
    assert [one.type for one in entries] == [
        "letter.registered", "letter.opened", "letter.witnessed", "letter.set_aside",
    ]  # fmt: skip
    assert [one.actor["post"] for one in entries] == ["p-hu", "p-hu", "p-pan", "p-hu"]
    assert entries[2].pub["opened_post"] == "p-hu"
    assert all(not one.com for one in entries)
    steps = letters.steps_of(office, letter)
    assert [step[0] for step in steps] == ["registered", "opened", "witnessed", "set_aside"]


def test_the_record_of_letters_holds_up_in_an_audit(fresh_database: str) -> None:
    office = offices.set_up_office()
    letters.take_in_letter(office, HU, opened_by_two(office).id, filing(), now=NOW)
    assert audit().fault_count == 0
