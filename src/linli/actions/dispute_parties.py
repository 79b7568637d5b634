"""Parties of a dispute: what each gives or refuses before the mediator, or by a link of its own without an account.

A link is worked out from the matter, the party and the consent that is asked, and kept nowhere: asked anew, it is
another one, and the one before leads nowhere. It shows no name, no text of the agreement and nobody else's answer.
"""

import hmac
from base64 import b32encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Any

from linli.actions.case_views import CaseView, clean_photos
from linli.actions.cases import move_case
from linli.actions.deciding import Office, new_id
from linli.actions.seats import actor_at
from linli.domain.dispute_parties import Party, parties_of
from linli.domain.engine.context import Actor, Command, Context
from linli.domain.engine.declarations import Move, Procedure, Relation
from linli.domain.engine.entitlement import reasons_against
from linli.domain.engine.moves import move_for, part_move_for
from linli.domain.engine.state import CaseState, PartState
from linli.domain.entry import Entry
from linli.domain.mediation_fields import STROKES
from linli.domain.problems import Problem, Refused
from linli.domain.strokes import read_signature
from linli.procedures import procedure_of, procedures
from linli.store import cases

DISPUTE = "dispute"
LINK_PREFIX = b"linli/party/v1\0"
LINK_BYTES = 15
TOKEN_MAX = 80
BY_LINK = frozenset({"consent", "prolongation", "application"})
"""What a party may give by its link; an agreement is signed where its text lies on the table."""
SIGNED_ONLY = frozenset({"signature"})
"""What is never given by word of mouth."""
ON_SCREEN, ON_PAPER, ORALLY, LINK = "on_screen", "on_paper", "orally", "by_link"


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyView:
    """One dispute as one of its parties may know it by its link."""

    state: CaseState
    procedure: Procedure
    entries: tuple[Entry, ...]
    party: Party
    reasons: Mapping[str, tuple[Problem, ...]] = field(default_factory=dict)
    """For each thing the link lets one do ("consent_give", "withdraw", ...): every reason against it now."""

    def may_now(self, deed: str) -> bool:
        """Say whether `deed` is open now."""
        return deed in self.reasons and not self.reasons[deed]


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """What a party does: gives or refuses a part, or makes a move of its own."""

    command_id: str
    verb: str
    rule: str = ""
    """The kind of part it is about, or "" for a move on the whole matter."""
    how_given: str = ""
    strokes: str = ""
    reason: str = ""
    scans: tuple[bytes, ...] = ()


def party_token(office: Office, state: CaseState, party: Party) -> str:
    """Return what a party's link ends in."""
    return f"{state.id}-{party.letter}-{_seal(office.ports.secret, state.id, party)}"


def _seal(secret: bytes, case_id: str, party: Party) -> str:
    asked = party.parts["consent"].id
    digest = hmac.new(secret, LINK_PREFIX + f"{case_id}/{party.letter}/{asked}".encode(), sha256).digest()
    return b32encode(digest[:LINK_BYTES]).decode().lower()


def own_party_token(office: Office, state: CaseState, entries: tuple[Entry, ...]) -> str:
    """Return the token of the party that applied itself, for whoever holds the receipt; "" where there is none."""
    if state.procedure != DISPUTE:
        return ""
    party = next((one for one in parties_of(entries, state) if one.is_requester), None)
    return party_token(office, state, party) if party else ""


def open_by_party(office: Office, token: str, now: datetime) -> PartyView | None:
    """Return the dispute that a party's link leads to; None for one that leads nowhere, or not any more."""
    case_id, _, rest = token.partition("-")
    letter, _, seal = rest.partition("-")
    if len(token) > TOKEN_MAX or not (case_id.isascii() and case_id.isalnum() and seal.isascii()):
        return None
    kept = cases.open_case(office.county_id, f"case/{case_id}")
    if kept is None or kept.state.procedure != DISPUTE:
        return None
    party = next((one for one in parties_of(kept.entries, kept.state) if one.letter == letter), None)
    secrets = (office.ports.secret, *office.ports.secrets_before)
    if party is None or not any(hmac.compare_digest(_seal(one, case_id, party), seal) for one in secrets):
        return None
    procedure = procedure_of(kept.state.procedure, kept.state.version)
    return PartyView(
        state=kept.state, procedure=procedure, entries=kept.entries, party=party,
        reasons=_reasons(office, kept.state, procedure, party, now),
    )  # fmt: skip


def _reasons(
    office: Office, state: CaseState, procedure: Procedure, party: Party, now: datetime
) -> Mapping[str, tuple[Problem, ...]]:
    context = Context(
        now=max(now, state.moved_at or now), actor=_actor(party), procedure=procedure, directory=office.directory,
        relations=frozenset({Relation.PARTY}), procedures=procedures(), new_ids=(new_id(now),),
    )  # fmt: skip

    def against(move: Move, part: PartState | None) -> tuple[Problem, ...]:
        return tuple(reasons_against(state, move, {}, context, part))

    found = {}
    for rule in sorted(BY_LINK & set(party.parts)):
        for verb in ("give", "refuse"):
            move = part_move_for(procedure.part(rule), verb)
            if move is not None:
                found[f"{rule}_{verb}"] = against(move, party.parts[rule])
    for verb in ("ask_recusal", "withdraw"):
        move = move_for(procedure, state, verb)
        if move is not None:
            found[verb] = against(move, None)
    return found


def _actor(party: Party) -> Actor:
    return Actor(kind="resident", id=party.letter)


def move_by_party(office: Office, token: str, deed: Deed, now: datetime) -> Mapping[str, Any]:
    """Do what a party asks by its link; raises Refused with every reason, `not_found` for a link that leads nowhere."""
    view = open_by_party(office, token, now)
    if view is None:
        raise Refused([Problem("not_found")])
    fields: dict[str, Any] = {}
    part = ""
    if deed.rule:
        if deed.rule not in BY_LINK or deed.rule not in view.party.parts:
            raise Refused([Problem("part_not_found")])
        part = view.party.parts[deed.rule].id
        fields = {"how_given": LINK} if deed.verb == "give" else {"party_reason": deed.reason}
    elif deed.verb == "ask_recusal":
        fields = {"party": view.party.letter, "party_reason": deed.reason}
    elif deed.verb != "withdraw":
        raise Refused([Problem("no_such_move", params={"verb": deed.verb[:40]})])
    command = Command(
        id=f"p-{view.state.id}-{view.party.letter}-{deed.command_id}"[:80], verb=deed.verb, stream=view.state.stream,
        fields=fields, part=part,
    )  # fmt: skip
    return move_case(office, command, actor=_actor(view.party), now=now)


def record_party(office: Office, view: CaseView, party: Party, deed: Deed, now: datetime) -> Mapping[str, Any]:
    """Record what a party gave or refused before the mediator, with its signature or the paper it signed.

    Raises Refused with every reason.
    """
    part = party.parts.get(deed.rule)
    if part is None:
        raise Refused([Problem("part_not_found")])
    fields: dict[str, Any] = {"party_reason": deed.reason}
    if deed.verb == "give":
        fields = {"how_given": deed.how_given, STROKES: _checked_strokes(deed)}
    uploads = {"scan": list(deed.scans)} if deed.scans and deed.verb == "give" else {}
    command = Command(
        id=deed.command_id, verb=deed.verb, stream=view.state.stream, part=part.id,
        fields=clean_photos(office, fields, uploads),
    )  # fmt: skip
    return move_case(office, command, actor=actor_at(view.post), now=now)


def _checked_strokes(deed: Deed) -> str:
    """Return the signature where one is due; raises Refused where the way does not fit what is given."""
    if deed.how_given == LINK or (deed.how_given == ORALLY and deed.rule in SIGNED_ONLY):
        raise Refused([Problem("signature_needed", at="how_given")])
    if deed.how_given == ON_PAPER and deed.rule in SIGNED_ONLY and not deed.scans:
        raise Refused([Problem("scan_needed", at="scan")])
    return read_signature(deed.strokes).spelled if deed.how_given == ON_SCREEN else ""
