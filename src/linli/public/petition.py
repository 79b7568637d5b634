"""A petition for whoever petitioned: the three tiers of the answer, what may be asked until when, what took longer.

Source: 信访工作条例 (2022) arts. 21 (look up and rate), 34-36.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from linli.actions.deciding import Office
from linli.actions.petition_chain import Standing, TierStanding, chain_of, prolonged
from linli.actions.petitions import PETITION
from linli.actions.public_views import ReceiptView
from linli.domain.wording import Wording
from linli.public.words import language, moment_words, unit_called
from linli.ui.time_words import date_words

LOOKS = {Standing.GIVEN: "done", Standing.AT_WORK: "now", Standing.MAY_BE_ASKED: "open"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One tier as its page draws it."""

    title: Wording
    look: str
    lines: tuple[str, ...]


def petition_chain(office: Office, view: ReceiptView, now: datetime) -> tuple[Step, ...]:
    """Return the tiers of a petition's answer; nothing for any other matter."""
    if view.procedure.key != PETITION:
        return ()
    return tuple(
        Step(title=one.tier.title, look=LOOKS.get(one.standing, "quiet"), lines=tuple(_lines(office, one, now)))
        for one in chain_of(view.state, view.entries, view.procedure, now)
    )


def prolonged_words(office: Office, view: ReceiptView) -> tuple[str, ...]:
    """Return how the whole wait became longer, by whose approval and why."""
    found = prolonged(view.state, view.entries, view.procedure, office.directory)
    return tuple(one.within(language()) for one in found)


def _lines(office: Office, one: TierStanding, now: datetime) -> Iterator[str]:
    if one.at is not None:
        day = date_words(localtime(one.at).date(), language=language(), this_year=localtime(now).year)
        yield f"{unit_called(office, one.unit)} · {day}"
        if one.result is not None:
            yield one.result.within(language())
    elif one.until is not None:
        yield _("You may ask for it until %(moment)s.") % {"moment": moment_words(one.until, now)}
    elif one.standing is Standing.AT_WORK:
        yield _("Being worked on.")
    elif one.standing is Standing.NEVER:
        yield _("Was not asked for.") if one.tier.right else _("None was given.")
    else:
        yield _("Open to you after the step before it.") if one.tier.right else _("Not given yet.")
