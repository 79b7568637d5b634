"""Rounds measure work and follow nobody: no column and no entry holds where somebody was, no figure is about a worker.

The world holds a real round, roster, inspection, sweep and oversight round. That no answer names two workers side by
side is asked of every address and every seat in `test_canaries.py`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import fields

import pytest
from django.db import connection

from linli.domain.entry import Entry, parse_entry
from linli.domain.exemption import ExemptSet
from linli.domain.inspection import BatchSet, InspectionSet, ItemSet, SignedSet
from linli.domain.roster import MonthSet, ShiftSet
from linli.domain.round import RoundItem, RoundSet, StopSet
from linli.domain.sweep import SpotSet, SweepSet
from linli.indicators import indicators
from linli.indicators.asking import CASE_SCHEMA, By
from linli.store import models
from tests.security.world import World

POINTS = {
    ("area", "geometry"), ("incoming_area", "geometry"), ("place", "lat_e6"), ("place", "lon_e6"),
    ("incoming_place", "lat_e6"), ("incoming_place", "lon_e6"), ("category", "position"),
    ("incoming_category", "position"), ("checklist_item", "position"),
}  # fmt: skip
"""Columns that hold where something is: grids and places of the register (of others, their turn in a list)."""
WHERE = ("lon", "lat", "lng", "longitude", "latitude", "point", "position", "geometry", "geom", "gps", "coordinate",
         "track", "accuracy", "altitude", "speed", "heading", "beacon", "ssid", "cell_id")  # fmt: skip
STAFF_KINDS = (RoundSet, StopSet, RoundItem, ShiftSet, MonthSet, ExemptSet, InspectionSet, ItemSet, BatchSet, SignedSet,
               SweepSet, SpotSet)  # fmt: skip
KEYS = {
    "round.set": {
        "post", "unit", "area", "community", "planned", "stage", "result", "ended", "is_forgotten", "follows",
    },
    "round.stop": {"place", "how", "is_planned", "standing", "into", "told"},
    "round.item": {"case", "kind", "place"},
    "shift.set": {"shift", "post", "starts", "ends", "asked"},
    "roster.month": {"month"},
    "exemption.set": {"kind", "first", "last", "area", "unit", "post", "stage"},
}  # fmt: skip
"""All that an entry of a walk, a roster or leave may say; a new key is looked at here before it is kept."""
NUMBERED = {"round", "round_stop", "shift", "roster_month", "exemption"}


def says_where(name: str) -> bool:
    """Whether the name of a column or key is that of a position."""
    parts = name.lower().split("_")
    return any(one in parts or one == name.lower() for one in WHERE)


def columns() -> Iterator[tuple[str, str, str]]:
    """Table, column and type of everything the database can hold."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, column_name, udt_name FROM information_schema.columns "
            "WHERE table_schema NOT IN ('information_schema', 'pg_catalog')"
        )
        yield from cursor.fetchall()


def entries(*kinds: str) -> Iterator[Entry]:
    """The entries of these streams."""
    for kind in kinds:
        for body in models.Entry.objects.filter(stream__startswith=f"{kind}/").values_list("body", flat=True):
            yield parse_entry(bytes(body))


def keys_in(value: object) -> Iterator[str]:
    """Every key at any depth."""
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield str(key)
            yield from keys_in(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from keys_in(inner)


def test_no_column_of_any_table_holds_a_position_but_of_areas_and_places(world: World) -> None:
    found = {
        (table, column)
        for table, column, kind in columns()
        if says_where(column) or kind in ("point", "geometry", "geography", "path", "lseg", "polygon", "circle")
    }
    assert found - POINTS == set(), "a position stands here"
    assert {("place", "lat_e6"), ("place", "lon_e6"), ("area", "geometry")} <= found, "the scan looks"
    of_walks = {column for table, column, _ in columns() if table in NUMBERED}
    assert not {one for one in of_walks if says_where(one)} and "place" in of_walks


def test_a_planted_column_is_found() -> None:
    assert all(says_where(one) for one in ("lat", "gps_lon", "last_position", "Point", "lon_e6", "track"))
    assert not any(says_where(one) for one in ("place", "planned", "platform", "long_words", "pointless"))


def test_a_check_in_leaves_its_place_and_the_servers_time_and_nothing_else(world: World) -> None:
    found = list(entries("round", "roster", "exemption"))
    assert len(found) >= 4
    for entry in found:
        assert not entry.pub and set(entry.actor) <= {"kind", "post", "staff", "unit", "role"}, entry.type
        for effect in entry.effects:
            assert set(effect) - {"k"} <= KEYS[str(effect["k"])], entry.type
    assert {one.type for one in found} >= {"round.started", "round.checked_in", "exemption.asked"}


def test_no_entry_of_any_work_on_site_has_a_key_of_a_position(world: World) -> None:
    found = list(entries("round", "roster", "exemption", "inspection", "sweep", "draw", "oversight", "place", "stock"))
    assert len(found) >= 15
    wrong = {key for one in found for key in keys_in([*one.effects, one.pub]) if says_where(key)}
    assert wrong <= {"lon_e6", "lat_e6"}, "those of the place's own record"
    for kind in STAFF_KINDS:
        assert not [one.name for one in fields(kind) if says_where(one.name)], kind.k


def test_no_figure_is_taken_or_grouped_by_a_person() -> None:
    """What the indicators read has units and areas alone, so that no question can be asked about a worker."""
    of_people = ("post", "staff", "worker", "handler_post", "actor", "inspector")
    assert not [column for column in CASE_SCHEMA if column in of_people or column.endswith(("_post", "_staff"))]
    assert not [by for by in By if by.value in of_people]
    assert not [one.key for one in indicators().values() if any(word in one.key for word in of_people)]


def test_no_index_leads_from_an_area_to_its_people_by_what_they_did() -> None:
    """One is found by the post that is looked up, or summed by community; `post` never follows a place or a number."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname NOT IN ('pg_catalog') "
            "AND tablename = ANY(%s)",
            [sorted(NUMBERED)],
        )
        found = cursor.fetchall()
    assert len(found) >= 6
    for table, name, definition in found:
        listed = [part.strip().split(" ")[0] for part in definition.partition("(")[2].partition(")")[0].split(",")]
        if "post" in listed:
            before = set(listed[: listed.index("post")])
            assert before <= {"county_id"}, (table, name, listed)
        assert not {"minutes", "count", "items", "score", "rank"} & set(listed), (table, name)


@pytest.mark.parametrize("table", sorted(NUMBERED))
def test_nothing_counts_up_for_a_worker(table: str, world: World) -> None:
    """No column keeps a sum for a post: a week is worked out when it is asked for, by whoever it is about."""
    names = {column for of, column, _ in columns() if of == table}
    assert names, "the table is there"
    assert not {one for one in names if any(word in one for word in ("score", "rank", "total", "points", "minutes"))}
