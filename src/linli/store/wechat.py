"""Messages of WeChat on their way in: kept once by their number, taken one at a time, emptied when all is told."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import transaction

from linli.store import models

WAITING, FILED, TOLD, GIVEN_UP = "waiting", "filed", "told", "given_up"
"""Nothing done yet; filed and its sender still to be told; all done; given up with a reason."""
LATEST = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """One message as it is kept."""

    id: str
    account: str
    msg_id: str
    kind: str
    received_at: datetime
    state: str = WAITING
    sealed: str = field(default="", repr=False)
    thread: str = field(default="", repr=False)
    tries: int = 0
    error: str = ""
    case_id: str = ""


def keep(county_id: int, one: Incoming, *, due_at: datetime) -> tuple[Incoming, bool]:
    """Keep a message that came; return it as it stands and whether it is new: a repetition finds the first."""
    with transaction.atomic():
        models.WechatMessage.objects.bulk_create(
            [
                models.WechatMessage(
                    id=one.id, county_id=county_id, account=one.account, msg_id=one.msg_id, sealed=one.sealed,
                    thread=one.thread, kind=one.kind, received_at=one.received_at, state=WAITING, due_at=due_at,
                )
            ],
            ignore_conflicts=True,
        )  # fmt: skip
        row = models.WechatMessage.objects.get(county_id=county_id, account=one.account, msg_id=one.msg_id)
    return _read(row), row.pk == one.id


def take_due(county_id: int, now: datetime, *, lease: timedelta) -> Incoming | None:
    """Take the message that has been due longest; after `lease` it is due again, whatever became of its taker."""
    with transaction.atomic():
        row = (
            models.WechatMessage.objects.select_for_update(skip_locked=True)
            .filter(county_id=county_id, state__in=[WAITING, FILED], due_at__lte=now)
            .order_by("due_at", "id")
            .first()
        )
        if row is None:
            return None
        row.tries += 1
        row.due_at = now + lease
        row.save(update_fields=["tries", "due_at"])
    return _read(row)


def case_of_thread(county_id: int, thread: str, since: datetime) -> str:
    """Return the matter that the same sender began since a moment, or ""."""
    rows = models.WechatMessage.objects.filter(county_id=county_id, thread=thread, filed_at__gte=since)
    return str(rows.exclude(case_id="").order_by("-filed_at").values_list("case_id", flat=True).first() or "")


def is_first_of(county_id: int, message_id: str, case_id: str) -> bool:
    """Say whether the matter began with this message; what was added to it later says no."""
    rows = models.WechatMessage.objects.filter(county_id=county_id, case_id=case_id).order_by("filed_at", "id")
    return rows.values_list("pk", flat=True).first() == message_id


def mark_filed(message_id: str, case_id: str, *, now: datetime) -> None:
    """Note the matter that a message became, or was added to; its sender is still to be told."""
    models.WechatMessage.objects.filter(pk=message_id).update(
        state=FILED, case_id=case_id, filed_at=now, due_at=now, tries=0, error=""
    )


def mark_told(message_id: str, *, now: datetime) -> None:
    """Note that all is done: what was written is kept in the matter alone."""
    models.WechatMessage.objects.filter(pk=message_id).update(state=TOLD, told_at=now, sealed="", error="")


def mark_failed(message_id: str, *, error: str, again_at: datetime | None) -> None:
    """Note a failure and when it is tried again; None: it is given up, and stays with its reason."""
    rows = models.WechatMessage.objects.filter(pk=message_id)
    if again_at is None:
        rows.update(state=GIVEN_UP, error=error[:200])
    else:
        rows.update(error=error[:200], due_at=again_at)


def try_again(county_id: int, message_id: str, *, now: datetime) -> bool:
    """Put a message that was given up back to its beginning; say whether there was one."""
    rows = models.WechatMessage.objects.filter(county_id=county_id, pk=message_id, state=GIVEN_UP).exclude(sealed="")
    row = rows.first()
    if row is None:
        return False
    state = FILED if row.case_id else WAITING
    return rows.update(state=state, tries=0, due_at=now) == 1


def forget(county_id: int, *, threads_before: datetime, given_up_before: datetime, rows_before: datetime) -> None:
    """Cut threads too old to be joined, empty what can be answered no more, drop what was told long ago."""
    rows = models.WechatMessage.objects.filter(county_id=county_id)
    rows.filter(received_at__lt=threads_before).exclude(thread="").exclude(state=WAITING).update(thread="")
    rows.filter(state=GIVEN_UP, received_at__lt=given_up_before).exclude(sealed="").update(sealed="")
    rows.filter(state=TOLD, told_at__lt=rows_before).delete()


def latest(county_id: int) -> tuple[Incoming, ...]:
    """Return the newest messages, the newest first; nothing of what they say."""
    rows = models.WechatMessage.objects.filter(county_id=county_id).defer("sealed", "thread")
    return tuple(_shown(row) for row in rows.order_by("-received_at", "-id")[:LATEST])


def count_waiting(county_id: int) -> tuple[int, int]:
    """Return how many messages are on their way, and how many were given up."""
    rows = models.WechatMessage.objects.filter(county_id=county_id)
    return rows.filter(state__in=[WAITING, FILED]).count(), rows.filter(state=GIVEN_UP).count()


def _shown(row: models.WechatMessage) -> Incoming:
    return Incoming(
        id=row.pk, account=row.account, msg_id=row.msg_id, kind=row.kind, received_at=row.received_at,
        state=row.state, tries=row.tries, error=row.error, case_id=row.case_id,
    )  # fmt: skip


def _read(row: models.WechatMessage) -> Incoming:
    return Incoming(
        id=row.pk, account=row.account, msg_id=row.msg_id, kind=row.kind, received_at=row.received_at,
        state=row.state, sealed=row.sealed, thread=row.thread, tries=row.tries, error=row.error, case_id=row.case_id,
    )  # fmt: skip
