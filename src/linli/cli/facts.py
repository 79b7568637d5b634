"""`linli facts export`: the facts of the journal as Parquet, in codes only, for whoever counts or recounts."""

import json
from argparse import ArgumentParser, Namespace
from pathlib import Path

from linli.actions.figures import export_facts
from linli.actions.office import open_office
from linli.cli.house import House

SUMMARY = "export the facts of the journal as Parquet (adds only what is new)"
NEEDS_DATABASE = True


def configure(parser: ArgumentParser) -> None:
    """Add the options."""
    parser.add_argument("what", choices=["export"])
    parser.add_argument("folder", type=Path, metavar="DIR", help="where the facts go; safe to repeat")
    parser.add_argument("--json", action="store_true", help="print one JSON object for a program to read")


def run(args: Namespace) -> int:
    """Export and say what was added."""
    house: House = args.house
    exported = export_facts(open_office(house.ports()), now=house.now(), folder=args.folder.absolute())
    if args.json:
        told = {"rows": exported.rows, "matters": exported.matters, "as_of": exported.as_of.isoformat()}
        print(json.dumps(told))
    else:
        print(
            f"{exported.rows:,} rows added, {exported.matters:,} matters, as of {exported.as_of:%Y-%m-%d %H:%M:%S} UTC"
        )
    return 0
