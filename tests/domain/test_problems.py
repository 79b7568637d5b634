"""The catalogue of problems: every code that is used stands in it, every one in it is used, and each says something."""

import ast
import re
import string

import pytest

from linli.domain.engine.declaring import stage
from linli.domain.problem_catalogue import CATALOGUE
from linli.domain.problems import Problem, Refused
from tests.house.scans import SOURCE, files

CODES = set(CATALOGUE)
CATALOGUE_FILES = {path.name for path in SOURCE.rglob("*_problems.py")} | {"problem_catalogue.py"}


def used_strings() -> dict[str, set[str]]:
    """Every text constant of the source that could be a code, with the files in which it stands."""
    found: dict[str, set[str]] = {}
    for path in files(SOURCE, ".py"):
        if path.name in CATALOGUE_FILES or "locale" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if (
                isinstance(node, ast.Constant)
                and isinstance(node.value, str)
                and re.fullmatch(r"[a-z0-9_]+", node.value)
            ):
                found.setdefault(node.value, set()).add(path.name)
    return found


def made_codes() -> dict[str, str]:
    """Codes given to `Problem(...)` as a constant, with their file."""
    found = {}
    for path in files(SOURCE, ".py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Problem" and node.args:
                first = node.args[0]
                if isinstance(first, ast.Constant):
                    found[first.value] = path.name
    return found


def made_beginnings() -> tuple[str, ...]:
    """How codes begin that `Problem(f"...")` completes with a state's own name."""
    return tuple(
        node.args[0].values[0].value
        for path in files(SOURCE, ".py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call)
        and getattr(node.func, "id", "") == "Problem"
        and node.args
        and isinstance(node.args[0], ast.JoinedStr)
        and isinstance(node.args[0].values[0], ast.Constant)
    )


def test_an_unknown_code_cannot_be_made() -> None:
    with pytest.raises(KeyError, match="not in the catalogue"):
        Problem("made_up")


def test_a_refusal_needs_a_reason() -> None:
    with pytest.raises(ValueError, match="needs a reason"):
        Refused([])


def test_every_code_that_is_used_stands_in_the_catalogue() -> None:
    assert {code: place for code, place in made_codes().items() if code not in CODES} == {}


def test_every_code_of_the_catalogue_is_used() -> None:
    used, completed = used_strings(), made_beginnings()
    assert sorted(code for code in CODES if code not in used and not code.startswith(completed)) == []


@pytest.mark.parametrize("code", sorted(CODES))
def test_a_sentence_names_the_same_things_in_both_languages(code: str) -> None:
    words = CATALOGUE[code]
    assert places(words.zh) == places(words.en)
    assert re.search(r"[一-鿿]", words.zh) and not re.search(r"[一-鿿]", words.en)
    assert words.zh.endswith(("。", "？", "}")) and words.en.endswith((".", "?", "}"))


def places(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


def test_english_takes_the_english_word_for_what_it_names() -> None:
    here = stage("filed", ("已立案", "Filed"), ("已立案", "Filed"), ("下一步", "Next"))
    problem = Problem("stage_forbids", params={"stage": here.title.zh, "stage_en": here.title.en})
    assert "已立案" in problem.within("zh") and "Filed" in problem.within("en")
    assert "已立案" not in problem.within("en")


def test_no_code_has_two_sentences() -> None:
    """A later part of the catalogue would take the place of an earlier one without a word."""
    codes = [
        key.value
        for path in files(SOURCE, ".py")
        if path.name in CATALOGUE_FILES
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Dict)
        for key in node.keys
        if isinstance(key, ast.Constant)
    ]
    assert sorted(codes) == sorted(CODES)
