"""Keeping the clients of the open doors, and paying for each of their requests in one statement."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from linli.store.models import DoorClient, DoorFiling


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptClient:
    """A client as it is kept; its key is only a hash."""

    id: str
    name: str
    county_id: int
    scopes: frozenset[str]
    area_path: str
    rate_per_minute: int
    created_at: datetime
    revoked_at: datetime | None


def add_client(client: KeptClient, secret_hash: str) -> None:
    """Keep a new client; from its first moment it may knock a full minute's worth at once."""
    DoorClient.objects.create(
        id=client.id, county_id=client.county_id, name=client.name, secret_hash=secret_hash,
        scopes=sorted(client.scopes), area_path=client.area_path, rate_per_minute=client.rate_per_minute,
        created_at=client.created_at, revoked_at=client.revoked_at, free_at=client.created_at,
    )  # fmt: skip


def client_by_hash(secret_hash: str) -> KeptClient | None:
    """Return the client whose key hashes to this, revoked or not."""
    row = DoorClient.objects.filter(secret_hash=secret_hash).first()
    return _client(row) if row else None


def clients_of(county_id: int) -> tuple[KeptClient, ...]:
    """Return every client of the county in the order they were made, revoked ones too."""
    return tuple(_each(DoorClient.objects.filter(county_id=county_id).order_by("created_at", "id")))


def revoke(county_id: int, client_id: str, now: datetime) -> bool:
    """Close the door to a client for good; False where there is none that is open."""
    rows = DoorClient.objects.filter(county_id=county_id, pk=client_id, revoked_at__isnull=True)
    return rows.update(revoked_at=now) == 1


# A token bucket in one moment instead of a count: a minute's worth of tokens lies ready exactly when
# `free_at` is past. Taking one moves it on by a step; it may not run further ahead than a minute.
# Source: the generic cell rate algorithm, ITU-T I.371 Annex A.
TAKE = """
WITH asked AS (
    SELECT id, make_interval(secs => 60.0 / rate_per_minute) AS step, %(now)s::timestamptz AS at
    FROM door_client WHERE id = %(id)s
), taken AS (
    UPDATE door_client c SET free_at = greatest(c.free_at, asked.at) + asked.step FROM asked
    WHERE c.id = asked.id AND greatest(c.free_at, asked.at) + asked.step <= asked.at + interval '60 seconds'
    RETURNING c.id
)
SELECT CASE WHEN EXISTS (SELECT FROM taken) THEN 0
    ELSE greatest(extract(epoch FROM c.free_at + asked.step - asked.at) - 60, extract(epoch FROM asked.step) / 60) END
FROM door_client c JOIN asked USING (id)
"""


def take_token(client_id: str, now: datetime) -> float:
    """Pay for one request of the client: 0 when paid, else the seconds after which it may try again."""
    with connection.cursor() as cursor:
        cursor.execute(TAKE, {"id": client_id, "now": now})
        row = cursor.fetchone()
    return float(row[0]) if row else 60.0


def _each(rows: Iterable[DoorClient]) -> Iterable[KeptClient]:
    return (_client(row) for row in rows)


def _client(row: DoorClient) -> KeptClient:
    return KeptClient(
        id=row.pk, name=row.name, county_id=row.county_id, scopes=frozenset(row.scopes), area_path=row.area_path,
        rate_per_minute=row.rate_per_minute, created_at=row.created_at, revoked_at=row.revoked_at,
    )  # fmt: skip


def note_filing(client_id: str, case_id: str) -> None:
    """Remember that a client filed a matter."""
    DoorFiling.objects.get_or_create(case_id=case_id, defaults={"client_id": client_id})


def has_filed(client_id: str, case_id: str) -> bool:
    """Say whether a client filed that matter."""
    return DoorFiling.objects.filter(case_id=case_id, client_id=client_id).exists()
