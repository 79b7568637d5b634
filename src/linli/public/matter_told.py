"""What happened to a matter, told to the person who asked: moves and units, never the name of a member of staff."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from linli.actions.deciding import Office
from linli.actions.kept_things import RIGHT
from linli.actions.public_views import ReceiptView
from linli.domain.clock_history import TurnKind, turns_of
from linli.domain.deadline_steps import moment_wording
from linli.domain.engine.clock_keeping import rule_of
from linli.domain.engine.erasing import ERASED_WORDS
from linli.domain.engine.moves import move_for
from linli.domain.engine.shared_fields import GRADES, PAUSE_REASONS, REASON_CLASSES
from linli.domain.entry import Entry
from linli.domain.messages import TOLD_WAITING
from linli.domain.wording import Wording
from linli.public.words import language, unit_called
from linli.ui.pieces import TimelineItem, Tone

NOT_TOLD = frozenset(
    {
        "correct", "erase", "migrate", "succeed", "agree", "disagree", "clock_warned", "linked",
        "linked_final", "linked_open", "merged_in", "imported", "split", "issue_paper", "void_paper",
    }
)  # fmt: skip
"""Office business that says nothing to whoever waits."""
OWN_VERBS = (
    "note", "attach", "rate", "ask_reopen", "withdraw", "ask_review", "ask_final_review", "accept_answer",
    "supplement",
)  # fmt: skip
COMMENTED = ("rate", "accept_answer")
TONES: Mapping[str, Tone] = {
    "escalate_lapsed": "overdue", "clock_lapsed": "overdue", "pause": "waiting", "defer": "waiting", "rework": "near",
    "answer": "accent", "close": "accent",
}  # fmt: skip
TOLD_CLASSES = {"pause_reason": PAUSE_REASONS, **REASON_CLASSES}
"""Why something was done, as far as anybody may know: the class of the reason, not its words."""
RIGHTS = frozenset({"rating_right", "reopen_right"})
PLAIN: Mapping[str, Wording] = {
    "file": Wording("我们收到了您的反映", "We received your report"),
    "dispatch": Wording("转给了{holder}", "It was sent to {holder}"),
    "reassign": Wording("改由{holder}办理", "It was sent to {holder} instead"),
    "transfer": Wording("改由{holder}办理", "It was sent to {holder} instead"),
    "escalate": Wording("上报给{holder}", "It was raised to {holder}"),
    "escalate_lapsed": Wording("超过时限,自动上移给{holder}", "It was late, so it moved up to {holder}"),
    "clock_lapsed": Wording("这一步超过了时限", "This step ran past its time"),
    "answer": Wording("答复了您", "You were answered"),
    "meeting_fixed": Wording(
        "联席会议研究了这件事,明确了责任单位和时限", "A joint meeting took it up and fixed who sees to it by when"
    ),
    "merge": Wording("并入另一件同类事项一起办理", "It was joined with another matter of the same kind"),
    "reopen": Wording("决定重新办理", "It was reopened"),
    "refuse_reopen": Wording("没有同意重新办理,理由已答复您", "It stays closed; the reason was given to you"),
}
RECOUNTED = Wording(
    "放假安排公布或更新,“{clock}”改为{due}到期",
    "The public holidays were published or changed: “{clock}” is now due {due}",
)
REQUEST_FILED = Wording("我们收到了您的请求", "We received your request")
YOURS: Mapping[str, Wording] = {
    "note": Wording("您补充了说明", "You added a note"),
    "attach": Wording("您补充了照片", "You added photos"),
    "rate": Wording("您作了评价", "You rated it"),
    "ask_reopen": Wording("您请求重新办理", "You asked to reopen it"),
    "withdraw": Wording("您撤回了这件事", "You withdrew it"),
    "ask_review": Wording("您请求复查", "You asked for a review"),
    "ask_final_review": Wording("您请求复核", "You asked for a final review"),
    "accept_answer": Wording("您接受了答复", "You accepted the answer"),
    "supplement": Wording("您补了材料", "You supplied papers"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """One answer, as it was given."""

    seq: int
    text: str
    unit: str
    at: object


def told(office: Office, view: ReceiptView) -> list[TimelineItem]:
    """Return the matter's past, the newest first."""
    found = [item for entry in view.entries if (item := _item(office, view, entry)) is not None]
    return list(reversed(found))


def answers(office: Office, view: ReceiptView) -> list[Answered]:
    """Return the answers given, the newest first."""
    found = [
        Answered(seq=entry.seq, text=words, unit=_unit(office, entry), at=entry.recv)
        for entry in view.entries
        if (words := _own_words(view, entry.seq, "answer"))
    ]
    return list(reversed(found))


def _item(office: Office, view: ReceiptView, entry: Entry) -> TimelineItem | None:
    verb = entry.type.partition(".")[2]
    is_yours = entry.actor.get("kind") == "resident" and not entry.actor.get("id")
    if verb in NOT_TOLD or verb.endswith("_proposed") or (verb in OWN_VERBS[:2] and not is_yours):
        return None
    if verb == "clock_lapsed" and str(entry.pub.get("clock", "")).partition(":")[0] in RIGHTS:
        return None
    title = _title(office, view, entry, verb=verb, is_yours=is_yours)
    if verb == "recompute":
        title = _recounted(office, view, entry)
    if not title:
        return None
    unit = _unit(office, entry)
    own = "note" if verb in ("note", "attach", "supplement") else "comment" if verb in COMMENTED else "reason"
    return TimelineItem(
        title=title,
        at=entry.recv,
        body=" · ".join(part for part in (unit, *_facts(view, entry)) if part),
        quote=_own_words(view, entry.seq, own) if is_yours and verb in OWN_VERBS else "",
        tone=TONES.get(verb, "quiet" if is_yours else "accent"),
    )


def _own_words(view: ReceiptView, seq: int, key: str) -> str:
    return ERASED_WORDS.within(language()) if (seq, key) in view.erased else view.values.get((seq, key), "")


def _title(office: Office, view: ReceiptView, entry: Entry, *, verb: str, is_yours: bool) -> str:
    words = YOURS.get(verb) if is_yours and verb != "file" else PLAIN.get(verb)
    if verb == "file" and view.procedure.key == RIGHT:
        words = REQUEST_FILED
    if words is not None:
        return words.within(language()).format(holder=_holder_after(office, entry) or _("the next unit"))
    move = move_for(view.procedure, None, verb)
    if move is None or move.past is None:
        return ""
    past = move.past.within(language())
    return past[:1].upper() + past[1:]


def _recounted(office: Office, view: ReceiptView, entry: Entry) -> str:
    """Tell of a new calendar only where it moved the day by which an answer is due, or the last day of a right."""
    for clock in view.state.clocks.values():
        if clock.kind not in TOLD_WAITING:
            continue
        turns = turns_of((one for one in view.entries if one.seq <= entry.seq), clock.key)
        if turns and turns[-1].kind is TurnKind.RECOMPUTED and turns[-1].at == entry.recv and turns[-1].is_moved:
            title = rule_of(view.procedure, clock.key).title.within(language())
            due = moment_wording(turns[-1].due_at, office.directory.calendar).within(language())
            return RECOUNTED.within(language()).format(clock=title, due=due)
    return ""


def _facts(view: ReceiptView, entry: Entry) -> Iterator[str]:
    """Coded facts only: what staff wrote freely may name people."""
    grade = next((one for one in GRADES if one.key == str(entry.pub.get("grade", ""))), None)
    reasons = (
        next((one for one in classes if one.key == entry.pub.get(key)), None) for key, classes in TOLD_CLASSES.items()
    )
    for choice in (grade, *reasons):
        if choice is not None:
            yield choice.title.within(language())
    for field in view.procedure.fields:
        chosen = next((one for one in field.choices if one.key == entry.pub.get(field.key)), None)
        if chosen is not None:
            yield chosen.title.within(language())


def _unit(office: Office, entry: Entry) -> str:
    return unit_called(office, str(entry.actor.get("unit", "")))


def _holder_after(office: Office, entry: Entry) -> str:
    """Return the name of the unit that an entry handed the matter to, or ""."""
    for effect in reversed(entry.effects):
        is_holder = effect.get("k") == "held" and effect.get("as_role", "holder") == "holder"
        if is_holder and effect.get("unit"):
            return unit_called(office, str(effect["unit"]))
    return ""
