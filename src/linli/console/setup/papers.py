"""Templates of papers: download, edit in Word or WPS, look at a sample, put into use, go back."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from linli.actions import paper_templates as actions
from linli.console.papers import REFUSED_STATUS, file_answer
from linli.console.seat import SeatedRequest, who_may
from linli.console.setup.admitted import READERS
from linli.domain.engine.access import may_set_up
from linli.domain.paper import PaperForm, Source, font_problems
from linli.domain.paper_forms import FORMS
from linli.domain.problems import Problem, Refused

BYTES_MAX = 6 * 1024 * 1024


@who_may(READERS)
def papers(request: SeatedRequest) -> HttpResponse:
    """Show every paper with the template in use, and what this machine lacks for them."""
    press = request.office.ports.papers
    context = {
        "rows": [
            {"view": one, "url": reverse("console:setup_paper", args=[one.form.key])}
            for one in actions.templates(request.office)
        ],
        "standing": press.standing() if press else (Problem("paper_no_press"),),
    }
    return render(request, "console/setup/papers.html", context)


def _form_or_404(key: str) -> PaperForm:
    form = FORMS.get(key)
    if form is None:
        raise Http404
    return form


@who_may(READERS)
def paper(request: SeatedRequest, form: str) -> HttpResponse:
    """Show one paper's variables and versions; take a template, show how it reads, or go back to an earlier one."""
    declared = _form_or_404(form)
    may_change = may_set_up("setup.change", request.post, request.office.directory)
    problems: tuple[Problem, ...] = ()
    reason = str(request.POST.get("reason", "")).strip()
    if request.method == "POST":
        if not may_change:
            raise Http404
        try:
            return _changed(request, declared, reason)
        except Refused as refused:
            problems = refused.problems
    view = actions.template_view(request.office, form)
    context = {
        "form": declared,
        "view": view,
        "history": list(zip(view.history, view.who, strict=True)) if view else [],
        "variables": [
            {"names": _names(one), "title": one.title, "is_required": one.is_required and one.source in _MUST_STAND,
             "sample": one.sample}
            for one in declared.variables
        ],
        "may_change": may_change,
        "problems": problems,
        "reason": reason,
    }  # fmt: skip
    return render(request, "console/setup/paper.html", context, status=REFUSED_STATUS if problems else 200)


_MUST_STAND = (Source.VALUE, Source.ROWS)


def _names(one: Any) -> list[str]:
    if one.source is Source.ROWS:
        return [f"{{{{{one.title.zh}.{zh}}}}}" for _key, zh in one.columns]
    return [f"{{{{{one.title.zh}}}}}"]


def _changed(request: SeatedRequest, form: PaperForm, reason: str) -> HttpResponse:
    here = HttpResponseRedirect(reverse("console:setup_paper", args=[form.key]))
    if "back_to" in request.POST:
        spelled = str(request.POST["back_to"])
        version = int(spelled) if spelled.isascii() and spelled.isdigit() and len(spelled) < 6 else -1
        actions.roll_back(request.office, request.post, form, version, reason, now=request.now)
        messages.success(request, _("That version is in use again."))
        return here
    sent = request.FILES.get("file")
    if sent is None:
        raise Refused([Problem("required", at="file")])
    content = sent.read(BYTES_MAX)
    if "preview" in request.POST:
        actions.check_template(request.office, form, content)
        return _sample_answer(request, form, content)
    upload = actions.Upload(filename=str(sent.name), content=content, reason=reason)
    actions.upload(request.office, request.post, form, upload, request.now)
    for problem in font_problems(actions.check_template(request.office, form, content)):
        messages.warning(request, problem.within("en" if request.LANGUAGE_CODE.startswith("en") else "zh"))
    messages.success(request, _("The template is in use from now on."))
    return here


def _sample_answer(request: SeatedRequest, form: PaperForm, template: bytes) -> HttpResponse:
    docx, made = actions.sample(request.office, form, template)
    if made.content is not None:
        return file_answer(made.content, "pdf", form.title.zh, is_shown=True)
    return file_answer(docx, "docx", form.title.zh)


@who_may(READERS)
def template(request: SeatedRequest, form: str, version: int) -> HttpResponse:
    """Give one version of a template to be edited."""
    declared = _form_or_404(form)
    return file_answer(_version(request, declared, version), "docx", f"{declared.title.zh}-v{version}")


@who_may(READERS)
def sample(request: SeatedRequest, form: str, version: int) -> HttpResponse:
    """Show how one version reads, filled with invented words."""
    declared = _form_or_404(form)
    return _sample_answer(request, declared, _version(request, declared, version))


def _version(request: SeatedRequest, form: PaperForm, version: int) -> bytes:
    try:
        return actions.template_of_version(request.office, form, version)
    except Refused:
        raise Http404 from None
