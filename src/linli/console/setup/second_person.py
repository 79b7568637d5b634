"""The second person on a form of the set-up: whether one is needed, why it is asked, and what is said then."""

from typing import Any

from django.contrib import messages
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from linli.actions.proposals import Saved, is_dual
from linli.console.seat import SeatedRequest
from linli.console.words import language
from linli.domain.proposal import PROPOSAL_CLASSES, SHEET_CONTROL, Because, Control, control_of_setting
from linli.ui.pieces import Option


def because_of(request: SeatedRequest) -> Because:
    """Return the reason that a form brought."""
    given = {key: str(request.POST.get(key, "")) for key in ("reason_class", "because")}
    return Because(reason_class=given["reason_class"], words=given["because"])


def second_person(request: SeatedRequest, *, noun: str = "", setting: str = "", is_dual_plan: bool = False) -> Any:
    """Return what `console/setup/_second.html` asks for a noun, a setting, or a plan that is known to need two."""
    control = control_of_setting(setting) if setting else SHEET_CONTROL.get(noun, Control.SINGLE)
    is_two = control is Control.DUAL or is_dual_plan
    has_two = is_dual(request.office, request.now)
    given = because_of(request)
    choose = Option(value="", title=_("Please choose"))
    return {
        "needs_second": is_two and has_two,
        "is_before_opening": is_two and not has_two,
        "gives_post": noun == "post",
        "reason_classes": [
            choose, *(Option(value=one.key, title=one.title.within(language())) for one in PROPOSAL_CLASSES)
        ],
        "given_class": given.reason_class,
        "given_because": given.words,
        "class_labels": {"reason_class": _("Kind of reason"), "because": _("Reason")},
    }  # fmt: skip


def say_saved(request: SeatedRequest, saved: Saved) -> None:
    """Say that it was saved, that it waits for a second person, or that nothing changed."""
    if saved.proposal_id:
        say_proposed(request, saved.proposal_id)
    else:
        messages.success(request, _("Saved.") if saved.plan.changes else _("Nothing changed."))


def say_proposed(request: SeatedRequest, proposal_id: str) -> None:
    """Say that it waits for somebody of another unit, and where."""
    said = _("Proposed. It holds once somebody of another unit agrees.")
    where, look = reverse("console:setup_proposal", args=[proposal_id]), _("Look at it")
    messages.success(request, format_html('{} <a href="{}">{}</a>', said, where, look))
