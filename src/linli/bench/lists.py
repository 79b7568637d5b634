"""Pages at 100,000 cases and as many rows of safe places: how many questions each asks, and how long the server takes.

Questions are counted on the wire, so that whatever asks them is counted. A new page is one more line below.
"""

import tempfile
from dataclasses import dataclass
from statistics import median
from time import perf_counter

from django.db import connection
from django.test import Client

from linli.actions.deciding import Office
from linli.actions.staff_sessions import TWO
from linli.bench.clones import grown_county
from linli.bench.figure import Figure, figure
from linli.bench.safe_rows import AUDITOR, HEAD, INSPECTOR, safe_rows
from linli.domain.case_query import CaseQuery
from linli.store.cases import list_cases
from linli.store.staff import StaffMember, account_of, save_staff
from linli.ui.moment import present

SUMMARY = "Today, Desk, lists, search, Case and safe places at 100,000 rows: questions and server time"

CASES = 100_000
QUERIES_MAX = 25
PAGES = (
    ("Today", "/console/"),
    ("Desk", "/console/desk"),
    ("Desk with a case", "/console/desk/{id}"),
    ("Cases", "/console/cases"),
    ("Cases overdue", "/console/cases?clock=overdue"),
    ("Cases of a kind", "/console/cases?category=municipal"),
    ("Search by word", "/console/search?q=路灯"),
    ("Search by number", "/console/search?q={number}"),
    ("Case", "/console/cases/{number}"),
    ("Phone desk", "/console/phone"),
    ("Map", "/console/map"),
)
"""Name and address; {id} and {number} are those of an open case."""
COUNTY_PAGES = (("Wall", "/console/wall"),)
"""Opened from a seat that sees the whole county. The wall counts thirty things, each of which opens its list."""
SEAT, COUNTY_SEAT = "p-s0-operator", "p-centre-operator"
SAFE_PAGES = (
    (COUNTY_SEAT, "Places", "/console/places"),
    (COUNTY_SEAT, "Places, last page", "/console/places?after=%E5%AE%9E%E9%AA%8C%E5%9C%BA%E6%89%8099990%0A"),
    (COUNTY_SEAT, "Places of a kind", "/console/places?kind=school"),
    (COUNTY_SEAT, "Places by word", "/console/places?q=场所99"),
    (SEAT, "Places of a street", "/console/places"),
    (COUNTY_SEAT, "Hazards", "/console/hazards"),
    (COUNTY_SEAT, "Hazards, open and major", "/console/hazards?state=open&severity=major"),
    (SEAT, "Hazards of a street", "/console/hazards"),
    (COUNTY_SEAT, "Sweeps", "/console/hazards/sweeps"),
    (SEAT, "Sweeps of a street", "/console/hazards/sweeps"),
    (COUNTY_SEAT, "Inspections", "/console/inspections/all"),
    (SEAT, "Inspections of a street", "/console/inspections/all"),
    (COUNTY_SEAT, "Inspections by list", "/console/inspections/all?checklist=fire_market&found=yes"),
    (INSPECTOR, "Inspections, mine", "/console/inspections"),
    (COUNTY_SEAT, "Coverage by a list", "/console/inspections/coverage?checklist=fire_market"),
    (COUNTY_SEAT, "Draws", "/console/inspections/draws"),
    (COUNTY_SEAT, "Campaigns", "/console/inspections/campaigns"),
    (COUNTY_SEAT, "Rounds of communities", "/console/rounds/coverage"),
    (COUNTY_SEAT, "Places nobody passed", "/console/rounds/uncovered"),
    (SEAT, "Places nobody passed in a street", "/console/rounds/uncovered"),
    (HEAD, "Duty roster", "/console/rounds/roster"),
    (HEAD, "Days without rounds", "/console/rounds/days"),
    (AUDITOR, "Oversight rounds", "/console/oversight"),
    (INSPECTOR, "Oversight rounds of a team", "/console/oversight"),
    (AUDITOR, "Oversight, handed over", "/console/oversight/answers"),
    (COUNTY_SEAT, "Supplies", "/console/supplies"),
    (COUNTY_SEAT, "Supplies short", "/console/supplies?only=short"),
    (SEAT, "Supplies of a street", "/console/supplies"),
    (COUNTY_SEAT, "Equipment", "/console/assets"),
    (COUNTY_SEAT, "Equipment of a kind, overdue", "/console/assets?kind=extinguisher&due=overdue"),
    (SEAT, "Equipment of a street", "/console/assets"),
    (COUNTY_SEAT, "Emergency plans", "/console/plans"),
    (COUNTY_SEAT, "Self-checks of centres", "/console/centres"),
)
"""Seat, name and address, opened while the rows of safe places lie there."""
_REPEATS = 7
LEAST = "50 newest rows by plain SQL"
FIRST_50 = "SELECT * FROM case_row WHERE county_id = %s ORDER BY reported_at DESC, id DESC LIMIT 50"


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """What opening a page took."""

    milliseconds: float
    queries: int


def run(*, seed: int, scale: float) -> list[Figure]:
    """Measure every page from an operator's seat; raises RuntimeError where one does not answer 200."""
    rows = max(60, int(CASES * scale))
    with grown_county(seed=seed, cases=rows) as office:
        least = _fifty_rows(office)
        figures: list[Figure] = []
        case = _open_case(office)
        for seat, pages in ((SEAT, PAGES), (COUNTY_SEAT, COUNTY_PAGES)):
            client = _seated(office, seat)
            for name, address in pages:
                figures += _figures(name, _open(client, address.format(**case)), least)
        with safe_rows(office, rows) as grown:
            clients: dict[str, Client] = {}
            for seat, name, address in SAFE_PAGES:
                client = clients.get(seat) or clients.setdefault(seat, _seated(grown, seat))
                figures += _figures(name, _open(client, address), least)
        return figures


def _figures(name: str, opened: Opened, least: float) -> list[Figure]:
    return [
        figure(f"{name}: questions", opened.queries, "queries", limit_name="goal", limit_value=QUERIES_MAX),
        figure(f"{name}: server time", opened.milliseconds, "ms", limit_name=LEAST, limit_value=least),
    ]


def _seated(office: Office, seat: str) -> Client:
    """Return a browser in which whoever holds `seat` is signed in."""
    post = office.directory.posts[seat]
    save_staff([StaffMember(username=f"bench-{seat}", pseudonym=post.staff_id or "", name="实验")])
    account = account_of(post.staff_id or "")
    if account is None or not post.is_active(present()):
        raise RuntimeError("nobody to sit down as")
    client = Client(SERVER_NAME="localhost")
    client.force_login(account)
    session = client.session
    session[TWO] = True  # an operator signs in with two factors
    session.save()
    return client


def _open_case(office: Office) -> dict[str, str]:
    post = office.directory.posts[SEAT]
    query = CaseQuery(
        county_id=office.county_id, reach=None, now=present(), holder_unit=post.unit_id, is_final=False, limit=1
    )
    line = list_cases(query).lines[0]
    return {"id": line.id, "number": line.number}


def _open(client: Client, address: str) -> Opened:
    """Open a page several times: the first fills what is kept, the last is counted on the wire."""
    taken = []
    for number in range(_REPEATS + 1):
        begun = perf_counter()
        answer = client.get(address, follow=True)
        if answer.status_code != 200:
            raise RuntimeError(f"{address} answered {answer.status_code}")
        if number:
            taken.append((perf_counter() - begun) * 1000)
    return Opened(milliseconds=median(taken), queries=_questions(client, address))


def _questions(client: Client, address: str) -> int:
    """Count what goes to the server while a page is opened."""
    with tempfile.TemporaryFile("w+b") as wire:
        connection.ensure_connection()
        raw = connection.connection.pgconn
        raw.trace(wire.fileno())
        client.get(address, follow=True)
        raw.untrace()
        wire.seek(0)
        return sum(line.split(b"\t")[3:4] in ([b"Query"], [b"Execute"]) for line in wire)


def _fifty_rows(office: Office) -> float:
    taken = []
    for _ in range(_REPEATS):
        begun = perf_counter()
        with connection.cursor() as cursor:
            cursor.execute(FIRST_50, [office.county_id])
            cursor.fetchall()
        taken.append((perf_counter() - begun) * 1000)
    return median(taken)
