"""The chain of one petition on its own page: each tier with its document, who gave it, and what is open next."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from linli.actions.case_views import CaseView
from linli.actions.deciding import Office
from linli.actions.petition_chain import Standing, TierStanding, chain_of, prolonged
from linli.actions.petitions import PETITION, owed_on
from linli.console.clock_views import day_words
from linli.console.petition_words import deed_words
from linli.console.words import language, unit_name
from linli.domain.engine.declarations import Choice
from linli.domain.wording import Wording

LOOKS = {Standing.GIVEN: "done", Standing.AT_WORK: "now", Standing.MAY_BE_ASKED: "open"}


@dataclass(frozen=True, slots=True, kw_only=True)
class TierView:
    """One tier as the page draws it."""

    title: Wording
    look: str
    """done, now, open or quiet."""
    lines: tuple[str, ...]
    paper: Mapping[str, Any] | None = None
    offer_url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PetitionPanel:
    """The whole of it."""

    tiers: tuple[TierView, ...]
    next_step: Wording | None
    route: Choice | None
    owed: tuple[str, ...]
    prolonged: tuple[str, ...]
    """That the whole time became longer: by whom approved, and why."""


def petition_panel(office: Office, view: CaseView, papers: Mapping[str, Any], now: datetime) -> PetitionPanel | None:
    """Return the chain of a petition, with the papers that its page lists; None for any other matter."""
    state = view.state
    if state.procedure != PETITION:
        return None
    routes = next(one.choices for one in view.procedure.fields if one.key == "petition_route")
    chain = chain_of(state, view.entries, view.procedure, now)
    longer = prolonged(state, view.entries, view.procedure, office.directory)
    return PetitionPanel(
        tiers=tuple(_tier(office, one, papers, now) for one in chain),
        next_step=view.procedure.stage(state.stage).next_lawful_step,
        route=next((one for one in routes if one.key == state.notes.get("route")), None),
        owed=tuple(_owed(office, view, now)),
        prolonged=tuple(one.within(language()) for one in longer),
    )


def _tier(office: Office, one: TierStanding, papers: Mapping[str, Any], now: datetime) -> TierView:
    key = one.tier.key
    paper = next((found for found in papers["papers"] if found["key"] == key and not found["is_void"]), None)
    offer = next((found for found in papers["paper_offers"] if found["url"].endswith(f"/{key}")), None)
    return TierView(
        title=one.tier.title,
        look=LOOKS.get(one.standing, "quiet"),
        lines=tuple(_lines(office, one, now)),
        paper=paper,
        offer_url=offer["url"] if offer else "",
    )


def _lines(office: Office, one: TierStanding, now: datetime) -> Iterator[str]:
    """Yield what is said of a tier: that it was given, by whom and with what result; or what is open."""
    if one.at is not None:
        yield f"{unit_name(office, one.unit)} · {day_words(one.at, now)}"
        if one.result is not None:
            yield one.result.within(language())
    elif one.until is not None:
        yield _("may be asked until %(moment)s") % {"moment": day_words(one.until, now)}
    elif one.standing is Standing.AT_WORK:
        yield _("being worked on")
    elif one.standing is Standing.NEVER:
        yield _("was not asked") if one.tier.right else _("none was given")
    else:
        yield _("not yet")


def _owed(office: Office, view: CaseView, now: datetime) -> Iterator[str]:
    for one in owed_on(office, view.state, now):
        yield _("%(deed)s: %(unit)s, by %(moment)s") % {
            "deed": deed_words(one.deed), "unit": unit_name(office, one.unit),
            "moment": day_words(one.clock.due_at, now),
        }  # fmt: skip
