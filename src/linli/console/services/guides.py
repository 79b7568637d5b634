"""The register of guides and desks: a list, a form for each with its history, and the workbook both ways."""

from collections.abc import Callable, Sequence
from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from linli.actions import service_guides as register
from linli.actions.packed_files import MB
from linli.actions.setup_workbook import WORKBOOK_MB_MAX, XLSX
from linli.console.rail import KEPT_SENT
from linli.console.seat import SeatedRequest, refused_at, who_may
from linli.console.services.admitted import EDITING_POSTS, ROOM_POSTS
from linli.console.services.room import desk_words
from linli.console.words import language, unit_name
from linli.domain.problems import Problem, Refused
from linli.domain.service_guide import FORM_WORDINGS, ServiceDesk
from linli.domain.service_sheet import DESKS, GUIDES
from linli.domain.sheet_columns import Sheet
from linli.ui.pieces import Option
from linli.ui.refusals import Refusal, take_refusal

REFUSED_STATUS = 422
TYPED_MAX = 8000
SHOWN_MAX = 200
SEEN_DIGITS, UNSEEN = 9, -1
FLAGS = ("cross_province", "is_active")
Load = Callable[..., register.LoadedGuides]


@who_may(ROOM_POSTS)
def guides(request: SeatedRequest) -> HttpResponse:
    """List desks and guides."""
    return _listed(request)


def _listed(request: SeatedRequest, **more: Any) -> HttpResponse:
    office = request.office
    desks, found = register.desks_of(office, only_active=False), register.guides_of(office, only_active=False)
    context = {
        "desks": [
            {"desk": one, "name": desk_words(one), "unit": unit_name(office, register.unit_of(office, one)),
             "guides": sum(guide.desk == one.key for guide in found.values())}
            for one in desks.values()
        ],
        "guides": [{"guide": one, "desk": desk_words(desks.get(one.desk))} for one in found.values()],
        "may_edit": register.may_edit(office, request.post, None),
        "mb_max": WORKBOOK_MB_MAX,
        **more,
    }  # fmt: skip
    return render(
        request, "console/services/guides.html", context, status=REFUSED_STATUS if more.get("is_refused") else 200
    )


@who_may(EDITING_POSTS)
def load(request: SeatedRequest) -> HttpResponse:
    """Take a workbook of guides or desks: all of it, or nothing and every mistake."""
    here = reverse("console:service_guides")
    if request.method != "POST":
        return HttpResponseRedirect(here)
    is_desks = request.POST.get("noun") == DESKS.noun
    take: Load = register.load_desks if is_desks else register.load_guides
    try:
        loaded = take(request.office, request.post, _content(request), now=request.now)
    except Refused as refused:
        return _listed(request, problems=refused.problems, is_refused=True)
    if loaded.problems:
        shown = loaded.problems[:SHOWN_MAX]
        return _listed(request, cell_problems=shown, more=len(loaded.problems) - len(shown), is_refused=True)
    words = ngettext("%(count)s record saved.", "%(count)s records saved.", loaded.kept) % {"count": loaded.kept}
    messages.success(request, words + (" " + _("%(count)s unchanged.") % {"count": loaded.same} if loaded.same else ""))
    return HttpResponseRedirect(here)


def _content(request: SeatedRequest) -> bytes:
    found: UploadedFile[bytes] | None = request.FILES.get("file")
    if found is None:
        raise Refused([Problem("required", at="file")])
    if found.size and found.size > WORKBOOK_MB_MAX * MB:
        raise Refused([Problem("workbook_too_large", at="file", params={"limit": WORKBOOK_MB_MAX})])
    return bytes(found.read())


@who_may(ROOM_POSTS)
def guides_xlsx(request: SeatedRequest) -> HttpResponse:
    """Give the guides as a workbook."""
    return _file(request, register.guides_workbook(request.office, language()), GUIDES)


@who_may(ROOM_POSTS)
def desks_xlsx(request: SeatedRequest) -> HttpResponse:
    """Give the desks as a workbook."""
    return _file(request, register.desks_workbook(request.office, language()), DESKS)


def _file(request: SeatedRequest, content: bytes, sheet: Sheet) -> HttpResponse:
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{sheet.noun}-{localtime(request.now):%Y%m%d}.xlsx"'
    return response


@who_may(EDITING_POSTS)
def guide(request: SeatedRequest) -> HttpResponse:
    """Show the form of one guide (a new one without a code), or keep what it holds as the next version."""
    office, key = request.office, str(request.GET.get("key", ""))[:60]
    found = register.guides_of(office, only_active=False).get(key)
    if key and found is None:
        raise Http404
    if request.method == "POST":
        return _saved(request, register.save_guide, GUIDES, key)
    refusal = take_refusal(request.session, request.get_full_path())
    told: dict[str, Any] = {}
    if found is not None:
        lines = "\n".join(one.line for one in found.materials)
        told = {**found.to_json(), "materials": lines, "steps": "\n".join(found.steps)}
    context = {
        **_form(request, GUIDES, told, refusal),
        "key": key,
        "desks": [
            Option(value="", title=_("Please choose")),
            *(Option(value=one.key, title=desk_words(one)) for one in register.desks_of(office).values()),
        ],
        "forms": [one.within(language()) for one in FORM_WORDINGS.values()],
        "history": (history := register.history_of(office, "guide", key) if key else ()),
        "seen": _newest(history),
        "public_url": reverse("service_guide", args=[key]) if key else "",
    }
    return render(request, "console/services/guide.html", context)


@who_may(EDITING_POSTS)
def desk(request: SeatedRequest) -> HttpResponse:
    """Show the form of one desk (a new one without a code), or keep what it holds as the next version."""
    office, key = request.office, str(request.GET.get("key", ""))[:60]
    found = register.desks_of(office, only_active=False).get(key)
    if key and found is None:
        raise Http404
    if request.method == "POST":
        return _saved(request, register.save_desk, DESKS, key)
    refusal = take_refusal(request.session, request.get_full_path())
    own = office.directory.units[request.post.unit_id]
    told = found.to_json() if found else {"unit": own.key}
    units = sorted(office.directory.units.values(), key=lambda one: (one.tier.depth, one.kind.value, one.key))
    context = {
        **_form(request, DESKS, told, refusal),
        "key": key,
        "units": [
            Option(value=one.key, title=unit_name(office, one.id)) for one in units if _may_hold(request, one.key)
        ],
        "history": (history := register.history_of(office, "desk", key) if key else ()),
        "seen": _newest(history),
        "is_open": found is not None and found.is_active,
    }
    return render(request, "console/services/desk.html", context)


def _newest(history: Sequence[register.GuideVersion]) -> int:
    """Return the version that a form is filled in over, 0 for something new."""
    return history[0].version if history else 0


def _may_hold(request: SeatedRequest, unit_key: str) -> bool:
    """Say whether the post may set up a desk of that unit."""
    probe = ServiceDesk(key="x", name="x", unit=unit_key)
    return register.may_edit(request.office, request.post, probe)


def _form(request: SeatedRequest, sheet: Sheet, told: dict[str, Any], refusal: Refusal) -> dict[str, Any]:
    typed = dict(refusal.typed) if refusal.problems else told
    return {
        "typed": typed if refusal.problems else {"is_active": "key" not in told, **typed},
        "problems": refusal.problems,
        "labels": {**{one.key: one.title.within(language()) for one in sheet.columns}, "reason": _("Why it changes")},
    }


def _saved(request: SeatedRequest, save: Callable[..., Any], sheet: Sheet, key: str) -> HttpResponse:
    given = {one.key: str(request.POST.get(one.key, "")).strip()[:TYPED_MAX] for one in sheet.columns}
    given["reason"] = str(request.POST.get("reason", "")).strip()[:TYPED_MAX]
    read: dict[str, Any] = {**given, **{flag: given.get(flag) == "1" for flag in FLAGS}}
    seen = request.POST.get("seen", "")
    read["seen"] = 0
    if key:
        is_number = seen.isascii() and seen.isdigit() and len(seen) < SEEN_DIGITS
        read |= {"key": key, "seen": int(seen) if is_number else UNSEEN}
    try:
        save(request.office, request.post, read, now=request.now)
    except Refused as refused:
        return refused_at(request, request.get_full_path(), Refusal(problems=refused.problems, typed=given))
    request.session[KEPT_SENT] = f"guide-{key}" if sheet is GUIDES else f"desk-{key}"
    messages.success(request, _("It is saved as the next version; the one before stays in the history."))
    return HttpResponseRedirect(reverse("console:service_guides"))


@who_may(ROOM_POSTS)
def code(request: SeatedRequest, key: str) -> HttpResponse:
    """Show the code of a desk to be printed and put up there: it leads to its guides and to the rating."""
    office = request.office
    found = register.desks_of(office).get(key[:60])
    if found is None:
        raise Http404
    base = office.ports.public_url or f"{request.scheme}://{request.get_host()}"
    context = {
        "desk": found,
        "name": desk_words(found),
        "unit": unit_name(office, register.unit_of(office, found)),
        "address": base + reverse("service_desk", args=[found.key]),
    }
    return render(request, "console/services/code.html", context)
