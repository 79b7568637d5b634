"""Processes beside a verb: stopped with it, and the one that pages can do without is started again."""

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from linli.cli import children

PATIENCE_SECONDS = 15.0


@pytest.fixture
def notes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(children, "ENTRY_POINT", "tests.cli.noting_child")
    return tmp_path / "notes"


def noted(notes: Path) -> list[int]:
    return [int(line) for line in notes.read_text().split()] if notes.exists() else []


def wait_for(is_so: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE_SECONDS
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.02)


def is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_what_was_started_ends_with_the_block(notes: Path) -> None:
    with children.children((str(notes),)) as (child,):
        wait_for(lambda: len(noted(notes)) == 1)
    assert child.poll() is not None
    assert not is_running(child.pid)


def test_a_process_that_is_killed_is_started_again_and_ends_with_the_block(notes: Path) -> None:
    with children.kept_running((str(notes),), pause_seconds=0.01):
        wait_for(lambda: len(noted(notes)) == 1)
        os.kill(noted(notes)[0], signal.SIGKILL)
        wait_for(lambda: len(noted(notes)) == 2)
        assert is_running(noted(notes)[1])
    assert not is_running(noted(notes)[1])


def test_a_process_that_ends_again_and_again_is_left_alone(notes: Path) -> None:
    with children.kept_running((str(notes), "brief"), pause_seconds=0.01):
        wait_for(lambda: len(noted(notes)) == children.TRIES_MAX)
    assert len(noted(notes)) == children.TRIES_MAX
