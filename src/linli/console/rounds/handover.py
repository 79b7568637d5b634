"""The hand-over between shifts: a note written, seen by the next shift in the roster, and confirmed by it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from linli.actions import shift_notes as acts
from linli.actions.meeting_words import called
from linli.console.command_ids import command_id
from linli.console.rounds.admitted import ROSTER_POSTS
from linli.console.rounds.words import day_words, time_of
from linli.console.seat import SeatedRequest, refused_at, who_may
from linli.console.words import language, unit_name
from linli.domain.problems import Refused
from linli.domain.shift_note import TEXT_MAX
from linli.store import shift_notes as stored
from linli.store.rosters import ShiftLine
from linli.store.shift_notes import NoteLine
from linli.ui.pieces import Option
from linli.ui.refusals import Refusal, take_refusal

SHIFT_MAX, ID_MAX = 12, 26


@who_may(ROSTER_POSTS)
def shift_handover(request: SeatedRequest) -> HttpResponse:
    """Show what the shift before left and what one left oneself; write a note, or confirm one."""
    if request.method == "POST":
        return _done(request)
    office, post = request.office, request.post
    refusal = take_refusal(request.session, request.path)
    duty = acts.duty_of(office, post, request.now)
    waiting, own = acts.notes_for(office, post, duty), stored.of_writer(office.county_id, post.id)
    words = acts.note_words(office, (*waiting, *own))
    names = called(office, {one.post for one in waiting}, language())
    context = {
        "unit": unit_name(office, post.unit_id),
        "present": _when(duty.present) if duty.present else "",
        "waiting": [{**_note(one, words), "who": names.get(one.post, "")} for one in waiting],
        "own": [_note(one, words) for one in own],
        "shifts": [Option(value=one.shift, title=_when(one)) for one in duty.writable],
        "problems": refusal.problems, "typed": refusal.typed, "text_max": TEXT_MAX,
        "labels": {"shift": _("My shift"), "note": _("What the next shift should know")},
        "command_id": command_id(request),
    }  # fmt: skip
    return render(request, "console/rounds/handover.html", context)


def _when(one: ShiftLine) -> str:
    return f"{day_words(localtime(one.starts_at).date())} {time_of(one.starts_at)}–{time_of(one.ends_at)}"


def _note(one: NoteLine, words: dict[str, str]) -> dict[str, Any]:
    return {
        "id": one.id, "words": words.get(one.id, ""), "read_at": one.read_at, "written_at": one.written_at,
        "shift": f"{day_words(localtime(one.starts_at).date())} {time_of(one.starts_at)}",
    }  # fmt: skip


def _done(request: SeatedRequest) -> HttpResponse:
    office, post, now, id_ = request.office, request.post, request.now, command_id(request)
    here, do = reverse("console:shift_handover"), str(request.POST.get("do", ""))
    note = str(request.POST.get("note", "")).replace("\r\n", "\n").strip()[: TEXT_MAX + 1]
    typed = {"note": note, "shift": str(request.POST.get("shift", ""))[:SHIFT_MAX]}
    try:
        if do == "write":
            acts.write_note(office, post, typed["shift"], typed["note"], command_id=id_, now=now)
            messages.success(request, _("Handed over: the next shift sees it."))
        elif do == "confirm":
            acts.confirm_note(office, post, str(request.POST.get("which", ""))[:ID_MAX], command_id=id_, now=now)
            messages.success(request, _("Confirmed: whoever wrote it sees that it was read."))
        else:
            raise Http404
    except Refused as refused:
        return refused_at(request, here, Refusal(problems=refused.problems, typed=typed))
    return HttpResponseRedirect(here)
