"""Every bench on cases runs whole at a tiny size; what is measured is never asserted, what is counted is."""

import pytest

from linli.bench import bench
from linli.bench.clones import count_cases, grown_county, keys
from linli.bench.lists import COUNTY_PAGES, PAGES, SAFE_PAGES
from linli.store.auditing import audit_store

pytestmark = pytest.mark.usefixtures("unblocked")
TINY = 0.0008


def figures(name: str) -> dict[str, float]:
    found = bench(name).run(seed=5, scale=TINY)
    assert all(one.limit_value > 0 and one.value >= 0 for one in found)
    return {one.name: one.value for one in found}


def test_a_county_is_grown_from_real_cases_and_every_clone_passes_the_audit() -> None:
    with grown_county(seed=5, cases=90) as office:
        assert count_cases() >= 90
        assert len(office.directory.units) == 17
        assert audit_store().fault_count == 0


def test_replay_audits_everything_there_is() -> None:
    found = figures("replay")
    assert found["audit, 1 process"] > 0 and found["clones written"] > 0


def test_tick_looks_at_open_clocks() -> None:
    assert figures("tick")["open clocks"] >= 40


def test_lists_open_every_page_with_few_questions() -> None:
    questions = {name: value for name, value in figures("lists").items() if name.endswith("questions")}
    assert len(questions) == len(PAGES) + len(COUNTY_PAGES) + len(SAFE_PAGES) == 45
    assert all(0 < value <= 25 for value in questions.values()), questions


def test_open_pages_hear_of_every_change() -> None:
    found = figures("sse")
    assert found["live process, idle pages open"] > 10
    assert 0 < found["a change is heard, half of the pages"] <= found["a change is heard, 99 of 100 pages"]


def test_intake_files_through_a_real_server() -> None:
    with grown_county(seed=5, cases=40):
        before = count_cases()
    figures("intake")
    with grown_county(seed=5, cases=40):
        assert count_cases() > before


def test_the_vault_is_compared_with_a_copy_that_seals_nothing() -> None:
    found = figures("sealed")
    assert set(found) == {"filing with the vault", "opening cases with the vault"} and min(found.values()) > 0
    with grown_county(seed=5, cases=40):
        assert audit_store(keys=keys()).fault_count == 0
