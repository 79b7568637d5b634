"""The keys of the open doors: making, checking, paying for and revoking them.

A key is shown once, when it is made; what is kept is its SHA-256. It is 32 random bytes, so a plain hash
is enough: there is nothing to guess that a slow hash would protect.
"""

import hashlib
import math
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from linli.actions.deciding import Office, new_id
from linli.domain.area import AreaLevel
from linli.domain.door_scopes import SCOPES
from linli.domain.problems import Problem, Refused
from linli.store import doors
from linli.store.doors import KeptClient

SECRET_PREFIX = "lk_"
SECRET_BYTES = 32
SECRET_CHARACTERS_MAX = 100
NAME_CHARACTERS_MAX = 80
RATE_PER_MINUTE = 120
RATE_PER_MINUTE_MAX = 6000


@dataclass(frozen=True, slots=True, kw_only=True)
class Client:
    """A system outside that has shown a key which holds."""

    id: str
    name: str
    county_id: int
    scopes: frozenset[str]
    area_path: str
    """It reads and files within this area only."""
    rate_per_minute: int

    def may(self, scope: str) -> bool:
        """Say whether the key is good for `scope`."""
        return scope in self.scopes


def hash_of(secret: str) -> str:
    """Return what a key is kept as and looked up by."""
    return hashlib.sha256(secret.encode()).hexdigest()


def client_of(secret: str, *, now: datetime) -> Client | None:
    """Return the client that holds this key, or None: unknown and revoked keys look the same."""
    if not secret.startswith(SECRET_PREFIX) or len(secret) > SECRET_CHARACTERS_MAX:
        return None
    kept = doors.client_by_hash(hash_of(secret))
    if kept is None or (kept.revoked_at is not None and kept.revoked_at <= now):
        return None
    return _client(kept)


def create_client(
    office: Office,
    *,
    name: str,
    scopes: Iterable[str],
    now: datetime,
    area_path: str = "",
    rate_per_minute: int = RATE_PER_MINUTE,
) -> tuple[Client, str]:
    """Make a client and its key; the key is returned here and nowhere else ever again.

    An empty `area_path` means the whole county. Raises Refused with every mistake.
    """
    wanted = frozenset(scopes)
    path = area_path or _county_path(office)
    problems = list(_problems(office, name, wanted, path))
    if not 1 <= rate_per_minute <= RATE_PER_MINUTE_MAX:
        problems.append(Problem("rate_out_of_range", at="rate", params={"limit": RATE_PER_MINUTE_MAX}))
    if problems:
        raise Refused(problems)
    secret = SECRET_PREFIX + secrets.token_urlsafe(SECRET_BYTES)
    kept = KeptClient(
        id=new_id(now), name=name.strip(), county_id=office.county_id, scopes=wanted, area_path=path,
        rate_per_minute=rate_per_minute, created_at=now, revoked_at=None,
    )  # fmt: skip
    doors.add_client(kept, hash_of(secret))
    return _client(kept), secret


def revoke_client(office: Office, client_id: str, *, now: datetime) -> None:
    """Close the door to a client at once and for good; raises Refused where there is no such open client."""
    if not client_id.isprintable() or not doors.revoke(office.county_id, client_id, now):
        raise Refused([Problem("not_found", at="client")])


def list_clients(office: Office) -> tuple[KeptClient, ...]:
    """Return every client of the county, revoked ones too; keys are not in it."""
    return doors.clients_of(office.county_id)


def take_token(client: Client, now: datetime) -> int:
    """Pay for one request: 0 when paid, else the whole seconds to wait before the next try."""
    return math.ceil(doors.take_token(client.id, now))


def _county_path(office: Office) -> str:
    top = next((area for area in office.directory.tree if area.level is AreaLevel.COUNTY), None)
    return top.path if top else "/"


def _problems(office: Office, name: str, scopes: frozenset[str], path: str) -> Iterable[Problem]:
    if not name.strip():
        yield Problem("required", at="name")
    elif len(name.strip()) > NAME_CHARACTERS_MAX:
        yield Problem("too_long", at="name", params={"limit": NAME_CHARACTERS_MAX})
    elif not name.strip().isprintable():
        yield Problem("bad_text", at="name")
    if not scopes:
        yield Problem("required", at="scopes")
    for scope in sorted(scopes - set(SCOPES)):
        yield Problem("unknown_choice", at="scopes", params={"value": scope[:40]})
    if path != "/" and path not in office.directory.tree.by_path:
        yield Problem("unknown_choice", at="area", params={"value": path[:80]})


def _client(kept: KeptClient) -> Client:
    return Client(
        id=kept.id, name=kept.name, county_id=kept.county_id, scopes=kept.scopes, area_path=kept.area_path,
        rate_per_minute=kept.rate_per_minute,
    )  # fmt: skip
