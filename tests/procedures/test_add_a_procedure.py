"""The how-to is true: its file, copied out, is found, checked, made into a sheet, and comes to an end."""

import re
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

import linli.procedures as home
from linli.cli.docs.rule_sheet import procedure_pages
from linli.domain.engine.checks import mistakes_of
from linli.domain.engine.declarations import Procedure
from tests.cast import GRID
from tests.domain.engine.driver import finish
from tests.domain.engine.play import Play
from tests.house.scans import ROOT

HOW_TO = ROOT / "docs" / "how-to" / "add-a-procedure.md"


@pytest.fixture
def shopfront(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Procedure]:
    """The how-to's file beside the others, found by itself."""
    (block,) = re.findall(r"^```python\n(.*?)^```", HOW_TO.read_text("utf-8"), re.DOTALL | re.MULTILINE)
    (tmp_path / "shopfront.py").write_text(block, encoding="utf-8")
    monkeypatch.setattr(home, "__path__", [*home.__path__, str(tmp_path)])
    home.procedures.cache_clear()
    try:
        yield home.procedures()["shopfront"]
    finally:
        home.procedures.cache_clear()


def test_it_has_no_mistake(shopfront: Procedure) -> None:
    assert mistakes_of(shopfront, home.procedures()) == ()


def test_whoever_reported_it_right_does_not_look_again(shopfront: Procedure) -> None:
    play = Play(shopfront)
    play.file("ren", area=GRID, channel="grid_worker", duty="clean")
    play.do("he", "talk")
    play.do("he", "report_right", photo_after=b"photo")
    assert play.refused("he", "look_again") == ("acted_before",)
    assert play.do("ren", "look_again").stage == "closed"


def test_it_comes_to_an_end_whoever_acts(shopfront: Procedure) -> None:
    play = Play(shopfront)
    play.file("ren", area=GRID, channel="grid_worker", duty="clean")
    assert finish(play, "case/1", Random(0))
    assert play.replayed() == play.state


def test_it_has_its_sheet_in_both_languages(shopfront: Procedure) -> None:
    pages = dict(procedure_pages())
    assert "noted --> talked : 告知店主" in pages["procedures/shopfront.zh-CN.md"]
    assert "noted --> talked : Tell the owner" in pages["procedures/shopfront.md"]


def test_every_name_the_how_to_points_to_exists() -> None:
    text = HOW_TO.read_text("utf-8")
    for name in ("guards.py", "named_effects.py", "shared_moves.py"):
        assert name in text and (ROOT / "src/linli/domain/engine" / name).is_file()
    assert "EARLIER" in (ROOT / "src/linli/procedures/__init__.py").read_text("utf-8")
