"""Reporting, step 2: what happened, photos, and who will know who reported it."""

from collections.abc import Mapping
from datetime import datetime

from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from linli.actions.deciding import Office
from linli.actions.public_views import too_many_photos
from linli.actions.reports import work_for
from linli.actions.settings import setting_whole
from linli.domain.problems import Problem, Refused
from linli.domain.wording import Wording
from linli.public.drafts import Draft, kept_draft
from linli.public.opening import private_page
from linli.public.refusals import refused, shown_once
from linli.public.report_fields import (
    ANONYMOUS,
    KNOWN,
    PHOTOS_MAX,
    WHAT_FIELDS,
    filing_of,
    labels,
    what_problems,
)
from linli.public.sender import origin_of
from linli.public.tiles import families, first_tiles, not_sure
from linli.public.words import area_words, language
from linli.ui.moment import present
from linli.ui.office import the_office
from linli.ui.pieces import Option
from linli.ui.refusals import Refusal
from linli.ui.sender_address import sender_address

WORDS_MAX = 2000
MB = 1024 * 1024
JPEG = "image/jpeg"
WHO = (
    (
        KNOWN,
        Wording("只有综治中心知道", "Only the centre knows"),
        Wording(
            "承办单位看不到您的姓名和电话,中心可以回复您。",
            "The unit that handles it sees neither name nor phone; the centre can answer you.",
        ),
    ),
    (
        ANONYMOUS,
        Wording("完全匿名", "Anonymous"),
        Wording("谁都不知道,凭回执码查询。", "Nobody knows; you follow it with a receipt code."),
    ),
)  # fmt: skip


@private_page
def what(request: HttpRequest) -> HttpResponse:
    """Ask what happened; keep everything typed, also what is wrong."""
    office, draft, now = the_office(), kept_draft(request), present()
    if draft is None:
        return redirect(f"{reverse('report_place')}?expired=1")
    if draft.done is not None:
        return redirect("report_done")
    if not draft.area:
        return redirect("report_place")
    if request.method == "POST":
        return _taken(request, office, draft, now)
    return _shown(request, office, draft, now)


@private_page
def photo(request: HttpRequest, *, position: int) -> HttpResponse:
    """Show one photo of this browser's own draft."""
    draft = kept_draft(request)
    found = draft.photo(position) if draft is not None else None
    if found is None:
        raise Http404
    return HttpResponse(found, content_type=JPEG)


def _taken(request: HttpRequest, office: Office, draft: Draft, now: datetime) -> HttpResponse:
    draft.take({key: request.POST.get(key, "") for key in WHAT_FIELDS})
    uploads = [one for one in request.FILES.getlist("photo") if one.size]
    if uploads and too_many_photos(office, sender_address(request), len(uploads), now):
        return draft.save(render(request, "429.html", status=429), is_encrypted=request.is_secure())
    problems = take_photos(office, draft, uploads)
    removed = request.POST.get("remove", "")
    if removed.isascii() and removed.isdigit():
        draft.remove_photo(int(removed[:4]))
        return draft.save(redirect(f"{reverse('report_what')}#field-photo"), is_encrypted=request.is_secure())
    if "add" in request.POST and not problems:
        return draft.save(redirect(f"{reverse('report_what')}#field-photo"), is_encrypted=request.is_secure())
    problems = (*what_problems(office, draft, now), *problems)
    response = refused(request, Refusal(problems=problems)) if problems else redirect("report_check")
    return draft.save(response, is_encrypted=request.is_secure())


def take_photos(office: Office, draft: Draft, uploads: "list[UploadedFile[bytes]]") -> tuple[Problem, ...]:
    """Keep the uploaded photos, each re-encoded; returns what is wrong with the others."""
    cleaned, problems = cleaned_photos(office, uploads, room=PHOTOS_MAX - len(draft.photos))
    for one in cleaned:
        draft.add_photo(one)
    return problems


def cleaned_photos(
    office: Office, uploads: "list[UploadedFile[bytes]]", *, room: int
) -> tuple[tuple[bytes, ...], tuple[Problem, ...]]:
    """Return the uploads that are photos, re-encoded from their pixels, and each kind of mistake once."""
    kept: list[bytes] = []
    found: dict[str, Problem] = {}
    mb_max = setting_whole(office, "public.photo_mb", present())
    for upload in uploads:
        if upload.size and upload.size > mb_max * MB:
            found["size"] = Problem("photo_too_large", at="photo", params={"limit": mb_max})
        elif len(kept) >= room:
            found["count"] = Problem("too_many_photos", at="photo", params={"limit": PHOTOS_MAX})
        else:
            try:
                kept.append(office.ports.photos.clean(upload.read()))
            except Refused as refused:
                found.update({one.code: Problem(one.code, at="photo", params=one.params) for one in refused.problems})
    return tuple(kept), tuple(found.values())


def who_options() -> tuple[Option, ...]:
    """Return the two ways of asking, in plain words."""
    return tuple(
        Option(value=key, title=title.within(language()), more=more.within(language())) for key, title, more in WHO
    )


def _shown(request: HttpRequest, office: Office, draft: Draft, now: datetime) -> HttpResponse:
    tiles, unsure = first_tiles(office), not_sure(office)
    chosen = draft.values.get("category", "")
    in_sight = {one.value for one in tiles} | ({unsure.value} if unsure else set())
    page: Mapping[str, object] = {
        "draft": draft,
        "values": draft.values,
        "requester": draft.values.get("requester") or KNOWN,
        "place": area_words(office, draft.area),
        "tiles": tiles,
        "unsure": unsure,
        "families": families(office),
        "is_other_kind": bool(chosen) and chosen not in in_sight,
        "who": who_options(),
        "photo_positions": range(len(draft.photos)),
        "room": PHOTOS_MAX - len(draft.photos),
        "words_max": WORDS_MAX,
        "problems": shown_once(request).problems,
        "labels": labels(),
        "work": work_for(office, filing_of(draft, ()), origin_of(request, draft), now=now),
    }
    return render(request, "public/report_what.html", dict(page))
