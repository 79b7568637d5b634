"""Oversight rounds as one post may see them: lists, one round with its rate, a unit's own list to answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from linli.actions.case_lists import page_of, query_for
from linli.actions.deciding import Office
from linli.actions.meeting_words import called
from linli.actions.oversight_rates import matters_of
from linli.domain.case_query import CaseLine
from linli.domain.engine.fold import fold
from linli.domain.engine.state import RECALLED, CaseState
from linli.domain.entry import Entry
from linli.domain.oversight_rate import Rate, rate_of
from linli.domain.oversight_round import (
    STREAM,
    TEAM_ROLES,
    OversightRound,
    RoundStage,
    is_member,
    leads,
    may_read,
    team_unit,
    watched_area,
)
from linli.domain.unit import Post, Unit, UnitKind
from linli.store import journal, ledgers, meetings
from linli.store import oversight as stored
from linli.store.oversight import ROUNDS

WRITTEN = ("problem_words", "notice_words", "reason")
ANSWERED = ("problem_words", "demands", "measures", "reason", "findings")
ANSWERS_PAGE = 20
OFTEN_VISITED = (UnitKind.GOVERNANCE_CENTRE, UnitKind.COMMITTEE, UnitKind.DEPARTMENT)
"""Kinds that a plan offers; a governance centre stands for its street or town."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundView:
    """One round, whole."""

    round: OversightRound
    rate: Rate
    states: Mapping[str, CaseState]
    """Matters that it handed over, by stream."""
    words: Mapping[int, str]
    """Of a problem, by the entry beside which they are kept."""
    notice: str
    reasons: Mapping[int, str]
    called: Mapping[str, str]
    is_member: bool
    leads: bool

    @property
    def may_note(self) -> bool:
        """Say whether the post may write problems down, empty a box, fill in a questionnaire."""
        return self.is_member and self.round.stage is RoundStage.ON_SITE

    @property
    def may_hand_over(self) -> bool:
        """Say whether the post signs documents now."""
        return self.leads and self.round.stage is RoundStage.ON_SITE

    @property
    def may_plan(self) -> bool:
        """Say whether the plan may still change."""
        return self.is_member and self.round.stage is RoundStage.PLANNED


def rounds_of(office: Office, post: Post, *, cursor: str = "") -> stored.RoundPage:
    """Return a page of the rounds of the post's team, or of the area it watches over; one query."""
    team = team_unit(post, office.directory)
    if team is not None:
        return stored.page(office.county_id, unit=team.id, cursor=cursor)
    area = watched_area(post, office.directory)
    if area is None:
        return stored.RoundPage(lines=())
    return stored.page(office.county_id, area_path=area, unlike_unit=post.unit_id, cursor=cursor)


def open_round(office: Office, post: Post, round_id: str, now: datetime, language: str) -> RoundView | None:
    """Return a round as `post` may see it; None for one missing or not its to see. Five queries, however long."""
    one = ledgers.kept(ROUNDS, office.county_id, round_id)
    if one is None or not may_read(post, one, office.directory):
        return None
    states, entries = matters_of(office, one)
    kept = meetings.texts_of(office.county_id, [one.stream], WRITTEN)
    texts = {(seq, key): text for (_, seq, key), text in kept.items()}
    posts = {one.head.leader, *one.head.team, *(box.witness for box in one.boxes)}
    return RoundView(
        round=one, states=states,
        rate=rate_of(one, states, entries, office.directory.calendar.local_date(now)),
        words={seq: text for (seq, key), text in texts.items() if key == "problem_words"},
        notice=texts.get((one.notice_seq, "notice_words"), ""),
        reasons={seq: text for (seq, key), text in texts.items() if key == "reason"},
        called=called(office, posts, language), is_member=is_member(post, one), leads=leads(post, one),
    )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanChoices:
    """What the form of a plan offers."""

    people: tuple[Post, ...]
    units: tuple[Unit, ...]
    """The highest tier first, each followed by those below it."""
    called: Mapping[str, str]


def plan_choices(office: Office, team: Unit, now: datetime, language: str) -> PlanChoices:
    """Return who can go and what can be visited."""
    directory = office.directory
    people = directory.posts_of(team.id, now, TEAM_ROLES)
    units = [
        one for one in directory.units.values()
        if one.is_active and one.kind in OFTEN_VISITED and one.area_path.startswith(team.area_path)
    ]  # fmt: skip
    ordered = tuple(sorted(units, key=lambda one: (one.area_path, OFTEN_VISITED.index(one.kind), one.name)))
    return PlanChoices(people=people, units=ordered, called=called(office, [one.id for one in people], language))


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One problem that a unit answers for."""

    part: str
    stage: str
    words: str
    due_date: str
    topic: str
    measures: str = ""
    said: str = ""
    """Why the team sent it back, or what it found at the look-back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerMatter:
    """One document that came to a unit, with its problems."""

    line: CaseLine
    document: str
    demands: str
    answers: tuple[Answer, ...]

    @property
    def done(self) -> int:
        """How many of its problems the team has verified."""
        return sum(one.stage == "verified" for one in self.answers)


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerPage:
    """One page of documents, the latest first; an empty cursor means there are no more."""

    matters: tuple[AnswerMatter, ...]
    next_cursor: str = ""


def answers_of(office: Office, post: Post, now: datetime, *, cursor: str = "") -> AnswerPage:
    """Return what was handed over to the post's unit, the latest first; in three queries a page."""
    query = query_for(
        office, post, now, procedures=("oversight",), co_unit=post.unit_id, cursor=cursor, limit=ANSWERS_PAGE
    )  # fmt: skip
    page = page_of(query)
    streams = [line.stream for line in page.lines]
    entries = journal.entries_of(office.county_id, streams) if streams else {}
    texts = meetings.texts_of(office.county_id, streams, ANSWERED)
    matters = tuple(
        _matter(line, entries[line.stream], {(seq, key): text for (of, seq, key), text in texts.items()
                                             if of == line.stream}, post.unit_id)
        for line in page.lines
    )  # fmt: skip
    return AnswerPage(matters=matters, next_cursor=page.next_cursor)


Texts = Mapping[tuple[int, str], str]


def _matter(line: CaseLine, entries: Sequence[Entry], texts: Texts, unit: str) -> AnswerMatter:
    state = fold(entries)
    demands = next((text for (_, key), text in texts.items() if key == "demands"), "")
    parts = [one for one in state.parts.values() if one.unit == unit and one.stage != RECALLED]
    return AnswerMatter(
        line=line, document=state.notes.get("document", ""), demands=demands,
        answers=tuple(_answer(part.id, part.stage, entries, texts) for part in parts),
    )  # fmt: skip


def _answer(part: str, stage: str, entries: Sequence[Entry], texts: Texts) -> Answer:
    added = next(one for one in entries if any(each["k"] == "part" and each["id"] == part for each in one.effects))
    acts = [added, *(one for one in entries if one.pub.get("part") == part)]
    due = [str(one.pub["rectify_date"]) for one in acts if one.pub.get("rectify_date")]
    said = [texts.get((one.seq, "reason")) or texts.get((one.seq, "findings")) for one in acts]
    measures = [text for one in acts if (text := texts.get((one.seq, "measures")))]
    return Answer(
        part=part, stage=stage, words=texts.get((added.seq, "problem_words"), ""), due_date=due[-1] if due else "",
        topic=str(added.pub.get("topic", "")), measures=measures[-1] if measures else "",
        said=next((text for text in reversed(said) if text), ""),
    )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicNotice:
    """The notice of a round that is going on, for everybody; nobody of the team is named."""

    line: stored.RoundLine
    words: str
    channels: tuple[str, ...]


def public_notices(office: Office) -> tuple[PublicNotice, ...]:
    """Return the notices of the rounds on site, the latest first; three queries."""
    lines = stored.on_site(office.county_id)
    streams = [f"{STREAM}{line.id}" for line in lines]
    texts = meetings.texts_of(office.county_id, streams, ["notice_words"])
    rounds = stored.rounds(office.county_id, streams)
    found = []
    for line, stream in zip(lines, streams, strict=True):
        one = rounds[stream]
        words = texts.get((stream, one.notice_seq, "notice_words"), "")
        found.append(PublicNotice(line=line, words=words, channels=one.head.channels))
    return tuple(found)
