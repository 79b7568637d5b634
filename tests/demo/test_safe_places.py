"""Safe places of the demo: rated, checked, drawn, stocked; through actions alone, once, and with something late."""

import json
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connections

from linli.actions.campaigns import campaigns_of
from linli.actions.draws import open_draw
from linli.demo.cast import Cast
from linli.demo.round_steps import Walker
from linli.demo.year.rounds import walk_weeks
from linli.demo.year.safe_places import _SafePlaces, make_safe
from linli.demo.year.sections import lay_sections
from linli.domain.area import AreaLevel
from linli.domain.auditing import FaultCode
from linli.domain.draw import commitment, published
from linli.domain.unit import Post, Role
from linli.store import inspections, journal, models
from linli.store.auditing import audit_store
from tests.actions.test_draws import script
from tests.demo.conftest import Demo


def filled(demo: Demo) -> bool:
    return make_safe(demo.office, demo.wanted.until, "test")


def counted() -> tuple[int, ...]:
    return (
        models.Inspection.objects.count(), models.StockSite.objects.count(), models.Asset.objects.count(),
        models.Case.objects.count(),
    )  # fmt: skip


def hazards_others_see() -> int:
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT count(*) FROM case_row WHERE procedure = 'hazard'")
        return int(cursor.fetchone()[0])


def test_the_district_has_what_safe_places_need_and_has_it_once(
    small_demo: Demo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_right, seen = _SafePlaces._put_right, list[int]()

    def watched(year: _SafePlaces, stream: str, first: Post, second: Post) -> None:
        seen.append(hazards_others_see())
        put_right(year, stream, first, second)

    monkeypatch.setattr(_SafePlaces, "_put_right", watched)
    stood = hazards_others_see()
    assert filled(small_demo)
    assert seen == [stood] * 3, "a clock that falls due must find them put right, or not at all"
    assert hazards_others_see() == stood + 4
    before = counted()
    assert not filled(small_demo)
    assert counted() == before
    office, until = small_demo.office, small_demo.wanted.until
    assert sum(one.risk != "unrated" for one in models.Place.objects.all()) >= 25
    assert before[:3] == (8, 4, 12)
    assert models.Place.objects.filter(is_model=True).count() == 2
    assert [one.short for one in models.StockSite.objects.filter(kind="mini_fire")] == [0]
    inspector = Cast(office, until).posts(Cast(office, until).unit("dept-fire"), Role.INSPECTOR)[0]
    (drawn,) = inspections.draws(office.county_id).lines
    view = open_draw(office, inspector, drawn.id)
    assert view is not None and view.seed == commitment("test/safe/draw"), "it hangs on the demo's own seed"
    (tmp_path / "draw.json").write_text(json.dumps(dict(published(view.pool, view.seed))))
    (tmp_path / "check.py").write_text(script())
    check = [sys.executable, "-I", "check.py", "draw.json"]
    done = subprocess.run(check, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "the same"
    (campaign,) = campaigns_of(office, inspector)
    assert (campaign.filed, campaign.still_open) == (4, 1)
    found = inspections.cases_of_campaign(office.county_id, campaign.line.id)
    states = journal.load_states(office.county_id, [f"case/{one}" for one in found])
    assert sorted(one.is_final for one in states.values()) == [False, True, True, True]
    assert [one.count("escalations") > 0 for one in states.values() if not one.is_final] == [True]


TAMPERED = {
    "round": "result = 'found'", "round_stop": "place = 'elsewhere'", "exemption": "last_date = last_date + 1",
    "place": "gaps = gaps + 7", "inspection": "not_ok = not_ok + 1", "inspection_draw": "places = 1",
    "inspection_campaign": "is_closed = NOT is_closed", "stock_site": "name = ''", "asset": "state = 'gone'",
    "emergency_plan": "version = 9", "patrol_section": "name = ''", "school_term": "last_date = last_date + 1",
    "broadcast": "minutes = 1",
}  # fmt: skip
"""What somebody with full rights changes behind our back, by table."""


def test_rows_are_what_their_streams_come_to_and_a_row_that_is_not_is_named(small_demo: Demo) -> None:
    office, until = small_demo.office, small_demo.wanted.until
    walk_weeks(office, until, "test", communities=0)  # the flood day alone
    street = min(one.path for one in office.directory.tree if one.level is AreaLevel.SUBDISTRICT)
    laid = [lay_sections(office, street, until.date(), until, "test/more", communities=1) for _ in range(2)]
    assert laid[0] > 1 and laid[1] == 0
    post = next(one for one in office.directory.posts.values() if one.role is Role.GRID_WORKER and one.staff_id)
    walker = Walker(office=office, post=post, mark="test")
    walker.walk(walker.at(until.date() - timedelta(days=3), 9), is_clear=True)
    whole = audit_store()
    assert whole.faults == ()
    with connections["owner"].cursor() as cursor:
        for table, change in TAMPERED.items():
            cursor.execute(f"UPDATE {table} SET {change} WHERE ctid = (SELECT min(ctid) FROM {table})")
            assert cursor.rowcount == 1, table
        cursor.execute("DELETE FROM asset WHERE id = (SELECT max(id) FROM asset)")
        cursor.execute("INSERT INTO roster_month SELECT county_id, 'nowhere', '2026-01-01' FROM asset LIMIT 1")
    report = audit_store()
    found = {(one.field.partition(".")[0], one.code) for one in report.faults}
    assert found == {(table, FaultCode.ROW) for table in TAMPERED} | {
        ("asset", FaultCode.NO_ROW), ("roster_month", FaultCode.EXTRA_ROW),
    }  # fmt: skip
    assert report.fault_count == len(TAMPERED) + 2
    named = next(one for one in report.faults if one.field == "emergency_plan.version")
    assert [one.field for one in audit_store(stream=named.stream).faults] == ["emergency_plan.version"]
