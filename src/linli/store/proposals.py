"""Proposals in the store: kept with an entry, decided once, each with an entry of its own."""

import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from linli.domain.engine.assembling import Head, chain
from linli.domain.engine.context import EntryDraft
from linli.domain.entry import to_milliseconds
from linli.domain.proposal import Because, Proposal, Side, Verdict
from linli.store import models, writing
from linli.store.journal import add_entries, entries_of, lock_streams
from linli.store.writing import Writing

COMMIT_PREFIX = b"linli/proposal/v1\0"
LISTED_MAX = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a proposal asks for, as it is kept."""

    kind: str
    payload: Mapping[str, Any]
    content: bytes | None = None
    is_intact: bool = True
    """Whether it still is what the entry of its proposing committed to."""


def add(county_id: int, proposal: Proposal, content: bytes | None, *, actor: Mapping[str, str]) -> None:
    """Keep a new proposal, with an entry that names its proposer and commits to what it asks for."""
    nonce = os.urandom(32)
    with transaction.atomic():
        models.Proposal.objects.create(
            id=proposal.id, county_id=county_id, kind=proposal.kind, payload=dict(proposal.payload), content=content,
            nonce=nonce, post=proposal.proposer.post_id, unit=proposal.proposer.unit_id,
            staff=proposal.proposer.staff_id, reason_class=proposal.because.reason_class,
            reason=proposal.because.words, made_at=proposal.made_at, verdict=Verdict.WAITING.value,
        )  # fmt: skip
        pub = {
            "proposal": proposal.id, "kind": proposal.kind, "reason_class": proposal.because.reason_class,
            "expires_date": proposal.expires_at.date().isoformat(),
            "content": _commitment(nonce, proposal.payload, content),
        }  # fmt: skip
        _append(county_id, "proposed", pub, actor=actor, now=proposal.made_at)


def close(county_id: int, proposal: Proposal, *, actor: Mapping[str, str]) -> None:
    """Fill in what became of a proposal, with an entry that names who decided and who proposed."""
    if proposal.decider is None or proposal.decided_at is None:
        raise ValueError("a closed proposal has a decider and a moment")
    with transaction.atomic():
        models.Proposal.objects.filter(pk=proposal.id).update(
            verdict=proposal.verdict.value, decided_at=proposal.decided_at, decided_post=proposal.decider.post_id,
            decided_unit=proposal.decider.unit_id, decided_staff=proposal.decider.staff_id, answer=proposal.answer,
        )  # fmt: skip
        pub = {
            "proposal": proposal.id, "kind": proposal.kind, "reason_class": proposal.because.reason_class,
            "proposed_post": proposal.proposer.post_id, "proposed_unit": proposal.proposer.unit_id,
        }  # fmt: skip
        _append(county_id, proposal.verdict.value, pub, actor=actor, now=proposal.decided_at)


def _commitment(nonce: bytes, payload: Mapping[str, Any], content: bytes | None) -> str:
    spelled = json.dumps(payload, ensure_ascii=True, sort_keys=True, separators=(",", ":")).encode()
    inner = hashlib.sha256(content or b"").digest()
    return hashlib.sha256(COMMIT_PREFIX + nonce + inner + spelled).hexdigest()


def _append(county_id: int, verb: str, pub: Mapping[str, Any], *, actor: Mapping[str, str], now: datetime) -> None:
    """Append one entry to the county's stream of proposals."""
    county = models.County.objects.select_for_update().get(pk=county_id)
    stream = f"rules/{county.key}-proposals"
    draft = EntryDraft(
        stream=stream, type=f"rules.{verb}", at=to_milliseconds(now), actor=actor, pub=pub, effects=(), values=()
    )
    heads = lock_streams(county_id, [stream])
    entries = chain((draft,), heads.get(stream, Head()), os.urandom)
    rows: dict[str, list[dict[str, Any]]] = {table.name: [] for table in writing.ORDER}
    last = entries[-1]
    rows["stream"].append({"county_id": county_id, "stream": stream, "seq": last.seq, "hash": last.hash})
    add_entries(rows, county_id, entries)
    batch = Writing()
    for table in writing.ORDER:
        batch.add(table, rows[table.name])
    batch.send(by_copy=False)


def listed(county_id: int) -> tuple[Proposal, ...]:
    """Return the newest proposals, those that wait among them."""
    rows = models.Proposal.objects.filter(county_id=county_id).defer("content").order_by("-made_at", "-id")
    return tuple(_read(row) for row in rows[:LISTED_MAX])


def waiting(county_id: int, since: datetime) -> tuple[Proposal, ...]:
    """Return the proposals made after `since` that nobody has decided, the oldest first."""
    rows = models.Proposal.objects.filter(county_id=county_id, verdict=Verdict.WAITING.value, made_at__gt=since)
    return tuple(_read(row) for row in rows.defer("content").order_by("made_at", "id"))


def one(county_id: int, proposal_id: str, *, is_locked: bool = False) -> tuple[Proposal, Asked] | None:
    """Return a proposal with what it asks for and whether that is what was proposed, or None."""
    rows = models.Proposal.objects.select_for_update() if is_locked else models.Proposal.objects
    row = rows.filter(county_id=county_id, pk=proposal_id).first()
    if row is None:
        return None
    content = bytes(row.content) if row.content is not None else None
    is_intact = _committed(county_id, row) == _commitment(bytes(row.nonce), row.payload, content)
    return _read(row), Asked(kind=row.kind, payload=row.payload, content=content, is_intact=is_intact)


def _committed(county_id: int, row: models.Proposal) -> str:
    """What the entry of its proposing committed to."""
    stream = f"rules/{models.County.objects.get(pk=county_id).key}-proposals"
    for entry in entries_of(county_id, [stream])[stream]:
        if entry.type == "rules.proposed" and entry.pub.get("proposal") == row.pk:
            return str(entry.pub["content"])
    return ""


def _read(row: models.Proposal) -> Proposal:
    decider = None
    if row.decided_at is not None:
        decider = Side(post_id=row.decided_post, unit_id=row.decided_unit, staff_id=row.decided_staff)
    return Proposal(
        id=row.pk, kind=row.kind, payload=row.payload,
        proposer=Side(post_id=row.post, unit_id=row.unit, staff_id=row.staff),
        because=Because(reason_class=row.reason_class, words=row.reason), made_at=row.made_at,
        verdict=Verdict(row.verdict), decider=decider, decided_at=row.decided_at, answer=row.answer,
    )  # fmt: skip
