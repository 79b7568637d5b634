"""Proposals 提议: changes of the set-up that one person asks for and somebody of another unit decides.

Once a district has opened, nobody alone gives a post its rights, changes what figures are reckoned by, or weakens a
protection. Taking rights away, and whatever else is here marked single, needs one person as before.
Source: ASSURANCE S26; OWASP ASVS 5.0.0 2.3.5.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from linli.domain.directory import Directory
from linli.domain.engine.declarations import Choice
from linli.domain.keepable_text import is_keepable
from linli.domain.problems import Problem
from linli.domain.setting import Setting
from linli.domain.setup_records import Record, record_name
from linli.domain.unit import Post
from linli.domain.wording import Wording

DAYS_OPEN = 14
REASON_MAX = 200
OPEN_SETTING = "public.is_open"


class Control(StrEnum):
    """How many people a change needs."""

    SINGLE = "single"
    DUAL = "dual"


_S, _D = Control.SINGLE, Control.DUAL
SHEET_CONTROL: Mapping[str, Control] = {
    "area": _S, "unit": _S, "post": _D, "duty": _D, "category": _S, "limit": _D, "year_table": _D, "setting": _D,
    "message_text": _S, "list_item": _S, "place": _S, "mediation_committee": _S, "mediator": _S,
    "checklist": _D, "checklist_item": _D,
}  # fmt: skip
"""By noun of the set-up; of settings each says so itself, of posts only what gives somebody rights counts."""
SETTING_CONTROL: Mapping[str, Control] = {
    "public.hotline": _S, "public.is_open": _D, "public.figure_days": _D, "public.photo_mb": _S,
    "public.similar_days": _S, "desk.undo_seconds": _S, "desk.alike_days": _S, "messages.quiet_from": _S,
    "messages.quiet_until": _S, "abuse.window_minutes": _S, "abuse.wrong_codes": _D, "abuse.photos": _S,
    "abuse.open311_key": _D, "abuse.device_reports": _S, "abuse.net_reports": _S, "abuse.phone_reports": _S,
    "abuse.grid_reports": _S, "abuse.county_reports": _D, "abuse.hold_minutes": _D,
    "sign_in.idle_minutes": _D, "sign_in.fresh_minutes": _D, "suggestion.three_outcomes": _D,
    "meeting.overdue_days": _D,
    "channels.letter_address": _S, "channels.reception_place": _S, "channels.wechat_name": _S,
    "channels.wechat_is_open": _D, "oversight.length_days": _S,
}  # fmt: skip
"""By setting: those that figures are reckoned by, that open or close the district, or that protect somebody."""
FAMILY_CONTROL: Mapping[str, Control] = {"retention.": _D, "follow_up.": _D, "rounds.": _D, "centre.": _S}
"""By the beginning of a setting's key, where every procedure brings one of its own: which calls are made is what the
figures of satisfaction are reckoned by."""

PROPOSAL_CLASSES: tuple[Choice, ...] = tuple(
    Choice(key=key, title=Wording(zh, en))
    for key, zh, en in (
        ("staff_change", "人员变动", "Staff come or go"),
        ("reorganisation", "机构职责调整", "Units or duties are arranged anew"),
        ("new_rule", "规定有变", "A rule or notice has changed"),
        ("correction", "更正错误", "A mistake is put right"),
        ("protection", "安全需要", "Protection needs it"),
        ("maintenance", "系统维护", "Maintenance"),
    )
)
"""Classes of reasons: these stand openly in the journal, the words beside them in the proposal."""


def control_of_setting(key: str) -> Control:
    """Return how many people a setting needs; one that nobody has thought about needs two."""
    family = (control for beginning, control in FAMILY_CONTROL.items() if key.startswith(beginning))
    return SETTING_CONTROL.get(key) or next(family, Control.DUAL)


def has_opened(directory: Directory, today: date) -> bool:
    """Say whether the district was ever opened by a decision; closing it does not bring single control back."""
    return any(
        (one.key, one.value) == (OPEN_SETTING, "1") and one.from_date <= today for one in directory.setup.settings
    )


def needs_second(record: Record, directory: Directory) -> bool:
    """Say whether saving `record` over what stands needs a second person, were the district open."""
    if SHEET_CONTROL.get(record_name(record), Control.DUAL) is Control.SINGLE:
        return False
    if isinstance(record, Setting):
        return control_of_setting(record.key) is Control.DUAL
    if isinstance(record, Post):
        before = next((one for one in directory.setup.posts if one.id == record.id), None)
        return gives_rights(record, before)
    return True


def gives_rights(post: Post, before: Post | None) -> bool:
    """Say whether a post gives somebody more than stood before: ending, vacating and renaming do not."""
    if post.staff_id is None:
        return False
    if before is None:
        return True
    same = ("role", "unit_id", "area_path", "staff_id")
    if any(getattr(post, name) != getattr(before, name) for name in same):
        return True
    begins_sooner = _moment(post.started_at) < _moment(before.started_at)
    return begins_sooner or _ends(post) > _ends(before)


def _moment(moment: datetime | None) -> float:
    return moment.timestamp() if moment else float("inf")


def _ends(post: Post) -> float:
    return _moment(post.ended_at)


class Verdict(StrEnum):
    """What became of a proposal."""

    WAITING = "waiting"
    AGREED = "agreed"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


VERDICT_WORDINGS: Mapping[Verdict, Wording] = {
    Verdict.WAITING: Wording("等待决定", "Waiting"),
    Verdict.AGREED: Wording("已同意", "Agreed"),
    Verdict.REFUSED: Wording("没有同意", "Not agreed"),
    Verdict.WITHDRAWN: Wording("已收回", "Taken back"),
    Verdict.EXPIRED: Wording("已过期", "Expired"),
}


def words_problems(words: str, *, at: str) -> list[Problem]:
    """Return what is missing or wrong in the words of a reason."""
    if not words.strip():
        return [Problem("reason_needed", at=at)]
    found = [] if is_keepable(words) else [Problem("bad_text", at=at)]
    return [*found, Problem("too_long", at=at, params={"limit": REASON_MAX})] if len(words) > REASON_MAX else found


@dataclass(frozen=True, slots=True, kw_only=True)
class Because:
    """Why something is proposed: a class that anybody may know, and the words."""

    reason_class: str = ""
    words: str = ""

    def problems(self) -> list[Problem]:
        """Return what is missing or wrong, each at its field."""
        found = []
        if self.reason_class not in {one.key for one in PROPOSAL_CLASSES}:
            found.append(Problem("reason_class_needed", at="reason_class"))
        return [*found, *words_problems(self.words, at="because")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One of the two people: post, unit and pseudonym."""

    post_id: str
    unit_id: str
    staff_id: str


def side_of(post: Post) -> Side:
    """Return who sits at `post`."""
    return Side(post_id=post.id, unit_id=post.unit_id, staff_id=post.staff_id or "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What is asked, by whom and why, and what became of it."""

    id: str
    kind: str
    """A noun of the set-up, or "workbook"."""
    payload: Mapping[str, Any]
    """Rows by noun and cells, or the name of the file and the noun it was sent for."""
    proposer: Side
    because: Because
    made_at: datetime
    verdict: Verdict = Verdict.WAITING
    decider: Side | None = None
    decided_at: datetime | None = None
    answer: str = ""

    @property
    def expires_at(self) -> datetime:
        """The moment from which nobody can agree any more."""
        return self.made_at + timedelta(days=DAYS_OPEN)

    def stands(self, now: datetime) -> Verdict:
        """Return what became of it by `now`."""
        is_late = self.verdict is Verdict.WAITING and now >= self.expires_at
        return Verdict.EXPIRED if is_late else self.verdict


def reasons_against(proposal: Proposal, post: Post, now: datetime) -> list[Problem]:
    """Return every reason why `post` cannot decide `proposal`; whether it decides any is the access policy's."""
    standing = proposal.stands(now)
    found = []
    if standing is Verdict.EXPIRED:
        found.append(Problem("proposal_expired"))
    elif standing is not Verdict.WAITING:
        found.append(Problem("proposal_decided"))
    own = proposal.proposer
    if own.post_id == post.id or (post.staff_id and own.staff_id == post.staff_id):
        found.append(Problem("second_person_needed"))
    elif own.unit_id == post.unit_id:
        found.append(Problem("second_unit_needed"))
    return found
