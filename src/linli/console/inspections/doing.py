"""On site: the list item by item, names put to the record, the end; the same page is the record afterwards."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from linli.actions import inspection_answers as answers
from linli.actions import inspections as acts
from linli.actions.inspection_end import decide_batch, finish
from linli.actions.inspection_paper import make_record, record_file
from linli.actions.inspection_views import InspectionView, photo_of
from linli.console.command_ids import command_id
from linli.console.inspections.admitted import BY_INSPECTION
from linli.console.inspections.item_cards import page_of
from linli.console.inspections.planning import ID_MAX, seen_or_404
from linli.console.papers import TYPES, file_answer
from linli.console.rail import KEPT_SENT
from linli.console.seat import SeatedRequest, refused_at, who_may
from linli.domain.inspection_checks import NOTE_MAX, PHOTOS_MAX, PRODUCT_MAX, REASON_MAX, Answer
from linli.domain.mediation_fields import STROKES_MAX
from linli.domain.problems import Problem, Refused
from linli.ui.refusals import Refusal, take_refusal

PHOTO_MB_MAX = 12


@who_may(BY_INSPECTION)
def inspection(request: SeatedRequest, inspection_id: str) -> HttpResponse:
    """Show one inspection: its plan, the list to be worked through on the phone, or the record."""
    view = seen_or_404(request, inspection_id)
    refusal = take_refusal(request.session, request.path)
    context = page_of(request, view, refusal)
    return render(request, "console/inspections/inspection.html", {**context, "command_id": command_id(request)})


@who_may(BY_INSPECTION)
def act(request: SeatedRequest, inspection_id: str, verb: str) -> HttpResponse:
    """Make one act of an inspector: begin, answer, sample, sign, put a name, finish."""
    view = seen_or_404(request, inspection_id)
    done = ACTS.get(verb)
    if request.method != "POST" or done is None:
        raise Http404
    here = reverse("console:inspection", args=[view.inspection.id])
    try:
        done(request, view)
    except Refused as refused:
        return refused_at(request, here, Refusal(problems=refused.problems, typed=_typed(request)))
    return HttpResponseRedirect(here)


def _typed(request: SeatedRequest) -> dict[str, str]:
    most = max(NOTE_MAX, REASON_MAX) + 1
    names = [one for one in request.POST if one.startswith("items.") or one in ("way", "reason", "product", "samples")]
    return {one: str(request.POST[one])[:most] for one in names[:200]}


def _begin(request: SeatedRequest, view: InspectionView) -> None:
    id_, now = view.inspection.id, request.now
    acts.start(request.office, request.post, id_, command_id=command_id(request), now=now)
    messages.success(request, _("Begun. The list of today is fixed for this inspection."))


def _answer(request: SeatedRequest, view: InspectionView) -> None:
    given, heavy = [], []
    for key in view.inspection.head.items:
        outcome = str(request.POST.get(f"items.{key}.outcome", ""))[:20]
        note = str(request.POST.get(f"items.{key}.note", "")).replace("\r\n", "\n")[: NOTE_MAX + 1]
        files = request.FILES.getlist(f"items.{key}.photo")[: PHOTOS_MAX + 1]
        if any((one.size or 0) > PHOTO_MB_MAX * 1024 * 1024 for one in files):
            heavy.append(Problem("photo_too_large", at=f"items.{key}.photo", params={"limit": PHOTO_MB_MAX}))
            files = []
        if outcome or note.strip() or files:
            given.append(Answer(item=key, outcome=outcome, note=note, photos=tuple(one.read() for one in files)))
    id_ = view.inspection.id
    problems = answers.answer(
        request.office, request.post, id_, given, command_id=command_id(request), now=request.now
    )  # fmt: skip
    if problems or heavy:
        raise Refused([*problems, *heavy])
    request.session[KEPT_SENT] = f"inspection-{id_}"
    messages.success(request, _("Saved."))


def _sample(request: SeatedRequest, view: InspectionView) -> None:
    product, samples = (str(request.POST.get(key, ""))[: PRODUCT_MAX + 1] for key in ("product", "samples"))
    answers.take_batch(
        request.office, request.post, view.inspection.id, product, samples.strip(), command_id=command_id(request),
        now=request.now,
    )  # fmt: skip
    messages.success(request, _("The batch is on the record."))


def _result(request: SeatedRequest, view: InspectionView) -> None:
    batch, result = (str(request.POST.get(key, ""))[:20] for key in ("batch", "result"))
    decide_batch(
        request.office, request.post, view.inspection.id, batch, result, command_id=command_id(request),
        now=request.now,
    )  # fmt: skip
    messages.success(request, _("The result is on the record."))


def _sign(request: SeatedRequest, view: InspectionView) -> None:
    given = answers.Standing(
        way=str(request.POST.get("way", ""))[:20], strokes=str(request.POST.get("strokes", ""))[: STROKES_MAX + 1],
        reason=str(request.POST.get("reason", "")).replace("\r\n", "\n")[: REASON_MAX + 1],
    )  # fmt: skip
    answers.sign_for_place(
        request.office, request.post, view.inspection.id, given, command_id=command_id(request), now=request.now
    )  # fmt: skip
    messages.success(request, _("On the record. Thank you."))


def _name(request: SeatedRequest, view: InspectionView) -> None:
    answers.put_name(
        request.office, request.post, view.inspection.id, command_id=command_id(request), now=request.now
    )  # fmt: skip
    messages.success(request, _("Your name stands under this record."))


def _finish(request: SeatedRequest, view: InspectionView) -> None:
    done = finish(request.office, request.post, view.inspection.id, command_id=command_id(request), now=request.now)
    found = len(done.not_ok)
    words = _("Finished. Each finding is a hazard with its own clock now: %(count)s.") % {"count": found}
    messages.success(request, words if found else _("Finished. Everything was in order."))


def _paper(request: SeatedRequest, view: InspectionView) -> None:
    make_record(request.office, request.post, view.inspection.id, command_id=command_id(request), now=request.now)
    messages.success(request, _("The record is made; it has its number."))


ACTS: dict[str, Callable[[SeatedRequest, InspectionView], None]] = {
    "begin": _begin, "answer": _answer, "sample": _sample, "result": _result, "sign": _sign, "name": _name,
    "finish": _finish, "paper": _paper,
}  # fmt: skip


@who_may(BY_INSPECTION)
def photo(request: SeatedRequest, inspection_id: str, seq: int, name: str) -> HttpResponse:
    """Give one photo of an inspection."""
    found = photo_of(request.office, request.post, inspection_id[:ID_MAX], seq, name[:60])
    if found is None:
        raise Http404
    response = HttpResponse(found, content_type="image/jpeg")
    response["Content-Disposition"] = "inline"
    return response


@who_may(BY_INSPECTION)
def record(request: SeatedRequest, inspection_id: str, kind: str) -> HttpResponse:
    """Give the record of an inspection as the paper that was made of it."""
    found = record_file(request.office, request.post, inspection_id[:ID_MAX], kind) if kind in TYPES else None
    if found is None:
        raise Http404
    inspection, content = found
    return file_answer(content, kind, f"检查记录{inspection.paper_number}")
