"""What is kept of whoever holds a receipt: by what it is, never what it says."""

from dataclasses import dataclass
from datetime import datetime

from linli.actions.case_views import declared_field, subject_of
from linli.actions.deciding import Office, receipt_hashes
from linli.actions.look_views import field_title
from linli.domain.engine.declarations import Procedure
from linli.domain.entry import Entry
from linli.domain.seal import Seal
from linli.domain.wording import Wording
from linli.store import cases

RIGHT = "data_right"
"""The procedure by which somebody asks for a right."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptThing:
    """One thing that is kept, by what it is; never what it says."""

    seq: int
    key: str
    title: Wording
    at: datetime
    is_erased: bool


def things_of(procedure: Procedure, entries: tuple[Entry, ...], erased: frozenset[tuple[int, str]]) -> list[KeptThing]:
    """Return what the person concerned left in a matter."""
    return [
        KeptThing(seq=entry.seq, key=key, title=field_title(key), at=entry.recv, is_erased=(entry.seq, key) in erased)
        for entry in entries
        for key in entry.com
        if subject_of(declared_field(procedure, key), entry, key) == "requester"
    ]


def of_receipt(office: Office, code: str) -> cases.CaseFile | None:
    """Return the matter of a receipt; None where it leads nowhere, or into what nobody here may read."""
    found = cases.case_of_receipt(*receipt_hashes(code, office.ports))
    if found is None or found[0] != office.county_id:
        return None
    kept = cases.open_case(office.county_id, f"case/{found[1]}")
    return kept if kept is not None and kept.state.seal != Seal.CLOSED.value else None
