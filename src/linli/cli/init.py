"""`linli init`: makes the roles where it may, brings the tables up to date, gathers static files."""

from argparse import ArgumentParser, Namespace

from django.core.management import call_command

from linli.actions.load_staff import first_link_address
from linli.actions.staffing import open_desk
from linli.cli.house import House

SUMMARY = "prepare the database and the data folder (safe to repeat)"
NEEDS_DATABASE = True


def configure(parser: ArgumentParser) -> None:
    """Add the options."""
    parser.add_argument("--dry-run", action="store_true", help="only list the migrations that would run")
    parser.add_argument("--county", metavar="CODE", help="set up and serve this county; an installation serves one")
    parser.add_argument("--name", metavar="NAME", help="the county's name")
    parser.add_argument("--operator", metavar="USER", help="the account that runs the centre's desk")
    parser.add_argument("--collect-static", action="store_true", help="also gather static files for a server")


def run(args: Namespace) -> int:
    """Prepare roles, tables and folders; exit 1 where the owner's address is unknown."""
    house: House = args.house
    if not house.is_owner_known:
        print("LINLI_OWNER_DATABASE_URL is needed: only the owner role may change tables.")
        return 1
    if args.dry_run:
        call_command("migrate", database="owner", plan=True)
        return 0
    prepare(house)
    if args.collect_static:
        call_command("collectstatic", interactive=False, verbosity=0)
    print(f"Ready: data folder {house.data_dir}")
    if args.county and args.operator:
        desk = open_desk(args.county, name=args.name or args.county, username=args.operator, now=house.now())
        address = first_link_address(house.public_url, desk.token)
        print(f"{desk.unit}: {desk.username} chooses a password at {address}")
        print(f"(shown only now, works once, until {desk.expires_at:%Y-%m-%d %H:%M} UTC; run this again for another)")
    return 0


def prepare(house: House) -> None:
    """Bring roles and tables up to date; `linli demo` calls this too."""
    house.prepare_database()
    call_command("migrate", database="owner", interactive=False, verbosity=0)
    for folder in ("attachments", "static"):
        (house.data_dir / folder).mkdir(parents=True, exist_ok=True, mode=0o700)
