"""Messages: who is told what after a decision; a pure function of what changed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import Any

from linli.domain.case_row import step_clock
from linli.domain.deadline_steps import moment_wording
from linli.domain.directory import Directory
from linli.domain.engine.clock_keeping import rule_of
from linli.domain.engine.context import Decision, EntryDraft
from linli.domain.engine.declarations import Procedure
from linli.domain.engine.effects import ClockMoved
from linli.domain.engine.moves import move_for
from linli.domain.engine.shared_fields import PAUSE_REASONS
from linli.domain.engine.state import RECALLED, PartState
from linli.domain.meeting import Strength
from linli.domain.message_templates import TEMPLATES
from linli.domain.message_text import MessageTexts
from linli.domain.unit import Role
from linli.domain.wording import Language, Wording
from linli.domain.working_time import next_working_moment

_STANDING = MessageTexts()
TOLD_WAITING = ("wait", "right")
"""Kinds of clocks whose deadline is a promise to whoever asked, or their own right."""
ITEM = "difficult_case"
"""The procedure of what a joint meeting fixed: its sponsor is told."""
ORDERS = frozenset(one.part for one in Strength)
ORDER_REPEATS = frozenset(f"{one}_repeat" for one in ORDERS)
ASKED = {"ask_extension": "extension_asked", "ask_reopen": "reopen_asked"}
PANEL = "panel"
SITTINGS = {
    "plan_sitting": ("sitting", "r_sitting", "p_sitting"),
    "cancel_sitting": ("sitting_off", "r_sitting_off", "p_sitting_off"),
}
"""Templates for the panel, for whoever applied, and for the other parties."""
CONSENTS = "consent"
"""The part that makes somebody a party."""
TOLD_REQUESTER = {
    "file": "r_filed", "dispatch": "r_dispatched", "pause": "r_paused", "grant_extension": "r_extended",
    "answer": "r_answered", "close": "r_closed", "close_merged": "r_closed", "solve_on_spot": "r_closed",
    "reply": "r_closed", "grant": "r_answered", "refuse_application": "r_answered", "result_arrived": "r_answered",
    "decline": "r_answered", "tell_missing": "r_missing", "still_missing": "r_missing", "fix_review": "r_answered",
    "reject": "r_rejected", "reopen": "r_reopened", "refuse_reopen": "r_kept_closed",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageDraft:
    """One message before it is put in words: template, receiver, parameters without any personal value."""

    key: str
    """Stream, entry, template and receiver: the same message is never sent twice."""
    template: str
    to: str
    """post, unit, requester or party."""
    stream: str
    not_before: datetime
    unit: str = ""
    post: str = ""
    party: str = ""
    """The letter of the party it goes to."""
    params: Mapping[str, Any] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """Return the payload kept in the outbox."""
        party = {"party": self.party} if self.party else {}
        return {
            "template": self.template, "to": self.to, "stream": self.stream, "unit": self.unit, "post": self.post,
            "params": dict(self.params), **party,
        }  # fmt: skip


def say(
    template: str, params: Mapping[str, Any], language: Language, texts: MessageTexts = _STANDING
) -> tuple[str, str]:
    """Return (subject, text) of a message, in the district's own words where `texts` has some.

    Own words may name any variable of their template; one that this message lacks makes way for the standing
    words. Raises KeyError where those lack a parameter too.
    """
    subject, text = texts.words(template, language)
    try:
        return subject.format(**params), text.format(**params)
    except KeyError:
        subject, text = _STANDING.words(template, language)
        return subject.format(**params), text.format(**params)


def messages_after(
    decision: Decision, directory: Directory, now: datetime, procedure: Procedure
) -> tuple[MessageDraft, ...]:
    """Return the messages that a decision makes due, each receiver once for each thing."""
    if not decision.entries or decision.entries[0].type == "case.imported":
        return ()
    teller = _Teller(decision, directory, now, procedure)
    found = (*teller.about_holding(), *teller.about_entries(), *teller.about_parts(), *teller.to_requester())
    return tuple({message.key: message for message in found if teller.may_be_told(message)}.values())


class _Teller:
    """Writes the messages of one decision."""

    def __init__(self, decision: Decision, directory: Directory, now: datetime, procedure: Procedure) -> None:
        self.procedure = procedure
        self.before, self.after = decision.before, decision.after
        self.entries, self.directory, self.now = decision.entries, directory, now
        self.is_urgent = self.after.urgency == "urgent"

    def may_be_told(self, message: MessageDraft) -> bool:
        """Say whether a message reaches nobody whom the case accuses; a unit's goes to everybody in it."""
        if not self.after.accused or message.to in ("requester", "party"):
            return True
        post = self.directory.posts.get(message.post)
        reached = (post,) if post else self.directory.posts_of(message.unit, self.now)
        return not any(one.staff_id in self.after.accused for one in reached)

    def about_holding(self) -> Iterator[MessageDraft]:
        """The new holder is told, and after a lapse the former one too."""
        holder, former = self.after.holder, self.before.holder
        if holder == former or self.after.is_final:
            return
        is_lapse = any(entry.type == "case.escalate_lapsed" for entry in self.entries)
        extra = {"from_unit": self.directory.unit_name(former.unit)}
        yield self._to("moved_up_to_you" if is_lapse else "handed_over", holder.unit, holder.post, extra=extra)
        if is_lapse and former.unit:
            yield self._to("moved_up", former.unit, former.post, extra=extra)

    def about_entries(self) -> Iterator[MessageDraft]:
        """Clocks that ran near or out, proposals and requests that wait for somebody."""
        for entry in self.entries:
            verb = entry.type.partition(".")[2]
            if verb in ("clock_warned", "clock_lapsed"):
                yield from self._about_clock(entry, "near" if verb == "clock_warned" else "overdue")
            elif verb.endswith("_proposed"):
                yield from self._about_proposal(entry, verb.removesuffix("_proposed"))
            elif verb in ASKED:
                upper = self.directory.upper_unit(self.before.holder.unit, self.after.area)
                if upper is not None:
                    yield self._to(ASKED[verb], upper.id, self._post(upper.id, Role.DISPATCHER), entry=entry)
            elif verb in SITTINGS:
                yield from self._about_sitting(entry, SITTINGS[verb])
            elif verb == "recompute":
                yield from self._about_recount(entry)
            elif verb == "supervise":
                yield self._to("supervised", self.after.holder.unit, self.after.holder.post, entry=entry)
            elif verb in ORDER_REPEATS:
                yield from self._about_repeat(entry)
        sponsor = self.directory.posts.get(self.after.notes.get("sponsor", ""))
        if sponsor is not None and self.after.procedure == ITEM and not self.before.notes.get("sponsor"):
            yield self._to("sponsor_named", sponsor.unit_id, sponsor.id)
        if self.before.seq and self.after.notes.get("agenda") and not self.before.notes.get("agenda"):
            yield self._to("on_agenda", self.after.holder.unit, self.after.holder.post)

    def _about_clock(self, entry: EntryDraft, template: str) -> Iterator[MessageDraft]:
        clock = self.after.clocks.get(str(entry.pub.get("clock", "")))
        if clock is None or clock.kind in ("right", "wait", "not_before"):
            return
        part = self.after.parts.get(clock.key.partition(":")[2])
        unit = part.unit if part else self.before.holder.unit
        post = part.post if part else self.before.holder.post
        titles = rule_of(self.procedure, clock.key).title
        extra = {"clock": titles.zh, "clock_en": titles.en, **self._due(clock.due_at)}
        yield self._to(template, unit, post, entry=entry, extra=extra)

    def _about_repeat(self, entry: EntryDraft) -> Iterator[MessageDraft]:
        """An order that nobody answered lands with the head of the unit, beside the post that has it."""
        part = self.after.parts.get(str(entry.pub.get("part", "")))
        for head in self.directory.posts_of(part.unit, self.now, (Role.UNIT_HEAD,)) if part else ():
            yield self._to("supervised", head.unit_id, head.id, entry=entry)

    def _about_recount(self, entry: EntryDraft) -> Iterator[MessageDraft]:
        """Whoever works or waits hears where the calendar moved a deadline; the first of several stands for them."""
        told = set[str]()
        for key in moved_clocks(entry):
            clock, before = self.after.clocks[key], self.before.clocks[key]
            if clock.due_at == before.due_at:
                continue
            title = rule_of(self.procedure, key).title
            extra = {"clock": title.zh, "clock_en": title.en, **self._was_due(before.due_at), **self._due(clock.due_at)}
            part = self.after.parts.get(key.partition(":")[2])
            unit, post = (part.unit, part.post) if part else (self.after.holder.unit, self.after.holder.post)
            if clock.kind in TOLD_WAITING and self.after.requester == "known" and "requester" not in told:
                told.add("requester")
                yield self._to_person("r_recounted", extra)
            elif clock.kind not in (*TOLD_WAITING, "not_before") and unit and (post or unit) not in told:
                told.add(post or unit)
                yield self._to("recounted", unit, post, entry=entry, extra=extra)

    def _about_sitting(self, entry: EntryDraft, templates: tuple[str, str, str]) -> Iterator[MessageDraft]:
        """The panel hears of a sitting, whoever applied and left a way to be reached, and every party that consents."""
        told: dict[str, str] = {"sitting": str(entry.pub.get("sitting", "")), "when": "", "when_en": ""}
        if entry.pub.get("sitting_at"):
            when = moment_wording(datetime.fromisoformat(str(entry.pub["sitting_at"])), self.directory.calendar)
            told |= {"when": when.zh, "when_en": when.en}
        for part in self.after.parts.values():
            if part.rule == PANEL and part.stage != RECALLED:
                yield self._to(templates[0], part.unit, part.post, entry=entry, extra=told)
            elif part.rule == CONSENTS and part.party and part.stage == "given":
                yield self._to_person(templates[2], told, party=part.party)
        if self.after.requester == "known":
            yield self._to_person(templates[1], told)

    def _was_due(self, moment: datetime) -> dict[str, str]:
        return {f"was_{key}": words for key, words in self._due(moment).items()}

    def _about_proposal(self, entry: EntryDraft, verb: str) -> Iterator[MessageDraft]:
        move = move_for(self.procedure, self.before, verb)
        title = move.title if move else Wording(verb, verb)
        extra = {"move": title.zh, "move_en": title.en}
        unit = self.after.holder.unit
        posts = self.directory.posts_of(unit, self.now, (Role.OPERATOR, Role.DISPATCHER, Role.UNIT_HEAD))
        for post in posts:
            if post.staff_id != entry.actor.get("staff"):
                yield self._to("second_person_needed", unit, post.id, entry=entry, extra=extra)

    def about_parts(self) -> Iterator[MessageDraft]:
        """Units asked to help are told by when."""
        for part in self.after.parts.values():
            if part.id not in self.before.parts and part.rule in ORDERS:
                yield self._to("supervised", part.unit, part.post, entry=self.entries[0])
            elif part.id not in self.before.parts and part.unit:
                asker = self.directory.unit_name(self.after.holder.unit)
                extra = {"asker": asker, **self._due(self._part_due(part))}
                yield self._to("asked_to_help", part.unit, part.post, extra=extra)

    def _part_due(self, part: PartState) -> datetime | None:
        clocks = [one for key, one in self.after.clocks.items() if key.endswith(f":{part.id}")]
        return clocks[0].due_at if clocks else None

    def to_requester(self) -> Iterator[MessageDraft]:
        """Whoever asked and left a way to be reached hears of what matters to them."""
        if self.after.requester != "known":
            return
        wait = self.after.clocks.get("wait")
        for entry in self.entries:
            template = TOLD_REQUESTER.get(entry.type.partition(".")[2])
            if template is None:
                continue
            extended = next((self.after.clocks[key] for key in moved_clocks(entry)), None)
            due = extended or wait if template == "r_extended" else wait
            reason = next((one.title for one in PAUSE_REASONS if one.key == entry.pub.get("pause_reason")), None)
            words = {"reason": reason.zh, "reason_en": reason.en} if reason else {}
            yield self._to_person(template, {**self._due(due.due_at if due else None), **words})

    def _to_person(self, template: str, words: Mapping[str, str], *, party: str = "") -> MessageDraft:
        """Return a message to whoever asked, or to one party: nobody of the staff."""
        return MessageDraft(
            key=f"{self.after.stream}#{self.after.seq}/{template}/{f'party-{party}' if party else 'requester'}",
            template=template,
            to="party" if party else "requester",
            party=party,
            stream=self.after.stream,
            not_before=waking(self.now, self.directory),
            params={**self._params(), **words},
        )

    def _to(
        self,
        template: str,
        unit: str,
        post: str,
        *,
        entry: EntryDraft | None = None,
        extra: Mapping[str, str] | None = None,
    ) -> MessageDraft:
        params = {**self._params(), **self._due(None), **(extra or {})}
        if entry is not None:
            params["asker"] = self.directory.unit_name(entry.actor.get("unit", "")) or "Linli"
        waits = TEMPLATES[template].is_reminder or not self.is_urgent
        return MessageDraft(
            key=f"{self.after.stream}#{self.after.seq}/{template}/{post or unit}",
            template=template,
            to="post" if post else "unit",
            stream=self.after.stream,
            unit=unit,
            post=post,
            not_before=next_working_moment(self.now, self.directory.calendar) if waits else self.now,
            params=params,
        )

    def _post(self, unit: str, first: Role) -> str:
        post = self.directory.working_post(unit, self.now, self.after.area, first=first)
        return post.id if post else ""

    def _params(self) -> dict[str, str]:
        category = self.directory.categories.get(self.after.category)
        what = self.after.title or (category.name.zh if category else self.after.category)
        return {
            "number": self.after.number,
            "what": what,
            "what_en": self.after.title or (category.name.en if category else self.after.category),
            "unit": self.directory.unit_name(self.after.holder.unit),
        }

    def _due(self, moment: datetime | None) -> dict[str, str]:
        if moment is None:
            step = step_clock(self.after)
            moment = step.due_at if step else None
        if moment is None:
            return {"due": "规定时间", "due_en": "in the time set"}
        words = moment_wording(moment, self.directory.calendar)
        return {"due": words.zh, "due_en": words.en}


def moved_clocks(entry: EntryDraft) -> tuple[str, ...]:
    """Return the keys of the clocks that an entry gave another deadline."""
    return tuple(effect.key for effect in entry.effects if isinstance(effect, ClockMoved))


def waking(now: datetime, directory: Directory) -> datetime:
    """Return `now`, or the end of the quiet hours that the district has set, where it is night."""
    local = now.astimezone(directory.calendar.zone)
    quiet_from = directory.settings.clock_time("messages.quiet_from", local.date())
    quiet_until = directory.settings.clock_time("messages.quiet_until", local.date())
    if not _is_quiet(local.time(), quiet_from, quiet_until):
        return now
    wraps = quiet_from > quiet_until
    day = local.date() + timedelta(days=1 if wraps and local.time() >= quiet_from else 0)
    return datetime.combine(day, quiet_until, tzinfo=directory.calendar.zone)


def _is_quiet(moment: time, quiet_from: time, quiet_until: time) -> bool:
    if quiet_from <= quiet_until:
        return quiet_from <= moment < quiet_until
    return moment >= quiet_from or moment < quiet_until
