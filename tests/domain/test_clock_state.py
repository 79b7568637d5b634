"""A clock that is wrong is named by what contradicts it."""

from datetime import UTC, datetime, timedelta

import pytest

from linli.domain.clock_state import SILENT_FOR, TOLERANCE, Moments, clock_problems
from linli.domain.vault_problems import VAULT_PROBLEMS

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
LITTLE = timedelta(seconds=1)


def told(**changes: object) -> list[str]:
    moments = {"now": NOW, "database_at": NOW, "last_at": NOW - LITTLE, "has_open": True, **changes}
    problems = clock_problems(Moments(**moments))
    assert all("{" not in one.within(language) for one in problems for language in ("zh", "en"))
    return [one.code for one in problems]


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ({}, []),
        ({"last_at": None}, []),
        ({"last_at": NOW + TOLERANCE}, []),
        ({"last_at": NOW + TOLERANCE + LITTLE}, ["clock_behind"]),
        ({"last_at": NOW + timedelta(days=3650)}, ["clock_behind"]),
        ({"database_at": NOW - TOLERANCE}, []),
        ({"database_at": NOW - TOLERANCE - LITTLE}, ["clock_differs"]),
        ({"database_at": NOW + timedelta(hours=8)}, ["clock_differs"]),
        ({"moved": TOLERANCE}, []),
        ({"moved": TOLERANCE + LITTLE}, ["clock_jumped"]),
        ({"moved": -timedelta(days=1)}, ["clock_jumped"]),
        ({"last_at": NOW - SILENT_FOR}, []),
        ({"last_at": NOW - SILENT_FOR - LITTLE}, ["clock_silent"]),
        ({"last_at": NOW - SILENT_FOR - LITTLE, "has_open": False}, []),
        (
            {"last_at": NOW + timedelta(days=1), "database_at": NOW + timedelta(days=1), "moved": -timedelta(days=1)},
            ["clock_behind", "clock_differs", "clock_jumped"],
        ),
    ],
)
def test_only_what_contradicts_the_clock_is_named(changes: dict[str, object], codes: list[str]) -> None:
    assert told(**changes) == codes


def test_moments_are_spelled_in_the_districts_time() -> None:
    (problem,) = clock_problems(Moments(now=NOW, database_at=NOW, last_at=NOW + timedelta(hours=10)))
    assert "2026-03-02 17:00" in problem.within("zh") and "2026-03-03 03:00" in problem.within("en")
    assert problem.code in VAULT_PROBLEMS
