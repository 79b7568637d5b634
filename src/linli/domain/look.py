"""Looks 查看记录: who opened what and why, chained so that none can be altered or taken out unseen.

One chain for each county: every record commits to the one before it. Pure: records in, hashes and faults out.
Source: the journal's own rule (`linli.domain.entry`); 个人信息保护法 Art. 51 (operating rights), Art. 54 (audits).
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from statistics import median

from linli.domain.auditing import Fault, FaultCode
from linli.domain.entry import FIRST_PREV, canonical, moment_text

LOOK_PREFIX = b"linli/look/v1\0"
GLASS_LASTS = timedelta(hours=3)
"""How long a broken glass stays open. Source: DHIS2, break the glass."""
REVIEW_WITHIN = timedelta(days=7)
BULK_TIMES = 3
"""So many times the usual number of looks in a day is worth a question."""
BULK_FLOOR = 20
"""Fewer looks in a day than this are never worth one."""
BULK_DAYS = 30


class LookKind(StrEnum):
    """What a record tells of."""

    LOOK = "look"
    """Hidden values were opened for a duty."""
    GLASS = "glass"
    """A sealed matter was opened in an emergency, by somebody not entitled to it."""
    REVIEW = "review"
    """A second person judged such an opening."""
    ALERT = "alert"
    """A post opened far more in a day than it usually does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """One record; it holds no personal value, only which were opened."""

    id: str
    kind: LookKind
    at: datetime
    stream: str
    """The matter; of an alert the post it is about."""
    post: str
    unit: str
    role: str
    staff: str
    """Pseudonym of whoever sat at the post."""
    subject: str = ""
    """Whose values were opened: requester, party or case."""
    fields: tuple[str, ...] = ()
    """What was opened, each as "seq/field"."""
    reason: str = ""
    """The duty named; of a review its verdict."""
    words: str = ""
    face: str = "console"
    glass: str = ""
    """The broken glass through which it was opened, or which is judged; of a glass its own id."""
    told: tuple[str, ...] = ()
    """The posts that were told of a glass or an alert."""
    amount: int = 0
    """Of an alert: how many looks there had been that day."""
    request: str = ""
    """What asked for it; the same never counts twice."""

    @property
    def ends_at(self) -> datetime:
        """When a broken glass closes again."""
        return self.at + GLASS_LASTS

    @property
    def review_due_at(self) -> datetime:
        """Until when a broken glass is to be reviewed."""
        return self.at + REVIEW_WITHIN


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptLook:
    """A record as it is stored, with its place in the chain."""

    look: Look
    seq: int
    hash: str


def look_hash(look: Look, *, county_id: int, seq: int, prev: str) -> str:
    """Return the hash by which the next record names this one."""
    body = {
        "amount": look.amount, "at": moment_text(look.at), "county": county_id, "face": look.face,
        "fields": list(look.fields), "glass": look.glass, "id": look.id, "kind": look.kind.value, "post": look.post,
        "prev": prev, "reason": look.reason, "request": look.request, "role": look.role, "seq": seq,
        "staff": look.staff, "stream": look.stream, "subject": look.subject, "told": list(look.told),
        "unit": look.unit, "words": look.words,
    }  # fmt: skip
    return hashlib.sha256(LOOK_PREFIX + canonical(body)).hexdigest()


def chain_faults(
    county_id: int, kept: Iterable[KeptLook], *, head: tuple[int, str] | None, before: tuple[int, str] = (0, FIRST_PREV)
) -> Iterator[Fault]:
    """Yield every place where the records in order of `seq`, after `before`, are not one whole chain up to `head`."""
    seq, prev = before
    for one in kept:
        place = one.look.stream
        if one.seq != seq + 1:
            yield Fault(county_id=county_id, stream=place, seq=one.seq, field="look", code=FaultCode.SEQ)
        elif one.hash != look_hash(one.look, county_id=county_id, seq=one.seq, prev=prev):
            yield Fault(county_id=county_id, stream=place, seq=one.seq, field="look", code=FaultCode.HASH)
        seq, prev = one.seq, one.hash
    if (seq, prev) != (head or (0, FIRST_PREV)):
        code = FaultCode.HEAD if head else FaultCode.NO_HEAD
        yield Fault(county_id=county_id, stream="looks", seq=seq, field="head", code=code)


def is_bulk(today: int, before: Mapping[date, int]) -> bool:
    """Say whether `today` looks are worth a question: more than BULK_TIMES the median day, and than BULK_FLOOR.

    Days on which the post opened nothing are left out: who opens something once a month is measured by that day.
    """
    usual = median(before.values()) if before else 0
    return today > max(BULK_FLOOR, BULK_TIMES * usual)
