"""Reporting, step 3 and after: look at everything, send it once, and take the receipt."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from linli.actions.consenting import remember_report
from linli.actions.deciding import Office
from linli.actions.public_views import similar_nearby, wait_due_at
from linli.actions.reports import Reported, file_report, work_for
from linli.domain.privacy_notice import OPTIONAL_PURPOSES
from linli.domain.problems import Problem, Refused
from linli.public.drafts import Draft, kept_draft
from linli.public.opening import private_page
from linli.public.place_cards import card_of
from linli.public.refusals import refused, shown_once
from linli.public.report_fields import ANONYMOUS, filing_of, labels, what_problems
from linli.public.sender import origin_of
from linli.public.tiles import FIRST, NOT_SURE, NOT_SURE_WORDS
from linli.public.words import category_name, language, moment_words
from linli.ui.moment import present
from linli.ui.office import the_office
from linli.ui.refusals import Refusal


@private_page
def check(request: HttpRequest) -> HttpResponse:
    """Show everything once more; a press sends it, a second press or a reload changes nothing."""
    office, draft, now = the_office(), kept_draft(request), present()
    if draft is None:
        return redirect(f"{reverse('report_place')}?expired=1")
    if draft.done is not None:
        return redirect("report_done")
    if not draft.area:
        return redirect("report_place")
    if what_problems(office, draft, now):
        return redirect("report_what")
    if request.method == "POST":
        return _sent(request, office, draft, now)
    return _shown(request, office, draft, now)


def _sent(request: HttpRequest, office: Office, draft: Draft, now: datetime) -> HttpResponse:
    """File it once; a page left over from an earlier report sends nothing."""
    if request.POST.get("command_id", "") != draft.command_id:
        return refused(request, Refusal(problems=(Problem("stale"),)))
    photos = [draft.photo(at) for at in range(len(draft.photos))]
    if None in photos:
        return _photos_gone(request, photos)
    try:
        filing = filing_of(draft, tuple(one for one in photos if one))
        reported = file_report(office, filing, origin_of(request, draft), now=now)
        agreed = {key for key in OPTIONAL_PURPOSES if request.POST.get(key) == "1"}
        remember_report(office, reported.filed.stream, agreed=agreed, now=now)
    except Refused as found:
        other = kept_draft(request)
        if other is not None and other.done is not None:  # the same press arrived twice, and the first was quicker
            return redirect("report_done")
        return refused(request, Refusal(problems=found.problems))
    draft.finish(done_of(reported))
    return draft.save(redirect("report_done"), is_encrypted=request.is_secure())


def _photos_gone(request: HttpRequest, photos: list[bytes | None]) -> HttpResponse:
    """A photo is missing because its time was over, or because the same press has just been answered."""
    draft = kept_draft(request)
    if draft is None or draft.done is not None:
        return redirect("report_done")
    for at in reversed([at for at, one in enumerate(photos) if one is None]):
        draft.remove_photo(at)
    return draft.save(redirect("report_what"), is_encrypted=request.is_secure())


def done_of(reported: Reported) -> dict[str, str]:
    """Return what the last page shows of a report."""
    filed, hold = reported.filed, reported.hold
    shown = {"receipt": filed.receipt, "number": filed.number, "case_id": filed.case_id}
    return {**shown, "held_until": hold.until.isoformat()} if hold else shown


@private_page
def done(request: HttpRequest) -> HttpResponse:
    """Show the receipt, and by when an answer comes."""
    office, draft, now = the_office(), kept_draft(request), present()
    if draft is None or draft.done is None:
        return redirect("report_place")
    step_due_at, due_at = wait_due_at(office, draft.done["case_id"])
    path = reverse("matter", args=[draft.done["receipt"]])
    held_until = draft.done.get("held_until", "")
    page = {
        "receipt": draft.done["receipt"],
        "number": draft.done["number"],
        "path": path,
        "address": f"{office.ports.public_url or f'{request.scheme}://{request.get_host()}'}{path}",
        "taken_in_by": moment_words(step_due_at, now) if step_due_at else "",
        "answered_by": moment_words(due_at, now) if due_at else "",
        "held_until": moment_words(datetime.fromisoformat(held_until), now) if held_until else "",
    }
    return render(request, "public/report_done.html", page)


@private_page
def forget(request: HttpRequest) -> HttpResponse:
    """Delete what was filled in, at once."""
    draft = kept_draft(request)
    if request.method == "POST" and draft is not None:
        draft.forget()
    return redirect("home")


def _kind_words(office: Office, key: str) -> str:
    """A tile is called what it was called when it was pressed."""
    if key == NOT_SURE:
        return NOT_SURE_WORDS.within(language())
    tile = next((words for tile, words, _ in FIRST if tile == key), None)
    return tile.within(language()) if tile else category_name(office, key)


def _shown(request: HttpRequest, office: Office, draft: Draft, now: datetime) -> HttpResponse:
    category = draft.values.get("category", "")
    similar = similar_nearby(office, category, draft.area, now) if category != NOT_SURE else ()
    area = office.directory.tree.by_path[draft.area]
    page = {
        "draft": draft,
        "values": draft.values,
        "is_anonymous": draft.values.get("requester") == ANONYMOUS,
        "kind": _kind_words(office, category),
        "card": card_of(office, area, now),
        "photo_positions": range(len(draft.photos)),
        "similar": similar,
        "purposes": tuple(OPTIONAL_PURPOSES.items()),
        "problems": shown_once(request).problems,
        "labels": labels(),
        "work": work_for(office, filing_of(draft, ()), origin_of(request, draft), now=now),
    }
    return render(request, "public/report_check.html", page)
