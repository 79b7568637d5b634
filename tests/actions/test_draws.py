"""Draws are blind, reproducible by the script of the docs, shut until their day, and public for ever."""

import json
import re
import subprocess
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from linli.actions import draws
from linli.actions.audit import audit
from linli.actions.deciding import Office
from linli.actions.inspection_views import open_inspection, reach_of
from linli.domain.draw import commitment
from linli.domain.inspection_draw import Drawing, DrawStage
from linli.domain.place import Place, PlaceKind
from linli.domain.problems import Refused
from linli.store import inspections as lists
from tests import cast, offices
from tests.actions import inspections_played as played
from tests.actions.inspections_played import AT

SRC = Path(__file__).parents[2] / "src" / "linli"
HOW_TO = Path(__file__).parents[2] / "docs" / "how-to" / "draw.md"
WEI, SONG, JIN, GU, HE = (cast.POSTS[one] for one in ("wei", "song", "jin", "gu", "he"))
MARKETS = tuple(
    Place(id=f"pl-{number}", key=f"K{number:02}", name=f"{number}号市场", kind=PlaceKind.MARKET, area_path=cast.GRIDS[
        number % len(cast.GRIDS)])
    for number in range(24)
)  # fmt: skip


@pytest.fixture
def office(db: None) -> Office:
    """The cast's county with two dozen markets."""
    return played.set_up(MARKETS)


def drawing(**changes: Any) -> Drawing:
    """Five markets, two of the department's people each."""
    told: dict[str, Any] = {
        "checklist": "fire_market", "count": 5, "per_place": 2, "inspectors": ("p-wei", "p-song", "p-jin"),
        "first": "2026-03-03", "last": "2026-03-20", **changes,
    }  # fmt: skip
    return Drawing(**told)


def made(office: Office, **changes: Any) -> draws.DrawView:
    """A draw of the department's."""
    id_ = draws.draw_lots(office, WEI, drawing(**changes), command_id=offices.command_id("draw"), now=AT)
    view = draws.open_draw(office, WEI, id_)
    assert view is not None
    return view


def refused(office: Office, **changes: Any) -> list[str]:
    """What is wrong with a draw."""
    with pytest.raises(Refused) as refusal:
        made(office, **changes)
    return [f"{one.code}@{one.at}" for one in refusal.value.problems]


def script() -> str:
    """The script of the docs."""
    found = re.search(r"```python\n(.*?)```", HOW_TO.read_text(), re.DOTALL)
    assert found is not None
    return found.group(1)


def test_the_script_of_the_docs_is_twenty_lines_and_finds_the_same(office: Office, tmp_path: Path) -> None:
    view = made(office, aside="p-jin,K03\np-wei，K04\n")
    told = draws.public_draw(office, view.draw.id, AT + timedelta(days=30))
    assert told is not None and told.told is not None
    (tmp_path / "draw.json").write_text(json.dumps(told.told))
    (tmp_path / "check.py").write_text(script())
    assert len([line for line in script().splitlines() if line.strip()]) <= 20

    def run() -> str:
        done = subprocess.run(
            [sys.executable, "-I", "check.py", "draw.json"], cwd=tmp_path, capture_output=True, text=True, check=False
        )  # fmt: skip
        return done.stdout.strip() or done.stderr.strip().splitlines()[-1]

    assert run() == "the same"
    for key, value, says in (
        ("seed", "0" * 64, "another seed"), ("count", 6, "another pool"), ("drawn", [], "differs"),
    ):  # fmt: skip
        (tmp_path / "draw.json").write_text(json.dumps({**told.told, key: value}))
        assert says in run()


def test_every_mistake_of_a_draw_is_named_at_once(office: Office) -> None:
    assert refused(office, checklist="", count=0, per_place=9, inspectors=("p-he",), first="", last="x") == [
        "required@checklist", "draw_too_many@count", "draw_too_many@per_place", "inspector_unable@inspectors",
        "required@first", "not_a_date@last",
    ]  # fmt: skip
    assert refused(office, first="2026-03-01", last="2026-02-01", aside="p-wei\n,\np-wei,K99") == [
        "inspection_in_past@first", "campaign_days@last", "draw_aside_bad@aside", "draw_aside_bad@aside",
        "draw_aside_bad@aside",
    ]  # fmt: skip
    assert refused(office, per_place=1) == ["draw_few_inspectors@inspectors"], "a fire check takes two by law"
    assert refused(office, inspectors=("p-wei",)) == ["draw_few_inspectors@inspectors"]
    assert refused(office, checklist="corridor_ebikes", count=1) == ["draw_pool_empty@checklist"]
    assert refused(office, last="2028-01-01") == ["inspection_too_far@last"]
    with pytest.raises(Refused) as refusal:
        draws.draw_lots(office, cast.POSTS["hu"], drawing(), command_id="d1", now=AT)
    assert refusal.value.codes == ("not_yours",)


def test_before_its_day_the_public_sees_two_commitments_and_nothing_to_be_warned_by(office: Office) -> None:
    view = made(office)
    shut = draws.public_draw(office, view.draw.id, AT)
    assert shut is not None and shut.told is None and shut.places == {}
    head = shut.draw.told
    assert head.seed_sha256 == commitment(view.seed) and head.pool_sha256 == commitment(view.pool.spelled)
    opened = draws.public_draw(office, view.draw.id, AT + timedelta(days=18))
    assert opened is not None and opened.told is not None and opened.told["seed"] == view.seed
    assert draws.public_draw(office, view.draw.id, AT + timedelta(days=17)) == shut
    assert draws.open_draw(office, HE, view.draw.id) is None and draws.public_draw(office, "none", AT) is None


def test_the_same_command_draws_once_and_another_draws_anew(office: Office) -> None:
    ids = {draws.draw_lots(office, WEI, drawing(), command_id="once", now=AT) for _ in range(3)}
    assert len(ids) == 1
    assert made(office).seed != made(office).seed
    faces = [one for name in ("console", "public", "api", "field", "cli") for one in (SRC / name).rglob("*.py")]
    texts = [one for one in (file.read_text(encoding="utf-8") for file in faces) if "draw_lots" in one]
    assert texts and not [one for one in texts if "chance=" in one], "nobody chooses a seed"


def test_a_draw_taken_back_is_public_at_once_and_stays(office: Office) -> None:
    view = made(office)
    for why, code in (("", "required"), ("because", "unknown_choice")):
        with pytest.raises(Refused) as refusal:
            draws.take_back(office, WEI, view.draw.id, why, command_id=offices.command_id(), now=AT)
        assert refusal.value.codes == (code,)
    back = draws.take_back(office, WEI, view.draw.id, "wrong_places", command_id="b1", now=AT)
    assert back.stage is DrawStage.TAKEN_BACK and back.back_at is not None
    opened = draws.public_draw(office, view.draw.id, AT)
    assert opened is not None and opened.told is not None and opened.told["seed"] == view.seed
    for act in (draws.plan_drawn,):
        with pytest.raises(Refused) as refusal:
            act(office, WEI, view.draw.id, command_id=offices.command_id(), now=AT)
        assert refusal.value.codes == ("draw_taken_back",)
    page = lists.draws(office.county_id)
    assert [one.stage for one in page.lines] == ["taken_back"]


def test_every_place_that_was_drawn_gets_one_unannounced_inspection(office: Office) -> None:
    view = made(office)
    draws.plan_drawn(office, WEI, view.draw.id, command_id="p1", now=AT)
    draws.plan_drawn(office, WEI, view.draw.id, command_id="p1", now=AT)
    query = lists.InspectionQuery(county_id=office.county_id, reach=reach_of(office, JIN), draw=view.draw.id)
    lines = lists.page(query).lines
    ids = {one.key: one.id for one in MARKETS}
    assert {(one.place, tuple(one.inspectors)) for one in lines} == {
        (ids[one.place], one.inspectors) for one in view.results
    }
    assert {(one.kind, str(one.planned_date)) for one in lines} == {("unannounced", "2026-03-03")}
    assert lists.page(replace(query, reach=reach_of(office, GU))).lines == (), "the street is not warned"
    assert open_inspection(office, GU, lines[0].id, AT, "zh") is None
    with pytest.raises(Refused) as refusal:
        draws.take_back(office, WEI, view.draw.id, "put_off", command_id="b1", now=AT)
    assert refusal.value.codes == ("draw_used",)
    assert audit().fault_count == 0


def test_draws_are_listed_page_by_page_the_newest_first(office: Office) -> None:
    ids = [
        draws.draw_lots(office, WEI, drawing(), command_id=offices.command_id(), now=AT + timedelta(hours=hour))
        for hour in range(5)
    ]
    page = lists.draws(office.county_id, limit=2)
    seen = [one.id for one in page.lines]
    while page.next_cursor:
        page = lists.draws(office.county_id, cursor=page.next_cursor, limit=2)
        seen += [one.id for one in page.lines]
    assert seen == ids[::-1]
    assert lists.draws(office.county_id, cursor="2026-01-01_x").lines == () == lists.draws(1, cursor="x_y").lines
