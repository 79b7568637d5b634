"""Parties 当事人 of one dispute: who was entered, and what each gave or refused; letters, never names.

Pure: a fold over the entries and the state. Whatever names a party is a sealed value and not in here.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from linli.domain.engine.state import RECALLED, CaseState, PartState
from linli.domain.entry import Entry
from linli.domain.mediation_fields import PARTIES
from linli.domain.wording import Wording

ADD_PARTY, INVITE = "case.add_party", "case.invite_panel"
GIVEN_BY_PARTY = ("consent", "prolongation", "signature", "application")
"""Parts that every party gives or refuses itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """One party, by its letter."""

    letter: str
    seq: int
    """The entry that holds its name."""
    is_requester: bool = False
    parts: Mapping[str, PartState] = field(default_factory=dict)
    """Its standing part of each rule, the latest one."""

    @property
    def wording(self) -> Wording:
        """甲方, 乙方, ..."""
        return next(one.title for one in PARTIES if one.key == self.letter)

    def stage(self, rule: str) -> str:
        """Return where its part of a rule stands, or "" where nothing is asked."""
        part = self.parts.get(rule)
        return part.stage if part else ""


def parties_of(entries: Iterable[Entry], state: CaseState) -> tuple[Party, ...]:
    """Return the parties in the order of their letters."""
    entered = {str(one.pub.get("party", "")): one for one in entries if one.type == ADD_PARTY}
    standing: dict[str, dict[str, PartState]] = {}
    for part in state.parts.values():
        if part.party and part.stage != RECALLED:
            standing.setdefault(part.party, {})[part.rule] = part
    return tuple(
        Party(
            letter=letter, seq=entered[letter].seq, is_requester=bool(entered[letter].pub.get("is_requester")),
            parts=standing.get(letter, {}),
        )
        for letter in sorted(entered)
        if "consent" in standing.get(letter, {})
    )  # fmt: skip


def seats_taken(entries: Iterable[Entry], state: CaseState) -> dict[str, tuple[PartState, ...]]:
    """Return by seat of the panel who was invited to it and was not called off."""
    panel = [part for part in state.parts.values() if part.rule == "panel"]
    asked = [str(one.pub.get("panel_seat", "")) for one in entries if one.type == INVITE]
    found: dict[str, tuple[PartState, ...]] = {}
    for seat, part in zip(asked, panel, strict=False):
        if part.stage != RECALLED:
            found[seat] = (*found.get(seat, ()), part)
    return found
