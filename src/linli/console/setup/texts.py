"""Messages: the words of each in both languages, with a preview, and the standing words to go back to."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from linli.actions.proposals import save_row
from linli.actions.setup_records import Typed
from linli.console.seat import SeatedRequest, who_may
from linli.console.setup.admitted import READERS
from linli.console.words import language
from linli.domain.engine.access import may_set_up
from linli.domain.message_templates import TEMPLATES
from linli.domain.message_text import SAMPLE, MessageText, MessageTexts, text_problems, variables_of
from linli.domain.messages import say
from linli.domain.problems import Problem, Refused
from linli.domain.setup_sheets import SHEETS
from linli.domain.wording import Language

REFUSED_STATUS = 422
LANGUAGES: tuple[tuple[Language, str], ...] = (("zh", "中文"), ("en", "English"))


@who_may(READERS)
def texts(request: SeatedRequest) -> HttpResponse:
    """Show every message with the words it is sent in."""
    own = request.office.directory.texts
    rows = [
        {
            "key": key,
            "subject": say(key, SAMPLE, language(), own)[0],
            "text": say(key, SAMPLE, language(), own)[1],
            "is_own": any(own.own(key, tongue) for tongue, _name in LANGUAGES),
            "to_requester": key.startswith("r_"),
        }
        for key in TEMPLATES
    ]
    return render(request, "console/setup/texts.html", {"rows": rows})


@who_may(READERS)
def text(request: SeatedRequest, template: str) -> HttpResponse:
    """Show one message in both languages, and take a district's own words for it."""
    if template not in TEMPLATES:
        raise Http404
    may_change = may_set_up("setup.change", request.post, request.office.directory)
    problems: tuple[Problem, ...] = ()
    tongue = str(request.POST.get("language", ""))
    if request.method == "POST":
        if not may_change or tongue not in dict(LANGUAGES):
            raise Http404
        try:
            saved = _save(request, template, tongue)
        except Refused as refused:
            problems = refused.problems
        else:
            if saved:
                return HttpResponseRedirect(reverse("console:setup_text", args=[template]))
    context = {
        "key": template,
        "title": say(template, SAMPLE, language(), request.office.directory.texts)[0],
        "variables": [(name, SAMPLE.get(name, "…")) for name in variables_of(TEMPLATES[template])],
        "versions": [_version(request, template, one, name, problems) for one, name in LANGUAGES],
        "may_change": may_change,
    }
    return render(request, "console/setup/text.html", context, status=REFUSED_STATUS if problems else 200)


def _save(request: SeatedRequest, template: str, tongue: str) -> bool:
    """Save words or take the standing ones back; False where only a preview was asked."""
    cells = {"template": template, "language": tongue}
    if "reset" in request.POST:
        cells |= {"subject": "", "text": ""}
    else:
        cells |= {key: str(request.POST.get(key, "")) for key in ("subject", "text")}
        if "preview" in request.POST:
            given = MessageText(
                template=template, language=_tongue(tongue), subject=cells["subject"], text=cells["text"]
            )
            if found := text_problems(given):
                raise Refused(found)
            return False
    save_row(request.office, request.post, Typed(sheet=SHEETS["message_text"], cells=cells), now=request.now)
    messages.success(request, _("The standing words hold again.") if "reset" in request.POST else _("Saved."))
    return True


def _tongue(text: str) -> Language:
    return "en" if text == "en" else "zh"


def _version(
    request: SeatedRequest, template: str, tongue: Language, name: str, problems: tuple[Problem, ...]
) -> dict[str, Any]:
    """One language of the message: what stands, what was typed, and how it would read."""
    texts = request.office.directory.texts
    subject, words = texts.words(template, tongue)
    is_typed = request.method == "POST" and request.POST.get("language") == tongue
    if is_typed:
        subject, words = str(request.POST.get("subject", "")), str(request.POST.get("text", ""))
    own = MessageText(template=template, language=tongue, subject=subject, text=words)
    shown = say(template, SAMPLE, tongue, MessageTexts([own]))
    return {
        "language": tongue,
        "name": name,
        "subject": subject,
        "text": words,
        "shown": shown,
        "is_own": texts.own(template, tongue) is not None,
        "problems": problems if is_typed else (),
    }
