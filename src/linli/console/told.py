"""What happened to a case, told from its entries: who, what, what they wrote where it may be seen, and the hash."""

from base64 import b64encode
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from linli.actions.case_views import REQUESTER_FIELDS, CaseView, declared_field, open_for
from linli.actions.deciding import Office
from linli.actions.kept_things import RIGHT
from linli.actions.post_choices import staff_names
from linli.console.amounts import amount_words
from linli.console.clock_views import day_words
from linli.console.masking import masked_field
from linli.console.words import area_words, category_words, choice_words, language, move_called, unit_name
from linli.domain.deadline_steps import length_wording
from linli.domain.engine.clock_keeping import rule_of
from linli.domain.engine.declarations import ClockKind, Field, FieldType
from linli.domain.engine.erasing import ERASED_WORDS
from linli.domain.engine.paper_moves import papers_of
from linli.domain.engine.shared_fields import PAUSE_REASONS
from linli.domain.entry import Entry, parse_moment
from linli.domain.mediation_fields import STROKES
from linli.domain.strokes import Signature, kept_signature
from linli.domain.wording import Wording
from linli.domain.working_time import ClockUnit
from linli.ui.pieces import MaskedField
from linli.ui.time_words import date_words, moment_words

Pictures = Mapping[tuple[int, str], bytes]
"""Photos by (seq, field), opened for one answer: they are in the page itself and at no address."""
NO_PICTURES: Pictures = {}
HASH_SHOWN = 10
CODED_AT_FILING = frozenset({"category", "area", "channel", "how_placed", "requester", "urgency", "title"})
TOLD_BY_EFFECTS = frozenset(
    {"unit", "post", "part", "pause_reason", "clock", "run", "proposal", "proposed_seq", "room", "place", "found_ref"}
)
NAMES_A_CASE = frozenset({"matter"})
"""Fields of other types that hold the id of another case."""
TONES = {
    "clock_warned": "near",
    "clock_lapsed": "overdue",
    "escalate_lapsed": "overdue",
    "pause": "waiting",
    "defer": "waiting",
}
CLOCK_WORDS = {
    "clock_warned": Wording("“{clock}”的时限快到了", "noted that the time for “{clock}” is running out"),
    "clock_lapsed": Wording("“{clock}”超过了时限", "noted that the time for “{clock}” ran out"),
}
NOT_OURS = {
    "resident": Wording("居民", "The resident"),
    "system": Wording("系统", "The system"),
    "device": Wording("设备", "A device"),
    "import": Wording("导入", "An import"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One value that somebody wrote, under its title."""

    title: str
    text: str
    is_quote: bool = False
    drawing: Signature | None = None
    """A signature, drawn again in place of its points."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """Another case that an entry names: its number and page, both "" where the reader may not know it."""

    title: str
    number: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One entry as the page tells it."""

    seq: int
    at: datetime
    at_words: str
    who: str
    did: str
    unit: str
    facts: tuple[str, ...]
    references: tuple[Reference, ...]
    said: tuple[Said, ...]
    photo_urls: list[str]
    masked: MaskedField | None
    tone: str
    hash: str


def told(office: Office, view: CaseView, now: datetime, pictures: Pictures = NO_PICTURES) -> list[Told]:
    """Return the case's past, the first thing first."""
    found = []
    day = None
    for entry, hash_ in zip(view.entries, view.hashes, strict=True):
        local = localtime(entry.recv)
        words = f"{local:%H:%M}"
        if local.date() != day:
            words = f"{date_words(local.date(), language=language(), this_year=localtime(now).year)} {words}"
        day = local.date()
        found.append(_told(office, view, entry, hash_, words))
        found[-1].photo_urls.extend(_drawn(pictures, entry.seq))
    return found


def _told(office: Office, view: CaseView, entry: Entry, hash_: str, at_words: str) -> Told:
    verb = entry.type.partition(".")[2]
    seen = [key for key in entry.com if (entry.seq, key) in view.values and key not in REQUESTER_FIELDS]
    erased = [key for key in entry.com if (entry.seq, key) in view.erased]
    shown = [name for seq, name in view.photos if seq == entry.seq]
    hidden = [one for one in view.hidden if one.seq == entry.seq and one.key not in REQUESTER_FIELDS]
    return Told(
        seq=entry.seq,
        at=entry.recv,
        at_words=at_words,
        who=_who(view, entry, office),
        did=_did(view, entry, verb),
        unit=unit_name(office, str(entry.actor.get("unit", ""))),
        facts=tuple(fact for fact in (*_coded(office, view, entry, verb), *_effects(office, view, entry)) if fact),
        references=tuple(_references(office, view, entry)),
        said=(*(one for key in seen if (one := _said(view, entry, key)) is not None), *_erased(view, erased)),
        photo_urls=[reverse("console:photo", args=[view.state.id, entry.seq, name]) for name in shown],
        masked=masked_field(view, hidden, key=f"entry-{entry.seq}"),
        tone=TONES.get(verb, "quiet" if entry.actor["kind"] == "system" else "accent"),
        hash=hash_[:HASH_SHOWN],
    )


def _drawn(pictures: Pictures, seq: int) -> list[str]:
    """Return the photos of an entry as addresses that hold the picture themselves."""
    mine = (content for (at, _name), content in sorted(pictures.items()) if at == seq)
    return [f"data:image/jpeg;base64,{b64encode(one).decode()}" for one in mine]


def _who(view: CaseView, entry: Entry, office: Office) -> str:
    kind = str(entry.actor["kind"])
    party = _party(view, str(entry.actor.get("id", ""))) if kind == "resident" else ""
    if party:
        return party
    if kind != "post":
        return NOT_OURS.get(kind, NOT_OURS["system"]).within(language())
    post = office.directory.posts.get(str(entry.actor.get("post", "")))
    role = post.role.wording.within(language()) if post else _("A former post")
    return f"{role} {view.staff_names.get(str(entry.actor.get('staff', '')), '')}".strip()


def _party(view: CaseView, key: str) -> str:
    """Return which party or deputy of the case is meant, as its procedure calls them; "" for none of them."""
    declared = declared_field(view.procedure, "party")
    return next((one.title.within(language()) for one in declared.choices if one.key == key), "") if declared else ""


def _did(view: CaseView, entry: Entry, verb: str) -> str:
    if verb == "file" and entry.actor["kind"] != "post" and view.state.procedure != RIGHT:
        return _("reported it by %(channel)s") % {"channel": choice_words("channel", str(entry.pub.get("channel", "")))}
    if verb in CLOCK_WORDS:
        title = _clock_title(view, str(entry.pub.get("clock", "")))
        return CLOCK_WORDS[verb].within(language()).format(clock=title)
    proposed = move_called(view.procedure, verb.removesuffix("_proposed")) if verb.endswith("_proposed") else None
    if proposed is not None:
        return _("proposed “%(move)s”; somebody else must agree") % {"move": proposed.title.within(language())}
    if verb in ("agree", "disagree") or "proposal" in entry.pub:
        meant = move_called(view.procedure, str(entry.pub.get("proposal", "")))
        doing = _("did not agree to “%(move)s”") if verb == "disagree" else _("agreed to “%(move)s”")
        return doing % {"move": meant.title.within(language()) if meant else verb}
    move = move_called(view.procedure, verb)
    if move is None:
        others = {
            "imported": _("brought it over from another system"),
            "merged_in": _("joined another matter to it"),
            "meeting_fixed": _("the joint meeting fixed who does what by when"),
        }
        return others.get(verb, _("made an entry"))
    return (move.past or move.title).within(language())


def _clock_title(view: CaseView, key: str) -> str:
    try:
        return rule_of(view.procedure, key).title.within(language())
    except KeyError:
        return key


def _coded(office: Office, view: CaseView, entry: Entry, verb: str) -> Iterator[str]:
    """Yield what was chosen, in words."""
    left_out = TOLD_BY_EFFECTS | (CODED_AT_FILING if verb == "file" else frozenset())
    part = view.state.parts.get(str(entry.pub.get("part", "")))
    if part is not None and part.party and entry.actor["kind"] == "post":
        yield _party(view, part.party)
    for key, value in entry.pub.items():
        declared = declared_field(view.procedure, key)
        if key in left_out or declared is None or _names_a_case(declared):
            continue
        if key == "paper":
            titles = {one.key: one.title.within(language()) for one in papers_of(view.procedure)}
            value = titles.get(str(value), str(value))
        words = _value_words(office, declared, value, at=entry.recv)
        choice = next((one.title.within(language()) for one in declared.choices if one.key == str(value)), words)
        yield declared.title.within(language()) + _(": ") + choice


def _names_a_case(declared: Field) -> bool:
    return declared.type is FieldType.CASE or declared.key in NAMES_A_CASE


def _references(office: Office, view: CaseView, entry: Entry) -> Iterator[Reference]:
    """Yield the other cases that an entry names, by number where the reader may see them."""
    for key, value in entry.pub.items():
        declared = declared_field(view.procedure, key)
        if declared is None or not value or not _names_a_case(declared):
            continue
        other = open_for(office, view.post, str(value).removeprefix("case/"))
        yield Reference(
            title=declared.title.within(language()),
            number=other.state.number if other else "",
            url=reverse("console:case", args=[other.state.id]) if other else "",
        )


def _value_words(office: Office, declared: Field, value: Any, *, at: datetime) -> str:
    """Return a value as people read it; a day of the year in which it was written (`at`) names no year."""
    type_ = declared.type
    if type_ is FieldType.MOMENT:
        return moment_words(parse_moment(str(value)), language=language(), this_year=localtime(at).year)
    if type_ is FieldType.DATE:
        return date_words(date.fromisoformat(str(value)[:10]), language=language(), this_year=localtime(at).year)
    if type_ is FieldType.UNIT:
        return unit_name(office, str(value))
    if type_ is FieldType.CATEGORY:
        return category_words(office, str(value))
    if type_ is FieldType.AREA:
        return area_words(office, str(value))
    if type_ is FieldType.FLAG:
        return _("yes") if value else _("no")
    if type_ is FieldType.POST:
        return _post_words(office, str(value))
    return amount_words(declared, value)


def _post_words(office: Office, post_id: str) -> str:
    """Return a post by its role and who holds it."""
    post = office.directory.posts.get(post_id)
    if post is None:
        return _("A former post")
    name = staff_names([post]).get(post.staff_id or "", "")
    return f"{post.role.wording.within(language())} {name}".strip()


def _effects(office: Office, view: CaseView, entry: Entry) -> Iterator[str]:
    """Yield what it led to: who has the matter now, and what happened to the clocks."""
    for effect in entry.effects:
        kind = effect.get("k")
        if kind == "held" and effect.get("as_role", "holder") == "holder":
            yield _("to %(unit)s") % {"unit": unit_name(office, str(effect["unit"]))}
        elif kind == "part" and effect.get("unit"):
            yield unit_name(office, str(effect["unit"]))
        elif kind == "clock.set" and effect["kind"] in (ClockKind.STEP, ClockKind.PART, ClockKind.RESPONSE):
            yield _clock_set(view, effect)
        elif kind == "clock.moved":
            yield _clock_moved(view, effect, entry.recv)
        elif kind == "clock.paused" and effect["key"] != "wait":
            reason = next((one.title for one in PAUSE_REASONS if one.key == effect.get("reason")), None)
            because = _(": ") + reason.within(language()) if reason else ""
            yield f"{_clock_title(view, effect['key'])} " + _("stands still") + because
        elif kind == "clock.resumed" and effect["key"] != "wait":
            due = day_words(parse_moment(effect["due_at"]), entry.recv)
            yield f"{_clock_title(view, effect['key'])} " + _("runs again, due %(due)s") % {"due": due}


def _clock_set(view: CaseView, effect: Mapping[str, Any]) -> str:
    length = length_wording(int(effect["amount"]), ClockUnit(effect["unit"])).within(language())
    return f"{_clock_title(view, effect['key'])} " + _("within %(length)s") % {"length": length}


def _clock_moved(view: CaseView, effect: Mapping[str, Any], at: datetime) -> str:
    due = day_words(parse_moment(effect["due_at"]), at)
    words = {
        "extended": _("extended, now due %(due)s"),
        "recomputed": _("counted again by the new calendar, now due %(due)s"),
        "corrected": _("counted again by the corrected limit, now due %(due)s"),
    }
    because = words.get(str(effect.get("because")), words["recomputed"])
    return f"{_clock_title(view, effect['key'])} {because % {'due': due}}"


def _erased(view: CaseView, keys: list[str]) -> Iterator[Said]:
    """Say of each thing that was erased by law what it was, once."""
    declared = (declared_field(view.procedure, key) for key in keys)
    for title in dict.fromkeys(one.title.within(language()) for one in declared if one):
        yield Said(title=title, text=ERASED_WORDS.within(language()))


def _said(view: CaseView, entry: Entry, key: str) -> Said | None:
    if key in ("point", "place_words"):
        return None
    declared = declared_field(view.procedure, key)
    title = declared.title.within(language()) if declared else key
    if key == STROKES:
        return Said(title=title, text="", drawing=kept_signature(view.values[entry.seq, key]))
    is_theirs = entry.actor["kind"] == "resident" or key == "words"
    return Said(title="" if key in ("words", "note") else title, text=view.values[entry.seq, key], is_quote=is_theirs)
