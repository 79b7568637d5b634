"""How the keeping of data stands, line by line: keys, audits, copies, clock, erasing, waiting reports, emergencies."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from linli.actions.case_lists import has_desk
from linli.actions.clock_state import clock_state
from linli.actions.glass import Glass
from linli.actions.held_reports import count_all_held
from linli.actions.retention import summary
from linli.actions.vault import COPIES_KEPT, VaultState, last_erased_at, vault_state
from linli.console.seat import SeatedRequest
from linli.console.words import language
from linli.domain.problems import Problem
from linli.domain.unit import Role
from linli.ui.moment import moved
from linli.ui.time_words import moment_words

AUDIT_EVERY = timedelta(days=35)
COPY_EVERY = timedelta(days=2)
FINE, SOON, WRONG = "fine", "near", "overdue"
SIGNS = {FINE: "check", SOON: "near", WRONG: "overdue"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One thing that was looked at, and how it stands."""

    title: str
    words: str
    state: str = FINE
    url: str = ""
    link: str = ""

    @property
    def sign(self) -> str:
        """The icon that stands for the state."""
        return SIGNS[self.state]


def standing(request: SeatedRequest, glasses: Sequence[Glass]) -> list[Line]:
    """Return every line, those that want something done first."""
    state = vault_state()
    lines = [
        _keys(state), _audit(state, request.now), _copies(state, request.now), _clock(request), _retention(request),
        _held(request), _glasses(glasses, request.now),
    ]  # fmt: skip
    order = (WRONG, SOON, FINE)
    return sorted(lines, key=lambda one: order.index(one.state))


def _told(problems: Iterable[Problem]) -> str:
    return _joined(*(one.within(language()) for one in problems))


def _joined(*sentences: str) -> str:
    return ("" if language() == "zh" else " ").join(sentences)


def _keys(state: VaultState) -> Line:
    title = _("Keys of sealed data")
    if state.problems:
        words = _("Nothing can be sealed or opened, and no report is taken in: ") + _told(state.problems)
        return Line(title=title, words=words, state=WRONG)
    if state.warnings:
        return Line(title=title, words=_told(state.warnings), state=WRONG)
    if state.waiting:
        words = _("%(number)s keys of erased data are still to be destroyed.") % {"number": state.waiting}
        return Line(title=title, words=words, state=SOON)
    if not state.is_used:
        return Line(title=title, words=_("Nothing was sealed yet."))
    return Line(title=title, words=_("Keys can be read and written."))


def _audit(state: VaultState, now: datetime) -> Line:
    title = _("Last audit that opened every value")
    if state.audited_at is None:
        if not state.is_used:
            return Line(title=title, words=_("Nothing to open yet."))
        return Line(title=title, words=_("Never. Have linli audit --keyed run once a month."), state=SOON)
    words = {"at": _moment(state.audited_at, now), "number": state.audit_faults}
    if state.audit_faults:
        told = _("%(at)s: %(number)s faults. Tell whoever is responsible.") % words
        return Line(title=title, words=told, state=WRONG)
    told = _("%(at)s: the record is whole.") % words
    return Line(title=title, words=told, state=SOON if now - state.audited_at > AUDIT_EVERY else FINE)


def _copies(state: VaultState, now: datetime) -> Line:
    title = _("Last copy of the keys")
    if not state.is_used:
        return Line(title=title, words=_("There are no keys yet."))
    rule = _("Copies older than %(days)s days are destroyed, so that what was erased is gone from them too.") % {
        "days": COPIES_KEPT.days
    }
    if state.copied_at is None:
        return Line(title=title, words=_joined(_("Never. Have linli keys backup run every night."), rule), state=SOON)
    is_late = now - state.copied_at > COPY_EVERY
    words = _("%(at)s.") % {"at": _moment(state.copied_at, now)}
    return Line(title=title, words=_joined(words, rule), state=SOON if is_late else FINE)


def _clock(request: SeatedRequest) -> Line:
    problems = clock_state(now=request.now, moved=moved())
    words = _told(problems) if problems else _("This machine, the database and the record agree.")
    return Line(title=_("Clock of this machine"), words=words, state=WRONG if problems else FINE)


def _retention(request: SeatedRequest) -> Line:
    found = summary(request.office, request.now)
    erased_at = last_erased_at(request.office)
    words = _("%(due)s matters are due to be erased, %(held)s are held by law.") % {
        "due": found.due, "held": len(found.held)
    }  # fmt: skip
    last = _("Nothing erased yet.")
    if erased_at is not None:
        last = _("Last erased: %(at)s.") % {"at": _moment(erased_at, request.now)}
    is_officer = request.post.role is Role.DATA_PROTECTION_OFFICER
    return Line(
        title=_("Keeping and erasing"), words=_joined(words, last), state=SOON if found.due else FINE,
        url=reverse("console:held") if is_officer else "", link=_("What is held") if is_officer else "",
    )  # fmt: skip


def _held(request: SeatedRequest) -> Line:
    count = count_all_held(request.office)
    words = _("%(number)s reports wait to be looked at; none is dropped.") % {"number": count}
    url = reverse("console:queue") if count and has_desk(request.office, request.post) else ""
    return Line(
        title=_("Reports that wait"), words=words if count else _("None."), url=url,
        link=_("Waiting reports") if url else "",
    )  # fmt: skip


def _glasses(glasses: Sequence[Glass], now: datetime) -> Line:
    told = {
        "open": sum(one.broken.ends_at > now for one in glasses),
        "reviewed": sum(one.review is not None for one in glasses),
        "waiting": sum(one.review is None for one in glasses),
        "overdue": sum(one.is_overdue(now) for one in glasses),
    }
    words = _("%(open)s open now, %(reviewed)s reviewed, %(waiting)s to be reviewed, %(overdue)s of them overdue.")
    state = WRONG if told["overdue"] else SOON if told["waiting"] else FINE
    return Line(title=_("Emergency openings"), words=words % told, state=state, url="#glasses", link=_("See them"))


def _moment(moment: datetime, now: datetime) -> str:
    return moment_words(moment, language=language(), this_year=now.year)
