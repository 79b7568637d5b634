"""The map of ASVS 5.0.0: every requirement stands in it, and what it names is there."""

import ast
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from linli.cli.docs.asvs_list import (
    ABSENT,
    CHAPTERS,
    DOCUMENT,
    LEVEL_COUNTS,
    PLANNED,
    SOURCE,
    STATUSES,
    TEST,
    Requirement,
    requirements,
)
from tests.house.scans import ROOT

ALL = requirements()
SECTIONS = {
    "1.1": 2, "1.2": 10, "1.3": 12, "1.4": 3, "1.5": 3, "2.1": 3, "2.2": 3, "2.3": 5, "2.4": 1, "3.2": 2, "3.3": 4,
    "3.4": 8, "3.5": 5, "3.7": 2, "4.1": 4, "4.2": 1, "4.3": 2, "4.4": 4, "5.1": 1, "5.2": 6, "5.3": 3, "5.4": 3,
    "6.1": 3, "6.2": 12, "6.3": 6, "6.4": 5, "6.5": 6, "6.6": 3, "6.8": 4, "7.1": 3, "7.2": 4, "7.3": 2, "7.4": 5,
    "7.5": 3, "7.6": 2, "8.1": 2, "8.2": 3, "8.3": 3, "8.4": 1, "9.1": 3, "9.2": 4, "10.1": 2, "10.2": 2, "10.3": 4,
    "10.4": 11, "10.5": 5, "10.6": 2, "10.7": 3, "11.1": 3, "11.2": 3, "11.3": 4, "11.4": 4, "11.5": 1, "11.6": 1,
    "12.1": 3, "12.2": 2, "12.3": 4, "13.1": 2, "13.2": 5, "13.3": 3, "13.4": 5, "14.1": 2, "14.2": 7, "14.3": 3,
    "15.1": 3, "15.2": 4, "15.3": 7, "15.4": 1, "16.1": 1, "16.2": 5, "16.3": 4, "16.4": 3, "16.5": 4, "17.1": 1,
    "17.2": 4, "17.3": 2,
}  # fmt: skip
"""How many requirements of each section the map must hold: levels 1 and 2 of the standard, and those chosen of 3."""
THIS = "tests/house/test_asvs.py::test_a_planted_test_and_heading_are_found"
CHOSEN = [
    "V1.2.10", "V1.3.12", "V1.5.3", "V2.3.5", "V3.4.7", "V3.4.8", "V4.1.4", "V5.2.4", "V5.2.5",
    "V5.2.6", "V5.3.3", "V6.3.7", "V6.3.8", "V6.4.6", "V6.5.6", "V7.5.3", "V8.3.2", "V8.3.3",
    "V11.1.4", "V11.3.4", "V13.1.4", "V13.3.4", "V14.2.6", "V14.2.7", "V14.2.8", "V15.2.4", "V15.4.2",
    "V16.5.4",
]  # fmt: skip
"""Of level 3, by ASSURANCE 2.12."""


@cache
def names_in(path: str) -> frozenset[str]:
    """The names of the tests of a file, those in classes with the name of their class."""
    file = ROOT / path
    if not file.is_file():
        return frozenset()
    tree = ast.parse(file.read_text("utf-8"))
    return frozenset(_names(tree.body, ""))


def _names(body: list[ast.stmt], prefix: str) -> Iterator[str]:
    for node in body:
        if isinstance(node, ast.ClassDef):
            yield from _names(node.body, f"{prefix}{node.name}::")
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith("test_"):
            yield prefix + node.name


def is_there(where: str) -> bool:
    """Say whether a test or a heading exists; of a parametrised test also the value."""
    path, is_test, name = where.partition("::")
    if is_test:
        name, _, value = name.partition("[")
        in_file = (ROOT / path).read_text("utf-8") if names_in(path) else ""
        return name in names_in(path) and (not value or f'"{value.removesuffix("]")}"' in in_file)
    path, _, heading = where.partition("#")
    file = ROOT / path
    return file.is_file() and f"\n## {heading}\n" in file.read_text("utf-8")


SKIPPING = re.compile(r"\b(?:skip|skipif|xfail|importorskip)\b")
SHORTEST_REASON = 6


def is_skipped(where: str) -> bool:
    """Say whether a test is skipped or expected to fail: by its mark, by its file's, or by a call of its own."""
    path, _, name = where.partition("::")
    if not name:
        return False
    tree = ast.parse((ROOT / path).read_text("utf-8"))
    standing = [ast.unparse(one) for one in tree.body if not isinstance(one, ast.ClassDef | ast.FunctionDef)]
    last = name.partition("[")[0].rpartition("::")[2]
    own = [ast.unparse(one) for one in ast.walk(tree) if isinstance(one, ast.FunctionDef) and one.name == last]
    marked = [one for one in standing if one.startswith("pytestmark") or "importorskip(" in one]
    return any(SKIPPING.search(one) for one in (*marked, *own))


def test_every_requirement_stands_once_in_the_order_of_the_standard() -> None:
    ids = [one.id for one in ALL]
    assert len(set(ids)) == len(ids) == sum(LEVEL_COUNTS.values()) == 281
    assert ids == sorted(ids, key=lambda one: [int(part) for part in one.removeprefix("V").split(".")])
    assert {level: sum(one.level == level for one in ALL) for level in LEVEL_COUNTS} == LEVEL_COUNTS
    assert [one.id for one in ALL if one.level == 3] == CHOSEN
    sections = [one.id.removeprefix("V").rpartition(".")[0] for one in ALL]
    assert {one: sections.count(one) for one in sections} == SECTIONS
    assert {one.chapter for one in ALL} == set(range(1, len(CHAPTERS) + 1))


def faults_of(one: Requirement) -> Iterator[str]:
    """Say what is wrong with one entry of the map."""
    if one.status not in STATUSES or not one.words:
        yield "says nothing"
    if one.status == PLANNED and one.level < 3:
        yield "what levels 1 and 2 ask for is there"
    if not one.where and one.status != PLANNED:
        yield "names nothing"
    if (len(one.why.strip()) >= SHORTEST_REASON) != (one.status in (ABSENT, PLANNED)):
        yield "gives no reason, or one where none is asked for"
    for where in one.where:
        if ("::" in where) != (one.status in (TEST, ABSENT)) or ("#" in where) != (one.status == DOCUMENT):
            yield f"another kind of proof: {where}"
        if not is_there(where):
            yield f"is not there: {where}"
        elif is_skipped(where):
            yield f"is skipped: {where}"


@pytest.mark.parametrize("one", ALL, ids=lambda one: one.id)
def test_a_requirement_is_shown_decided_or_reasoned_away_under_guard(one: Requirement) -> None:
    assert list(faults_of(one)) == []


def test_the_map_is_yaml_that_any_reader_reads_alike() -> None:
    for read, one in zip(yaml.safe_load(SOURCE.read_text("utf-8")), ALL, strict=True):
        assert (read["id"], read["level"], read["words"], read["status"]) == (one.id, one.level, one.words, one.status)
        assert (tuple(read.get("where") or ()), read.get("why", "")) == (one.where, one.why)


def test_words_are_short_and_our_own() -> None:
    assert [one.id for one in ALL if len(one.words) > 120 or re.match("Verify", one.words)] == []


def test_a_planted_test_and_heading_are_found() -> None:
    assert is_there("tests/house/test_asvs.py::test_a_planted_test_and_heading_are_found")
    assert not is_there("tests/house/test_asvs.py::test_nobody_wrote_this")
    assert not is_there("tests/house/test_nowhere.py::test_a_planted_test_and_heading_are_found")
    assert not is_there("tests/house/test_asvs.py::test_a_planted_test_and_heading_are_found[zqx\u200b]")
    assert is_there("docs/explanation/security.md#Input")
    assert not is_there("docs/explanation/security.md#No such heading")


PLANTED = Requirement(id="V1.1.1", level=1, words="planted", status=TEST, where=(THIS,))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"where": ()}, "names nothing"),
        ({"where": ("tests/house/test_asvs.py::test_nobody_wrote_this",)}, "is not there"),
        ({"where": ("docs/explanation/security.md#Input",)}, "another kind of proof"),
        ({"status": ABSENT}, "gives no reason"),
        ({"status": ABSENT, "why": "  "}, "gives no reason"),
        ({"status": PLANNED, "why": "comes later", "where": ()}, "levels 1 and 2"),
        ({"status": "done"}, "says nothing"),
    ],
)
def test_a_planted_fault_is_found(change: dict[str, Any], said: str) -> None:
    assert list(faults_of(PLANTED)) == []
    assert any(said in one for one in faults_of(replace(PLANTED, **change)))


@pytest.mark.parametrize(
    ("source", "is_whole_file"),
    [
        ("@pytest.mark.skip(reason='x')\ndef test_one(): pass\n", False),
        ("@pytest.mark.skipif(True, reason='x')\ndef test_one(): pass\n", False),
        ("@pytest.mark.xfail\ndef test_one(): pass\n", False),
        ("def test_one():\n    pytest.skip('x')\n", False),
        ("pytestmark = pytest.mark.skip\ndef test_one(): pass\n", True),
        ("other = pytest.importorskip('other')\ndef test_one(): pass\n", True),
    ],
)
def test_a_planted_skip_is_found(
    source: str, is_whole_file: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tests.house.test_asvs.ROOT", tmp_path)
    (tmp_path / "test_x.py").write_text(source + "def test_other(): pass\n")
    assert is_skipped("test_x.py::test_one")
    assert is_skipped("test_x.py::test_other") == is_whole_file
