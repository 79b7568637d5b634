"""Rights of the persons concerned: asking for one, what is kept about them, their copy, their consents.

A request is a case like any other and moves by its procedure; what follows from it is done by real moves on the
matter concerned. The officer sees that something is kept; what it says goes to the person alone.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from linli.actions.case_views import erased_in
from linli.actions.cases import move_case
from linli.actions.consenting import agreed_to, notices_seen
from linli.actions.deciding import Office
from linli.actions.kept_things import RIGHT, KeptThing, of_receipt, things_of
from linli.actions.look_views import LookView, looks_for_requester
from linli.actions.rights_copy import copied_matter
from linli.actions.seats import actor_at
from linli.domain.disclosure import CONTACT_FIELDS
from linli.domain.engine.context import Command
from linli.domain.engine.state import CaseState
from linli.domain.entry import Entry
from linli.domain.seal import Seal
from linli.domain.unit import Post
from linli.domain.wording import Wording
from linli.procedures import procedure_of, procedures
from linli.store import cases


@dataclass(frozen=True, slots=True, kw_only=True)
class AboutMe:
    """What is kept about whoever holds a receipt, who looked, and what they agreed to."""

    state: CaseState
    kept: tuple[KeptThing, ...]
    looks: tuple[LookView, ...]
    agreed: Mapping[str, bool]
    """By optional purpose."""
    notices: tuple[str, ...]
    """Versions of the notices that stood on the forms."""
    has_contact: bool
    has_copy: bool
    """This is a request for a copy that was granted, and it lies ready."""


def about_me(office: Office, code: str) -> AboutMe | None:
    """Return what is kept about whoever holds the receipt; None where it leads nowhere."""
    kept = of_receipt(office, code)
    if kept is None:
        return None
    procedure = procedure_of(kept.state.procedure, kept.state.version)
    erased = erased_in(kept.entries)
    things = tuple(things_of(procedure, kept.entries, erased))
    return AboutMe(
        state=kept.state,
        kept=things,
        looks=looks_for_requester(office, kept.state.stream),
        agreed=agreed_to(office, kept.state.stream),
        notices=notices_seen(office, kept.state.stream),
        has_contact=any(one.key in CONTACT_FIELDS and not one.is_erased for one in things),
        has_copy=copied_matter(kept) is not None,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestConcerns:
    """The matter a request is about, as far as whoever answers the request may know of it."""

    case_id: str
    number: str
    procedure: Wording
    holder_unit: str
    kept: tuple[KeptThing, ...]
    awaits_erasure: bool
    is_sealed: bool
    held_for: str
    """The document for which nothing of it may be erased, or ""."""


def concerned(office: Office, request: CaseState, entries: tuple[Entry, ...]) -> RequestConcerns | None:
    """Return the matter that a request is about; what people wrote in it is not part of this."""
    matter = str(entries[0].pub.get("matter") or "")
    kept = cases.open_case(office.county_id, f"case/{matter}") if request.procedure == RIGHT and matter else None
    if kept is None:
        return None
    state = kept.state
    procedure = procedure_of(state.procedure, state.version)
    return RequestConcerns(
        case_id=state.id, number=state.number, procedure=procedures()[state.procedure].title,
        holder_unit=state.holder.unit, kept=tuple(things_of(procedure, kept.entries, erased_in(kept.entries))),
        awaits_erasure="erase" in state.proposals, is_sealed=state.seal != Seal.OPEN.value,
        held_for=state.notes.get("held", ""),
    )  # fmt: skip


def erase_concerned(
    office: Office, post: Post, about: RequestConcerns, given: Mapping[str, str], *, command_id: str, now: datetime
) -> None:
    """Propose the erasure of the asker's data in the matter concerned, or agree to it as the second person.

    Raises Refused with every reason; the engine holds that the two are not the same person.
    """
    verb, fields = "erase", {"whose": "requester", **given}
    if about.awaits_erasure:
        verb, fields = "agree", {"proposal": "erase"}
    command = Command(id=command_id, verb=verb, stream=f"case/{about.case_id}", fields=fields)
    move_case(office, command, actor=actor_at(post), now=now)
