"""`linli figures`: the indicators of a period for the whole county, as a table or as JSON."""

import json
from argparse import ArgumentParser, Namespace

from linli.actions import figures
from linli.actions.office import open_office
from linli.cli.house import House
from linli.indicators.periods import period_of

SUMMARY = "count the indicators of a period"
NEEDS_DATABASE = True


def configure(parser: ArgumentParser) -> None:
    """Add the options."""
    parser.add_argument("--period", default="30d", help="2026-Q3, 2026-09, 2026 or 30d (default)")
    parser.add_argument("--engine", choices=["duckdb"], default="duckdb", help="what counts (default: duckdb)")
    parser.add_argument("--json", action="store_true", help="print one JSON object for a program to read")


def run(args: Namespace) -> int:
    """Bring the facts up to date, count, and print; raises Refused for a period it cannot read."""
    house: House = args.house
    office, now = open_office(house.ports()), house.now()
    period = period_of(args.period, now.astimezone(office.directory.calendar.zone))
    exported = figures.export_facts(office, now=now)
    board = figures.board(office, figures.whole_county(office), period)
    if args.json:
        print(json.dumps(_document(board, exported.as_of.isoformat()), ensure_ascii=False, indent=2))
        return 0
    print(f"{period.wording.zh} / {period.wording.en}, as of {exported.as_of:%Y-%m-%d %H:%M} UTC")
    for cell in board.cells.values():
        one = cell.indicator
        print(f"  {one.key:<22} {_value(cell):>22}  {cell.hits if one.hits else '–'} / {cell.n}  {one.name.zh}")
    return 0


def _value(cell: figures.Cell) -> str:
    if cell.n == 0:
        return "无事项 / no cases"
    if cell.value is None:
        return f"不足 {cell.indicator.least_n} 件 / too few" if cell.is_hidden else "–"
    return f"{cell.value:,.2f} {cell.indicator.unit.value}"


def _document(board: figures.Board, as_of: str) -> dict[str, object]:
    return {
        "period": board.period.key,
        "since": board.period.since.isoformat(),
        "until": board.period.until.isoformat(),
        "as_of": as_of,
        "figures": {
            key: {
                "n": cell.n,
                "hits": cell.hits if cell.indicator.hits else None,
                "value": cell.value,
                "unit": cell.indicator.unit.value,
                "is_hidden": cell.is_hidden,
            }
            for key, cell in board.cells.items()
        },
    }
