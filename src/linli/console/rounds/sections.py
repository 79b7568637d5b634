"""The sections of a unit: a day of them against its slots, and laid down, changed or ended by who keeps them."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from linli.actions import sections as acts
from linli.actions.round_weeks import may_cover
from linli.actions.sections import Typed
from linli.actions.slot_days import SectionDay, day_asked, section_days
from linli.console.command_ids import command_id
from linli.console.rounds.admitted import ROSTER_POSTS, SECTION_POSTS
from linli.console.rounds.words import day_words, place_name
from linli.console.seat import SeatedRequest, refused_at, who_may
from linli.console.words import area_words, language, unit_name
from linli.domain.problems import Refused
from linli.domain.roster import makes_rosters
from linli.domain.round_section import SECTION_WORDS, SectionKind, Span
from linli.domain.section import CODES_MAX, Register, SectionFile
from linli.domain.slot_coverage import SlotState, state_of
from linli.domain.supply_checks import NAME_MAX
from linli.domain.wording import Wording
from linli.store import ledgers
from linli.store import sections as stored
from linli.store.sections import SECTIONS, SectionLine
from linli.ui.pieces import Option
from linli.ui.refusals import Refusal, take_refusal

PAGE, ID_MAX, PLACES_TYPED_MAX = 50, 26, 200
FIELDS = ("name", "kind", "codes", "is_continuous")
STATES: Mapping[SlotState, tuple[Wording, str]] = {
    SlotState.COVERED: (Wording("有人到过", "passed"), "check"),
    SlotState.MISSED: (Wording("没有人到过", "nobody passed"), "near"),
    SlotState.OPEN: (Wording("这个时段还没有人到", "still to be passed"), "clock"),
    SlotState.AHEAD: (Wording("还没到时间", "ahead"), "waiting"),
}
"""What is said of a slot, with which sign."""


@who_may(ROSTER_POSTS)
def round_sections(request: SeatedRequest) -> HttpResponse:
    """Show the unit's sections on one day, slot by slot; never who passed them."""
    office, post, now = request.office, request.post, request.now
    day, today = day_asked(office, str(request.GET.get("day", "")), now), day_asked(office, "", now)
    lines = stored.on_day(office.county_id, "", day, unit=post.unit_id)
    page = Paginator(lines, PAGE).get_page(request.GET.get("page"))
    keeps = makes_rosters(post, office.directory)
    ended = [one for one in stored.of_unit(office.county_id, post.unit_id) if not one.is_active] if keeps else []
    context = {
        "unit": unit_name(office, post.unit_id), "words": day_words(day), "day": day,
        **around(day, today),
        "rows": [_row(request, one) for one in section_days(office, tuple(page.object_list), day, now)],
        "page": page, "keeps": keeps, "covers": may_cover(office, post),
        "ended": [_ended(one) for one in ended[:PAGE]],
    }  # fmt: skip
    return render(request, "console/rounds/sections.html", context)


def around(day: date, today: date) -> dict[str, date | None]:
    """Return the day before and the one after, which is none while it is ahead."""
    return {"before": day - timedelta(days=1), "after": day + timedelta(days=1) if day < today else None}


def _row(request: SeatedRequest, one: SectionDay) -> dict[str, Any]:
    return {
        **head_of(one.line), "area": area_words(request.office, one.line.area_path),
        "slots": [slot_words(span, request.now) for span in one.spans], "total": one.total,
        "places": len(one.line.places),
    }  # fmt: skip


def head_of(line: SectionLine) -> dict[str, Any]:
    """Return what a section is called everywhere."""
    return {
        "name": line.name, "kind": SECTION_WORDS[SectionKind(line.kind)].within(language()),
        "is_continuous": line.is_continuous, "url": reverse("console:round_section", args=[line.section]),
    }  # fmt: skip


def slot_words(span: Span, now: datetime) -> dict[str, Any]:
    """Return a slot with how it stands."""
    state = state_of(span, now)
    words, sign = STATES[state]
    return {"hours": hours(span.begins_at, span.ends_at), "state": state.value, "sign": sign,
            "words": words.within(language())}  # fmt: skip


def hours(begins_at: datetime, ends_at: datetime) -> str:
    """Return from when until when, at the place."""
    return f"{localtime(begins_at):%H:%M}–{localtime(ends_at):%H:%M}"


def _ended(line: SectionLine) -> dict[str, Any]:
    return {**head_of(line), "since": day_words(line.since_date)}


@who_may(SECTION_POSTS)
def round_section_new(request: SeatedRequest) -> HttpResponse:
    """Lay a section of the unit down."""
    here = reverse("console:round_section_new")
    if request.method == "POST":
        form = _typed(request)
        try:
            acts.lay_down(request.office, request.post, form, now=request.now)
        except Refused as refused:
            return refused_at(request, here, _kept(refused, form))
        messages.success(request, _("The section holds from today on."))
        return HttpResponseRedirect(reverse("console:round_sections"))
    return _form(request, here, None)


@who_may(SECTION_POSTS)
def round_section(request: SeatedRequest, section_id: str) -> HttpResponse:
    """Change a section from today on, end it, or ask for it again."""
    office, post, now = request.office, request.post, request.now
    found = ledgers.kept(SECTIONS, office.county_id, section_id[:ID_MAX])
    if found is None or not acts.may_change(office, post, found):
        raise Http404
    here = reverse("console:round_section", args=[found.id])
    if request.method != "POST":
        return _form(request, here, found)
    form = _typed(request)
    try:
        if request.POST.get("do") == "end":
            after = acts.end(office, post, found.id, command_id=command_id(request), now=now)
            messages.success(
                request, _("Asked for again from today on.") if after.head.is_active else _("Asked for no more.")
            )
        else:
            acts.change(office, post, found.id, form, now=now)
            messages.success(request, _("Changed from today on; the days before stay as they were."))
    except Refused as refused:
        return refused_at(request, here, _kept(refused, form))
    return HttpResponseRedirect(reverse("console:round_sections"))


def _typed(request: SeatedRequest) -> Typed:
    typed = {key: str(request.POST.get(key, "")).strip()[: CODES_MAX + 1] for key in FIELDS}
    places = tuple(dict.fromkeys(str(one)[:ID_MAX] for one in request.POST.getlist("places")[:PLACES_TYPED_MAX]))
    return Typed(command_id=command_id(request), typed=typed, places=places)


def _kept(refused: Refused, form: Typed) -> Refusal:
    return Refusal(problems=refused.problems, typed={**form.typed, "places": ",".join(form.places)})


def _form(request: SeatedRequest, here: str, found: SectionFile | None) -> HttpResponse:
    refusal = take_refusal(request.session, here)
    register = acts.register_for(request.office, request.post, found)
    typed = refusal.typed or _standing(found)
    context = {
        "found": found, "typed": typed, "problems": refusal.problems,
        "kinds": [Option(value=one.value, title=words.within(language())) for one, words in SECTION_WORDS.items()],
        "places": place_options(request, register), "chosen": typed.get("places", "").split(","),
        "is_more": len(register.places) > acts.CHOICES_MAX, "name_max": NAME_MAX, "codes_max": CODES_MAX,
        "unit": unit_name(request.office, request.post.unit_id),
        "labels": {
            "name": _("Name of the section"), "kind": _("What it leads along"), "places": _("Places along it"),
            "codes": _("Others, by the code on their plate"), "is_continuous": _("Round the clock"),
        },
        "command_id": command_id(request),
    }  # fmt: skip
    return render(request, "console/rounds/section.html", context)


def place_options(request: SeatedRequest, register: Register) -> list[Option]:
    """Return the places that are offered to be ticked."""
    return [
        Option(value=one.id, title=place_name(one), more=f"{one.key} · {area_words(request.office, one.area_path)}")
        for one in acts.choices_for(register)
    ]


def _standing(found: SectionFile | None) -> dict[str, str]:
    if found is None:
        return {"kind": SectionKind.STREET.value}
    head = found.head
    return {
        "name": head.name, "kind": head.kind, "places": ",".join(head.places),
        "is_continuous": "1" if head.is_continuous else "",
    }  # fmt: skip
