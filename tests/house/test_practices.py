"""The list of practices: every place it names is there, and nothing is called built that no test stands behind."""

import pytest
from django.urls import get_resolver

from linli.cli.dispatch import verbs
from linli.cli.docs.practice_list import DECLINED, KINDS, OUTSIDE, PLANNED, Practice, practices
from linli.procedures import procedures
from tests.house.scans import ROOT

ALL = practices()
THERE = [one for one in ALL if set(one.where) - {PLANNED, DECLINED, OUTSIDE}]


def address_names() -> set[str]:
    """Every name of the URL map, with that of its face."""
    top = get_resolver()
    resolvers = [("", top), *((f"{face}:", one) for face, (_, one) in top.namespace_dict.items())]
    return {f"{face}{key}" for face, one in resolvers for key in one.reverse_dict if isinstance(key, str)}


def test_no_practice_is_listed_twice_and_each_stands_somewhere() -> None:
    assert len({one.id for one in ALL}) == len(ALL) == 276
    assert [one.id for one in ALL if not one.where] == []


@pytest.mark.parametrize("practice", ALL, ids=lambda one: one.id)
def test_a_practice_is_found_planned_declined_or_no_software(practice: Practice) -> None:
    kinds = {one.partition(":")[0] for one in practice.where}
    assert kinds <= {*KINDS, PLANNED, DECLINED, OUTSIDE}
    if kinds & {DECLINED, OUTSIDE}:
        assert len(practice.where) == 1, "what is declined is not built beside it"


@pytest.mark.parametrize("practice", THERE, ids=lambda one: one.id)
def test_what_a_practice_names_is_there(practice: Practice) -> None:
    names = address_names()
    assert [one for one in practice.found("page") if one not in names] == []
    assert [one for one in practice.found("procedure") if one not in procedures()] == []
    assert [one for one in practice.found("command") if one.partition("_")[0] not in verbs()] == []
    assert [one for one in (*practice.found("doc"), *practice.found("test")) if not (ROOT / one).is_file()] == []
    assert practice.found("test"), "what is called built has a test"
