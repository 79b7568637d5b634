"""`linli retention`: erases personal data whose period is over, or says what it would erase and what is held."""

from argparse import ArgumentParser, Namespace
from collections import Counter

from linli.actions.office import open_office
from linli.actions.retention import due_now, erase_due
from linli.cli.house import House

SUMMARY = "erase personal data whose period is over (--dry-run: only count)"
NEEDS_DATABASE = True


def configure(parser: ArgumentParser) -> None:
    """Add the options."""
    parser.add_argument("--dry-run", action="store_true", help="count what is due and name what is held; erase nothing")


def run(args: Namespace) -> int:
    """Erase in batches until nothing is due."""
    house: House = args.house
    now = house.now()
    office = open_office(house.ports())
    found = list(due_now(office, now))
    for procedure, count in sorted(Counter(one.procedure for one in found if not one.held_for).items()):
        print(f"{procedure}: {count:,} 件到期 / matters due")
    for one in found:
        if one.held_for:
            print(f"{one.stream}: 依法留存 / held for {one.held_for}")
    if args.dry_run:
        return 0
    erased = 0
    while batch := erase_due(office, now):
        erased += batch
    print(f"{erased:,} 件的个人信息已删除 / matters had personal data erased")
    return 0
