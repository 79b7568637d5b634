"""News for other systems: what an event is, what it says (coded facts only), and how it is signed.

Source: Standard Webhooks 1.0 (webhook-id, webhook-timestamp, webhook-signature; HMAC-SHA256 over
"id.timestamp.body"), so that receivers need no library of ours.
"""

import base64
import binascii
import hashlib
import hmac
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from linli.domain.engine.context import Decision
from linli.domain.entry import canonical, moment_text
from linli.domain.wording import Wording

SECRET_PREFIX = "whsec_"
TOLERANCE_SECONDS = 300
"""How old a signed message may be for its receiver; an older one may be a copy."""
EVENTS: Mapping[str, Wording] = {
    "case.filed": Wording("收到新事项", "A matter was filed"),
    "case.moved": Wording("事项有进展", "A matter moved on"),
    "case.overdue": Wording("事项超过时限", "A clock of a matter ran out"),
    "case.closed": Wording("事项办结", "A matter was closed"),
}
"""By type, in the order in which pages list them."""


def event_after(decision: Decision) -> dict[str, Any] | None:
    """Return the event that a decision is, or None: the import of a past is no news."""
    if not decision.entries or decision.entries[0].type == "case.imported":
        return None
    before, after = decision.before, decision.after
    if not before.seq:
        type_ = "case.filed"
    elif after.is_final and not before.is_final:
        type_ = "case.closed"
    elif any(entry.type == "case.clock_lapsed" for entry in decision.entries):
        type_ = "case.overdue"
    else:
        type_ = "case.moved"
    return {
        "id": f"{after.stream}#{after.seq}",
        "type": type_,
        "at": moment_text(decision.entries[-1].at),
        "case": {
            "id": after.id, "number": after.number, "version": after.seq, "procedure": after.procedure,
            "stage": after.stage, "is_final": after.is_final, "category": after.category, "area": after.area,
            "urgency": after.urgency, "holder_unit": after.holder.unit,
        },
    }  # fmt: skip


def body_of(event: Mapping[str, Any]) -> bytes:
    """Return the one spelling of an event: what is signed is what is sent."""
    return canonical(dict(event))


def new_secret(random_bytes: bytes) -> str:
    """Return a signing secret as receivers expect it; raises ValueError for fewer than 24 bytes."""
    if len(random_bytes) < 24:
        raise ValueError("a signing secret needs at least 24 random bytes")
    return SECRET_PREFIX + base64.b64encode(random_bytes).decode()


def signed_headers(secret: str, *, id_: str, at: datetime, body: bytes) -> dict[str, str]:
    """Return the three headers by which a receiver knows the message, its time and its sender."""
    stamp = str(int(at.timestamp()))
    return {"webhook-id": id_, "webhook-timestamp": stamp, "webhook-signature": _signature(secret, id_, stamp, body)}


def is_signed_by(secret: str, headers: Mapping[str, str], body: bytes, *, now: datetime) -> bool:
    """Say whether a message was signed with `secret` and is fresh: what a receiver has to ask."""
    id_, stamp = headers.get("webhook-id", ""), headers.get("webhook-timestamp", "")
    if not stamp.isascii() or not stamp.isdigit() or len(stamp) > 12:
        return False
    is_fresh = abs(now.timestamp() - int(stamp)) <= TOLERANCE_SECONDS
    expected = _signature(secret, id_, stamp, body)
    given = headers.get("webhook-signature", "").split(" ")
    return is_fresh and any(hmac.compare_digest(expected.encode(), one.encode()) for one in given)


def _signature(secret: str, id_: str, stamp: str, body: bytes) -> str:
    try:
        key = base64.b64decode(secret.removeprefix(SECRET_PREFIX), validate=True)
    except binascii.Error:
        raise ValueError("not a signing secret") from None
    digest = hmac.new(key, f"{id_}.{stamp}.".encode() + body, hashlib.sha256).digest()
    return "v1," + base64.b64encode(digest).decode()
