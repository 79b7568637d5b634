"""Pages of the stories: the scenes, the matter as it stands, and a button for every step."""

from datetime import datetime
from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from linli.actions.deciding import Office
from linli.demo.hazard_steps import HAZARD
from linli.demo.meeting_steps import ITEM
from linli.demo.telling import STORIES, Telling, own_case
from linli.demo.views import STORY_MARK, only_in_demo
from linli.domain.engine.state import CaseState, ClockState
from linli.domain.problems import Problem, Refused
from linli.domain.wording import Wording
from linli.procedures import procedure_of
from linli.ui import clock_view
from linli.ui.language import language
from linli.ui.moment import present
from linli.ui.time_words import duration_words

SHOWN_CLOCKS = (
    "wait", "take_in", "dispatching", "accepting", "handling", "after_lapse", "supervision", "checking", "taking_in",
    "consenting", "mediation", "arranging", "performance", "confirmation_right", "routing", "deciding", "review_right",
    "reviewing", "assigning", "answering", "redo", "solving", "confirming", "calling",
    "ordering", "rectifying", "rectifying_by_date", "rechecking", "looking_back",
)  # fmt: skip


@require_GET
@only_in_demo
def story(request: HttpRequest, office: Office, *, key: str) -> HttpResponse:
    """Show one story with the visitor's own matter in it."""
    telling = told(request, office, key)
    state = telling.state
    page = {
        "telling": telling,
        "story": telling.story,
        "steps": telling.steps(),
        "state": state,
        "is_begun": bool(state.seq),
        "is_over": telling.is_over,
        "facts": telling.facts(),
        "stage": procedure_of(state.procedure, state.version).stage(state.stage) if state.seq else None,
        "holder": _holder(office, state),
        "has_receipt": state.procedure not in (ITEM, HAZARD),
        "clocks": clocks_of(state, telling.now) if state.seq else (),
    }
    return render(request, "demo/story.html", page)


@require_POST
@only_in_demo
def take_step(request: HttpRequest, office: Office, *, key: str) -> HttpResponse:
    """Take the present step for the visitor, through the real actions."""
    telling = told(request, office, key)
    try:
        case_id = telling.take_step(request.POST.get("scene", "")[:40])
        request.session[_case_key(key)] = case_id
    except Refused as refused:
        say(request, refused.problems)
    return back(key)


@require_POST
@only_in_demo
def attempt(request: HttpRequest, office: Office, *, key: str) -> HttpResponse:
    """Try what is refused, and say why it is."""
    problems = told(request, office, key).attempt(request.POST.get("scene", "")[:40])
    if problems:
        say(request, problems)
    return back(key)


@require_POST
@only_in_demo
def begin_again(request: HttpRequest, office: Office, *, key: str) -> HttpResponse:
    """Begin with a new matter; the old one goes its own way."""
    for kept in (_case_key(key), _token_key(key)):
        request.session.pop(kept, None)
    return back(key)


@require_POST
@only_in_demo
def take_mine(request: HttpRequest, office: Office, *, key: str) -> HttpResponse:
    """Go on with the matter that the visitor reported by hand."""
    telling = told(request, office, key)
    try:
        request.session[_case_key(key)] = own_case(telling.story, office, request.POST.get("receipt", "")[:60])
    except Refused as refused:
        say(request, refused.problems)
    return back(key)


def told(request: HttpRequest, office: Office, key: str) -> Telling:
    """Return the visitor's telling of a story; raises Http404 for one that does not exist."""
    if key not in STORIES:
        raise Http404
    token = str(request.session.get(_token_key(key), ""))
    if not token:
        token = request.session[_token_key(key)] = uuid4().hex
    telling = Telling(
        story=STORIES[key], office=office, now=present(), token=token,
        case_id=str(request.session.get(_case_key(key), "")),
    )  # fmt: skip
    return telling.found()


def say(request: HttpRequest, problems: tuple[Problem, ...]) -> None:
    """Show why something was refused, until the visitor closes it."""
    reasons = " ".join(dict.fromkeys(problem.within(language()) for problem in problems))
    messages.warning(request, _("Refused: %(reasons)s") % {"reasons": reasons}, extra_tags="stays")


def back(key: str) -> HttpResponseRedirect:
    """Lead back to the story, to the step that comes now."""
    return HttpResponseRedirect(reverse("demo:story", args=[key]) + "#now")


def clocks_of(state: CaseState, now: datetime) -> tuple[clock_view.ClockView, ...]:
    """Return the matter's open clocks, the resident's whole wait first."""
    procedure = procedure_of(state.procedure, state.version)
    return tuple(
        _clock(state.clocks[key], procedure.clock(key).title, now)
        for key in SHOWN_CLOCKS
        if key in state.clocks and state.clocks[key].is_open
    )


def _clock(clock: ClockState, title: Wording, now: datetime) -> clock_view.ClockView:
    passed = (now - clock.started_at) / max(clock.due_at - clock.started_at, now.resolution)
    span = duration_words(abs((clock.due_at - now).total_seconds()), language=language())
    look, left = clock_view.ClockState.ON_TIME, _("%(span)s left")
    if clock.status == "paused":
        look, left = clock_view.ClockState.PAUSED, _("Resting")
    elif clock.due_at <= now:
        look, left = clock_view.ClockState.OVERDUE, _("%(span)s over")
    elif clock.warn_at <= now:
        look = clock_view.ClockState.NEAR
    return clock_view.ClockView(
        title=title.within(language()),
        state=look,
        left_text=left % {"span": span},
        used_percent=min(100, max(0, round(passed * 100))),
        due_at=clock.due_at,
    )


def _holder(office: Office, state: CaseState) -> Wording | None:
    unit = office.directory.units.get(state.holder.unit)
    return Wording(unit.name, unit.name_en or unit.name) if unit else None


def _case_key(key: str) -> str:
    return f"{STORY_MARK}{key}"


def _token_key(key: str) -> str:
    return f"{STORY_MARK}{key}_token"
