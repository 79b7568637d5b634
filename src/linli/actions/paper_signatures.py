"""Signatures of an agreement: where each hand is kept, and the lines of the paper that print it.

Source: 人民调解法 art. 29: the parties sign an agreement, seal it or put a fingerprint to it; the mediator signs.
"""

from collections.abc import Iterator

from linli.actions.case_views import CaseView
from linli.domain.dispute_parties import parties_of
from linli.domain.entry import Entry
from linli.domain.mediation_fields import STROKES

SIGNATURE = "signature"
"""The part by which a party signs."""
MEDIATOR = "人民调解员"

Place = tuple[int, str]


def signature_places(view: CaseView, act: Entry | None) -> list[Place]:
    """Return where the signatures are kept that were written on a screen and stand."""
    return [place for _role, place in _signers(view, act) if place is not None]


def signature_rows(view: CaseView, act: Entry | None) -> tuple[tuple[str, str], ...]:
    """Return a line for each who signs: what it is called, and its strokes, "" where it signs on the paper."""
    return tuple((role, view.values.get(place, "") if place else "") for role, place in _signers(view, act))


def _signers(view: CaseView, act: Entry | None) -> Iterator[tuple[str, Place | None]]:
    """Every party with the latest signature of its standing part; then the mediator, who signs with the act itself."""
    for party in parties_of(view.entries, view.state):
        part = party.parts.get(SIGNATURE)
        yield party.wording.zh, _latest(view, [one for one in view.entries if part and one.pub.get("part") == part.id])
    yield MEDIATOR, _latest(view, [act] if act else [])


def _latest(view: CaseView, entries: list[Entry]) -> Place | None:
    places = [(one.seq, STROKES) for one in entries if STROKES in one.com]
    return next((one for one in reversed(places) if one not in view.erased), None)
