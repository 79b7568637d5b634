"""Procedures are found by themselves, keep their former versions, and are called what their file is called."""

from dataclasses import replace
from pathlib import Path

import pytest

import linli.procedures as home
from linli.procedures import grid_event, procedure_of, procedures


def test_a_procedure_is_called_what_its_file_is_called() -> None:
    for key in procedures():
        assert any((Path(folder) / f"{key}.py").is_file() for folder in home.__path__)


def test_a_case_finds_the_version_it_was_filed_under(monkeypatch: pytest.MonkeyPatch) -> None:
    former = replace(grid_event.PROCEDURE, version=0)
    monkeypatch.setattr(grid_event, "EARLIER", (former,), raising=False)
    assert procedure_of("grid_event", 0) is former
    assert procedure_of("grid_event", 1) is grid_event.PROCEDURE


@pytest.mark.parametrize(("key", "version"), [("grid_event", 99), ("zoo", 1)])
def test_what_was_never_declared_is_not_found(key: str, version: int) -> None:
    with pytest.raises(KeyError):
        procedure_of(key, version)
