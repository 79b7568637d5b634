"""Looks: writing down who opens what before it is opened, and reading it back; one chain for each county.

Every reader here opens the context that it needs: the looks at one matter, or all of them to account for them.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, fields
from datetime import date, datetime, tzinfo

from django.db import DatabaseError, IntegrityError, transaction
from django.db.models import Count, Q, QuerySet
from django.db.models.functions import TruncDate

from linli.domain.auditing import Fault
from linli.domain.entry import FIRST_PREV
from linli.domain.look import KeptLook, Look, LookKind, chain_faults, look_hash
from linli.store.models import AccessHead, AccessRecord
from linli.store.secrets import EVERYTHING, opened

LOOKS = "looks"
"""The context in which all looks of a county are accounted for."""
_COLUMNS = tuple(one.name for one in fields(Look))


class NotRecorded(Exception):
    """A look could not be written down, so nothing may be shown."""


class AskedBefore(Exception):
    """The same request was recorded already; what it gave is not given twice."""


def record(county_id: int, looks: Sequence[Look]) -> None:
    """Write `looks` down and commit; raises NotRecorded or AskedBefore, and nothing is kept then.

    When this returns the records stand, whatever happens to the request that asked.
    """
    with recording(county_id, looks, is_last=True):
        pass


@contextmanager
def recording(county_id: int, looks: Sequence[Look], *, is_last: bool = False) -> Iterator[None]:
    """Write `looks` down together with whatever the block saves; both stand, or neither."""
    try:
        with transaction.atomic(durable=is_last):
            _append(county_id, looks)
            yield
    except IntegrityError as error:
        if "look_asked_once" in str(error):
            raise AskedBefore from error
        raise NotRecorded from error
    except DatabaseError as error:
        raise NotRecorded from error


def _append(county_id: int, looks: Sequence[Look]) -> None:
    AccessHead.objects.bulk_create([AccessHead(county_id=county_id, seq=0, hash=FIRST_PREV)], ignore_conflicts=True)
    head = AccessHead.objects.select_for_update().get(pk=county_id)
    rows = []
    for look in looks:
        head.seq += 1
        head.hash = look_hash(look, county_id=county_id, seq=head.seq, prev=head.hash)
        rows.append(AccessRecord(county_id=county_id, seq=head.seq, hash=head.hash, **_row(look)))
    with opened(county_id, sorted({look.stream for look in looks})):
        AccessRecord.objects.bulk_create(rows)
    head.save()


def _row(look: Look) -> dict[str, object]:
    row = {**asdict(look), "kind": look.kind.value}
    return {**row, "fields": list(look.fields), "told": list(look.told)}


def _looks(rows: "QuerySet[AccessRecord]") -> tuple[Look, ...]:
    return tuple(_look(row) for row in rows)


def _look(row: AccessRecord) -> Look:
    values = {name: getattr(row, name) for name in _COLUMNS}
    values |= {"kind": LookKind(row.kind), "fields": tuple(row.fields), "told": tuple(row.told)}
    return Look(**values)


def of_stream(county_id: int, stream: str, *, subject: str = "", most: int = 100) -> tuple[Look, ...]:
    """Return the newest looks and broken glasses of a matter, those at the values of `subject` where one is named."""
    rows = AccessRecord.objects.filter(county_id=county_id, stream=stream)
    if subject:
        rows = rows.filter(Q(subject=subject) | Q(kind=LookKind.GLASS) | Q(kind=LookKind.REVIEW))
    with opened(county_id, [stream]):
        return _looks(rows.order_by("-seq")[:most])


def of_staff(county_id: int, pseudonym: str, *, before: int = 0, most: int = 50) -> tuple[Look, ...]:
    """Return the newest records of one member of staff."""
    rows = AccessRecord.objects.filter(county_id=county_id, staff=pseudonym)
    with opened(county_id, [LOOKS]):
        return _looks(rows.order_by("-seq")[:most])


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Which records of a county are asked for."""

    kinds: tuple[LookKind, ...]
    since: datetime
    most: int = 200


def told_of(county_id: int, asked: Asked) -> tuple[Look, ...]:
    """Return the newest records of some kinds since a moment, of the whole county."""
    kinds = [one.value for one in asked.kinds]
    rows = AccessRecord.objects.filter(county_id=county_id, kind__in=kinds, at__gte=asked.since)
    with opened(county_id, [LOOKS]):
        return _looks(rows.order_by("-seq")[: asked.most])


def find_glass(county_id: int, glass: str) -> tuple[Look, ...]:
    """Return a broken glass with everything that was opened through it and said of it, in order; empty for none."""
    if not glass.isalnum():
        return ()
    rows = AccessRecord.objects.filter(county_id=county_id, glass=glass)
    with opened(county_id, [LOOKS]):
        return _looks(rows.order_by("seq"))


def open_glass(county_id: int, stream: str, *, post: str, since: datetime) -> Look | None:
    """Return the glass that `post` broke on a matter after `since`, or None."""
    rows = AccessRecord.objects.filter(county_id=county_id, stream=stream, kind=LookKind.GLASS, post=post, at__gt=since)
    with opened(county_id, [stream]):
        row = rows.order_by("-seq").first()
        return _look(row) if row else None


def days_of(county_id: int, post: str, since: datetime, zone: tzinfo) -> dict[date, int]:
    """Return how often `post` opened something on each local day since then; days without are left out."""
    rows = AccessRecord.objects.filter(county_id=county_id, post=post, kind=LookKind.LOOK, at__gte=since)
    with opened(county_id, [LOOKS]):
        by_day = rows.annotate(day=TruncDate("at", tzinfo=zone)).values("day")
        found = by_day.annotate(number=Count("request", distinct=True))
        return {row["day"]: int(row["number"]) for row in found}


def alerts_since(county_id: int, post: str, since: datetime) -> int:
    """Return how many alerts there were about `post` since then."""
    rows = AccessRecord.objects.filter(county_id=county_id, kind=LookKind.ALERT, post=post, at__gte=since)
    with opened(county_id, [LOOKS]):
        return rows.count()


def verify(county_id: int, *, last: int | None = None) -> tuple[int, tuple[Fault, ...]]:
    """Check the county's chain (the `last` so many records, or all); return how many were checked, and the faults."""
    with opened(county_id, [LOOKS]):
        head = AccessHead.objects.filter(pk=county_id).values_list("seq", "hash").first()
        rows = AccessRecord.objects.filter(county_id=county_id).order_by("seq")
        start, before = 0, (0, FIRST_PREV)
        if last is not None and head is not None and head[0] > last:
            start = head[0] - last
            first = rows.filter(seq=start).values_list("seq", "hash").first()
            before = (start, first[1]) if first else before
        rows = rows.filter(seq__gt=start)
        faults = tuple(chain_faults(county_id, _kept(rows), head=head, before=before))
        return rows.count(), faults


def _kept(rows: "QuerySet[AccessRecord]") -> Iterator[KeptLook]:
    for row in rows.iterator(chunk_size=2_000):
        yield KeptLook(look=_look(row), seq=row.seq, hash=row.hash)


def verify_all() -> tuple[int, tuple[Fault, ...]]:
    """Check the chains of all counties; return how many records there are, and every fault."""
    with opened(0, EVERYTHING):
        found = {*AccessHead.objects.values_list("pk", flat=True)}
        found |= {*AccessRecord.objects.values_list("county_id", flat=True).distinct()}
        checked = [verify(county_id) for county_id in sorted(found)]
    return sum(number for number, _ in checked), tuple(one for _, faults in checked for one in faults)
