"""A directory made anew from the places that changed is the one that reading everything would make."""

from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from linli.actions.deciding import Office
from linli.actions.gazetteer import gazetteer_of
from linli.actions.office import open_office
from linli.actions.place_merging import Merging, merge
from linli.actions.place_register import change, close, enter, reopen
from linli.domain.place import Place, PlaceKind
from linli.store import models, place_changes, setup
from tests import cast, offices
from tests.actions.test_places import CELLS, HU, NOW


@pytest.fixture
def office(db: None) -> Office:
    return offices.set_up_office()


def fresh(office: Office) -> Office:
    """The office as the next request finds it; it must be the same as one that was read whole."""
    found = open_office(office.ports, office.county_id)
    whole = setup.load_directory(office.county_id)
    assert found.directory.setup.places == whole.setup.places and found.directory.version == whole.version
    return found


def test_any_order_of_changes_leaves_the_same_directory_and_gazetteer(office: Office, tmp_path: Path) -> None:
    chance, ids, tree = Random(6), list[str](), office.directory.tree
    for step in range(40):
        act = chance.choice(("enter", "enter", "change", "close", "load", "merge"))
        cells = {**CELLS, "key": f"P-{chance.randrange(900):03}x{step}", "name": f"世纪花园{step}号院"}
        if act == "enter" or len(ids) < 4:
            ids.append(enter(office, HU, cells, command_id=offices.command_id(), now=NOW).place.id)
        elif act == "load":
            own = [
                Place(id=f"01KJ{step * 2 + at:022}", key=f"L{step}-{at}", name="东市场", kind=PlaceKind.MARKET,
                      area_path=cast.GRID)
                for at in range(2)
            ]  # fmt: skip
            setup.save_records(office.county_id, own, actor=offices.SYSTEM, now=NOW)
        elif act == "merge":
            goes, stays = ids.pop(), ids[-1]
            seqs = [models.Stream.objects.get(stream=f"place/{one}").seq for one in (goes, stays)]
            asked = Merging(goes=goes, stays=stays, goes_seq=seqs[0], stays_seq=seqs[1])
            merge(office, HU, asked, command_id=offices.command_id(), now=NOW)
        elif act == "close":
            close(office, HU, ids[0], "拆除", command_id=offices.command_id(), now=NOW)
            fresh(office)
            reopen(office, HU, ids[0], command_id=offices.command_id(), now=NOW)
        else:
            changed = {"name": f"新名{step}", "key": f"K-{step}"}
            change(office, HU, chance.choice(ids), changed, command_id=offices.command_id(), now=NOW)
        office = fresh(office)
        assert office.directory.tree is tree, "areas, units and duties were not read again"
        found = gazetteer_of(office, tmp_path).find(f"世纪花园{step}号院")
        named = {one.name for one in office.directory.setup.places if one.is_active}
        assert (f"世纪花园{step}号院" in {one.name.zh for one in found}) == (f"世纪花园{step}号院" in named)


def test_a_change_of_anything_else_or_of_very_many_is_read_whole(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    enter(office, HU, CELLS, command_id=offices.command_id(), now=NOW)
    before = open_office(office.ports, office.county_id)
    unit = next(iter(before.directory.units.values()))
    setup.save_records(office.county_id, [replace(unit, name="新名")], actor=offices.SYSTEM, now=NOW)
    enter(office, HU, {**CELLS, "key": "P-2"}, command_id=offices.command_id(), now=NOW)
    after = open_office(office.ports, office.county_id)
    assert after.directory.units[unit.id].name == "新名" and len(after.directory.setup.places) == 2
    monkeypatch.setattr(place_changes, "AT_ONCE_MAX", 1)
    some = [
        Place(id=f"01KJ{at:022}", key=f"L{at}", name="东市场", kind=PlaceKind.MARKET, area_path=cast.GRID)
        for at in range(3)
    ]
    setup.save_records(office.county_id, some, actor=offices.SYSTEM, now=NOW)
    assert models.PlaceChange.objects.filter(place_id__startswith="01KJ00").count() == 0
    with CaptureQueriesContext(connection) as asked:
        assert len(open_office(office.ports, office.county_id).directory.setup.places) == 5
    assert len(asked) > 10, "nothing says what changed, so all of it is read"
    monkeypatch.setattr(place_changes, "VERSIONS_KEPT", 1)
    monkeypatch.setattr(place_changes, "SWEPT_EVERY", 1)
    enter(office, HU, {**CELLS, "key": "P-3"}, command_id=offices.command_id(), now=NOW)
    assert models.PlaceChange.objects.count() == 1, "what nobody stands before is swept"
