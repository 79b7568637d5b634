"""Hidden values of a case as the page draws them: a placeholder, and the form that opens it for a duty."""

from collections.abc import Iterable
from uuid import uuid4

from django.urls import reverse
from django.utils.translation import gettext as _

from linli.actions.case_views import CaseView, HiddenValue
from linli.actions.look_views import field_title
from linli.console.words import language
from linli.domain.disclosure import DUTY_REASONS, GLASS_REASONS, Part
from linli.ui.language import listed
from linli.ui.pieces import MaskedField, Option


def reason_options(view: CaseView) -> tuple[Option, ...]:
    """Return the duties that may be named; through a broken glass those of an emergency."""
    reasons = GLASS_REASONS if view.glass else DUTY_REASONS
    return tuple(Option(value=one.key, title=one.wording.within(language())) for one in reasons)


def titles_of(values: Iterable[HiddenValue]) -> str:
    """Return what the values are called, each once."""
    return listed(dict.fromkeys(field_title(one.key).within(language()) for one in values))


def masked_field(view: CaseView, values: Iterable[HiddenValue], *, key: str) -> MaskedField | None:
    """Return one placeholder for `values`, which opens all of them that may be opened; None where there are none."""
    hidden = tuple(values)
    if not hidden:
        return None
    openable = tuple(one for one in hidden if one.is_openable)
    return MaskedField(
        key=key,
        title=titles_of(openable or hidden),
        names=tuple(one.name for one in openable),
        open_url=reverse("console:open", args=[view.state.id]) if openable else "",
        reasons=reason_options(view) if openable else (),
        command_id=uuid4().hex,
        remark="" if openable else _why_not(hidden),
    )


def _why_not(hidden: tuple[HiddenValue, ...]) -> str:
    if all(one.part is Part.CONTACT for one in hidden):
        return _("centre only")
    return _("for the units that handle it")
