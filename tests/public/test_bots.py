"""A flood of machine-made reports beside real ones: every real one is filed at once, and nothing at all is dropped."""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

import pytest
from pytest_django.plugin import DjangoDbBlocker

from linli.actions.deciding import Filing, Office
from linli.actions.held_reports import release_due
from linli.actions.reports import Origin, Reported, file_report, work_for
from linli.domain.work import solve
from linli.store import models
from tests import cast, offices
from tests.switches import is_no_skip_run

BOTS_EACH_HOUR = 100_000
ADDRESSES = 5_000
WITH_SCRIPT = 0.85
SECONDS_MAX = 10.0
GRIDS = (cast.GRID, cast.OTHER_GRID, cast.FAR_GRID)
SAMPLE = (5_000, 50) if is_no_skip_run() else (400, 20)


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """One report on its way."""

    at: datetime
    is_real: bool
    has_script: bool
    origin: Origin
    filing: Filing


def arrivals(bots: int, real: int, *, seed: int = 311) -> Iterator[Arrival]:
    """Bots at 100,000 an hour from 5,000 addresses, and residents at home who come in between."""
    chance = Random(seed)
    lasting = timedelta(hours=1) * bots / BOTS_EACH_HOUR
    order = [False] * bots + [True] * real
    chance.shuffle(order)
    homes = 0
    for number, is_real in enumerate(order):
        homes += is_real
        at = chance.randrange(ADDRESSES)
        address = f"100.{homes >> 8}.{homes & 255}.7" if is_real else f"45.{at >> 10}.{at >> 2 & 255}.{at & 3}"
        yield Arrival(
            at=cast.MONDAY + lasting * number / len(order),
            is_real=is_real,
            has_script=is_real and homes % 20 >= (1 - WITH_SCRIPT) * 20,
            origin=Origin(address=address, device=f"{'home' if is_real else 'bot'}-{number}"),
            filing=offices.filing(requester="anonymous", requester_phone="", area=chance.choice(GRIDS)),
        )  # fmt: skip


def sent(office: Office, one: Arrival) -> tuple[Reported, float]:
    """Send it as its sender would; returns what came back, and how long the house took."""
    began = time.monotonic()
    challenge = work_for(office, one.filing, one.origin, now=one.at) if one.has_script else ""
    taken = time.monotonic() - began
    origin = Origin(
        address=one.origin.address, device=one.origin.device, solution=solve(challenge) if challenge else ""
    )
    began = time.monotonic()
    return file_report(office, one.filing, origin, now=one.at), taken + time.monotonic() - began


def flood(office: Office, bots: int, real: int) -> None:
    receipts, straight, slowest, waiting_bots, waiting_real = set(), 0, 0.0, 0, 0
    with_script = 0
    for one in arrivals(bots, real):
        made, seconds = sent(office, one)
        receipts.add(made.filed.receipt)
        if one.is_real:
            slowest = max(slowest, seconds)
            with_script += one.has_script
            straight += one.has_script and made.hold is None
            waiting_real += made.hold is not None
        else:
            waiting_bots += made.hold is not None
    print(f"{bots} bots ({waiting_bots} wait), {real} real: {with_script} with script, {straight} of them straight in;"
          f" {waiting_real} wait; slowest {slowest:.3f} s")  # fmt: skip
    assert len(receipts) == models.Case.objects.count() == models.Receipt.objects.count() == bots + real
    assert slowest <= SECONDS_MAX
    assert straight >= 0.999 * with_script
    assert waiting_real <= real - with_script
    assert models.HeldReport.objects.filter(released_at=None).count() == waiting_bots + waiting_real
    after = cast.MONDAY + timedelta(hours=14)
    assert release_due(office, now=after) == waiting_bots + waiting_real
    assert not models.HeldReport.objects.filter(released_at=None).exists()


@pytest.fixture
def county(fresh_database: str, django_db_blocker: DjangoDbBlocker) -> Iterator[Office]:
    """The cast's county in a database of its own: each report is a transaction of its own, as it is outside."""
    with django_db_blocker.unblock():
        yield offices.set_up_office()


def test_real_reports_come_through_a_flood_and_nothing_is_dropped(county: Office) -> None:
    bots, real = SAMPLE
    flood(county, bots, real)


@pytest.mark.drill
def test_a_hundred_thousand_beside_a_thousand(county: Office) -> None:
    flood(county, 100_000, 1_000)
