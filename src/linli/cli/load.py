"""`linli load WHAT FILE`: reads areas or cases from a table that another system wrote."""

import csv
import json
import sys
import tomllib
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from linli.actions.load_areas import LoadedAreas, load_areas
from linli.actions.load_cases import Loaded, each_refused, load_cases, read_hashes
from linli.actions.office import open_office
from linli.cli.house import House
from linli.domain.delimited import SAMPLE_BYTES, RawRecord, guess_delimiter, guess_encoding, records, text_lines
from linli.domain.load_map import read_load_map
from linli.domain.problems import Problem, Refused

SUMMARY = "read areas or cases from a table of another system (safe to repeat)"
NEEDS_DATABASE = True
CHUNK_BYTES = 1 << 20


def configure(parser: ArgumentParser) -> None:
    """Add the options."""
    parser.add_argument("what", choices=("areas", "cases"))
    parser.add_argument("file", type=Path)
    parser.add_argument("--map", type=Path, help="TOML file that says which column is what (cases)")
    parser.add_argument("--name", action="append", default=[], metavar="CODE=NAME", help="a county's name (areas)")
    parser.add_argument("--encoding", help="when the guess is wrong, e.g. gb18030")
    parser.add_argument("--refused", type=Path, metavar="FILE", help="write the rows that were not kept to a CSV file")
    parser.add_argument("--dry-run", action="store_true", help="read and check everything, keep nothing")
    parser.add_argument("--json", action="store_true", help="print the sums as JSON")


def run(args: Namespace) -> int:
    """Load the file; 0 when every row was kept or known, 3 when some were refused (each is named)."""
    house: House = args.house
    if args.what == "areas":
        names = dict(one.split("=", 1) for one in args.name if "=" in one)
        return _told_areas(
            load_areas(_read(args), names=names, now=house.now(), is_dry_run=args.dry_run), as_json=args.json
        )
    office = open_office(house.ports())
    if args.map is None:
        raise Refused([Problem("required", at="--map")])
    spelled = _toml(args.map)
    map_ = read_load_map(spelled, category_keys=office.directory.categories)
    hashes = read_hashes(_bytes(args.file), spelled)
    loaded = load_cases(office, _read(args), map_, hashes=hashes, now=house.now(), is_dry_run=args.dry_run)
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
    first = next(text_lines([sample], encoding), "")
    return records(text_lines(_chunks(args.file), encoding), delimiter=guess_delimiter(first))


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
    for remark in loaded.refused:
        reasons = " ".join(f"{one.at}: {one.within('en')}" for one in remark.problems)
        print(f"line {remark.line}: {reasons}", file=sys.stderr)
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
                writer.writerow([line, key, " ".join(f"{one.at}: {one.within('zh')}" for one in reasons)])
    return 3 if loaded.refused else 0
