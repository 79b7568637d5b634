"""Every checklist that is shipped, swept over: whole, bilingual, a rule behind each item, never changed in place."""

import hashlib
import json
from dataclasses import asdict, replace
from datetime import date
from pathlib import Path

import pytest

from linli.domain.checklist import Checklist, Grade, faults_of, looked
from linli.domain.checklists import checklist_of, checklists, checklists_on, editions
from linli.domain.default_catalogue import CATEGORIES
from linli.domain.place import PlaceKind
from linli.domain.statutes import FIRE, cited, local, read

EVERY = [one for versions in editions().values() for one in versions]
PINNED = json.loads((Path(__file__).parent / "checklists_pinned.json").read_text())
NAMED = {
    "fire_market", "flood_site", "school_surroundings", "small_lodging", "catering_fumes", "corridor_ebikes",
    "hazardous_chemicals", "food_sampling", "four_nones", "compound",
}  # fmt: skip


def digest(one: Checklist) -> str:
    """What a version says, as one short code."""
    return hashlib.sha256(json.dumps(asdict(one), default=str, sort_keys=True).encode()).hexdigest()[:16]


def test_every_list_that_the_seeds_name_is_there() -> None:
    assert set(checklists()) >= NAMED
    assert len(checklists()["four_nones"].items) == 4
    assert len(checklists()["flood_site"].items) == 7
    assert [one.key for one in checklists()["hazardous_chemicals"].links] == [
        "making", "selling", "moving", "storing", "using",
    ]  # fmt: skip
    assert [one.key for one in checklists()["compound"].links] == ["staffing", "hardware", "technical"]
    assert checklists()["food_sampling"].has_batches


@pytest.mark.parametrize("one", EVERY, ids=lambda one: one.name)
def test_a_list_is_whole(one: Checklist) -> None:
    assert faults_of(one) == ()
    for item in one.items:
        assert item.title.zh != item.title.en and not item.title.zh.isascii()
        assert item.basis.words.zh and item.basis.words.en and item.basis.printed
        if item.basis.grade is Grade.CITED:
            assert "条" not in item.basis.printed.rpartition("》")[2], "an article nobody read is not printed"


@pytest.mark.parametrize("one", EVERY, ids=lambda one: one.name)
def test_no_version_is_changed_in_place(one: Checklist) -> None:
    assert PINNED.get(one.name) == digest(one), (
        f"{one.name} changed: raise its version and keep this one in EARLIER; of a new list, pin {digest(one)}"
    )


def test_versions_follow_one_another() -> None:
    for key, versions in editions().items():
        assert [one.version for one in versions] == list(range(1, len(versions) + 1))
        assert {one.key for one in versions} == {key}
        days = [one.since for one in versions]
        assert days == sorted(set(days))


def test_the_version_of_a_day_is_the_one_that_has_begun() -> None:
    assert checklists_on(date(2025, 12, 31))["fire_market"].version == 1
    assert checklists_on(date(2026, 1, 1))["fire_market"].version == 2
    assert "compound" not in checklists_on(date(2025, 12, 31))
    first = checklist_of("fire_market", 1)
    assert first is not None and first.item_keys == ("lanes", "gear", "electricity") and first.name == "fire_market_v1"
    assert checklist_of("fire_market", 9) is None and checklist_of("nothing", 1) is None


def test_every_mistake_of_a_list_is_named_at_once() -> None:
    good = checklists()["hazardous_chemicals"]
    item = looked("A", "甲", "One", cited(FIRE), source="", link="none")
    bad = replace(good, items=(item, item), version=0, place_kinds=())
    assert faults_of(bad) == (
        "A: not a key", "A: not a key", "A: stands twice", "A: no link 'none'", "A: no link 'none'", "making: no item",
        "moving: no item", "selling: no item", "storing: no item", "using: no item", "A: no source", "A: no source",
        "version, days, inspectors and kinds of place are needed",
    )  # fmt: skip
    assert faults_of(replace(good, items=())) == (
        "making: no item", "moving: no item", "selling: no item", "storing: no item", "using: no item", "0 items",
    )  # fmt: skip


def test_a_rule_is_printed_with_its_article_only_where_that_was_read() -> None:
    assert read(FIRE, "28").printed == "《中华人民共和国消防法》第28条"
    assert cited(FIRE, "27").printed == "《中华人民共和国消防法》"
    assert cited(FIRE, "27").words.en == "Fire Protection Law, art. 27"
    assert local("区标准", "A standard").printed == "区标准"


def test_what_a_finding_becomes_has_a_category_of_the_catalogue() -> None:
    named = {name for one in EVERY for name in (one.category, *(item.category for item in one.items if item.category))}
    assert named <= {one.key for one in CATEGORIES}


def test_every_kind_of_place_that_a_list_is_for_exists() -> None:
    assert {kind for one in EVERY for kind in one.place_kinds} <= set(PlaceKind)
