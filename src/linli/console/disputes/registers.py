"""The two registers, to read: bodies that mediate with their terms and history, and the roster of mediators."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from linli.actions import mediation
from linli.actions.mediation import Body, Edition, RosterLine
from linli.console.disputes.standing import Asked as OpenAddress
from linli.console.seat import SeatedRequest, who_may
from linli.console.seats_admitted import ANY_POST
from linli.console.words import area_words, language, unit_name
from linli.domain.dispute_types import types_words
from linli.domain.engine.access import may_set_up
from linli.domain.mediation_committee import MEDIATION_LEVELS, MediationCommittee, TermState
from linli.domain.mediator import SKILLS
from linli.domain.wording import Wording
from linli.ui.pieces import FilterChip, Pager, Tone

PAGE_ROWS = 50
Line = TypeVar("Line")
EVERY_TYPE = Wording("各类纠纷", "Every type")
TERM_WORDS: dict[TermState, tuple[Wording, Tone, str]] = {
    TermState.RUNNING: (Wording("任期内", "In its term"), "quiet", "check"),
    TermState.ENDING: (Wording("快到届", "Term ends soon"), "near", "near"),
    TermState.OVER: (Wording("已到届,要换届", "Term is over: elect anew"), "overdue", "overdue"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyRow:
    """One body as a line of the register."""

    name: str
    url: str
    kind: Wording
    sector: str
    level: Wording
    place: str
    types: str
    members: int
    women: int
    minority: int
    chair: str
    since: date
    until: date
    term: Wording
    tone: Tone
    sign: str
    mediators: int
    lead: str


@who_may(ANY_POST)
def bodies(request: SeatedRequest) -> HttpResponse:
    """Show the register; the terms that end first are counted at the top."""
    every = mediation.bodies(request.office, request.now)
    asked = str(request.GET.get("term", ""))
    level = str(request.GET.get("level", ""))
    shown = [one for one in every if asked in ("", one.term.value) and level in ("", one.level.value)]
    found, pager = _page(request, shown)
    context = {
        "rows": [_row(request, one) for one in found],
        "pager": pager,
        "tab": "bodies",
        "count": len(every),
        "terms": [_term_chip(every, state, asked, level) for state in (TermState.OVER, TermState.ENDING)],
        "levels": [_level_chip(every, key.value, words, asked=level, term=asked)
                   for key, words in MEDIATION_LEVELS.items()],
        "is_filtered": bool(asked or level),
        "clear_url": reverse("console:mediation_bodies"),
        **_setup(request, "mediation_committee"),
    }  # fmt: skip
    return render(request, "console/disputes/bodies.html", context)


def _page(request: SeatedRequest, lines: Sequence[Line]) -> tuple[list[Line], Pager]:
    """Return one page of a register, and the ways to the pages beside it with the same filters."""
    page = Paginator(lines, PAGE_ROWS).get_page(request.GET.get("page"))

    def way(number: int) -> str:
        asked = request.GET.copy()
        asked["page"] = str(number)
        return f"{request.path}?{asked.urlencode()}"

    pager = Pager(
        next_url=way(page.next_page_number()) if page.has_next() else "",
        previous_url=way(page.previous_page_number()) if page.has_previous() else "",
        words=f"{page.start_index()}–{page.end_index()} / {len(lines)}" if page.has_other_pages() else "",
    )
    return list(page), pager


def _address(term: str, level: str) -> str:
    asked = "&".join(f"{key}={value}" for key, value in (("term", term), ("level", level)) if value)
    return reverse("console:mediation_bodies") + (f"?{asked}" if asked else "")


def _term_chip(every: tuple[Body, ...], state: TermState, asked: str, level: str) -> FilterChip:
    is_on = asked == state.value
    return FilterChip(
        title=TERM_WORDS[state][0].within(language()), url=_address("" if is_on else state.value, level), is_on=is_on,
        count=sum(one.term is state for one in every),
    )  # fmt: skip


def _level_chip(every: tuple[Body, ...], key: str, words: Wording, *, asked: str, term: str) -> FilterChip:
    is_on = asked == key
    return FilterChip(
        title=words.within(language()), url=_address(term, "" if is_on else key), is_on=is_on,
        count=sum(one.level.value == key for one in every),
    )  # fmt: skip


def _setup(request: SeatedRequest, noun: str) -> dict[str, Any]:
    """Return where the register is changed and taken away, for whoever may."""
    directory, post = request.office.directory, request.post
    return {
        "noun": noun,
        "may_read_setup": may_set_up("setup.read", post, directory),
        "may_change": may_set_up("setup.change", post, directory),
    }


def _row(request: SeatedRequest, one: Body) -> BodyRow:
    office, own = request.office, one.committee
    term, tone, sign = TERM_WORDS[one.term]
    return BodyRow(
        name=unit_name(office, one.unit.id), url=reverse("console:mediation_body", args=[one.unit.key]),
        kind=own.kind.wording, sector=own.sector, level=MEDIATION_LEVELS[one.level],
        place=area_words(office, one.unit.area_path), types=_types(own.types), members=own.member_count,
        women=own.women_count, minority=own.minority_count, chair=one.chair_name, since=own.started_date,
        until=own.ended_date, term=term, tone=tone, sign=sign, mediators=one.mediator_count,
        lead=unit_name(office, one.lead.id) if one.lead else "",
    )  # fmt: skip


def _types(types: tuple[str, ...]) -> str:
    return types_words(types, language()) or EVERY_TYPE.within(language())


@who_may(ANY_POST)
def body(request: SeatedRequest, unit_key: str) -> HttpResponse:
    """Show one body: its term and members in numbers, its mediators, and how it stood before."""
    office = request.office
    found = next((one for one in mediation.bodies(office, request.now) if one.unit.key == unit_key), None)
    if found is None:
        raise Http404
    has_load = mediation.is_planner(office, request.post)
    lines = [one for one in mediation.roster(office, request.now, with_load=has_load) if one.unit.id == found.unit.id]
    context = {
        "tab": "bodies",
        "body": _row(request, found),
        "is_by_law": found.committee.is_by_law,
        "needs_minority": found.committee.needs_minority,
        "mediators": [_mediator(request, one) for one in lines],
        "has_load": has_load,
        "editions": [_edition(one) for one in mediation.editions(office, found.unit.id)],
        "open_url": OpenAddress(values=request.GET).changed(unit=found.unit.id),
        **_setup(request, "mediation_committee"),
    }
    return render(request, "console/disputes/body.html", context)


def _edition(one: Edition) -> dict[str, Any]:
    own: MediationCommittee = one.committee
    changed: datetime = one.changed_at
    return {
        "changed_at": changed, "kind": own.kind.wording, "members": own.member_count, "women": own.women_count,
        "minority": own.minority_count, "since": own.started_date, "until": own.ended_date,
        "types": _types(own.types), "is_active": own.is_active,
    }  # fmt: skip


@who_may(ANY_POST)
def mediators(request: SeatedRequest) -> HttpResponse:
    """Show the roster by level and body; open work stands beside it for those who give work out."""
    office = request.office
    has_load = mediation.is_planner(office, request.post)
    every = mediation.roster(office, request.now, with_load=has_load)
    words = str(request.GET.get("q", "")).strip()[:60]
    level = str(request.GET.get("level", ""))
    rows = [_mediator(request, one) for one in every if level in ("", one.level.value)]
    shown, pager = _page(request, [row for row in rows if _fits(row, words)])
    context = {
        "pager": pager,
        "tab": "mediators",
        "count": len(every),
        "levels": [_roster_chip(every, key.value, title, level) for key, title in MEDIATION_LEVELS.items()],
        "level": level,
        "search_words": words,
        "mediators": shown,
        "has_load": has_load,
        **_setup(request, "mediator"),
    }
    return render(request, "console/disputes/mediators.html", context)


def _roster_chip(every: tuple[RosterLine, ...], key: str, words: Wording, asked: str) -> FilterChip:
    url = reverse("console:mediators")
    return FilterChip(
        title=words.within(language()), url=url if asked == key else f"{url}?level={key}", is_on=asked == key,
        count=sum(one.level.value == key for one in every),
    )  # fmt: skip


def _mediator(request: SeatedRequest, one: RosterLine) -> dict[str, Any]:
    tongue, own = language(), one.mediator
    joint = "、" if tongue == "zh" else ", "
    return {
        "name": one.name, "unit": unit_name(request.office, one.unit.id), "level": MEDIATION_LEVELS[one.level],
        "kind": own.kind.wording, "types": _types(own.types),
        "skills": joint.join(SKILLS[key].within(tongue) for key in own.skills if key in SKILLS),
        "is_away": one.is_away, "away_until": own.away_until_date if one.is_away else None,
        "takes_new": own.takes_new, "open_count": one.open_count, "open_max": own.open_max,
    }  # fmt: skip


def _fits(row: dict[str, Any], words: str) -> bool:
    told = f"{row['name']} {row['unit']} {row['types']} {row['skills']}".lower()
    return all(word.lower() in told for word in words.split())
