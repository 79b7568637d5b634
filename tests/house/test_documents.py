"""The first pages tell the truth: what they name exists, in both languages alike."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from linli.cli.dispatch import verbs
from tests.house.scans import ROOT, files, name_of
from tests.house.test_asvs import is_skipped, is_there

ENGLISH, CHINESE = (ROOT / name for name in ("README.md", "README.zh-CN.md"))
HEADING = re.compile(r"^#+ ", re.MULTILINE)
TASK = re.compile(r"\bmake ([a-z-]+)\b")
VERB = re.compile(r"\blinli ([a-z]+)\b")
LINK = re.compile(r"\]\((?!https?:|#)([^)#\s]+)")
CODE = re.compile(r"```sh\n(.*?)```|`([^`\n]+)`", re.DOTALL)
CITED = re.compile(r"`(tests/[\w/]+\.py(?:::[\w\[\] ]+)?)`")
ROW = re.compile(r"^\| (?!-|Against|防谁)(.+) \|$", re.MULTILINE)
TRUST = ROOT / "docs/explanation/trust.md"
PAGES = [one for one in files(ROOT, ".md") if "tests" not in one.parts]


def code_of(text: str) -> str:
    """Only what stands as code: a sentence may well say "make sure"."""
    return "\n".join(block or words for block, words in CODE.findall(text))


def tasks(makefile: str) -> set[str]:
    return set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))


def dead_links(folder: Path, text: str) -> list[str]:
    return [link for link in LINK.findall(text) if not (folder / link).exists()]


@pytest.mark.parametrize("document", PAGES, ids=name_of)
def test_every_task_and_verb_that_a_page_names_exists(document: Path) -> None:
    code = code_of(document.read_text("utf-8"))
    assert set(TASK.findall(code)) - tasks((ROOT / "Makefile").read_text("utf-8")) == set()
    assert set(VERB.findall(code)) - set(verbs()) == set()


@pytest.mark.parametrize("document", PAGES, ids=name_of)
def test_every_link_of_a_page_leads_somewhere(document: Path) -> None:
    assert dead_links(document.parent, document.read_text("utf-8")) == []


def test_both_first_pages_have_the_same_parts_commands_and_links() -> None:
    english, chinese = (page.read_text("utf-8") for page in (ENGLISH, CHINESE))
    assert len(HEADING.findall(english)) == len(HEADING.findall(chinese)) >= 6
    assert TASK.findall(code_of(english)) == TASK.findall(code_of(chinese))
    assert VERB.findall(code_of(english)) == VERB.findall(code_of(chinese))
    own = {"README.md", "README.zh-CN.md"}
    assert set(LINK.findall(english)) - own == set(LINK.findall(chinese)) - own


def missing_proofs(text: str) -> list[str]:
    """What is cited as a test and is none that runs."""
    cited = CITED.findall(text)
    named = [one for one in cited if "::" in one and not (is_there(one) and not is_skipped(one))]
    return named + [one for one in cited if "::" not in one and not (ROOT / one).is_file()]


@pytest.mark.parametrize("document", PAGES, ids=name_of)
def test_every_test_that_a_page_cites_exists_and_runs(document: Path) -> None:
    assert missing_proofs(document.read_text("utf-8")) == []


def test_each_promise_names_its_tests_and_is_made_in_both_languages() -> None:
    english, _, chinese = TRUST.read_text("utf-8").partition("## 中文")
    promises = ROW.findall(english)
    assert len(promises) == len(ROW.findall(chinese)) >= 15
    for promise in promises:
        proofs = CITED.findall(promise)
        assert proofs, promise
        assert [one for one in proofs if "::" not in one] == [], "a promise names the test, not only its file"
    withheld = [len(re.findall(r"^- \*\*", one, re.MULTILINE)) for one in (english, chinese)]
    assert withheld[0] == withheld[1] >= 8


def test_the_generated_pages_are_fresh() -> None:
    command = [sys.executable, "-m", "linli.config.main", "docs", "--check"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_planted_task_and_link_are_found(tmp_path: Path) -> None:
    assert TASK.findall(code_of("Please make sure to run `make planted`.")) == ["planted"]
    assert VERB.findall(code_of("```sh\n.venv/bin/linli planted --dry-run\n```")) == ["planted"]
    assert "planted" not in tasks("demo: setup\n")
    assert dead_links(tmp_path, "[here](nowhere.md) [there](http://x) [top](#top)") == ["nowhere.md"]
    assert missing_proofs("`tests/house/test_documents.py::test_nobody_wrote_this`, `tests/nowhere.py`") == [
        "tests/house/test_documents.py::test_nobody_wrote_this", "tests/nowhere.py",
    ]  # fmt: skip
    assert missing_proofs("`tests/house/test_documents.py::test_a_planted_task_and_link_are_found`") == []
