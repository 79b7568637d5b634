"""The rota of reception days: drawn up from the calendar, filled in turn, changed with history, published."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from linli.actions import reception
from linli.actions.channel_posts import may_plan
from linli.actions.reception import AskedDuty, DayShown, DutyShown
from linli.actions.reception_papers import publish_rota, published_file, published_rotas
from linli.actions.settings import setting_text
from linli.console.form_fields import find_areas
from linli.console.letters import ROOM_POSTS
from linli.console.seat import SeatedRequest, refused_at, who_may
from linli.console.typed_values import typed_date, typed_time
from linli.console.words import area_words, language, unit_name
from linli.domain.area import Area, AreaLevel
from linli.domain.problems import Problem, Refused
from linli.domain.reception import FIRST_BEGINS, FIRST_ENDS, DutyKind
from linli.domain.unit import Post
from linli.domain.wording import Wording
from linli.store import staff
from linli.ui.pieces import Option
from linli.ui.refusals import Refusal, take_refusal

VERB_WORDS: Mapping[str, Wording] = {
    "planned": Wording("排上", "Planned"),
    "taken_off": Wording("撤下", "Taken off"),
}
CONTENT_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
FIELDS = ("on_date", "begins", "ends", "post", "place", "kind", "area_typed")
HISTORY_MAX = 60
MONTHS_AHEAD = 12


@who_may(ROOM_POSTS)
def rota(request: SeatedRequest) -> HttpResponse:
    """Show a month of the unit's rota with its gaps, or change it."""
    month = _month(request)
    if request.method == "POST":
        return _done(request, month)
    office, now, unit_id = request.office, request.now, request.post.unit_id
    refusal = take_refusal(request.session, request.get_full_path())
    days = reception.rota_shown(office, unit_id, month, now)
    after = (month + timedelta(days=31)).replace(day=1)
    last = after - timedelta(days=1)
    out = [one for one in reception.goings_down(office, month, last, now) if one.duty.unit_id == unit_id]
    today = office.directory.calendar.local_date(now)
    context = {
        "unit": unit_name(office, unit_id),
        "month": month,
        "before": (month - timedelta(days=1)).replace(day=1),
        "after": after,
        "days": [_day(request, one, today) for one in days],
        "gaps": sum(one.is_gap for one in days if one.day >= today),
        "out": [_line(request, one, today) for one in out],
        "problems": refusal.problems,
        "typed": {**_first(request), **refusal.typed},
        "leaders": _leaders(request),
        "kinds": [Option(value=one.value, title=one.wording.within(language())) for one in DutyKind],
        "may_plan": may_plan(office, request.post),
        "changes": _changes(request),
        "papers": published_rotas(office, unit_id),
        "public_url": f"{reverse('public_reception')}?unit={office.directory.units[unit_id].key}",
    }
    return render(request, "console/rota.html", context)


@who_may(ROOM_POSTS)
def rota_file(request: SeatedRequest, seq: int, kind: str) -> HttpResponse:
    """Give a rota as it was published: the same bytes each time."""
    found = published_file(request.office, request.post.unit_id, seq, kind)
    if found is None:
        raise Http404
    response = HttpResponse(found, content_type=CONTENT_TYPES[kind])
    response["Content-Disposition"] = f'attachment; filename="reception-{seq}.{kind}"'
    return response


def _done(request: SeatedRequest, month: date) -> HttpResponse:
    office, post, now = request.office, request.post, request.now
    here = f"{request.path}?month={month:%Y-%m}"
    do = str(request.POST.get("do", ""))
    typed = {key: str(request.POST.get(key, ""))[:120].strip() for key in FIELDS}
    problems: list[Problem] = []
    said = ""
    try:
        if do == "add":
            asked = _asked(request, typed, problems)
            if not problems:
                reception.add_duty(office, post, asked, now=now)
                said = _("The line stands on the rota.")
        elif do == "fill":
            asked = _asked(request, {**typed, "on_date": month.isoformat(), "post": "-", "kind": "here"}, problems)
            if not problems:
                chosen = [str(one)[:26] for one in request.POST.getlist("leaders")]
                made = reception.fill_month(office, post, month, chosen, asked, now=now)
                said = _("%(count)s days have somebody now.") % {"count": len(made)}
        elif do == "end":
            reception.end_duty(office, post, str(request.POST.get("duty", "")), now=now)
            said = _("Taken off the rota; the history keeps it.")
        elif do == "publish":
            publish_rota(office, post, month, now=now)
            said = _("Published: the paper is kept and its digest stands in the record.")
        else:
            raise Http404
    except Refused as refused:
        problems += refused.problems
    if problems:
        return refused_at(request, here, Refusal(problems=tuple(problems), typed=typed))
    messages.success(request, said)
    return HttpResponseRedirect(here)


def _asked(request: SeatedRequest, typed: Mapping[str, str], problems: list[Problem]) -> AskedDuty:
    """Read one line; what cannot be read is named in `problems`."""
    kind = DutyKind.OUT if typed["kind"] == DutyKind.OUT.value else DutyKind.HERE
    areas = _communities(request, typed["area_typed"]) if kind is DutyKind.OUT else []
    if kind is DutyKind.OUT and len(areas) != 1:
        code = "place_unclear" if areas else ("place_unknown" if typed["area_typed"] else "place_needed")
        problems.append(Problem(code, at="area_typed", params={"value": typed["area_typed"][:40]}))
    if not typed["post"]:
        problems.append(Problem("reception_no_leader", at="post"))
    return AskedDuty(
        on_date=typed_date(typed["on_date"], "on_date", problems),
        begins=typed_time(typed["begins"], "begins", problems),
        ends=typed_time(typed["ends"], "ends", problems),
        post_id=typed["post"],
        place=typed["place"],
        kind=kind,
        area_path=areas[0].path if len(areas) == 1 else "",
    )


def _communities(request: SeatedRequest, words: str) -> list[Area]:
    """Return the communities of the unit's own area that `words` name, else whatever else they name there."""
    own = request.office.directory.units[request.post.unit_id].area_path
    found = find_areas(request.office, words, own)
    return [one for one in found if one.level is AreaLevel.COMMUNITY] or found


def _month(request: SeatedRequest) -> date:
    """Return the first day of the month that is asked for, within a year of today."""
    today = request.office.directory.calendar.local_date(request.now).replace(day=1)
    try:
        found = date.fromisoformat(f"{str(request.GET.get('month', ''))[:7]}-01")
    except ValueError:
        return today
    return found if abs((found - today).days) <= 31 * MONTHS_AHEAD else today


def _first(request: SeatedRequest) -> dict[str, str]:
    place = setting_text(request.office, "channels.reception_place", request.now)
    times = {"begins": f"{FIRST_BEGINS:%H:%M}", "ends": f"{FIRST_ENDS:%H:%M}"}
    return {**times, "place": place, "kind": DutyKind.HERE.value}


def _leaders(request: SeatedRequest) -> list[Option]:
    found = reception.leaders_for(request.office, request.post.unit_id, request.now)
    names = staff.names_of(one.staff_id or "" for one in found)
    return [
        Option(
            value=one.id,
            title=names.get(one.staff_id or "", ""),
            more=f"{unit_name(request.office, one.unit_id)} · {_role(one)}",
        )
        for one in found
    ]


def _role(one: Post) -> str:
    """Return what the holder is called; a title is written in Chinese alone."""
    return one.role.wording.en if language() == "en" else one.title or one.role.wording.zh


def _day(request: SeatedRequest, one: DayShown, today: date) -> dict[str, Any]:
    return {
        "day": one.day, "is_gap": one.is_gap, "is_today": one.day == today,
        "is_over": one.day < today,
        "lines": [_line(request, line, today) for line in one.lines],
    }  # fmt: skip


def _line(request: SeatedRequest, one: DutyShown, today: date) -> dict[str, Any]:
    return {
        "id": one.duty.id,
        "line": one,
        "title": one.title_en if language() == "en" else one.title,
        "area": area_words(request.office, one.duty.area_path) if one.duty.area_path else "",
        "may_end": one.duty.on_date >= today and may_plan(request.office, request.post),
    }


def _changes(request: SeatedRequest) -> list[dict[str, Any]]:
    found = reception.history(request.office, request.post.unit_id)[:HISTORY_MAX]
    return [{"change": one, "verb": VERB_WORDS[one.verb].within(language())} for one in found]
