"""Loading cases from another system's table: every row kept or named, resumable, and the same the second time."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from linli.actions.batch import Batch
from linli.actions.deciding import Office, new_id
from linli.domain.area import AreaLevel
from linli.domain.coordinate_checks import check_point, read_point
from linli.domain.coordinates import Point
from linli.domain.delimited import RawRecord
from linli.domain.engine.importing import ImportedCase
from linli.domain.entry import canonical
from linli.domain.load_map import LoadMap
from linli.domain.placing import How
from linli.domain.problems import Problem, Refused
from linli.domain.source_values import kept_text, read_moment
from linli.store import journal, loading

CHUNK_ROWS = 1000
WORDS_MAX = 20_000
KEY_MAX = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """What became of a file: every row read is in exactly one of the other sums."""

    batch_id: str
    read: int
    kept: int
    """Rows that became a case."""
    refused: int
    """Rows named with their reasons."""
    known: int
    """Rows that an earlier run had kept or named already."""
    remarks: Mapping[str, int]
    """How often each reason or remark was given, by code."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """A record with its key, hash and what it says."""

    line: int
    key: str
    digest: str
    """Of the whole row, as it is; kept is only what `hash` says."""
    given: ImportedCase | None
    problems: tuple[Problem, ...]

    @property
    def hash(self) -> str:
        """Kept and keyed: the bare digest of a row would let its telephone number be guessed."""
        return journal.kept_hash(self.digest)


class _Tally:
    """What a run remembers across its chunks."""

    def __init__(self) -> None:
        self.seen: set[str] = set()
        self.remarks: Counter[str] = Counter()


def load_cases(
    office: Office,
    records: Iterable[RawRecord],
    map_: LoadMap,
    *,
    hashes: tuple[str, str],
    now: datetime,
    is_dry_run: bool = False,
) -> Loaded:
    """Load `records` (header first) as cases; each chunk is one transaction, so a stopped run can be repeated.

    `hashes` are those of the file and of the map. Raises Refused where the header lacks a mapped column.
    A dry run reads, checks and decides everything, and takes each chunk back.
    """
    run = CaseLoad(office, records, map_, batch_id=new_id(now), is_dry_run=is_dry_run)
    if not is_dry_run:
        loading.begin_batch(
            run.batch_id, county_id=office.county_id, what="cases", source=map_.source, hashes=hashes, now=now
        )
    sums: Counter[str] = Counter()
    while chunk_sums := run.step(now):
        sums.update(chunk_sums)
    if not is_dry_run:
        loading.finish_batch(run.batch_id, now=now)
    return Loaded(
        batch_id=run.batch_id, read=sums["read"], kept=sums["kept"], refused=sums["refused"], known=sums["known"],
        remarks=dict(run.remarks),
    )  # fmt: skip


class CaseLoad:
    """A file on its way in, a chunk at a time; where it stands is its batch's own count of rows read."""

    def __init__(
        self, office: Office, records: Iterable[RawRecord], map_: LoadMap, *, batch_id: str, is_dry_run: bool = False
    ) -> None:
        """Begin before the first row; raises Refused where the header lacks a mapped column."""
        self._source = iter(records)
        self._reader = _Reader(office, map_, next(self._source, None))
        self._tally, self._is_dry_run, self.batch_id, self.rows_read = _Tally(), is_dry_run, batch_id, 0

    @property
    def remarks(self) -> Mapping[str, int]:
        """How often each reason or remark was given so far, by code."""
        return self._tally.remarks

    def go_on_from(self, rows: int) -> None:
        """Pass over the rows that an earlier process has read, remembering their keys."""
        for record in islice(self._source, rows):
            self._tally.seen.add(self._reader.read(record).key)
            self.rows_read += 1

    def step(self, now: datetime) -> Mapping[str, int]:
        """Load the next chunk in one transaction and return its sums; none at the end of the file."""
        chunk = list(islice(self._source, CHUNK_ROWS))
        if not chunk:
            return {}
        with journal.one_transaction():
            sums = _load_chunk(self._reader, chunk, batch_id=self.batch_id, now=now, tally=self._tally)
            loading.count_rows(self.batch_id, **sums)
            if self._is_dry_run:
                journal.take_back()
        self.rows_read += len(chunk)
        return sums


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedRow:
    """One row as it would be loaded, or why it would not."""

    line: int
    key: str
    given: ImportedCase | None
    problems: tuple[Problem, ...]


def check_cases(office: Office, records: Iterable[RawRecord], map_: LoadMap) -> Iterator[CheckedRow]:
    """Yield what each row says by a map, keeping nothing; raises Refused for a header that lacks a column."""
    source = iter(records)
    reader = _Reader(office, map_, next(source, None))
    for record in source:
        row = reader.read(record)
        yield CheckedRow(line=row.line, key=row.key, given=row.given, problems=row.problems)


def _load_chunk(
    reader: "_Reader", chunk: Sequence[RawRecord], *, batch_id: str, now: datetime, tally: _Tally
) -> dict[str, int]:
    office, seen = reader.office, tally.seen
    rows = [reader.read(record) for record in chunk]
    known = loading.known_rows(office.county_id, reader.map.source, [row.key for row in rows])
    batch, fates = Batch(office), []
    sums = {"read": len(rows), "kept": 0, "refused": 0, "known": 0}
    for row in rows:
        problems, made, key = list(row.problems), "", row.key
        if row.key in seen:
            problems, key = [Problem("row_twice", at="id")], f"{row.key[:KEY_MAX]}@{row.line}"
        elif row.key in known and journal.is_kept_hash(known[row.key][0], row.digest):
            sums["known"] += 1
            seen.add(row.key)
            continue
        elif row.key in known and known[row.key][1]:
            problems, key = [Problem("row_changed", at="id")], f"{row.key[:KEY_MAX]}@{row.hash[:12]}"
        elif row.given is not None:
            made = batch.import_case(row.given, now=now)
        if key != row.key and key in loading.known_rows(office.county_id, reader.map.source, [key]):
            sums["known"] += 1
            continue
        seen.add(row.key)
        sums["kept" if made else "refused"] += 1
        tally.remarks.update(problem.code for problem in problems)
        reasons = [{"code": one.code, "at": one.at, "params": dict(one.params)} for one in problems]
        fates.append(loading.RowFate(key=key, row_hash=row.hash, line=row.line, made=made, reasons=reasons))
    batch.flush()
    loading.save_fates(office.county_id, reader.map.source, batch_id, fates)
    return sums


class _Reader:
    """Reads records by a map: cells to an imported case, or to the reasons why not."""

    def __init__(self, office: Office, map_: LoadMap, header: RawRecord | None) -> None:
        self.office, self.map = office, map_
        names = [cell.strip() for cell in header.cells] if header else []
        missing = [name for name in map_.columns.values() if name not in names]
        if missing:
            raise Refused([Problem("column_missing", at=name, params={"value": name[:60]}) for name in missing])
        self.width = len(names)
        self.places = {ours: names.index(theirs) for ours, theirs in map_.columns.items()}
        self.bounds = office.placer.bounds
        self.root = next(area for area in office.directory.tree if area.level is AreaLevel.COUNTY)
        fallback = office.directory.tree.by_key.get(map_.area) if map_.area else self.root
        if fallback is None:
            raise Refused([Problem("unknown_choice", at="area", params={"value": map_.area[:40]})])
        self.fallback = fallback

    def read(self, record: RawRecord) -> _Row:
        """Return the row; a row that cannot be kept still has a key, made from its content."""
        text = "\x1f".join(record.cells)
        digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
        own = f"row-{journal.kept_hash(digest)[:32]}"
        if record.problem:
            return _Row(line=record.line, key=own, digest=digest, given=None, problems=(Problem(record.problem),))
        if len(record.cells) < self.width:
            params = {"count": len(record.cells), "wanted": self.width}
            few = Problem("too_few_cells", params=params)
            return _Row(line=record.line, key=own, digest=digest, given=None, problems=(few,))
        cells = {ours: record.cells[place] for ours, place in self.places.items()}
        problems: list[Problem] = []
        key = self._text(cells, "id", KEY_MAX, problems).strip()
        if not key and not problems:
            problems.append(Problem("required", at="id"))
        given, remarks = self._case(cells, key, problems)
        found = (*problems, *remarks)
        return _Row(line=record.line, key=key or own, digest=digest, given=None if problems else given, problems=found)

    def _case(self, cells: Mapping[str, str], key: str, problems: list[Problem]) -> tuple[ImportedCase, list[Problem]]:
        remarks: list[Problem] = []
        words = [self._text(cells, one, WORDS_MAX, problems) for one in ("title", "words")]
        place_words = self._text(cells, "place_words", 500, problems)
        filed_at = self._moment(cells, "filed_at", problems)
        closed_at = self._moment(cells, "closed_at", problems)
        status = cells.get("status", "").strip()
        if status and status not in self.map.statuses:
            problems.append(Problem("unknown_choice", at="status", params={"value": status[:40]}))
        area, how, point = self._place(cells, remarks)
        category = cells.get("category", "").strip()
        given = ImportedCase(
            origin=f"{self.map.source}#{key}"[:80],
            category=self.map.categories.get(category, self.map.default_category),
            area=area,
            how_placed=how,
            is_closed=self.map.statuses.get(status) == "closed",
            filed_at=filed_at,
            closed_at=closed_at,
            values={"words": "\n".join(one for one in words if one), "place_words": place_words},
            point=point,
        )
        return given, remarks

    def _text(self, cells: Mapping[str, str], ours: str, limit: int, problems: list[Problem]) -> str:
        try:
            return kept_text(cells.get(ours, ""), limit=limit, at=ours)
        except Refused as refused:
            problems.extend(refused.problems)
            return ""

    def _moment(self, cells: Mapping[str, str], ours: str, problems: list[Problem]) -> datetime | None:
        text = cells.get(ours, "").strip()
        if not text:
            return None
        try:
            return read_moment(text, zone=self.map.zone, is_day_first=self.map.is_day_first, at=ours)
        except Refused as refused:
            problems.extend(refused.problems)
            return None

    def _place(self, cells: Mapping[str, str], remarks: list[Problem]) -> tuple[str, str, bytes | None]:
        """A row whose place is wrong is kept, to be placed by hand; the remark says what was wrong."""
        named = self.office.directory.tree.by_key.get(cells.get("area", "").strip())
        lon, lat = cells.get("lon", "").strip(), cells.get("lat", "").strip()
        point: Point | None = None
        if lon or lat:
            try:
                point = read_point(lon, lat, crs=self.map.crs)
            except Refused as refused:
                remarks.extend(refused.problems)
        kept = canonical(dict(zip(("lon_e6", "lat_e6"), point.microdegrees, strict=True))) if point else None
        if named is not None:
            return named.path, How.BY_HAND.value, kept
        if point is not None:
            placement = self.office.placer.place(point)
            if placement.area_path:
                return placement.area_path, placement.how.value, kept
            remarks.extend(check_point(point, bounds=self.bounds))
        return self.fallback.path, How.BY_HAND.value, kept


def read_hashes(file: bytes, map_: Mapping[str, object]) -> tuple[str, str]:
    """Return the hashes by which a file and its map are noted."""
    return hashlib.sha256(file).hexdigest(), hashlib.sha256(json.dumps(map_, sort_keys=True).encode()).hexdigest()


def each_refused(loaded: Loaded) -> Iterator[tuple[int, str, tuple[Problem, ...]]]:
    """Yield (line, key, reasons) of every row that was not kept."""
    return refused_of(loaded.batch_id)


def refused_of(batch_id: str) -> Iterator[tuple[int, str, tuple[Problem, ...]]]:
    """Yield (line, key, reasons) of every row that a batch did not keep."""
    for line, key, reasons in loading.refused_rows(batch_id):
        yield line, key, tuple(Problem(one["code"], one["at"], one["params"]) for one in reasons)
