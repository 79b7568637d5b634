"""`linli docs`: names what is out of date, writes what follows from the code, and leaves nothing stale behind."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

import pytest

from linli.cli import docs
from linli.domain.problem_catalogue import CATALOGUE
from linli.procedures import procedures
from tests.house.scans import ROOT


def given(*words: str) -> Namespace:
    parser = ArgumentParser()
    docs.configure(parser)
    return parser.parse_args(words)


def test_a_changed_a_missing_and_a_left_over_page_are_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert docs.run(given("--folder", str(tmp_path))) == 0
    (tmp_path / "problems.md").write_text("old", encoding="utf-8")
    (tmp_path / "procedures" / "dispute.md").unlink()
    (tmp_path / "procedures" / "gone.md").write_text("left over", encoding="utf-8")
    capsys.readouterr()
    assert docs.run(given("--folder", str(tmp_path), "--check")) == 1
    said = capsys.readouterr().out
    for name in ("problems.md", "procedures/dispute.md", "procedures/gone.md"):
        assert f"out of date: {name}" in said
    assert (tmp_path / "problems.md").read_text("utf-8") == "old"
    assert docs.run(given("--folder", str(tmp_path))) == 0
    assert docs.run(given("--folder", str(tmp_path), "--check")) == 0
    assert not (tmp_path / "procedures" / "gone.md").exists()


def test_the_pages_in_the_repository_are_fresh(capsys: pytest.CaptureFixture[str]) -> None:
    assert docs.run(given("--check")) == 0, capsys.readouterr().out


def test_every_procedure_has_a_sheet_in_both_languages_with_all_it_declares(tmp_path: Path) -> None:
    docs.run(given("--folder", str(tmp_path)))
    for procedure in procedures().values():
        for ending, language in ((".md", "en"), (".zh-CN.md", "zh")):
            sheet = (tmp_path / "procedures" / f"{procedure.key}{ending}").read_text("utf-8")
            for one in (*procedure.stages, *procedure.moves, *procedure.clocks, *procedure.parts):
                assert one.title.within(language) in sheet, one


def test_an_english_sheet_holds_no_chinese_words(tmp_path: Path) -> None:
    docs.run(given("--folder", str(tmp_path)))
    for procedure in procedures().values():
        sheet = (tmp_path / "procedures" / f"{procedure.key}.md").read_text("utf-8")
        assert not [sign for sign in sheet if "\u4e00" <= sign <= "\u9fff"], procedure.key


def test_every_problem_is_listed_in_both_languages() -> None:
    text = (ROOT / "docs" / "reference" / "problems.md").read_text("utf-8")
    assert all(f"`{code}`" in text for code in CATALOGUE)


def test_a_word_cannot_break_out_of_its_cell() -> None:
    from linli.cli.docs.tables import cell

    assert cell("a|b\nc") == "a\\|b c"
