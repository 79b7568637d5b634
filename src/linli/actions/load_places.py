"""Loading the register of places: estates, schools, markets and whatever else people call a spot by."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from linli.actions.deciding import Office, new_id
from linli.actions.table_rows import RefusedRow, TableRow, table_rows
from linli.domain.coordinates import Crs
from linli.domain.delimited import RawRecord
from linli.domain.place import ALIAS_MARK, Place
from linli.domain.place_row import COLUMNS, LENGTHS, REQUIRED, PlaceReader, column_of
from linli.domain.plain_cells import cell_text
from linli.domain.problems import Problem
from linli.store import journal, setup

IMPORTER = {"kind": "import", "id": "places"}


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadedPlaces:
    """What became of a file: every row is added, changed, unchanged or refused; remarks refuse nothing."""

    read: int
    added: int
    changed: int
    unchanged: int
    refused: tuple[RefusedRow, ...]
    remarks: tuple[RefusedRow, ...] = ()
    records: tuple[Place, ...] = ()
    """What is to be saved."""


def load_places(
    office: Office, rows: Iterable[RawRecord], *, now: datetime, datum: Crs = Crs.WGS84, is_dry_run: bool = False
) -> LoadedPlaces:
    """Load a table (header first) in one transaction; a second run changes nothing."""
    loaded = plan_places(office, rows, now=now, datum=datum)
    if loaded.records and not is_dry_run:
        save_places(office, loaded, actor=IMPORTER, now=now)
    return loaded


def save_places(office: Office, loaded: LoadedPlaces, *, actor: Mapping[str, str], now: datetime) -> None:
    """Save what a plan holds, in one transaction."""
    with journal.one_transaction():
        setup.save_records(office.county_id, loaded.records, actor=actor, now=now, pub={"rows": loaded.read})


def plan_places(
    office: Office, rows: Iterable[RawRecord], *, now: datetime, datum: Crs = Crs.WGS84, within: str = "/"
) -> LoadedPlaces:
    """Return what a table would do; rows of places outside `within` are refused."""
    known = {one.key: one for one in office.directory.setup.places}
    by_id = {one.id: one for one in known.values()}
    reader = PlaceReader(office.directory, office.placer, datum)
    wanted: dict[str, Place] = {}
    refused: list[RefusedRow] = []
    remarks: list[RefusedRow] = []
    read = unchanged = 0
    for row in table_rows(_named(rows), COLUMNS, REQUIRED):
        read += 1
        key = row.cells.get("key", "")[:40]
        before = known.get(row.cells.get("key", "").strip())
        place, problems, told = _place(reader, row, before, within)
        if key in wanted and not row.problems:
            problems.append(Problem("row_twice", at="key"))
        if place is None or problems:
            refused.append(RefusedRow(line=row.line, key=key, problems=tuple(problems)))
            continue
        if before is not None and before.merged_into:
            survivor = by_id.get(before.merged_into)
            params = {"value": key, "name": survivor.name if survivor else ""}
            place, told = before, [Problem("place_merged_before", at="key", params=params)]
        wanted[place.key] = replace(place, id=before.id if before else new_id(now))
        unchanged += before == wanted[place.key]
        if told:
            remarks.append(RefusedRow(line=row.line, key=key, problems=tuple(told)))
    fresh = [one for one in wanted.values() if known.get(one.key) != one]
    added = sum(one.key not in known for one in fresh)
    return LoadedPlaces(
        read=read, added=added, changed=len(fresh) - added, unchanged=unchanged, refused=tuple(refused),
        remarks=tuple(remarks), records=tuple(fresh),
    )  # fmt: skip


def _named(rows: Iterable[RawRecord]) -> Iterable[RawRecord]:
    """Yield the rows with heads in either language called as the columns are, and texts as they were before a table."""
    for number, row in enumerate(rows):
        yield replace(row, cells=tuple(map(column_of if number == 0 else cell_text, row.cells)))


def _place(
    reader: PlaceReader, row: TableRow, before: Place | None, within: str
) -> tuple[Place | None, list[Problem], list[Problem]]:
    """Return the place of a row without its id, or every mistake in it, and what is told and kept."""
    if row.problems:
        return None, list(row.problems), []
    found = reader.read(row.cells, before)
    place, problems = found.place, list(found.problems)
    if place is not None and not place.area_path.startswith(within):
        problems.append(Problem("place_outside_yours", at="area"))
    if before is not None and not before.area_path.startswith(within):
        return None, [Problem("place_outside_yours", at="key")], []
    if place is not None and before is not None:
        place = replace(place, aliases=joined_aliases(before.aliases, place.aliases))
    return place, problems, list(found.remarks)


def joined_aliases(before: str, after: str) -> str:
    """Return both lists of other names: a file adds names and takes none away, such as those of a merged place."""
    both = ALIAS_MARK.join(dict.fromkeys(one for one in (*before.split(ALIAS_MARK), *after.split(ALIAS_MARK)) if one))
    return both if len(both) <= LENGTHS["aliases"] else before
