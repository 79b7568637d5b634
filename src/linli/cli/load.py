"""`linli load WHAT FILE`: tables of areas, units, posts, staff, places, cases or calls; outlines and streets."""

import csv
import json
import sys
import tomllib
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from linli.actions.deciding import Office
from linli.actions.load_areas import LoadedAreas, load_areas
from linli.actions.load_calls import CallReading, load_calls
from linli.actions.load_cases import Loaded, each_refused, load_cases, read_hashes
from linli.actions.load_files import file_records, is_workbook, recognise
from linli.actions.load_places import load_places
from linli.actions.load_sheets import NOUNS, SheetFile, load_layer, load_sheet
from linli.actions.load_staff import load_staff
from linli.actions.load_streets import LoadedStreets, load_streets
from linli.actions.office import open_office
from linli.actions.table_rows import RefusedRow
from linli.cli.house import House
from linli.domain.coordinates import Crs
from linli.domain.delimited import SAMPLE_BYTES, RawRecord, guess_delimiter, guess_encoding, records, text_lines
from linli.domain.load_map import read_load_map
from linli.domain.open311_source import looks_like_open311, map_for, open311_records
from linli.domain.plain_cells import plain_cell
from linli.domain.problems import Problem, Refused
from linli.domain.setup_plan import ChangeKind

SUMMARY = "read areas, units, posts, places, cases or calls from a table of another system (safe to repeat)"
NEEDS_DATABASE = True
CHUNK_BYTES = 1 << 20
WHATS = (
    "areas", "bodies", "calls", "cases", "mediators", "places", "posts", "staff", "streets", "units",
)  # fmt: skip
LAYER_ENDS = (".geojson", ".json", ".zip")


def configure(parser: ArgumentParser) -> None:
    """Add the options."""
    parser.add_argument("what", choices=WHATS)
    parser.add_argument("file", type=Path)
    parser.add_argument(
        "--map",
        type=Path,
        help="TOML file that says which column is what (cases; needed unless the file is of Open311)",
    )
    parser.add_argument("--name", action="append", default=[], metavar="CODE=NAME", help="a county's name (areas)")
    parser.add_argument(
        "--datum",
        type=Crs,
        choices=tuple(Crs),
        default=Crs.WGS84,
        help="what the coordinates are given in (outlines, streets, places)",
    )
    parser.add_argument("--source", default="exchange", help="name of the exchange whose numbers they are (calls)")
    parser.add_argument("--day-first", action="store_true", help="3/4/2026 is the third of April (calls)")
    parser.add_argument("--encoding", help="when the guess is wrong, e.g. gb18030")
    parser.add_argument("--sheet", default="", help="name of the sheet of a workbook (default: the first)")
    parser.add_argument("--refused", type=Path, metavar="FILE", help="write the rows that were not kept to a CSV file")
    parser.add_argument(
        "--links", type=Path, metavar="FILE", help="write a link for a first password for each newcomer (staff)"
    )
    parser.add_argument("--dry-run", action="store_true", help="read and check everything, keep nothing")
    parser.add_argument("--json", action="store_true", help="print the sums as JSON")


def run(args: Namespace) -> int:
    """Load the file; 0 when every row was kept or known, 3 when some were refused (each is named)."""
    house: House = args.house
    if args.what == "streets":
        return _told_streets(load_streets(house.data_dir, _bytes(args.file), datum=args.datum, is_dry_run=args.dry_run))
    if args.what in NOUNS:
        return _told_sheet(args)
    if args.what == "areas" and args.file.suffix.lower() in LAYER_ENDS:
        return _told_layer(args)
    if args.what == "areas":
        names = dict(one.split("=", 1) for one in args.name if "=" in one)
        return _told_areas(
            load_areas(_read(args), names=names, now=house.now(), is_dry_run=args.dry_run), as_json=args.json
        )
    office = open_office(house.ports())
    if args.what == "staff":
        return _told_staff(office, args)
    if args.what == "places":
        places = load_places(office, _read(args), now=house.now(), datum=args.datum, is_dry_run=args.dry_run)
        sums = {"read": places.read, "added": places.added, "changed": places.changed, "unchanged": places.unchanged}
        for row in places.remarks:
            told = " ".join(one.within("en") for one in row.problems)
            print(f"line {row.line} {row.key}: {told}", file=sys.stderr)
        return _told_rows(sums, places.refused, as_json=args.json)
    if args.what == "calls":
        reading = CallReading(source=args.source, is_day_first=args.day_first, is_dry_run=args.dry_run)
        calls = load_calls(office, _read(args), reading)
        return _told_rows(
            {"read": calls.read, "kept": calls.kept, "known": calls.known}, calls.refused, as_json=args.json
        )
    content = _bytes(args.file)
    is_open311 = looks_like_open311(content[:SAMPLE_BYTES])
    if args.map is None and not is_open311:
        raise Refused([Problem("required", at="--map")])
    spelled = _toml(args.map) if args.map else {}
    if is_open311:
        spelled = map_for(spelled)
    map_ = read_load_map(spelled, category_keys=office.directory.categories)
    hashes = read_hashes(content, spelled)
    rows = open311_records(content) if is_open311 else _read(args)
    loaded = load_cases(office, rows, map_, hashes=hashes, now=house.now(), is_dry_run=args.dry_run)
    return _told_cases(loaded, args)


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise Refused([Problem("file_not_readable", at=str(path), params={"value": str(path)})]) from error


def _toml(path: Path) -> Mapping[str, Any]:
    try:
        return tomllib.loads(_bytes(path).decode())
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise Refused([Problem("not_toml", at=str(path), params={"value": str(error)})]) from error


def _read(args: Namespace) -> Iterator[RawRecord]:
    """Yield the file's records, whatever it is written in."""
    try:
        sample = args.file.open("rb").read(SAMPLE_BYTES)
    except OSError as error:
        raise Refused([Problem("file_not_readable", at=str(args.file), params={"value": str(args.file)})]) from error
    encoding = args.encoding or guess_encoding(sample)
    if is_workbook(sample):
        content = _bytes(args.file)
        return file_records(content, recognise(content, sheet=args.sheet))
    first = next(text_lines([sample], encoding), "")
    return records(text_lines(_chunks(args.file), encoding), delimiter=guess_delimiter(first))


def _told_rows(sums: dict[str, int], refused: Sequence[RefusedRow], *, as_json: bool) -> int:
    sums = {**sums, "refused": len(refused)}
    print(json.dumps(sums) if as_json else ", ".join(f"{value} {name}" for name, value in sums.items()))
    for row in refused:
        reasons = " ".join(f"{one.at}: {one.within('en')}" for one in row.problems)
        print(f"line {row.line} {row.key}: {reasons}", file=sys.stderr)
    return 3 if refused else 0


def _chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(CHUNK_BYTES):
            yield chunk


def _told_areas(loaded: LoadedAreas, *, as_json: bool) -> int:
    sums = {
        "counties": loaded.counties, "streets": loaded.streets, "communities": loaded.communities,
        "added": loaded.added, "changed": loaded.changed, "unchanged": loaded.unchanged,
        "refused": len(loaded.refused),
    }  # fmt: skip
    print(json.dumps(sums) if as_json else ", ".join(f"{value} {name}" for name, value in sums.items()))
    if loaded.counties > 1:
        print(
            f"An installation serves one county: {loaded.served}. Choose another one before anybody works here: "
            "linli init --county CODE --operator USER",
            file=sys.stderr,
        )
    for remark in loaded.refused:
        reasons = " ".join(f"{one.at}: {one.within('en')}" for one in remark.problems)
        print(f"line {remark.line}: {reasons}", file=sys.stderr)
    return 3 if loaded.refused else 0


def _told_sheet(args: Namespace) -> int:
    """Load units or posts; with any mistake nothing is kept and every one is named by sheet, row and column."""
    house: House = args.house
    file = SheetFile(what=args.what, content=_bytes(args.file), encoding=args.encoding or "")
    plan = load_sheet(open_office(house.ports()), file, now=house.now(), is_dry_run=args.dry_run)
    sums = {kind.value: 0 if plan.problems else plan.count(kind) for kind in ChangeKind}
    sums = {"read": plan.rows, **sums, "accounts": len(plan.accounts), "refused": len(plan.problems)}
    print(json.dumps(sums) if args.json else ", ".join(f"{value} {name}" for name, value in sums.items()))
    for one in plan.problems:
        column = f", column {one.letter} {one.column.en}" if one.column else ""
        print(f"{one.sheet.en}: row {one.row}{column}: {one.problem.within('en')}", file=sys.stderr)
    return 3 if plan.problems else 0


def _told_staff(office: Office, args: Namespace) -> int:
    """Load staff with their posts; links for first passwords go to a file that only its owner reads."""
    if args.links is not None and args.links.exists():
        raise Refused([Problem("links_file_exists", at="--links", params={"value": str(args.links)})])
    loaded = load_staff(
        office, _read(args), now=args.house.now(), is_dry_run=args.dry_run, with_links=args.links is not None
    )
    print(json.dumps(loaded.sums) if args.json else ", ".join(f"{value} {name}" for name, value in loaded.sums.items()))
    for one in loaded.plan.problems:
        column = f", {one.column.en}" if one.column else ""
        print(f"line {one.row}{column}: {one.problem.within('en')}", file=sys.stderr)
    if args.links is not None and loaded.links:
        args.links.touch(mode=0o600, exist_ok=False)
        with args.links.open("w", newline="", encoding="utf-8-sig") as file:
            writer = csv.writer(file, quoting=csv.QUOTE_ALL)
            writer.writerow(["login", "name", "link", "until"])
            for login, name, link, until in loaded.links:
                writer.writerow([plain_cell(login), plain_cell(name), link, f"{until:%Y-%m-%d %H:%M}Z"])
    return 3 if loaded.plan.problems else 0


def _told_layer(args: Namespace) -> int:
    """Save the outlines of a layer; 3 when a shape fits no area or cannot be used (each is named)."""
    house: House = args.house
    plan = load_layer(
        open_office(house.ports()), _bytes(args.file), crs=Crs(args.datum), now=house.now(), is_dry_run=args.dry_run
    )
    wrong = [one for one in plan.matched if one.problem or one.area is None]
    sums = {
        "read": len(plan.matched),
        "outlines": len(plan.areas),
        "refused": len(wrong),
        "overlaps": len(plan.overlaps),
    }
    print(json.dumps(sums) if args.json else ", ".join(f"{value} {name}" for name, value in sums.items()))
    for one in wrong:
        reason = Problem(one.problem, params={"area": one.label}).within("en") if one.problem else "no area fits"
        print(f"{one.label}: {reason}", file=sys.stderr)
    return 3 if wrong else 0


def _told_streets(loaded: LoadedStreets) -> int:
    print(f"{loaded.kept} kept, {len(loaded.refused)} refused")
    for problem in loaded.refused:
        print(f"{problem.at}: {problem.within('en')}", file=sys.stderr)
    return 3 if loaded.refused else 0


def _told_cases(loaded: Loaded, args: Namespace) -> int:
    sums = {"read": loaded.read, "kept": loaded.kept, "known": loaded.known, "refused": loaded.refused}
    if args.json:
        print(json.dumps({**sums, "remarks": loaded.remarks}))
    else:
        print(", ".join(f"{value} {name}" for name, value in sums.items()))
        for code, count in sorted(loaded.remarks.items()):
            print(f"  {count} × {code}")
    if args.refused is not None:
        with args.refused.open("w", newline="", encoding="utf-8-sig") as file:
            writer = csv.writer(file, quoting=csv.QUOTE_ALL)
            writer.writerow(["line", "key", "reasons"])
            for line, key, reasons in each_refused(loaded):
                told = " ".join(f"{one.at}: {one.within('zh')}" for one in reasons)
                writer.writerow([line, plain_cell(key), plain_cell(told)])
    return 3 if loaded.refused else 0
