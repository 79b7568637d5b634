"""Facts are exported once, safely and in codes only; figures are taken over what a post may list, and open to it."""

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import duckdb
import pyarrow.parquet as pq
import pytest

from linli.actions import figures
from linli.actions.deciding import Office
from linli.adapters.duckdb_figures import DuckdbFigures
from linli.domain.problems import Refused
from linli.indicators import indicators
from linli.indicators.asking import By, Side, Slice, groupable
from linli.indicators.facts import COLUMNS
from linli.indicators.periods import period_of
from tests import cast, offices

pytestmark = pytest.mark.django_db
LATER = cast.MONDAY + timedelta(days=20)
PERIOD = period_of("2026-Q1", cast.MONDAY)


@pytest.fixture
def office(tmp_path: Path) -> Office:
    found = offices.set_up_office()
    return replace(found, ports=replace(found.ports, figures=DuckdbFigures(str(tmp_path / "facts"))))


def test_without_an_engine_there_are_no_figures() -> None:
    office = offices.set_up_office()
    assert figures.as_of(office) is None and figures.keep_figures(office, now=LATER) is None
    with pytest.raises(Refused, match="no_figures"):
        figures.export_facts(office, now=LATER)


def rows_in(folder: str) -> list[tuple[str, int]]:
    found = duckdb.connect().execute(
        f"SELECT stream, seq FROM read_parquet('{folder}/entries/**/*.parquet', hive_partitioning=true)"
    )
    return sorted(found.fetchall())


def test_an_export_adds_only_what_is_new_and_may_be_repeated(office: Office) -> None:
    stream = offices.handled_case(office)
    first = figures.export_facts(office, now=LATER)
    assert first.rows == 5 and first.matters == 1
    assert figures.export_facts(office, now=LATER).rows == 0
    offices.move(office, stream, "song", "note", note="看过了")
    offices.file(office, at=LATER)
    assert figures.export_facts(office, now=LATER).rows == 2
    found = rows_in(figures.engine_of(office).folder)
    assert len(found) == len(set(found)) == 7


def test_an_entry_that_is_committed_late_with_an_early_moment_is_not_missed(office: Office) -> None:
    offices.file(office, at=LATER)
    figures.export_facts(office, now=LATER)
    offices.file(office, at=cast.MONDAY)
    assert figures.export_facts(office, now=LATER).rows == 1


def test_a_crash_before_the_manifest_leaves_the_export_before_it(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    offices.file(office)
    figures.export_facts(office, now=LATER)
    offices.file(office)

    def crash(*_: object) -> None:
        raise OSError("power is out")

    with monkeypatch.context() as broken:
        broken.setattr("linli.store.facts._write_manifest", crash)
        with pytest.raises(OSError, match="power"):
            figures.export_facts(office, now=LATER)
    again = figures.export_facts(office, now=LATER)
    assert (again.rows, again.matters) == (1, 2)


def test_facts_are_parted_by_county_and_month_and_hold_no_word_that_somebody_wrote(office: Office) -> None:
    offices.file(office, words="三号楼前的路灯不亮", requester_name="某某", title="")
    figures.export_facts(office, now=LATER)
    folder = Path(figures.engine_of(office).folder)
    file = next(folder.glob("entries/county=minghe/month=2026-03/*.parquet"))
    assert pq.ParquetFile(file).schema_arrow.names == list(COLUMNS)
    every = b"".join(one.read_bytes() for one in folder.rglob("*") if one.is_file())
    told = json.dumps(pq.ParquetFile(file).read().to_pylist(), ensure_ascii=False)
    for secret in ("三号楼", "13800000000", "某某"):
        assert secret.encode() not in every and secret not in told


def test_a_changed_calendar_makes_all_rows_anew(office: Office) -> None:
    offices.handled_case(office)
    figures.export_facts(office, now=LATER)
    calendar = replace(office.directory.calendar, sessions=office.directory.calendar.sessions[:1])
    from linli.store.facts import export_facts  # the store's own, which is told the calendar

    folder = Path(figures.engine_of(office).folder)
    again = export_facts(office.county_id, "minghe", folder, calendar=calendar, now=LATER)
    assert again.rows == 5 and len(again.files) == 1


def test_figures_are_kept_fresh_but_not_counted_all_the_time(office: Office) -> None:
    offices.file(office)
    assert figures.keep_figures(office, now=LATER) is not None
    assert figures.keep_figures(office, now=LATER + timedelta(seconds=30)) is None
    assert figures.keep_figures(office, now=LATER + figures.EXPORT_EVERY) is not None


def many(office: Office) -> None:
    """Play matters in two streets, so that there is something to count."""
    for number in range(7):
        offices.file(office, at=cast.MONDAY + timedelta(hours=number), area=cast.GRIDS[number % 4])
    for number in range(6):
        offices.file(office, at=cast.MONDAY + timedelta(hours=number), area=cast.FAR_GRID)
    for _ in range(5):
        offices.handled_case(office)
    figures.export_facts(office, now=LATER)


def test_a_street_has_its_own_area_and_the_county_all_of_it(office: Office) -> None:
    many(office)
    found = {}
    for name in ("hu", "deng", "cheng", "song"):
        scope = figures.scope_of(office, cast.POSTS[name])
        found[name] = figures.board(office, scope, PERIOD).cells.get("filed")
    assert [found[one].n if found[one] else None for one in ("hu", "deng", "cheng", "song")] == [12, 6, 18, None]


def test_a_department_has_what_it_answers_for_and_an_administrator_nothing(office: Office) -> None:
    many(office)
    scope = figures.scope_of(office, cast.POSTS["song"])
    board = figures.board(office, scope, PERIOD)
    assert set(board.cells) == {one.key for one in groupable(By.UNIT)}
    assert (board.cells["on_time"].n, board.cells["on_time"].hits, board.cells["on_time"].value) == (5, 0, 0.0)
    assert not figures.has_figures(office, cast.NOBODY)


@pytest.mark.parametrize("name", ["hu", "deng", "cheng", "yuan", "song", "hui", "gao", "ren"])
def test_every_number_opens_to_exactly_that_many_matters(name: str, office: Office) -> None:
    many(office)
    post, scope = cast.POSTS[name], figures.scope_of(office, cast.POSTS[name])
    board, opened = figures.board(office, scope, PERIOD), 0
    numbers = [(Slice(indicator=key, side=Side.POPULATION), cell.n) for key, cell in board.cells.items()]
    numbers += [(Slice(indicator=key, side=Side.HITS), cell.hits) for key, cell in board.cells.items()
                if cell.indicator.hits]  # fmt: skip
    for by in (By.STREET, By.COMMUNITY, By.UNIT, By.CHANNEL):
        for group, cells in figures.breakdown(office, scope, PERIOD, by).rows.items():
            for key, cell in cells.items():
                numbers.append((Slice(indicator=key, side=Side.POPULATION, by=by, group=group), cell.n))
    for asked, count in numbers:
        found = figures.behind(office, post, PERIOD, asked)
        assert (found.count, len(found.lines)) == (count, min(count, 50)), asked
        opened += count
    assert opened or name == "ren"


def test_no_case_is_no_case_and_a_few_are_not_shown(office: Office) -> None:
    for _ in range(3):
        offices.file(office)
    figures.export_facts(office, now=LATER)
    cells = figures.board(office, figures.whole_county(office), PERIOD).cells
    assert (cells["satisfaction"].n, cells["satisfaction"].value) == (0, None)
    assert cells["filed"].is_hidden and cells["filed"].value is None


def test_one_small_area_hides_another_so_that_the_total_does_not_give_it_away(office: Office) -> None:
    for _ in range(6):
        offices.file(office)
    for _ in range(2):
        offices.file(office, area=cast.FAR_GRID)
    figures.export_facts(office, now=LATER)
    rows = figures.breakdown(office, figures.whole_county(office), PERIOD, By.STREET).rows
    assert all(cells["filed"].is_hidden and cells["filed"].value is None for cells in rows.values())


def test_whoever_is_accused_finds_neither_the_matter_nor_its_count(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = [offices.file(office).case_id for _ in range(6)]
    figures.export_facts(office, now=LATER)
    monkeypatch.setattr("linli.store.facts.kept_from", lambda county_id, staff_id: (kept[0],))
    scope = figures.scope_of(office, cast.POSTS["hu"])
    assert figures.board(office, scope, PERIOD).cells["filed"].n == 5


def test_every_indicator_has_a_cell_for_the_whole_county(office: Office) -> None:
    offices.file(office)
    figures.export_facts(office, now=LATER)
    assert set(figures.board(office, figures.whole_county(office), PERIOD).cells) == set(indicators())
