"""My week: what I did, what counts and why, my leave, and where a round begins."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from linli.actions import exemptions as days_off
from linli.actions import rounds as acts
from linli.actions.exemptions import AskedDays
from linli.actions.round_weeks import OwnWeek, own_week, week_asked
from linli.actions.shift_notes import waiting_notes
from linli.console.command_ids import command_id
from linli.console.rounds.admitted import WALKING_POSTS, keeps_days
from linli.console.rounds.words import DAY_KINDS, OUTCOMES, day_words, reason_words, time_of
from linli.console.seat import SeatedRequest, refused_at, who_may
from linli.console.typed_values import typed_date
from linli.console.words import area_words, language
from linli.domain.problems import Problem, Refused
from linli.domain.round import Result
from linli.store import rounds as stored
from linli.ui.refusals import Refusal, take_refusal

ID_MAX = 26
STAGES = {"asked": "waiting", "agreed": "accent", "refused": "near", "withdrawn": "plain"}


@who_may(WALKING_POSTS)
def rounds(request: SeatedRequest) -> HttpResponse:
    """Show my week and why it counts or does not; start a round; ask for leave or take it back."""
    office, post, now = request.office, request.post, request.now
    if request.method == "POST":
        return _done(request)
    today = office.directory.calendar.local_date(now)
    monday = week_asked(office, str(request.GET.get("week", "")), now)
    own = own_week(office, post, monday)
    refusal = take_refusal(request.session, request.path)
    running = stored.running_id(office.county_id, post.id, post.started_at)
    context = {
        "own": own,
        "keeps_days": keeps_days(office, post),
        "week": own.week,
        "place": area_words(office, post.area_path),
        "first": day_words(monday), "last": day_words(own.week.sunday),
        "before": monday - timedelta(days=7),
        "after": monday + timedelta(days=7) if monday + timedelta(days=7) <= today else None,
        "is_this_week": monday <= today <= own.week.sunday,
        **_verdict(own, today),
        "days": [_day(one, today) for one in own.week.days],
        "lines": [_line(one) for one in own.lines],
        "leave": [_leave(one) for one in own.leave],
        "notes": waiting_notes(office, post, now),
        "running_url": reverse("console:round", args=[running]) if running else "",
        "problems": refusal.problems,
        "typed": refusal.typed,
        "labels": {"first": _("First day"), "last": _("Last day")},
        "command_id": command_id(request),
    }  # fmt: skip
    return render(request, "console/rounds/week.html", context)


def _verdict(own: OwnWeek, today: Any) -> dict[str, Any]:
    words, tone, sign = OUTCOMES[own.week.outcome(today)]
    return {
        "outcome": words.within(language()), "tone": tone, "sign": sign,
        "reasons": [
            {"words": reason_words(one, own.week.standard), "have": one.have, "asked": one.asked, "is_met": one.is_met}
            for one in own.week.reasons
        ],
    }  # fmt: skip


def _day(one: Any, today: Any) -> dict[str, Any]:
    return {
        "day": one.day, "words": day_words(one.day), "kind": DAY_KINDS[one.kind].within(language()),
        "is_asked": one.kind == "asked", "rounds": one.rounds, "minutes": one.minutes, "counts": one.counts,
        "full_rounds": one.full_rounds, "is_today": one.day == today, "is_ahead": one.day > today,
    }  # fmt: skip


def _line(one: Any) -> dict[str, Any]:
    return {
        "url": reverse("console:round", args=[one.id]), "day": day_words(one.started_at.date()),
        "from": time_of(one.started_at), "until": time_of(one.ended_at), "started_at": one.started_at,
        "minutes": one.done.minutes, "is_forgotten": one.is_forgotten, "is_running": one.stage == "running",
        "is_clear": one.result == Result.CLEAR, "items": len(one.cases),
    }  # fmt: skip


def _leave(one: Any) -> dict[str, Any]:
    titles = {
        "asked": _("Asked for"), "agreed": _("Agreed"), "refused": _("Not agreed"), "withdrawn": _("Taken back"),
    }  # fmt: skip
    return {
        "id": one.id, "first": day_words(one.first_date), "last": day_words(one.last_date),
        "is_one_day": one.first_date == one.last_date, "stage": titles[one.stage], "tone": STAGES[one.stage],
        "may_withdraw": one.stage in ("asked", "agreed"),
    }  # fmt: skip


def _done(request: SeatedRequest) -> HttpResponse:
    office, post, now, id_ = request.office, request.post, request.now, command_id(request)
    do, here = str(request.POST.get("do", "")), reverse("console:rounds")
    typed = {key: str(request.POST.get(key, ""))[:40].strip() for key in ("first", "last")}
    try:
        if do == "start":
            round_id = acts.start_round(office, post, command_id=id_, now=now)
            return HttpResponseRedirect(reverse("console:round", args=[round_id]))
        if do == "leave":
            days_off.ask_leave(office, post, _days(typed), command_id=id_, now=now)
            messages.success(request, _("Asked for. It counts when your leader has agreed."))
        elif do == "withdraw":
            days_off.withdraw(office, post, str(request.POST.get("leave", ""))[:ID_MAX], command_id=id_, now=now)
            messages.success(request, _("Taken back."))
        else:
            raise Http404
    except Refused as refused:
        return refused_at(request, here, Refusal(problems=refused.problems, typed=typed))
    return HttpResponseRedirect(here)


def _days(typed: dict[str, str]) -> AskedDays:
    problems: list[Problem] = []
    first, last = (typed_date(typed[key], key, problems) for key in ("first", "last"))
    if problems:
        raise Refused(problems)
    return AskedDays(first=first, last=last)
