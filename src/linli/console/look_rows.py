"""Looks as rows of a page: when, which role of which unit, what was opened and for which duty."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from linli.actions.case_views import CaseView
from linli.actions.deciding import Office
from linli.actions.look_views import LookView, looks_of_case
from linli.console.words import language, unit_name
from linli.domain.look import LookKind
from linli.ui.language import listed

SHOWN_ON_CASE = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class LookRow:
    """One look in the reader's language."""

    at: datetime
    who: str
    staff: str
    what: str
    reason: str
    words: str
    is_glass: bool
    number: str
    case_url: str
    url: str = ""


def look_rows(office: Office, found: Iterable[LookView]) -> list[LookRow]:
    """Return the rows of some looks."""
    return [_row(office, one) for one in found]


def page_of_looks(office: Office, view: CaseView) -> list[LookRow] | None:
    """Return who looked at a case lately; None for who may not know."""
    return look_rows(office, looks_of_case(office, view)[:SHOWN_ON_CASE]) if view.has("case.looks") else None


def _row(office: Office, one: LookView) -> LookRow:
    titles = listed(title.within(language()) for title in one.titles)
    what = {
        LookKind.GLASS: _("Opened in an emergency"),
        LookKind.REVIEW: _("Reviewed"),
        LookKind.ALERT: _("%(amount)s looks in one day") % {"amount": one.amount},
    }.get(one.kind, titles)
    return LookRow(
        at=one.at,
        who=f"{one.role.within(language())} · {unit_name(office, one.unit)}",
        staff=one.staff,
        what=what,
        reason=one.reason.within(language()),
        words=one.words,
        is_glass=one.is_glass,
        number=one.number,
        case_url=reverse("console:case", args=[one.case_id]) if one.case_id else "",
        url=reverse("console:glass_review", args=[one.id]) if one.kind is LookKind.GLASS else "",
    )
