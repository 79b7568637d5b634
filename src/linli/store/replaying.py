"""Rows of safe places held against their streams: each stream is folded anew, and its rows must be what it comes to.

Cases and what is set up are replayed by the pass over all streams; here is what stands beside them. Reads only.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from psycopg import Connection, sql
from psycopg.rows import dict_row

from linli.domain import (
    broadcast,
    campaign,
    exemption,
    inspection,
    inspection_draw,
    oversight_round,
    place_file,
    roster,
    round,
    school_term,
    section,
    shift_note,
)
from linli.domain import sweep as sweep_file
from linli.domain.auditing import UNREADABLE, Fault, FaultCode
from linli.domain.entry import Entry, parse_entry
from linli.store import (
    exemptions,
    inspection_streams,
    oversight,
    places,
    rosters,
    rounds,
    sections,
    shift_notes,
    sweeps,
)
from linli.store.assets import ASSETS
from linli.store.assets import row_of as asset_row
from linli.store.centres import CENTRES
from linli.store.centres import row_of as centre_row
from linli.store.plans import PLANS
from linli.store.plans import row_of as plan_row
from linli.store.stock import SITES
from linli.store.stock import row_of as site_row

Key = tuple[Any, ...]
Rows = Mapping[str, Mapping[Key, Mapping[str, Any]]]
"""Columns by key, by table; a key is the row's own, after that of its stream."""
AT_ONCE = 500
ANY_DAY = date(2000, 1, 1)
OF_THE_DAY = ("short", "changes_date")
"""Columns of a site that hang on the day on which somebody looked last, too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table of rows that streams add up to."""

    name: str
    owner: str = "id"
    """The column that names the stream, but for its noun."""
    key: tuple[str, ...] = ()
    """What else tells the rows of one stream apart."""
    is_shared: bool = False
    """Whether rows stand there that no stream of this family made."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """Streams of one noun, and the rows that each adds up to."""

    noun: str
    tables: tuple[Table, ...]
    rows: Callable[[int, Sequence[Entry]], Rows]


def _one(prefix: str, table: str, fold: Callable[[Iterable[Entry]], Any], row_of: Callable[..., Any]) -> Family:
    """Return the family of streams that each add up to one row."""

    def rows(county_id: int, entries: Sequence[Entry]) -> Rows:
        row = dict(row_of(county_id, fold(entries)))
        return {table: {(): {name: value for name, value in row.items() if name not in OF_THE_DAY}}}

    return Family(noun=prefix.rstrip("/"), tables=(Table(name=table),), rows=rows)


def _rounds(county_id: int, entries: Sequence[Entry]) -> Rows:
    found = _there(round.folded(entries))
    stops = {(one.seq,): {"place": one.told.place, "at": one.at} for one in found.stops}
    return {"round": {(): rounds.row_of(county_id, found)}, "round_stop": stops}


def _rosters(_county_id: int, entries: Sequence[Entry]) -> Rows:
    found = _there(roster.folded(entries))
    months = {(date.fromisoformat(f"{one}-01"),): dict[str, Any]() for one in found.months}
    return {
        "shift": {(one.shift,): rosters.shift_row(one) for one in found.shifts.values()}, "roster_month": months,
    }  # fmt: skip


def _places(_county_id: int, entries: Sequence[Entry]) -> Rows:
    found = _there(place_file.folded(entries))
    return {
        "place": {(): places.standing_of(found)},
        "place_pairing": {(unit,): days for unit, days in places.pairings_of(found).items()},
        "place_apart": {(one,): {} for one in found.apart},
    }


def _sections(_county_id: int, entries: Sequence[Entry]) -> Rows:
    versions = sections.versions_of(_there(section.folded(entries)))
    return {"patrol_section": {(number,): row for number, row in versions.items()}}


def _there(found: Any) -> Any:
    if found is None:
        raise ValueError("its entries add up to nothing")
    return found


FAMILIES = (
    Family(
        noun="round", rows=_rounds,
        tables=(Table(name="round"), Table(name="round_stop", owner="round", key=("seq",))),
    ),
    Family(
        noun="roster", rows=_rosters,
        tables=(Table(name="shift", owner="unit", key=("shift",)),
                Table(name="roster_month", owner="unit", key=("month",))),
    ),
    Family(
        noun="place", rows=_places,
        tables=(Table(name="place", is_shared=True), Table(name="place_pairing", owner="place_id", key=("unit",)),
                Table(name="place_apart", owner="place_id", key=("other_id",))),
    ),
    Family(
        noun="section", rows=_sections,
        tables=(Table(name="patrol_section", owner="section", key=("version",)),),
    ),
    _one(school_term.STREAM, "school_term", school_term.folded, sections.term_row),
    _one(shift_note.STREAM, "shift_note", shift_note.folded, shift_notes.note_row),
    _one(broadcast.STREAM, "broadcast", broadcast.folded, shift_notes.broadcast_row),
    _one(exemption.STREAM, "exemption", exemption.folded, exemptions.row_of),
    _one(inspection.STREAM, "inspection", inspection.folded, inspection_streams.row_of_inspection),
    _one(inspection_draw.STREAM, "inspection_draw", inspection_draw.folded, inspection_streams.row_of_draw),
    _one(campaign.STREAM, "inspection_campaign", campaign.folded, inspection_streams.row_of_campaign),
    _one(sweep_file.STREAM, "sweep", sweep_file.folded, sweeps.row_of),
    _one(oversight_round.STREAM, "oversight_round", oversight_round.folded, oversight.row_of),
    _one(SITES.prefix, "stock_site", SITES.fold, lambda county_id, one: site_row(county_id, one, ANY_DAY)),
    _one(ASSETS.prefix, "asset", ASSETS.fold, lambda county_id, one: asset_row(county_id, one, ANY_DAY)),
    _one(PLANS.prefix, "emergency_plan", PLANS.fold, lambda county_id, one: plan_row(county_id, one, ANY_DAY)),
    _one(CENTRES.prefix, "centre_check", CENTRES.fold, lambda county_id, one: centre_row(county_id, one, ANY_DAY)),
)  # fmt: skip
_HEADS = "SELECT county_id, array_agg(stream) FROM stream WHERE stream LIKE %s AND (%s::text IS NULL OR stream = %s)"
_ENTRIES = "SELECT stream, body FROM entry WHERE county_id = %s AND stream = ANY(%s) ORDER BY stream, seq"


def row_faults(connection: Connection[Any], stream: str | None = None) -> Iterator[Fault]:
    """Yield where a row is not what its stream comes to, or stands for no stream; of one `stream` only, if named."""
    for family in FAMILIES:
        heads = connection.execute(f"{_HEADS} GROUP BY county_id", [f"{family.noun}/%", stream, stream]).fetchall()
        for county_id, streams in heads:
            for start in range(0, len(streams), AT_ONCE):
                yield from _of_streams(connection, family, county_id, streams[start : start + AT_ONCE])
        if stream is None:
            yield from _without_stream(connection, family)


def _of_streams(
    connection: Connection[Any], family: Family, county_id: int, streams: Sequence[str]
) -> Iterator[Fault]:  # fmt: skip
    bodies: dict[str, list[bytes]] = {}
    for stream, body in connection.execute(_ENTRIES, [county_id, streams], binary=True):
        bodies.setdefault(stream, []).append(bytes(body))
    ids = {stream.partition("/")[2]: stream for stream in bodies}
    held = {table.name: _held(connection, table, county_id, list(ids)) for table in family.tables}
    for id_, stream in ids.items():
        try:
            expected = family.rows(county_id, [parse_entry(one) for one in bodies[stream]])
        except UNREADABLE:
            yield Fault(county_id=county_id, stream=stream, seq=0, field="eff", code=FaultCode.UNREADABLE)
            continue
        for table in family.tables:
            for name, code in _differences(table, expected[table.name], held[table.name].get(id_, {})):
                yield Fault(county_id=county_id, stream=stream, seq=len(bodies[stream]), field=name, code=code)


def _held(
    connection: Connection[Any], table: Table, county_id: int, ids: list[str]
) -> dict[str, dict[Key, dict[str, Any]]]:  # fmt: skip
    """Return the rows there are, by the id of their stream and by key."""
    words = sql.SQL("SELECT * FROM {} WHERE county_id = %s AND {} = ANY(%s)")
    found: dict[str, dict[Key, dict[str, Any]]] = {}
    with connection.cursor(row_factory=dict_row) as cursor:
        for row in cursor.execute(
            words.format(sql.Identifier(table.name), sql.Identifier(table.owner)), [county_id, ids]
        ):
            found.setdefault(row[table.owner], {})[tuple(row[name] for name in table.key)] = row
    return found


def _differences(
    table: Table, expected: Mapping[Key, Mapping[str, Any]], held: Mapping[Key, Mapping[str, Any]]
) -> Iterator[tuple[str, FaultCode]]:  # fmt: skip
    for key, row in expected.items():
        name = ".".join([table.name, *map(str, key)])
        if key not in held:
            yield name, FaultCode.NO_ROW
            continue
        for column, value in row.items():
            if _spelled(held[key][column], value) != value:
                yield f"{name}.{column}", FaultCode.ROW
    for key in held.keys() - expected.keys():
        yield ".".join([table.name, *map(str, key)]), FaultCode.EXTRA_ROW


def _spelled(held: Any, wanted: Any) -> Any:
    """Return a day as the fold spells it, where it spells it as text."""
    return held.isoformat() if isinstance(held, date) and isinstance(wanted, str) else held


def _without_stream(connection: Connection[Any], family: Family) -> Iterator[Fault]:
    for table in family.tables:
        if table.is_shared:
            continue
        words = sql.SQL(
            "SELECT DISTINCT held.county_id, {noun} || held.{owner} FROM {table} AS held WHERE NOT EXISTS"
            " (SELECT FROM stream s WHERE s.county_id = held.county_id AND s.stream = {noun} || held.{owner})"
        ).format(
            noun=sql.Literal(f"{family.noun}/"), owner=sql.Identifier(table.owner), table=sql.Identifier(table.name)
        )
        for county_id, stream in connection.execute(words):
            yield Fault(county_id=county_id, stream=stream, seq=0, field=table.name, code=FaultCode.EXTRA_ROW)
