"""Keys and sealed values: how they stand, what is due to be done about them, and turning them over."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from linli.actions.deciding import Office
from linli.domain.ports import KeyStore, KeyStoreFailed, KeyStoreStatus
from linli.domain.problems import Problem, Refused
from linli.store import key_keeping, secrets, standing
from linli.store.key_keeping import NotResealed, Swept

COPIES_KEPT = timedelta(days=30)
"""So long may an erased value's key live on in a copy.

Source: ASSURANCE 5.7; 个人信息保护法 Art. 47.
"""
COPY_NAME = "linli-keys-"
MEGABYTE = 1024 * 1024
SPACE_BYTES_MIN = 64 * MEGABYTE
"""With less room than this it is time to make some. Source: ASSURANCE 3, R3 (a reserve of 64 MB)."""
NOTHING_SWEPT = Swept()


@dataclass(frozen=True, slots=True, kw_only=True)
class VaultState:
    """How the vault stands."""

    problems: tuple[Problem, ...]
    """What keeps values from being sealed or opened."""
    warnings: tuple[Problem, ...]
    """What will do so before long."""
    waiting: int
    """Keys of erased values that are not destroyed yet."""
    waiting_since: datetime | None
    place: str
    """Where the key store lies."""
    kek_place: str
    is_used: bool
    """Whether anything was ever sealed here."""
    audited_at: datetime | None = None
    """When every value was opened and held against its entry."""
    audit_faults: int = 0
    copied_at: datetime | None = None
    """When the keys were copied last."""


def vault_state(*, is_thorough: bool = False) -> VaultState:
    """Return how keys and values stand, after reading a key and writing a word; thorough reads the whole store."""
    code, free_bytes = key_keeping.prove_keys(is_thorough=is_thorough)
    waiting, since = key_keeping.count_waiting()
    keys, is_used = secrets.key_store(), key_keeping.is_bound()
    warnings: tuple[Problem, ...] = ()
    audited, copied_at = None, None
    if is_used and not code:
        try:
            warnings = (*_space(free_bytes), *_old_copy())
            audited, copied_at = key_keeping.noted_audit(), key_keeping.noted_copied()
        except KeyStoreFailed as failure:
            code = failure.code
    audited_at, audit_faults = audited or (None, 0)
    return VaultState(
        problems=(problem_of(code),) if code else (), warnings=warnings, waiting=waiting, waiting_since=since,
        place=keys.place, kek_place=keys.kek_place, is_used=is_used, audited_at=audited_at,
        audit_faults=audit_faults, copied_at=copied_at,
    )  # fmt: skip


def _space(free_bytes: int | None) -> tuple[Problem, ...]:
    if free_bytes is None or free_bytes >= SPACE_BYTES_MIN:
        return ()
    left = free_bytes // MEGABYTE
    return (Problem("keys_space", params={"place": secrets.key_store().place, "left": left}),)


def _old_copy() -> tuple[Problem, ...]:
    """Return a problem where values of the newest matters have no key: another copy of the store was put back."""
    count = standing.count_newest_keyless()
    problem = Problem("keys_old_copy", params={"place": secrets.key_store().place, "count": count})
    return (problem,) if count else ()


def last_erased_at(office: Office) -> datetime | None:
    """Return when the last key of an erased value of the county was destroyed, or None."""
    return standing.last_erased_at(office.county_id)


def problem_of(code: str) -> Problem:
    """Return the problem that a failing key store is, with where it lies."""
    keys = secrets.key_store()
    place = keys.kek_place if code.startswith("kek") else keys.place
    return Problem(f"keys_{code}", params={"place": place})


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What one round came to."""

    destroyed: int = 0
    """Keys of erased values that a crash or a full disk had left."""
    swept: Swept = NOTHING_SWEPT
    failure: str = ""


def keep_keys(*, now: datetime) -> Kept:
    """Destroy what was asked for and is still there, and sweep what was never used; a failing store waits."""
    if not key_keeping.is_bound():
        return Kept()
    try:
        return Kept(destroyed=key_keeping.destroy_asked(), swept=key_keeping.sweep_unused(now=now))
    except KeyStoreFailed as failure:
        return Kept(failure=failure.code)


def keys_status() -> KeyStoreStatus:
    """Return how the key store stands; raises Refused where it cannot be used."""
    return _usable().status()


def _usable() -> KeyStore:
    code = key_keeping.state_of_keys()
    if code:
        raise Refused([problem_of(code)])
    return secrets.key_store()


def rotate_keys() -> Iterator[int]:
    """Wrap every key under a new key-encryption key and forget the old one; yield how many are done.

    No value and no entry is touched. Raises Refused where the store cannot be used.
    """
    keys = _usable()
    try:
        yield from keys.rotate()
    except KeyStoreFailed as failure:
        raise Refused([problem_of(failure.code)]) from failure


def reseal_values() -> Iterator[int]:
    """Seal every value under a new key of its own; yield how many are done.

    Entries stay as they are: they commit to values, not to how these are sealed. Raises Refused where a value does
    not open, or the store cannot be used.
    """
    _usable()
    try:
        yield from key_keeping.reseal_everything()
    except NotResealed as shut:
        raise Refused([Problem("values_shut", params={"places": str(shut)})]) from shut
    except KeyStoreFailed as failure:
        raise Refused([problem_of(failure.code)]) from failure


def copy_keys(folder: Path, *, now: datetime) -> tuple[Path, int]:
    """Copy the wrapped keys into `folder` and remove copies older than 30 days; return the copy and how many went."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    copy = folder / f"{COPY_NAME}{now:%Y%m%dT%H%M%S%f}.sqlite3"
    keys = _usable()
    try:
        keys.copy_to(str(copy))
    except KeyStoreFailed as failure:
        raise Refused([problem_of(failure.code)]) from failure
    key_keeping.note_copied(now)
    oldest = f"{COPY_NAME}{now - COPIES_KEPT:%Y%m%dT%H%M%S%f}.sqlite3"
    past = [one for one in folder.glob(f"{COPY_NAME}*.sqlite3") if one.name < oldest]
    for one in past:
        one.unlink()
    return copy, len(past)
