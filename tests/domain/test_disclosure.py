"""Disclosure: what is hidden stays hidden; every kind of value × sealing × right answers one way."""

from itertools import combinations, product

import pytest

from linli.domain.disclosure import (
    DUTY_REASONS,
    GLASS_REASONS,
    VERDICTS,
    WORDS_MAX,
    Part,
    Shown,
    part_of,
    reason_problems,
    reason_wording,
    shown,
)
from linli.domain.engine.declarations import Field, FieldType
from linli.domain.engine.shared_fields import REACHED_BY, SHARED_FIELDS
from linli.domain.seal import Seal
from linli.domain.wording import Wording
from linli.procedures import procedures

VERBS = ("case.list", "case.words", "case.requester", "case.rating", "case.sealed", "case.point")
EVERY_RIGHTS = [frozenset(some) for size in range(len(VERBS) + 1) for some in combinations(VERBS, size)]


@pytest.mark.parametrize(("part", "seal"), list(product(Part, Seal)))
def test_who_may_not_list_a_matter_meets_not_even_a_placeholder(part: Part, seal: Seal) -> None:
    for rights in EVERY_RIGHTS:
        assert (shown(part, seal=seal, rights=rights) is Shown.ABSENT) == ("case.list" not in rights)


@pytest.mark.parametrize("rights", EVERY_RIGHTS, ids=lambda one: "+".join(sorted(one)) or "none")
def test_nothing_of_a_sealed_matter_is_ever_plain_and_nothing_of_a_closed_one_opens(rights: frozenset[str]) -> None:
    for part in Part:
        assert shown(part, seal=Seal.SEALED, rights=rights) in (Shown.ABSENT, Shown.MASKED, Shown.OPENABLE)
        assert shown(part, seal=Seal.CLOSED, rights=rights) in (Shown.ABSENT, Shown.MASKED)


@pytest.mark.parametrize("rights", EVERY_RIGHTS, ids=lambda one: "+".join(sorted(one)) or "none")
def test_a_contact_and_a_sealed_field_are_never_plain_whatever_the_matter(rights: frozenset[str]) -> None:
    for seal in Seal:
        assert shown(Part.CONTACT, seal=seal, rights=rights) not in (Shown.PLAIN, Shown.COARSE)
        assert shown(Part.SEALED, seal=seal, rights=rights) not in (Shown.PLAIN, Shown.COARSE)


@pytest.mark.parametrize(("part", "seal"), list(product(Part, Seal)))
def test_one_more_right_never_shows_less(part: Part, seal: Seal) -> None:
    order = (Shown.ABSENT, Shown.MASKED, Shown.OPENABLE, Shown.COARSE, Shown.PLAIN)
    for rights, more in product(EVERY_RIGHTS, VERBS):
        before = shown(part, seal=seal, rights=rights)
        assert order.index(shown(part, seal=seal, rights=rights | {more})) >= order.index(before)


@pytest.mark.parametrize(
    ("part", "rights", "expected"),
    [
        (Part.WORDS, {"case.list"}, Shown.MASKED),
        (Part.WORDS, {"case.list", "case.words"}, Shown.PLAIN),
        (Part.COMMENT, {"case.list", "case.words"}, Shown.MASKED),
        (Part.COMMENT, {"case.list", "case.words", "case.rating"}, Shown.PLAIN),
        (Part.POINT, {"case.list", "case.words"}, Shown.COARSE),
        (Part.POINT, {"case.list", "case.words", "case.point"}, Shown.PLAIN),
        (Part.CONTACT, {"case.list", "case.words", "case.sealed"}, Shown.MASKED),
        (Part.CONTACT, {"case.list", "case.requester"}, Shown.OPENABLE),
        (Part.SEALED, {"case.list", "case.words", "case.requester"}, Shown.MASKED),
        (Part.SEALED, {"case.list", "case.sealed"}, Shown.OPENABLE),
    ],
)
def test_each_kind_of_value_of_an_open_matter_asks_for_its_own_right(
    part: Part, rights: set[str], expected: Shown
) -> None:
    assert shown(part, seal=Seal.OPEN, rights=frozenset(rights)) is expected


def test_what_nobody_declares_counts_as_sealed() -> None:
    assert part_of("never_heard_of", None) is Part.SEALED


def test_every_field_that_a_procedure_seals_is_told_apart_from_plain_words() -> None:
    found = {
        (procedure.key, one.key): part_of(one.key, one)
        for procedure in procedures().values()
        for one in (*procedure.fields, *(field for part in procedure.parts for field in part.fields))
        if one.seal in (Seal.SEALED, Seal.CLOSED)
    }
    assert len(found) >= 6
    assert set(found.values()) <= {Part.SEALED, Part.CONTACT}


def test_shared_fields_are_of_the_kind_that_their_type_says() -> None:
    kinds = {key: part_of(key, SHARED_FIELDS[key]) for key in ("words", "comment", "photo", "point", "requester_phone")}
    assert list(kinds.values()) == [Part.WORDS, Part.COMMENT, Part.PHOTO, Part.POINT, Part.CONTACT]
    scan = Field(key="scan", title=Wording("扫描件", "Scan"), type=FieldType.PHOTO)
    assert part_of("scan1", scan) is Part.PHOTO


@pytest.mark.parametrize(
    ("reason", "words", "codes"),
    [
        ("", "", {("required", "reason")}),
        ("curiosity", "", {("unknown_choice", "reason")}),
        ("other", "  ", {("required", "words")}),
        ("lawful_request", "", {("required", "words")}),
        ("", "话" * (WORDS_MAX + 1), {("required", "reason"), ("too_long", "words")}),
        ("call_back", "a\x00b", {("bad_text", "words")}),
        ("life", "火警", {("unknown_choice", "reason")}),
        ("call_back", "", set()),
        ("other", "核对门牌", set()),
    ],
)
def test_a_reason_is_refused_with_every_mistake_at_once(reason: str, words: str, codes: set[tuple[str, str]]) -> None:
    assert {(one.code, one.at) for one in reason_problems(DUTY_REASONS, reason, words)} == codes


def test_an_emergency_and_a_verdict_always_take_words() -> None:
    assert all(one.needs_words for one in (*GLASS_REASONS, *VERDICTS))


def test_a_reason_of_the_past_keeps_its_key_for_words() -> None:
    assert reason_wording("dropped_last_year") == Wording("dropped_last_year", "dropped_last_year")


@pytest.mark.parametrize("key", REACHED_BY)
def test_every_way_to_reach_whoever_asked_is_opened_as_their_contact(key: str) -> None:
    assert part_of(key, SHARED_FIELDS[key]) is Part.CONTACT
