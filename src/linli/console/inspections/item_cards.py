"""What the page of one inspection shows: its head, each item as a card, signatures, samples, its findings."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from linli.actions.hazards import has_ledger
from linli.actions.inspection_views import InspectionView
from linli.console.case_rows import rows_of
from linli.console.inspections.rows import (
    KINDS,
    OUTCOMES,
    RESULTS,
    STAGES,
    TONES,
    WAYS,
    list_title,
    options,
    place_name,
)
from linli.console.seat import SeatedRequest
from linli.console.words import area_words, language, unit_name
from linli.domain.case_query import CaseLine
from linli.domain.checklist import Grade
from linli.domain.inspection import SIDE_PLACE, Outcome, Way
from linli.domain.inspection_checks import NOTE_MAX, PHOTOS_MAX, PRODUCT_MAX, REASON_MAX, inspectors_needed
from linli.domain.problems import Refused
from linli.domain.strokes import PAD_HEIGHT, PAD_WIDTH, read_signature
from linli.ui.refusals import Refusal


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemCard:
    """One item of the list."""

    key: str
    number: int
    title: str
    basis: str
    is_to_compare: bool
    """Whether its article is to be compared with the official text before anybody relies on it."""
    link: str
    """Title of the part of the list that begins here; "" within one."""
    outcome: str
    outcome_words: str
    note: str
    photos: tuple[str, ...]
    """Addresses."""
    photos_left: int
    case_url: str
    case_number: str
    is_urgent: bool

    @property
    def field_outcome(self) -> str:
        """Name of the answer in the form."""
        return f"items.{self.key}.outcome"

    @property
    def field_note(self) -> str:
        """Name of the note in the form."""
        return f"items.{self.key}.note"

    @property
    def field_photo(self) -> str:
        """Name of the photos in the form."""
        return f"items.{self.key}.photo"


def page_of(request: SeatedRequest, view: InspectionView, refusal: Refusal) -> dict[str, Any]:
    """Return what the page shows."""
    found, head = view.inspection, view.inspection.head
    cards = _cards(view, refusal)
    unit = request.office.directory.units[head.unit]
    return {
        "view": view,
        "inspection": found,
        "title": place_name(view.place),
        "checklist": (
            view.checklist.title.within(language()) if view.checklist else list_title(request.office, head.checklist)
        ),
        "version": head.version or (view.checklist.version if view.checklist else 0),
        "has_batches": view.checklist is not None and view.checklist.has_batches,
        "kind": KINDS[head.kind].within(language()),
        "stage": STAGES[found.stage].within(language()), "tone": TONES[found.stage],
        "area": area_words(request.office, head.area), "unit": unit_name(request.office, head.unit),
        "units": [unit_name(request.office, one) for one in head.units],
        "team": [
            {"name": view.called.get(one, one), "has_signed": one in found.signed} for one in head.inspectors
        ],
        "needed": inspectors_needed(view.checklist, unit) if view.checklist else 1,
        "cards": cards,
        "answered": len(head.items) - len(found.open_items),
        "not_ok": len(found.not_ok),
        "way": WAYS[found.place_way].within(language()) if found.place_way else "",
        **_signature(view),
        "batches": _batches(view),
        "hazards": rows_of(request.office, tuple(view.lines.values()), request.now),
        "hazards_unseen": len(found.cases) - len(view.lines),
        "hazards_url": f"{reverse('console:hazards')}?origin={found.stream}" if has_ledger(request.post) else "",
        "ways": options(WAYS),
        "outcomes": options(OUTCOMES),
        "pad": {"width": PAD_WIDTH, "height": PAD_HEIGHT},
        "has_my_name": request.post.id in found.signed,
        "cancelled_because": view.text(found.cancelled_seq, "reason"),
        "typed": refusal.typed,
        "problems": refusal.problems,
        "labels": _labels(view),
        "note_max": NOTE_MAX, "reason_max": REASON_MAX, "product_max": PRODUCT_MAX, "photos_max": PHOTOS_MAX,
        "files_max": settings.DATA_UPLOAD_MAX_NUMBER_FILES,
        "may_make_paper": view.is_finished and view.may_do and not found.paper_seq,
        "may_follow_up": view.is_finished and bool(found.not_ok) and view.may_steer,
        "act_url": reverse("console:inspection", args=[found.id]),
    }  # fmt: skip


def _labels(view: InspectionView) -> dict[str, str]:
    words = {
        "outcome": _("What the check found"), "note": _("Note"), "photo": _("Photo"), "item": _("Item of the list"),
    }  # fmt: skip
    found = {
        f"items.{key}.{field}": f"{item.title.within(language()) if (item := view.item(key)) else key} · {title}"
        for key in view.inspection.head.items
        for field, title in words.items()
    }
    return found | {
        "way": _("Signature of the place"), "reason": _("What was said"), "strokes": _("Signature"),
        "product": _("What was sampled"), "samples": _("Number of samples"), "signature": _("Signature"),
        "inspectors": _("Inspectors"), "batch": _("Batch"), "result": _("Result of the sample"),
    }  # fmt: skip


def _cards(view: InspectionView, refusal: Refusal) -> list[ItemCard]:
    keys = view.inspection.head.items or (view.checklist.item_keys if view.checklist else ())
    cards, last = [], ""
    titles = {one.key: one.title.within(language()) for one in view.checklist.links} if view.checklist else {}
    for number, key in enumerate(keys, start=1):
        item = view.item(key)
        link = item.link if item else ""
        cards.append(_card(view, refusal, key, number, titles.get(link, "") if link != last else ""))
        last = link
    return cards


def _card(view: InspectionView, refusal: Refusal, key: str, number: int, link: str) -> ItemCard:
    item, kept = view.item(key), view.inspection.answers.get(key)
    line = view.lines.get(kept.case) if kept else None
    note = view.text(kept.note_seq, f"note_{key}") if kept else ""
    outcome = kept.outcome if kept else ""
    return ItemCard(
        key=key, number=number, title=item.title.within(language()) if item else key,
        basis=item.basis.words.within(language()) if item else "",
        is_to_compare=item is not None and item.basis.grade is Grade.CITED, link=link,
        outcome=refusal.typed.get(f"items.{key}.outcome", outcome),
        outcome_words=OUTCOMES[outcome].within(language()) if outcome in set(Outcome) else "",
        note=refusal.typed.get(f"items.{key}.note", note),
        photos=tuple(_photo_url(view, *one) for one in kept.photos) if kept else (),
        photos_left=PHOTOS_MAX - (len(kept.photos) if kept else 0),
        case_url=reverse("console:case", args=[line.id]) if line else "", case_number=line.number if line else "",
        is_urgent=item is not None and item.is_urgent,
    )  # fmt: skip


def _photo_url(view: InspectionView, seq: int, name: str) -> str:
    return reverse("console:inspection_photo", args=[view.inspection.id, seq, name])


def _signature(view: InspectionView) -> dict[str, Any]:
    way, seq = view.inspection.signed.get(SIDE_PLACE, ("", 0))
    if way != Way.SIGNED.value:
        return {"signature": None, "refusal_words": view.text(seq, "reason")}
    try:
        return {"signature": read_signature(view.text(seq, "signature")), "refusal_words": ""}
    except Refused:
        return {"signature": None, "refusal_words": ""}


def _batches(view: InspectionView) -> list[dict[str, Any]]:
    return [
        {
            "key": one.batch, "product": view.text(one.product_seq, "product"), "samples": one.samples,
            "result": RESULTS[one.result].within(language()), "is_awaited": one.result == "awaited",
            "case": _case(view.lines.get(one.case)),
        }
        for one in view.inspection.batches.values()
    ]  # fmt: skip


def _case(line: CaseLine | None) -> dict[str, str] | None:
    return {"url": reverse("console:case", args=[line.id]), "number": line.number} if line else None
