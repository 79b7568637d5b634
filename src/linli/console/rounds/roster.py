"""The roster of a unit: a month made in one press, shifts that change hands, one's own as a calendar file."""

from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from linli.actions import rosters as acts
from linli.console.command_ids import command_id
from linli.console.rounds.admitted import ROSTER_POSTS, has_rounds
from linli.console.rounds.words import day_words, time_of
from linli.console.seat import SeatedRequest, refused_at, who_may
from linli.console.typed_values import typed_number, typed_time
from linli.console.words import area_name, unit_name
from linli.domain.calendar_feed import Appointment, feed
from linli.domain.problems import Problem, Refused
from linli.domain.roster import MonthPlan, makes_rosters, month_days
from linli.domain.unit import Post
from linli.store import rosters, staff
from linli.store.rosters import ShiftLine
from linli.ui.pieces import Option
from linli.ui.refusals import Refusal, take_refusal

FIELDS = ("begins", "ends", "per_day", "every_day")
FIRST = {"begins": "08:00", "ends": "17:00", "per_day": "0"}
MONTHS_AROUND = 12
FEED_BACK, FEED_AHEAD = timedelta(days=31), timedelta(days=366)


@who_may(ROSTER_POSTS)
def duty_roster(request: SeatedRequest) -> HttpResponse:
    """Show a month of the unit's roster; make it, ask somebody to take a shift over, answer such an asking."""
    month = _month(request)
    if request.method == "POST":
        return _done(request, month)
    office, post, now = request.office, request.post, request.now
    refusal = take_refusal(request.session, request.get_full_path())
    days, people = month_days(month), acts.walkers_of(office, post.unit_id, now)
    zone = office.directory.calendar
    lines = rosters.shifts_of_unit(
        office.county_id, post.unit_id, zone.midnight(days[0]), zone.midnight(days[-1] + timedelta(days=1))
    )
    names = _names(request, people, lines)
    after = days[-1] + timedelta(days=1)
    mine = [one for one in lines if one.post == post.id and one.starts_at > now]
    context = {
        "unit": unit_name(office, post.unit_id), "month": month, "walks": has_rounds(office, post),
        "before": (month - timedelta(days=1)).replace(day=1), "after": after,
        "days": _days(days, lines, names),
        "stands": bool(lines),
        "asked_of_me": [_line(one, names) for one in lines if one.asked == post.id and one.starts_at > now],
        "mine": [Option(value=one.shift, title=_when(one)) for one in mine if not one.asked],
        "asked_by_me": [_line(one, names) for one in mine if one.asked],
        "others": [Option(value=one.id, title=names[one.id]) for one in people if one.id != post.id],
        "may_make": makes_rosters(post, office.directory) and month >= localtime(now).date().replace(day=1),
        "people": [Option(value=one.id, title=names[one.id], more=area_name(office, one.area_path)) for one in people],
        "typed": {**FIRST, **refusal.typed},
        "chosen": refusal.typed.get("posts", ",".join(one.id for one in people)).split(","),
        "problems": refusal.problems,
        "labels": {
            "begins": _("Begins at"), "ends": _("Ends at"), "per_day": _("How many a day"), "posts": _("Who"),
            "every_day": _("Days off too"), "shift": _("My shift"), "taker": _("Who is asked"),
        },
        "command_id": command_id(request),
    }  # fmt: skip
    return render(request, "console/rounds/roster.html", context)


def _names(request: SeatedRequest, people: tuple[Post, ...], lines: tuple[ShiftLine, ...]) -> dict[str, str]:
    """Return what the posts of a roster are called: their holders, whose duty hours hang on the wall anyway."""
    posts = {one.id: one for one in people}
    for line in lines:
        for id_ in (line.post, line.asked):
            found = request.office.directory.posts.get(id_)
            if found is not None:
                posts.setdefault(id_, found)
    called = staff.names_of(one.staff_id or "" for one in posts.values())
    return {id_: called.get(one.staff_id or "", "") or _("Post vacant") for id_, one in posts.items()}


def _days(days: list[date], lines: tuple[ShiftLine, ...], names: dict[str, str]) -> list[dict[str, Any]]:
    on_day: dict[date, list[dict[str, Any]]] = {}
    for one in lines:
        on_day.setdefault(localtime(one.starts_at).date(), []).append(_line(one, names))
    return [{"day": one, "words": day_words(one), "lines": on_day.get(one, [])} for one in days]


def _line(one: ShiftLine, names: dict[str, str]) -> dict[str, Any]:
    return {
        "shift": one.shift, "who": names.get(one.post, ""), "asked": names.get(one.asked, "") if one.asked else "",
        "hours": f"{time_of(one.starts_at)}–{time_of(one.ends_at)}", "when": _when(one),
    }  # fmt: skip


def _when(one: ShiftLine) -> str:
    return f"{day_words(localtime(one.starts_at).date())} {time_of(one.starts_at)}–{time_of(one.ends_at)}"


def _month(request: SeatedRequest) -> date:
    today = request.office.directory.calendar.local_date(request.now).replace(day=1)
    try:
        found = date.fromisoformat(f"{str(request.GET.get('month', ''))[:7]}-01")
    except ValueError:
        return today
    return found if abs((found - today).days) <= 31 * MONTHS_AROUND else today


def _done(request: SeatedRequest, month: date) -> HttpResponse:
    here = f"{reverse('console:duty_roster')}?month={month:%Y-%m}"
    typed = {key: str(request.POST.get(key, ""))[:20].strip() for key in (*FIELDS, "shift", "taker")}
    posts = tuple(dict.fromkeys(str(one)[:26] for one in request.POST.getlist("posts")))[:200]
    try:
        said = _act(request, month, typed, posts)
    except Refused as refused:
        kept = {**typed, "posts": ",".join(posts)} if request.POST.get("do") == "make" else typed
        return refused_at(request, here, Refusal(problems=refused.problems, typed=kept))
    messages.success(request, said)
    return HttpResponseRedirect(here)


def _act(request: SeatedRequest, month: date, typed: dict[str, str], posts: tuple[str, ...]) -> str:
    office, post, now, id_ = request.office, request.post, request.now, command_id(request)
    do = str(request.POST.get("do", ""))
    if do == "make":
        count = acts.make_month(office, post, _plan(month, typed, posts), command_id=id_, now=now)
        return _("The month stands: %(count)s shifts.") % {"count": count} if count else _("The month stands.")
    if do == "ask":
        acts.ask_swap(office, post, typed["shift"], typed["taker"], command_id=id_, now=now)
        return _("Asked. The shift stays yours until they agree.")
    if do in ("take", "leave"):
        acts.answer_swap(office, post, typed["shift"], is_agreed=do == "take", command_id=id_, now=now)
        return _("The shift is yours now.") if do == "take" else _("The shift stays as it was.")
    raise Http404


def _plan(month: date, typed: dict[str, str], posts: tuple[str, ...]) -> MonthPlan:
    problems: list[Problem] = []
    begins, ends = (typed_time(typed[key], key, problems) for key in ("begins", "ends"))
    per_day = typed_number(typed["per_day"], "per_day", problems)
    if not posts:
        problems.append(Problem("required", at="posts"))
    if problems:
        raise Refused(problems)
    return MonthPlan(
        month=month, posts=posts, begins=begins, ends=ends, per_day=per_day, every_day=typed["every_day"] == "1"
    )


@who_may(ROSTER_POSTS)
def calendar(request: SeatedRequest) -> HttpResponse:
    """Give one's own shifts as a calendar file."""
    office, post, now = request.office, request.post, request.now
    lines = rosters.shifts_by_post(office.county_id, now - FEED_BACK, now + FEED_AHEAD).get(post.id, ())
    unit = unit_name(office, post.unit_id)
    events = [
        Appointment(
            uid=f"shift-{one.unit}-{one.shift}-{post.id}", title=_("On duty") + f" · {unit}", begins_at=one.starts_at,
            ends_at=one.ends_at, place=area_name(office, post.area_path),
        )
        for one in lines
    ]  # fmt: skip
    content = feed(events, made_at=now, name=f"{_('Duty roster')} · {unit}")
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="duty-roster.ics"'
    return response
