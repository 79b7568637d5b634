"""`linli client add|list|revoke`: keys for the systems that knock at the open doors."""

import json
from argparse import ArgumentParser, Namespace

from linli.actions.deciding import Office
from linli.actions.door_seats import shut_out
from linli.actions.doors import RATE_PER_MINUTE, create_client, list_clients
from linli.actions.office import open_office
from linli.cli.house import House
from linli.domain.door_scopes import SCOPES
from linli.store.journal import one_transaction, take_back

SUMMARY = "make, list or revoke the keys of systems that connect to this one"
NEEDS_DATABASE = True


def configure(parser: ArgumentParser) -> None:
    """Add the options."""
    parser.add_argument("what", choices=("add", "list", "revoke"))
    parser.add_argument("which", nargs="?", metavar="NAME|ID", help="add: the other system's name; revoke: its id")
    parser.add_argument("--scope", action="append", default=[], choices=tuple(SCOPES), help="repeat for several")
    parser.add_argument("--area", default="", metavar="PATH", help="only within this area (default: the county)")
    parser.add_argument("--rate", type=int, default=RATE_PER_MINUTE, metavar="N", help="requests a minute")
    parser.add_argument("--json", action="store_true", help="print the list as JSON, one key a line")
    parser.add_argument("--dry-run", action="store_true", help="check everything, keep nothing")


def run(args: Namespace) -> int:
    """Do one of the three."""
    house: House = args.house
    office = open_office(house.ports())
    if args.what == "list":
        return _listed(office, as_json=args.json)
    with one_transaction():
        if args.what == "revoke":
            shut_out(office, None, args.which or "", now=house.now())
            print(f"{args.which}: {'would be revoked' if args.dry_run else 'revoked'}")
        else:
            client, secret = create_client(
                office, name=args.which or "", scopes=args.scope, now=house.now(), area_path=args.area,
                rate_per_minute=args.rate,
            )  # fmt: skip
            print(f"{client.name} ({client.id}): {'would be made' if args.dry_run else secret}")
        if args.dry_run:
            take_back()
    return 0


def _listed(office: Office, *, as_json: bool) -> int:
    for one in list_clients(office):
        row = {
            "id": one.id, "name": one.name, "scopes": sorted(one.scopes), "area": one.area_path,
            "rate_per_minute": one.rate_per_minute, "revoked": one.revoked_at is not None,
        }  # fmt: skip
        words = "revoked" if row["revoked"] else f"{one.rate_per_minute}/min, {one.area_path}, {', '.join(one.scopes)}"
        print(json.dumps(row, ensure_ascii=False) if as_json else f"{one.id}  {one.name}  {words}")
    return 0
