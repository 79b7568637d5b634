"""The letter room: registered unopened, opened by two, taken in or set aside."""

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from linli.actions import letters as register
from linli.actions.case_views import open_for
from linli.actions.channel_posts import has_rooms
from linli.console.command_ids import command_id
from linli.console.rail import KEPT_SENT
from linli.console.seat import Access, SeatedRequest, refused_at, who_may
from linli.console.taking_in import form_context, procedure_chosen, remember_taken, take_in_with, taken_from
from linli.console.typed_values import typed_date, typed_number
from linli.console.words import language
from linli.domain.letter import Aside, Letter, LetterState, Way, witness_problems
from linli.domain.problems import Problem, Refused
from linli.domain.wording import Wording
from linli.store import staff
from linli.ui.pieces import Option
from linli.ui.refusals import Refusal, take_refusal

ROOM_POSTS = Access(
    words=Wording(
        "收信、接访单位的窗口和负责人", "The window and the heads of units that take in letters and visitors"
    ),
    admits=has_rooms,
)
TAKEN = "linli_letter_taken"
"""Key of the session that holds what the last letter became, until its page has shown it once."""
TONES = {
    LetterState.CLOSED: "neutral", LetterState.AWAITS_WITNESS: "near", LetterState.OPENED: "waiting",
    LetterState.FILED: "accent", LetterState.SET_ASIDE: "quiet",
}  # fmt: skip
STEP_WORDS: Mapping[str, Wording] = {
    "registered": Wording("登记", "Registered"),
    "opened": Wording("拆封,清点", "Opened and counted"),
    "witnessed": Wording("见证拆封", "Witnessed the opening"),
    "filed": Wording("登记成事项", "Taken in as a matter"),
    "set_aside": Wording("不作为事项", "Set aside"),
}
GIVEN = ("way", "box", "received_date", "count")


@who_may(ROOM_POSTS)
def letters(request: SeatedRequest) -> HttpResponse:
    """Show the letters of the unit, and register those that came."""
    if request.method == "POST":
        return _registered(request)
    found = register.letters_of(request.office, request.post, request.now)
    refusal = take_refusal(request.session, request.path)
    today = request.office.directory.calendar.local_date(request.now).isoformat()
    context = {
        "problems": refusal.problems,
        "typed": {"count": "1", "received_date": today, "way": Way.POST.value, **refusal.typed},
        "ways": _options(Way),
        "command_id": command_id(request),
        "open_rows": [_row(request, one) for one in found if one.state not in SETTLED],
        "settled_rows": [_row(request, one) for one in found if one.state in SETTLED],
    }
    return render(request, "console/letters.html", context)


SETTLED = frozenset({LetterState.FILED, LetterState.SET_ASIDE})


def _registered(request: SeatedRequest) -> HttpResponse:
    given = {key: str(request.POST.get(key, ""))[:200].strip() for key in GIVEN}
    problems: list[Problem] = []
    received = typed_date(given["received_date"], "received_date", problems)
    count = typed_number(given["count"], "count", problems)
    made: tuple[Letter, ...] = ()
    if not problems:
        arrived = register.Arrived(way=given["way"], box=given["box"], received_date=received, count=count)
        try:
            made = register.register_letters(
                request.office, request.post, arrived, command_id=command_id(request), now=request.now
            )
        except Refused as refused:
            problems += refused.problems
    if problems:
        return refused_at(request, request.path, Refusal(problems=tuple(problems), typed=given))
    numbers = "、".join(one.number for one in made[:3]) + ("…" if len(made) > 3 else "")
    messages.success(request, _("Registered: %(numbers)s.") % {"numbers": numbers})
    return HttpResponseRedirect(reverse("console:letters"))


@who_may(ROOM_POSTS)
def letter(request: SeatedRequest, letter_id: str) -> HttpResponse:
    """Show one letter and what may be done with it now, or do it."""
    found = register.letter_of(request.office, request.post, letter_id)
    if found is None:
        raise Http404
    if request.method == "POST":
        return _done(request, found)
    refusal = take_refusal(request.session, request.path)
    post = request.post
    steps = register.steps_of(request.office, found)
    names = staff.names_of(one[3] for one in steps)
    state = found.state
    context = {
        "letter": found,
        "row": _row(request, found),
        "steps": [
            {"title": STEP_WORDS[verb].within(language()), "at": at, "who": names.get(pseudonym, "")}
            for verb, at, _post, pseudonym in steps
        ],
        "problems": refusal.problems,
        "typed": refusal.typed,
        "may_open": state is LetterState.CLOSED,
        "awaits_witness": state is LetterState.AWAITS_WITNESS,
        "may_witness": not witness_problems(found, post_id=post.id, staff_id=post.staff_id or ""),
        "may_settle": state is LetterState.OPENED,
        "may_take_in": bool(procedure_chosen(request)),
        "asides": _options(Aside),
        "taken": taken_from(request, TAKEN, found.id),
        "case_url": _case_url(request, found.case_id),
    }
    return render(request, "console/letter.html", context)


def _done(request: SeatedRequest, found: Letter) -> HttpResponse:
    given = {key: str(request.POST.get(key, ""))[:40].strip() for key in ("pages", "aside")}
    office, post, now = request.office, request.post, request.now
    problems: list[Problem] = []
    pages = typed_number(given["pages"], "pages", problems) if request.POST.get("do") == "open" else 0
    acts: Mapping[str, tuple[Callable[[], Letter], str]] = {
        "open": (
            lambda: register.open_letter(office, post, found.id, pages=pages, now=now),
            _("Opened. Now a colleague at another post witnesses it."),
        ),
        "witness": (
            lambda: register.witness_letter(office, post, found.id, now=now),
            _("Witnessed. The letter can be taken in now."),
        ),
        "aside": (
            lambda: register.set_aside(office, post, found.id, given["aside"], now=now),
            _("Set aside, with the reason."),
        ),
    }
    act = acts.get(str(request.POST.get("do", "")))
    if act is None:
        raise Http404
    try:
        if not problems:
            act[0]()
    except Refused as refused:
        problems += refused.problems
    if problems:
        return refused_at(request, request.path, Refusal(problems=tuple(problems), typed=given))
    messages.success(request, act[1])
    return HttpResponseRedirect(request.path)


@who_may(ROOM_POSTS)
def take_in(request: SeatedRequest, letter_id: str) -> HttpResponse:
    """Ask what the letter says, in the form of the right procedure, and file it."""
    found = register.letter_of(request.office, request.post, letter_id)
    chosen = procedure_chosen(request)
    if request.method == "POST" and found is not None and found.state is LetterState.FILED:  # sent twice
        return HttpResponseRedirect(reverse("console:letter", args=[found.id]))
    if found is None or found.state is not LetterState.OPENED or not chosen:
        raise Http404
    here = f"{request.path}?procedure={chosen}"
    if request.method != "POST":
        refusal = take_refusal(request.session, here)
        page = {
            **form_context(request, chosen, refusal), "letter": found, "action": here,
            "back_url": reverse("console:letter", args=[found.id]),
        }  # fmt: skip
        return render(request, "console/take_in.html", page)

    filed, refusal = take_in_with(
        request,
        chosen,
        lambda filing: register.take_in_letter(request.office, request.post, found.id, filing, now=request.now),
    )
    if filed is None:
        return refused_at(request, here, refusal)
    remember_taken(request, TAKEN, found.id, filed)
    request.session[KEPT_SENT] = "take-in"
    return HttpResponseRedirect(reverse("console:letter", args=[found.id]))


def _row(request: SeatedRequest, one: Letter) -> dict[str, Any]:
    return {
        "letter": one,
        "url": reverse("console:letter", args=[one.id]),
        "state": one.state.wording.within(language()),
        "tone": TONES[one.state],
        "way": one.way.wording.within(language()),
        "aside": one.aside.wording.within(language()) if one.aside else "",
    }


def _case_url(request: SeatedRequest, case_id: str) -> str:
    """Return where the matter is read, for those who may list it."""
    if not case_id or open_for(request.office, request.post, case_id) is None:
        return ""
    return reverse("console:case", args=[case_id])


def _options(kinds: type[Way] | type[Aside]) -> list[Option]:
    return [Option(value=one.value, title=one.wording.within(language())) for one in kinds]
