"""A county full of cases in a database of its own: a few are played by the real actions, the rest are clones.

The server is private to this process, started by the first bench that wants it and removed at the end.
"""

import atexit
import random
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from time import perf_counter
from typing import Any

from django.core.management import call_command
from django.db import connection, connections, transaction
from psycopg.conninfo import conninfo_to_dict

from linli.actions.batch import Batch
from linli.actions.deciding import Filing, Office
from linli.adapters.embedded_postgres import EmbeddedCluster
from linli.adapters.embedded_postgres.cluster import Server
from linli.adapters.key_store import FileKeyStore
from linli.bench import county
from linli.domain.engine.context import RESIDENT, Actor, Command
from linli.domain.problems import Refused
from linli.store import setup
from linli.store.cloning import clone_cases
from linli.store.secrets import StoredVault, using
from linli.ui.moment import present
from linli.ui.office import the_office

PLAYED_DAYS = 12
MODELS = 500
"""Cases that the real actions play."""
WORDS = ("路灯不亮,晚上看不清路", "井盖松动,车一压就响", "楼道里堆了旧家具", "垃圾两天没有清运", "外墙瓷砖要掉下来了")
CATEGORIES = ("municipal.street_lamp", "municipal.road_damage", "appearance.exposed_rubbish", "building.facade")


@cache
def folder() -> Path:
    """Return the bench's own folder, which goes when the process ends."""
    made = Path(tempfile.mkdtemp(prefix="linli-bench-"))
    made.chmod(0o711)  # started by root, the server runs under an account of its own, which must get through
    return made


@cache
def keys() -> FileKeyStore:
    """Return the bench's own key store: an installation's keys are not for it."""
    return FileKeyStore(folder() / "keys")


@cache
def server() -> Server:
    """Start the bench's own server, empty and migrated; it goes when the process ends."""
    cluster, kept = EmbeddedCluster(folder()), ExitStack()
    kept.callback(shutil.rmtree, folder(), ignore_errors=True)
    kept.callback(cluster.remove)
    running = kept.enter_context(cluster.running())
    atexit.register(kept.close)
    with pointed(running.app_url, running.owner_url):
        call_command("migrate", database="owner", interactive=False, verbosity=0)
    return running


@contextmanager
def grown_county(*, seed: int, cases: int) -> Iterator[Office]:
    """Point the process at the bench's county, grown to at least `cases` cases; and back afterwards."""
    with pointed(server().app_url, server().owner_url), using(StoredVault(keys())):
        if setup.only_county() is None:
            begun_at = present() - timedelta(days=PLAYED_DAYS)
            county_id = setup.county_of(county.COUNTY, name="实验区")
            records = county.records(seed, begun_at)
            setup.save_records(county_id, records, actor={"kind": "system"}, now=begun_at)
            play(the_office(), amount=min(MODELS, max(20, cases // 10)), begun_at=begun_at, seed=seed)
        office = the_office()
        missing = cases - count_cases()
        if missing > 0:
            clone_cases(office.county_id, missing)
            with connections["owner"].cursor() as cursor:
                cursor.execute("ANALYZE")
        yield office


def clone_rate(office: Office, amount: int) -> float:
    """Return how many clones a second are written."""
    begun = perf_counter()
    clone_cases(office.county_id, amount)
    return amount / (perf_counter() - begun)


def count_cases() -> int:
    """Count the cases there are."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM case_row")
        return int(cursor.fetchone()[0])


def play(office: Office, *, amount: int, begun_at: datetime, seed: int) -> None:
    """Let `amount` cases be filed since `begun_at` and go on for a while, each as far as chance wills."""
    chance = random.Random(seed)
    grids = [area.path for area in office.directory.tree if area.level.value == "grid"]
    with transaction.atomic():
        batch = Batch(office)
        for number in range(amount):
            now = begun_at + timedelta(days=PLAYED_DAYS) * (number / amount)
            grid, category = chance.choice(grids), chance.choice(CATEGORIES)
            fields = {
                "category": category, "area": grid, "channel": "web", "requester": "known",
                "requester_phone": f"139{chance.randrange(10**8):08d}", "words": chance.choice(WORDS),
            }  # fmt: skip
            filed = batch.file(Filing(command_id=f"bench-{number}", fields=fields), actor=RESIDENT, now=now)
            for step, (who, verb, rest) in enumerate(_way(grid, category)[: chance.randrange(9)]):
                now += timedelta(minutes=chance.randrange(5, 300))
                command = Command(id=f"bench-{number}-{step}", verb=verb, stream=filed.stream, fields=rest)
                try:
                    batch.move(command, actor=Actor(kind="post", post=office.directory.posts[who]), now=now)
                except Refused:
                    break
        batch.flush()


def _way(grid: str, category: str) -> tuple[tuple[str, str, Mapping[str, Any]], ...]:
    desk, department = grid.split("/")[2], f"d-{category.partition('.')[0]}"
    return (
        (f"p-{desk}-operator", "register", {"title": "请尽快处理"}),
        (f"p-{desk}-dispatcher", "dispatch", {"unit": f"u-{department}"}),
        (f"p-{department}-liaison"[:26], "accept", {}),
        (f"p-{department}-handler"[:26], "start", {}),
        (f"p-{department}-handler"[:26], "report_result", {"result": "已处理", "condition": "repaired"}),
        (f"p-{desk}-operator", "check", {}),
        (f"p-{desk}-operator", "answer", {"answer": "已经修好,请您看看"}),
        (f"p-{desk}-operator", "close", {}),
    )


@contextmanager
def pointed(app_url: str, owner_url: str) -> Iterator[None]:
    """Let both of Django's aliases speak with these addresses, and with whom they spoke before afterwards."""
    before = {alias: connections.settings[alias] for alias in ("default", "owner")}
    _point({"default": _parts(app_url), "owner": _parts(owner_url)})
    try:
        yield
    finally:
        _point(before)


def _parts(url: str) -> dict[str, Any]:
    told = conninfo_to_dict(url)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": told["dbname"],
        "USER": told["user"],
        "PASSWORD": told["password"],
        "HOST": told["host"],
    }


def _point(settings: Mapping[str, Mapping[str, Any]]) -> None:
    for alias, one in settings.items():
        connections[alias].close()
        fresh: dict[str, Any] = {"default": {}, alias: dict(one)}
        connections.settings[alias] = connections.configure_settings(fresh)[alias]
        del connections[alias]
