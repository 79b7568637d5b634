"""Who looked at what the holder of a receipt left: when, which role of which unit, what and for which duty."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from linli.actions.deciding import Office
from linli.actions.look_views import LookView, looks_for_requester
from linli.actions.public_views import ReceiptView
from linli.domain.look import LookKind
from linli.public.words import language, unit_called
from linli.ui.language import listed


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """One look as the person concerned reads it; no member of staff is named."""

    at: datetime
    who: str
    what: str
    reason: str
    is_emergency: bool


def who_looked(office: Office, view: ReceiptView) -> list[Looked]:
    """Return who looked, the newest first."""
    return [_looked(office, one) for one in looks_for_requester(office, view.state.stream)]


def _looked(office: Office, one: LookView) -> Looked:
    what = {
        LookKind.GLASS: _("Opened your matter in an emergency"),
        LookKind.REVIEW: _("Reviewed an emergency opening"),
    }.get(one.kind, listed(title.within(language()) for title in one.titles))
    return Looked(
        at=one.at,
        who=f"{unit_called(office, one.unit)} · {one.role.within(language())}",
        what=what,
        reason=one.reason.within(language()),
        is_emergency=one.is_glass,
    )
