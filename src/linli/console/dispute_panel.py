"""The dispute's own panel on the page of its matter: parties, sittings, the five seats, agreement, window, routes."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.urls import reverse

from linli.actions.case_moves import OpenMove, moves_for
from linli.actions.case_views import CaseView
from linli.actions.deciding import Office
from linli.actions.sittings import place_words
from linli.console.clock_views import ClockPage
from linli.console.dispute_forms import DISPUTE
from linli.console.words import language, unit_name
from linli.domain.dispute_parties import GIVEN_BY_PARTY, Party, parties_of, seats_taken
from linli.domain.engine.access import AT_WORK
from linli.domain.mediation_fields import PANEL_SEATS, ROUTES
from linli.domain.sittings import Sitting, SittingState, sittings_of
from linli.domain.wording import Wording

STEPS: tuple[tuple[Wording, frozenset[str]], ...] = (
    (Wording("登记", "Registered"), frozenset({"registered"})),
    (Wording("各方同意", "Consent"), frozenset({"consent_asked"})),
    (Wording("调解", "Mediation"), frozenset({"accepted", "mediating"})),
    (Wording("协议", "Agreement"), frozenset({"agreed"})),
    (Wording("履行", "Performance"), frozenset({"performing", "performed", "breached"})),
)
ENDED_WITHOUT = frozenset({"failed", "withdrawn"})
TONES = {"asked": "waiting", "refused": "overdue", "declined": "overdue"}
ROUTE_WORDS: Mapping[str, Wording] = {
    "court": Wording(
        "向人民法院起诉;经调解达成协议的,可以就协议起诉",
        "Sue at the court; where an agreement was made, on the agreement",
    ),
    "arbitration": Wording(
        "劳动、合同等纠纷,有仲裁条款或依法可以仲裁的,申请仲裁",
        "Arbitration, for labour and contracts where the law provides it",
    ),
    "administration": Wording(
        "属于行政机关职责的,请主管部门处理", "The competent authority, where the matter is within its duty"
    ),
}


def dispute_panel(office: Office, view: CaseView, now: datetime) -> dict[str, Any] | None:
    """Return what the panel of a dispute shows; None for any other matter."""
    state = view.state
    if state.procedure != DISPUTE:
        return None
    open_moves = {one.move.verb for one in moves_for(office, view, now) if one.is_open and one.part is None}
    sittings = sittings_of(view.entries)
    is_at_work = bool(view.relations & AT_WORK)
    return {
        "steps": steps(state.stage),
        "danger": _danger(view),
        "parties": [_party(view, one) for one in parties_of(view.entries, state)],
        "may_add_party": "add_party" in open_moves,
        "add_party_url": reverse("console:move", args=[state.id, "add_party"]),
        "sittings": [sitting_row(office, view, one, open_moves) for one in reversed(sittings)],
        "seats": _seats(office, view),
        "table_url": reverse("console:table", args=[state.id]) if is_at_work and not state.is_final else "",
        "plan_url": reverse("console:sitting_new", args=[state.id]) if "plan_sitting" in open_moves else "",
        "record_url": reverse("console:sitting_record", args=[state.id]) if "hold_session" in open_moves else "",
        "agreement_url": reverse("console:agreement", args=[state.id]) if "propose_agreement" in open_moves else "",
        "agreement": state.notes.get("agreement", ""),
        "is_proposed": any(one.rule == "signature" and one.stage != "recalled" for one in state.parts.values()),
        "window": _window(office, view, now),
        "confirmation": state.notes.get("confirmation", ""),
        "visits": state.count("performance_visits"),
        "routes": routes() if state.stage in ENDED_WITHOUT or state.stage == "breached" else [],
    }


def routes() -> list[tuple[str, str]]:
    """Return the ways that stay open to the parties: what each is called, and what it is for."""
    return [(one.title.within(language()), ROUTE_WORDS[one.key].within(language())) for one in ROUTES]


def steps(stage: str) -> list[Mapping[str, Any]]:
    """Return the five steps, each done, present or to come."""
    here = next((at for at, (_title, stages) in enumerate(STEPS) if stage in stages), -1)
    is_over = stage in ("performed",)
    return [
        {
            "title": title.within(language()),
            "state": "done" if at < here or is_over else "here" if at == here else "ahead",
        }
        for at, (title, _stages) in enumerate(STEPS)
    ]


def _danger(view: CaseView) -> Mapping[str, Any] | None:
    notes = view.state.notes
    if notes.get("danger") != "yes" or view.state.is_final:
        return None
    moves = {
        verb: reverse("console:move", args=[view.state.id, verb])
        for verb in ("note_danger", "report_danger", "clear_danger")
    }
    return {
        "is_noted": bool(view.state.actors_of(("note_danger",))),
        "reported": notes.get("danger_reported", ""),
        **moves,
    }


def _party(view: CaseView, party: Party) -> Mapping[str, Any]:
    is_open = not view.state.is_final and bool(view.relations & AT_WORK)
    return {
        "letter": party.letter,
        "title": party.wording.within(language()),
        "is_requester": party.is_requester,
        "states": [state for rule in GIVEN_BY_PARTY if (state := part_state(view, party, rule))],
        "slip_url": reverse("console:party_slip", args=[view.state.id, party.letter]) if is_open else "",
    }


def part_state(view: CaseView, party: Party, rule: str) -> Mapping[str, str] | None:
    """Return what a party's part is about and where it stands, as a chip; None where nothing was asked."""
    part = party.parts.get(rule)
    if part is None:
        return None
    declared = view.procedure.part(rule)
    stage = next(one for one in declared.stages if one.key == part.stage)
    return {
        "rule": declared.title.within(language()),
        "stage": stage.title.within(language()),
        "tone": TONES.get(part.stage, "accent"),
        "key": part.stage,
    }


def sitting_row(office: Office, view: CaseView, one: Sitting, open_moves: set[str]) -> Mapping[str, Any]:
    """Return one sitting as lists show it."""
    case_id, is_planned = view.state.id, one.state is SittingState.PLANNED
    kinds = next(field.choices for field in view.procedure.fields if field.key == "session_kind")
    return {
        "number": one.number, "starts_at": one.starts_at, "ends_at": one.ends_at, "minutes": one.minutes,
        "state": one.state.wording.within(language()), "is_planned": is_planned, "attended": one.attended,
        "kind": next((found.title.within(language()) for found in kinds if found.key == one.kind), ""),
        "place": place_words(office, one.room, language()),
        "ics_url": reverse("console:sitting_ics", args=[case_id, one.number]) if one.minutes else "",
        "cancel_url": reverse("console:sitting_cancel", args=[case_id, one.number])
        if is_planned and "cancel_sitting" in open_moves else "",
        "record_url": f"{reverse('console:sitting_record', args=[case_id])}?sitting={one.number}"
        if is_planned and "hold_session" in open_moves else "",
    }  # fmt: skip


def _seats(office: Office, view: CaseView) -> list[Mapping[str, Any]]:
    """Return the five seats with the units that were invited to them; the mediator's is the holder's as well."""
    taken = seats_taken(view.entries, view.state)
    represented = bool(view.state.actors_of(("name_representative",)))
    found: list[Mapping[str, Any]] = []
    for seat in PANEL_SEATS:
        names = [unit_name(office, part.unit) for part in taken.get(seat.key, ())]
        if seat.key == "mediator" and view.state.actors_of(("begin",)):
            names.insert(0, unit_name(office, view.state.handler.unit or view.state.holder.unit))
        found.append(
            {
                "title": seat.title.within(language()),
                "who": list(dict.fromkeys(names)),
                "is_represented": seat.key == "party_representative" and represented,
            }
        )
    return found


def _window(office: Office, view: CaseView, now: datetime) -> Mapping[str, Any] | None:
    """Return the time within which the parties may go to the court together, while it is open."""
    clock = view.state.clocks.get("confirmation_right")
    if clock is None or view.state.stage not in ("agreed", "performing"):
        return None
    page = ClockPage(office=office, state=view.state, procedure=view.procedure, now=now)
    is_open = clock.is_open and clock.lapsed_at is None and clock.due_at > now
    return {
        "is_open": is_open,
        "due_at": clock.due_at,
        "clock": page.view(clock, reverse("console:clock", args=[view.state.id, clock.key])) if is_open else None,
    }


def open_verbs(moves: tuple[OpenMove, ...]) -> set[str]:
    """Return the verbs of the moves on the whole matter that are open now."""
    return {one.move.verb for one in moves if one.is_open and one.part is None}
