"""Pages at 100,000 cases: how many questions each asks, and how long the server takes for it.

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
from linli.domain.case_query import CaseQuery
from linli.domain.unit import Role
from linli.store.cases import list_cases
from linli.store.staff import StaffMember, account_of, save_staff
from linli.ui.moment import present

SUMMARY = "Today, Desk, lists, search and Case at 100,000 cases: questions and server time"

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
    with grown_county(seed=seed, cases=max(60, int(CASES * scale))) as office:
        least = _fifty_rows(office)
        figures: list[Figure] = []
        case = _open_case(office)
        for seat, pages in ((SEAT, PAGES), (COUNTY_SEAT, COUNTY_PAGES)):
            client = _seated(office, seat)
            for name, address in pages:
                opened = _open(client, address.format(**case))
                figures += [
                    figure(f"{name}: questions", opened.queries, "queries", limit_name="goal", limit_value=QUERIES_MAX),
                    figure(f"{name}: server time", opened.milliseconds, "ms", limit_name=LEAST, limit_value=least),
                ]
        return figures


def _seated(office: Office, seat: str) -> Client:
    """Return a browser in which the operator at `seat` is signed in."""
    post = office.directory.posts[seat]
    save_staff([StaffMember(username=f"bench-{seat}", pseudonym=post.staff_id or "", name="实验")])
    account = account_of(post.staff_id or "")
    if account is None or post.role is not Role.OPERATOR:
        raise RuntimeError("no operator to sit down as")
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
