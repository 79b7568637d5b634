"""Checks of an oversight round: all that a plan, a finding, a letter box, a questionnaire or a document lacks."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from linli.domain.directory import Directory
from linli.domain.keepable_text import is_keepable
from linli.domain.oversight_questions import ANSWERS, PLACE_KINDS, QUESTIONS
from linli.domain.oversight_round import CHANNEL_WORDS, KINDS, TEAM_ROLES, TOPICS, OversightRound
from linli.domain.problems import Problem
from linli.domain.unit import Post, Unit, UnitKind

TITLE_MAX = 60
WORDS_MAX = 1000
NOTICE_MAX = 2000
UNITS_MAX = 80
"""More do not fit into one entry, and no team sees to more in one round."""
FINDINGS_MAX = 1500
LIST_MAX = 40
"""So many problems one document holds."""
DAYS = (5, 180)
LETTERS_MAX = 999
HAS_OTHERS_BELOW = (UnitKind.GOVERNANCE_CENTRE, UnitKind.COMMITTEE)
"""Kinds that others are visited with: a street brings its communities, a department of the district brings nobody."""
FAR = timedelta(days=366)
"""How far off a first day may lie: what lies further is a slip of the pen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundPlan:
    """What whoever plans a round fills in."""

    title: str = ""
    starts_date: str = ""
    length_days: int = 0
    leader: str = ""
    team: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    """Each visited with the nearest unit above it that is on the list too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted:
    """What is filled in for one finding."""

    kind: str = ""
    topic: str = ""
    units: tuple[str, ...] = ()
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One questionnaire as it was filled in."""

    unit: str = ""
    place_kind: str = ""
    day: str = ""
    answers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """One emptying of a letter box."""

    unit: str = ""
    day: str = ""
    letters: int | None = None
    witness: str = ""


def plan_problems(plan: RoundPlan, team: Unit, directory: Directory, today: date) -> list[Problem]:
    """Return everything that is wrong with the plan of a round."""
    found = text_problems(plan.title, at="title", most=TITLE_MAX, is_line=True)
    day, mistakes = day_of(plan.starts_date, at="starts_date")
    found += mistakes
    if day is not None and abs(day - today) > FAR:
        found.append(Problem("oversight_long_past", at="starts_date"))
    if not DAYS[0] <= plan.length_days <= DAYS[1]:
        found.append(Problem("oversight_days", at="length_days", params={"least": DAYS[0], "most": DAYS[1]}))
    found += _leader(plan, team, directory)
    return found + list(_units(plan, team, directory)) + list(_team(plan, team, directory))


def _leader(plan: RoundPlan, team: Unit, directory: Directory) -> list[Problem]:
    post = directory.posts.get(plan.leader)
    if not plan.leader:
        return [Problem("required", at="leader")]
    return [] if post is not None and _fits(post, team) else [Problem("oversight_leader", at="leader")]


def _fits(post: Post, team: Unit) -> bool:
    return post.unit_id == team.id and post.role in TEAM_ROLES and post.staff_id is not None and not post.ended_at


def _units(plan: RoundPlan, team: Unit, directory: Directory) -> Iterator[Problem]:
    if not plan.units:
        yield Problem("oversight_no_units", at="units")
    if len(plan.units) > UNITS_MAX:
        yield Problem("oversight_too_many_units", at="units", params={"limit": UNITS_MAX})
    for id_ in plan.units:
        unit = directory.units.get(id_)
        if unit is None or not unit.is_active:
            yield Problem("unknown_choice", at="units", params={"value": id_[:40]})
        elif unit.id == team.id:
            yield Problem("oversight_own_team", at="units")
        elif not unit.area_path.startswith(team.area_path):
            yield Problem("oversight_elsewhere", at="units", params={"unit": unit.name})


def _team(plan: RoundPlan, team: Unit, directory: Directory) -> Iterator[Problem]:
    """Nobody goes on a round over a unit in which they have a post; one person with two posts is one person."""
    inside = {post.staff_id for post in directory.posts.values() if post.unit_id in plan.units and not post.ended_at}
    for id_ in dict.fromkeys((plan.leader, *plan.team)):
        post = directory.posts.get(id_)
        if post is not None and post.staff_id and post.staff_id in inside:
            at = "leader" if id_ == plan.leader else "team"
            yield Problem("oversight_team_conflict", at=at, params={"name": post.title or post.role.wording.zh})
        elif id_ != plan.leader and (post is None or not _fits(post, team)):
            yield Problem("unknown_choice", at="team", params={"value": id_[:40]})


def parent_of(unit: Unit, others: tuple[Unit, ...]) -> str:
    """Return the unit with which `unit` is visited: the nearest of `others` whose area holds its own; "" for none.

    Source: REQUIREMENTS 004-02 (inspect the street with its communities, the town with its villages).
    """
    above = [
        one for one in others
        if one.kind in HAS_OTHERS_BELOW
        and one.area_path != unit.area_path
        and unit.area_path.startswith(one.area_path)
    ]  # fmt: skip
    nearest = max(above, key=lambda one: (len(one.area_path), one.id), default=None)
    return nearest.id if nearest else ""


def notice_problems(words: str, channels: tuple[str, ...]) -> list[Problem]:
    """Return everything that keeps the notice from going out."""
    found = text_problems(words, at="notice_words", most=NOTICE_MAX)
    if not channels:
        found.append(Problem("required", at="channels"))
    unknown = [one for one in channels if one not in CHANNEL_WORDS]
    return found + [Problem("unknown_choice", at="channels", params={"value": one[:40]}) for one in unknown]


def finding_problems(given: Noted, one: OversightRound) -> list[Problem]:
    """Return everything that is wrong with a finding; an individual one has one unit, a shared one several."""
    found = text_problems(given.words, at="words", most=WORDS_MAX)
    found += _choice(given.kind, [key for key, *_ in KINDS], at="kind")
    found += _choice(given.topic, [key for key, *_ in TOPICS], at="topic")
    if not given.units:
        found.append(Problem("required", at="units"))
    if any(unit not in one.units or one.units[unit].is_dropped for unit in given.units):
        found.append(Problem("oversight_not_visited", at="units"))
    if given.kind == "individual" and len(given.units) > 1:
        found.append(Problem("oversight_individual", at="units"))
    if given.kind == "shared" and len(given.units) == 1:
        found.append(Problem("oversight_shared", at="units"))
    if len(one.findings) + len(given.units) > FINDINGS_MAX:
        found.append(Problem("oversight_full", params={"limit": FINDINGS_MAX}))
    return found


def _choice(given: str, keys: list[str], *, at: str) -> list[Problem]:
    if not given:
        return [Problem("required", at=at)]
    return [] if given in keys else [Problem("unknown_choice", at=at, params={"value": given[:40]})]


def sheet_problems(given: Sheet, one: OversightRound, today: date) -> list[Problem]:
    """Return everything that is wrong with a questionnaire: what is not asked for cannot be said."""
    found = _visit(given.unit, given.day, one, today)
    found += _choice(given.place_kind, list(PLACE_KINDS), at="place_kind")
    if not given.answers:
        found.append(Problem("oversight_unanswered", at="answers"))
    wrong = [value for key, value in given.answers.items() if key not in QUESTIONS or value not in ANSWERS]
    return found + [Problem("unknown_choice", at="answers", params={"value": value[:40]}) for value in wrong]


def opening_problems(
    given: Opening, post: Post, one: OversightRound, directory: Directory, today: date
) -> list[Problem]:
    """Return everything that is wrong with an emptying: two people of the team, a unit of the round, a day in it."""
    found = _visit(given.unit, given.day, one, today)
    if given.letters is None:
        found.append(Problem("not_a_number", at="letters"))
    elif not 0 <= given.letters <= LETTERS_MAX:
        found.append(Problem("too_large" if given.letters > 0 else "too_small", at="letters",
                             params={"limit": LETTERS_MAX if given.letters > 0 else 0}))  # fmt: skip
    second = directory.posts.get(given.witness)
    if not given.witness:
        found.append(Problem("required", at="witness"))
    elif (
        second is None
        or second.id not in (one.head.leader, *one.head.team)
        or second.id == post.id
        or second.staff_id == post.staff_id
    ):
        found.append(Problem("oversight_second_person", at="witness"))
    return found


def _visit(unit: str, typed: str, one: OversightRound, today: date) -> list[Problem]:
    found = [] if unit else [Problem("required", at="unit")]
    if unit and (unit not in one.units or one.units[unit].is_dropped):
        found.append(Problem("oversight_not_visited", at="unit"))
    day, mistakes = day_of(typed, at="day")
    if day is not None and not one.starts_on <= day <= today:
        mistakes.append(Problem("oversight_day_outside", at="day"))
    return found + mistakes


def document_problems(
    chosen: tuple[str, ...], unit: str, one: OversightRound, rectify_date: str, demands: str, today: date
) -> list[Problem]:  # fmt: skip
    """Return everything that keeps a document from going to a unit."""
    waiting = {finding.id for finding in one.noted(unit)}
    found = []
    if not waiting:
        found.append(Problem("oversight_nothing_to_hand_over"))
    elif not chosen:
        found.append(Problem("required", at="findings"))
    if any(id_ not in waiting for id_ in chosen):
        found.append(Problem("oversight_finding_gone", at="findings"))
    if len(chosen) > LIST_MAX:
        found.append(Problem("oversight_list_long", at="findings", params={"limit": LIST_MAX}))
    found += text_problems(demands, at="demands", most=WORDS_MAX)
    day, mistakes = day_of(rectify_date, at="rectify_date")
    if day is not None and day <= today:
        mistakes.append(Problem("not_in_future", at="rectify_date"))
    elif day is not None and day - today > FAR:
        mistakes.append(Problem("oversight_long_past", at="rectify_date"))
    return found + mistakes


def text_problems(typed: str, *, at: str, most: int, is_line: bool = False) -> list[Problem]:
    """Return what is wrong with a text that must be there."""
    if not typed.strip():
        return [Problem("required", at=at)]
    if len(typed) > most:
        return [Problem("too_long", at=at, params={"limit": most})]
    return [] if is_keepable(typed, is_line=is_line) else [Problem("bad_text", at=at)]


def day_of(typed: str, *, at: str) -> tuple[date | None, list[Problem]]:
    """Return the day that was typed, or what is wrong with it."""
    if not typed:
        return None, [Problem("required", at=at)]
    try:
        return date.fromisoformat(typed), []
    except ValueError:
        return None, [Problem("not_a_date", at=at)]
