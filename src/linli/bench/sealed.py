"""Filing and reading with the vault beside the same without: two copies of one county, asked in turns.

The goal is 0.8 of what goes without it.

The copy without seals nothing and has neither row security nor the index by key: what it takes is what filing and
reading took before there was a vault.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from statistics import median
from time import perf_counter
from urllib.parse import urlsplit, urlunsplit

import psycopg
from django.db import connections, transaction
from psycopg import sql

from linli.actions.case_views import open_for
from linli.actions.deciding import Office
from linli.bench.clones import grown_county, keys, pointed, server
from linli.bench.figure import Figure, figure
from linli.bench.intake import rate_of, request_body, served
from linli.bench.open_vault import OpenVault
from linli.domain.case_query import CaseQuery
from linli.domain.vault import Opened
from linli.store.cases import list_cases
from linli.store.secrets import EVERYTHING, StoredVault, Vault, opened, sealed_rows, using
from linli.ui.moment import present

SUMMARY = "file cases and open them, with the vault and without"

CASES = 5_000
SECONDS = 3.0
ROUNDS = 7
READ_CASES = 25
COPY = "linli_bench_open"
SEAT = "p-s0-operator"
WITHOUT_WALL = """
ALTER TABLE value DISABLE ROW LEVEL SECURITY;
ALTER TABLE blind_index DISABLE ROW LEVEL SECURITY;
DROP INDEX value_by_key;
"""


def run(*, seed: int, scale: float) -> list[Figure]:
    """Measure in turns, so that a busy machine disturbs both alike; medians of the rounds."""
    with grown_county(seed=seed, cases=max(60, int(CASES * scale))) as office:
        body, streams = request_body(office), _streams(office)
        seconds = max(0.2, SECONDS * min(1.0, scale))
        with _copy_without_vault(office, streams) as (app_url, owner_url):
            with served(server().app_url) as sealed, served(app_url) as bare:
                rates = _rates({"file": sealed, "file-open": bare}, body, seconds)
            opened_ = _opening_rates(office, streams, (app_url, owner_url))
    return [
        figure("filing with the vault", rates[0], "cases/s", limit_name="without", limit_value=rates[1]),
        figure("opening cases with the vault", opened_[0], "cases/s", limit_name="without", limit_value=opened_[1]),
    ]


def _streams(office: Office) -> list[str]:
    post = office.directory.posts[SEAT]
    query = CaseQuery(county_id=office.county_id, reach=None, now=present(), holder_unit=post.unit_id, limit=READ_CASES)
    return [line.stream for line in list_cases(query).lines]


@contextmanager
def _copy_without_vault(office: Office, streams: list[str]) -> Iterator[tuple[str, str]]:
    """Copy the county's database, take the wall down there, and open the values that will be read."""
    origin = urlsplit(server().app_url).path.lstrip("/")
    app_url, owner_url = (_on(url, COPY) for url in (server().app_url, server().owner_url))
    for alias in ("default", "owner"):
        connections[alias].close()
    words = {"copy": sql.Identifier(COPY), "origin": sql.Identifier(origin), "owner": sql.Identifier("linli_owner")}
    with psycopg.connect(server().superuser_url, autocommit=True) as root:
        root.execute(sql.SQL("DROP DATABASE IF EXISTS {copy} WITH (FORCE)").format(**words))
        root.execute(sql.SQL("CREATE DATABASE {copy} OWNER {owner} TEMPLATE {origin}").format(**words))
    with pointed(app_url, owner_url):
        with connections["owner"].cursor() as cursor:
            cursor.execute(WITHOUT_WALL)
        _open_values(office, streams)
    try:
        yield app_url, owner_url
    finally:
        with psycopg.connect(server().superuser_url, autocommit=True) as root:
            root.execute(sql.SQL("DROP DATABASE {copy} WITH (FORCE)").format(**words))


def _on(url: str, database: str) -> str:
    return urlunsplit(urlsplit(url)._replace(path=f"/{database}"))


def _open_values(office: Office, streams: list[str]) -> None:
    with opened(office.county_id, EVERYTHING):
        rows = sealed_rows(office.county_id, streams)
    held = StoredVault(keys()).unseal(rows)
    values = [(row.place, one) for row, one in zip(rows, held, strict=True) if isinstance(one, Opened)]
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        for row, (_, plain) in zip(rows, OpenVault().seal(values), strict=True):
            cursor.execute("UPDATE value SET value = %s WHERE key_id = %s", [plain, row.key_id])


def _rates(doors: dict[str, int], body: bytes, seconds: float) -> tuple[float, float]:
    found: dict[str, list[float]] = {door: [] for door in doors}
    for number in range(ROUNDS + 1):
        for door, port in doors.items():
            rate = rate_of(port, door, body, seconds)
            if number:  # the first round fills what is kept
                found[door].append(rate)
    sealed, bare = (median(rates) for rates in found.values())
    return sealed, bare


def _opening_rates(office: Office, streams: list[str], bare: tuple[str, str]) -> tuple[float, float]:
    """Return how many cases a second are opened, with the vault and without."""
    post = office.directory.posts[SEAT]
    found: tuple[list[float], list[float]] = ([], [])
    for number in range(ROUNDS + 1):
        vaults: tuple[Vault, Vault] = (StoredVault(keys()), OpenVault())
        for place, vault in enumerate(vaults):
            urls = (server().app_url, server().owner_url) if place == 0 else bare
            with pointed(*urls), using(vault):
                open_for(office, post, streams[0].partition("/")[2])
                begun = perf_counter()
                for stream in streams:
                    open_for(office, post, stream.partition("/")[2])
                if number:
                    found[place].append(len(streams) / (perf_counter() - begun))
    return median(found[0]), median(found[1])
