"""Photos of a place: shown to whoever may open it, added on site, taken off for good with a reason."""

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from linli.actions import place_photos as acts
from linli.actions.place_views import PlaceView
from linli.console.command_ids import command_id
from linli.console.places.admitted import BY_PLACE
from linli.console.places.one import head_of, seen_or_404, viewed_or_404
from linli.console.places.photo_rows import photo_rows
from linli.console.seat import SeatedRequest, refused_at, who_may
from linli.domain.place_photo import AT_ONCE_MAX, CAPTION_MAX, PHOTOS_MAX
from linli.domain.problems import Problem, Refused
from linli.ui.refusals import Refusal, take_refusal

PHOTO_MB_MAX = 12
NAME_MAX, REASON_MAX = 20, 500


@who_may(BY_PLACE)
def place_photos(request: SeatedRequest, place_id: str) -> HttpResponse:
    """Show the photos of a place large, add some, take one off."""
    view = viewed_or_404(request, place_id)
    here = reverse("console:place_photos", args=[view.file.place.id])
    if request.method == "POST":
        typed = {
            "caption": str(request.POST.get("caption", ""))[: CAPTION_MAX + 1],
            "reason": str(request.POST.get("reason", "")).replace("\r\n", "\n")[: REASON_MAX + 1],
            "which": str(request.POST.get("which", ""))[:NAME_MAX],
        }
        try:
            _act(request, view, typed)
        except Refused as refused:
            return refused_at(request, here, Refusal(problems=refused.problems, typed=typed))
        return HttpResponseRedirect(here)
    refusal = take_refusal(request.session, here)
    shown = photo_rows(view)
    context = {
        **head_of(request, view), "photos": shown, "problems": refusal.problems, "typed": refusal.typed,
        "may_add": view.may_check and len(shown) < PHOTOS_MAX, "limit": min(AT_ONCE_MAX, PHOTOS_MAX - len(shown)),
        "caption_max": CAPTION_MAX, "reason_max": REASON_MAX,
        "labels": {"photo": _("Photos"), "caption": _("What they show"), "reason": _("Why it is taken off")},
    }  # fmt: skip
    return render(request, "console/places/photos.html", context)


def _act(request: SeatedRequest, view: PlaceView, typed: dict[str, str]) -> None:
    office, post, place_id = request.office, request.post, view.file.place.id
    id_, now = command_id(request), request.now
    if request.POST.get("act") == "take_off":
        if not view.may_keep:
            raise Http404
        spelled, _dot, name = typed["which"].partition(".")
        seq = int(spelled) if spelled.isascii() and spelled.isdigit() else 0
        acts.take_off(office, post, place_id, (seq, name), typed["reason"], command_id=id_, now=now)
        messages.success(request, _("The photo is taken off; its picture is destroyed."))
        return
    if not view.may_check:
        raise Http404
    files = request.FILES.getlist("photo")[: AT_ONCE_MAX + 1]
    if any((one.size or 0) > PHOTO_MB_MAX * 1024 * 1024 for one in files):
        raise Refused([Problem("photo_too_large", at="photo", params={"limit": PHOTO_MB_MAX})])
    pictures = tuple(one.read() for one in files)
    acts.add_photos(office, post, place_id, pictures, caption=typed["caption"], command_id=id_, now=now)
    messages.success(request, _("Kept. The place and time stored inside the photos are removed."))


@who_may(BY_PLACE)
def place_photo(request: SeatedRequest, place_id: str, seq: int, name: str) -> HttpResponse:
    """Give one photo of a place to a post that may open the place."""
    found = acts.photo_of(request.office, seen_or_404(request, place_id), seq, name[:NAME_MAX])
    if found is None:
        raise Http404
    response = HttpResponse(found, content_type="image/jpeg")
    response["Content-Disposition"] = "inline"
    return response
