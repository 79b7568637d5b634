"""What pages of an oversight round show: a round in a list, a unit with its counts, a problem as it stands."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from linli.actions.deciding import Office
from linli.actions.oversight_views import RoundView, open_round
from linli.console.seat import SeatedRequest
from linli.console.words import language, unit_name
from linli.domain.oversight_questions import PLACE_KINDS, QUESTIONS
from linli.domain.oversight_rate import HandedProblem, Recovered
from linli.domain.oversight_round import KINDS, TOPICS, FindingSet, OversightRound, RoundStage
from linli.domain.wording import Wording
from linli.procedures import oversight as procedure
from linli.store.oversight import RoundLine
from linli.ui.pieces import Option
from linli.ui.time_words import date_words

ID_MAX, NAMED_MAX = 26, 3
STAGES: Mapping[str, Wording] = {
    RoundStage.PLANNED: Wording("筹备中", "In preparation"),
    RoundStage.ON_SITE: Wording("进驻中", "On site"),
    RoundStage.ENDED: Wording("巡察期满,整改中", "Period over, being rectified"),
    RoundStage.CLOSED: Wording("已办结", "Closed"),
    RoundStage.CANCELLED: Wording("已取消", "Called off"),
}
STAGE_TONES = {
    RoundStage.PLANNED: "waiting", RoundStage.ON_SITE: "accent", RoundStage.ENDED: "near", RoundStage.CLOSED: "done",
    RoundStage.CANCELLED: "quiet",
}  # fmt: skip
KIND_WORDS = {key: Wording(zh, en) for key, zh, en in KINDS}
TOPIC_WORDS = {key: Wording(zh, en) for key, zh, en in TOPICS}
PART_WORDS = {one.key: one.title for one in procedure.PROBLEM.stages}
PART_TONES = {"handed_over": "waiting", "rectified": "accent", "verified": "done"}
TEAM_MOVES = {"rectified": ("verify", "send_back"), "verified": ("relapse",), "handed_over": ("recall",)}


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundRow:
    """One round in a list."""

    url: str
    title: str
    team: str
    period: str
    stage: str
    tone: str
    units: int
    findings: int
    handed_over: int


def round_row(office: Office, line: RoundLine) -> RoundRow:
    """Return a round as a row."""
    stage = RoundStage(line.stage)
    return RoundRow(
        url=reverse("console:oversight_round", args=[line.id]), title=line.title, team=unit_name(office, line.unit),
        period=period_words(line.starts_date, line.ends_date), stage=STAGES[stage].within(language()),
        tone=STAGE_TONES[stage], units=len(line.visited), findings=line.findings, handed_over=line.handed_over,
    )  # fmt: skip


def period_words(first: date, last: date) -> str:
    """Return both days of a period, the year always there."""
    return f"{day_words(first.isoformat())} – {day_words(last.isoformat())}"


def day_words(spelled: str) -> str:
    """Return a stored day in words; "" for none."""
    return date_words(date.fromisoformat(spelled), language=language(), this_year=None) if spelled else ""


def seen_or_404(request: SeatedRequest, round_id: str) -> RoundView:
    """Return the round as the post may see it; raises Http404 for one that is missing or not its to see."""
    view = open_round(request.office, request.post, round_id[:ID_MAX], request.now, language())
    if view is None:
        raise Http404
    return view


def head_of(request: SeatedRequest, view: RoundView) -> dict[str, object]:
    """Return what every page of a round shows at its top."""
    one = view.round
    return {
        "round": one,
        "title": one.head.title,
        "team_unit": unit_name(request.office, one.head.unit),
        "period": period_words(one.starts_on, one.ends_on),
        "days": one.head.length_days,
        "stage": STAGES[one.stage].within(language()),
        "tone": STAGE_TONES[one.stage],
        "round_url": reverse("console:oversight_round", args=[one.id]),
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitRow:
    """One unit of a round with its counts."""

    id: str
    url: str
    name: str
    is_child: bool
    visited: str
    noted: int
    handed_over: int
    rectified: int
    percent: float | None


def unit_rows(office: Office, view: RoundView) -> list[UnitRow]:
    """Return the units in order, each with its own counts: of units, never of people."""
    keys = {one.unit for one in view.round.visited}
    rows = []
    for one in view.round.visited:
        rate = view.rate.of_unit(one.unit)
        rows.append(
            UnitRow(
                id=one.unit, url=reverse("console:oversight_unit", args=[view.round.id, one.unit]),
                name=unit_name(office, one.unit), is_child=one.parent in keys, visited=day_words(one.visited_date),
                noted=len(view.round.noted(one.unit)), handed_over=rate.handed_over, rectified=rate.rectified,
                percent=rate.percent,
            )
        )  # fmt: skip
    return rows


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemRow:
    """One problem, noted or handed over."""

    id: str
    unit: str
    kind: str
    topic: str
    words: str
    together: str = ""
    """Of a shared one: the units that have it too."""
    stage: str = ""
    tone: str = ""
    document: str = ""
    due: str = ""
    is_late: bool = False
    relapses: int = 0
    number: str = ""
    case_url: str = ""
    out_url: str = ""
    moves: tuple[tuple[str, str], ...] = ()
    """(title, address) of what the team can do with it now."""

    @property
    def mark(self) -> str:
        """Its number within the round, as people say it."""
        return mark_of(self.id)


def mark_of(finding: str) -> str:
    """Return the number of a problem within its round."""
    return finding.removeprefix("f")


def noted_row(office: Office, view: RoundView, one: FindingSet) -> ProblemRow:
    """Return a problem that was not handed over yet."""
    out = reverse("console:oversight_out", args=[view.round.id, one.id])
    return ProblemRow(
        id=one.id, unit=unit_name(office, one.unit), kind=KIND_WORDS[one.kind].within(language()),
        topic=TOPIC_WORDS[one.topic].within(language()), words=view.words.get(one.words_seq, ""),
        together=_together(office, view.round, one), out_url=out if view.may_note else "",
    )  # fmt: skip


def _together(office: Office, one: OversightRound, finding: FindingSet) -> str:
    if not finding.shared:
        return ""
    others = [
        each.unit for each in one.findings.values() if each.shared == finding.shared and each.id != finding.id
    ]  # fmt: skip
    names = _(", ").join(unit_name(office, unit) for unit in others[:NAMED_MAX])
    left = len(others) - NAMED_MAX
    if left <= 0:
        return names
    return names + " " + ngettext("and one more unit", "and %(count)s more units", left) % {"count": left}


def problem_row(office: Office, view: RoundView, one: HandedProblem, *, back: str = "") -> ProblemRow:
    """Return a problem that was handed over, with the team's moves on it where it has any."""
    finding = view.round.findings[one.finding]
    verbs = TEAM_MOVES.get(one.stage, ()) if view.is_member and back else ()
    return ProblemRow(
        id=one.finding, unit=unit_name(office, one.unit), kind=KIND_WORDS[one.kind].within(language()),
        topic=TOPIC_WORDS[one.topic].within(language()), words=view.words.get(one.words_seq, ""),
        together=_together(office, view.round, finding), stage=PART_WORDS[one.stage].within(language()),
        tone="near" if one.is_late else PART_TONES[one.stage], document=one.document, due=day_words(one.due_date),
        is_late=one.is_late, relapses=one.relapses, number=one.number,
        case_url=reverse("console:case", args=[one.case]), moves=tuple(_move(one, verb, back) for verb in verbs),
    )  # fmt: skip


def _move(one: HandedProblem, verb: str, back: str) -> tuple[str, str]:
    move = next(each for each in procedure.PROBLEM.moves if each.verb == verb)
    return move.title.within(language()), move_url(one.case, verb, one.part, back)


def move_url(case: str, verb: str, part: str, back: str) -> str:
    """Return the address of a move's form on one part, which leads back here."""
    return f"{reverse('console:move', args=[case, verb])}?part={part}&next={back}"


def unit_options(office: Office, one: OversightRound) -> tuple[Option, ...]:
    """Return the units of the round as a choice."""
    found = [Option(value=each.unit, title=unit_name(office, each.unit)) for each in one.visited]
    return (Option(value="", title=_("Please choose")), *found)


def options_of(words: Mapping[str, Wording]) -> tuple[Option, ...]:
    """Return listed words as a choice."""
    return tuple(Option(value=key, title=one.within(language())) for key, one in words.items())


def recovered_words(found: Recovered) -> list[tuple[str, str]]:
    """Return what came back, each with its unit; what is nothing is left out."""
    rows = (
        (_("Money recovered"), found.fen, f"{found.fen / 100:,.2f} " + _("yuan")),
        (_("Land recovered"), found.mu_hundredths, f"{found.mu_hundredths / 100:,.2f} " + _("mu")),
        (_("Buildings recovered"), found.m2_hundredths, f"{found.m2_hundredths / 100:,.2f} m²"),
        (_("Rules made"), found.rules, str(found.rules)),
    )
    return [(title, words) for title, amount, words in rows if amount]


def sheet_sums(one: OversightRound) -> list[dict[str, object]]:
    """Return how each question was answered; counts of places, and nothing else is known of a sheet."""
    given = [answer.partition("=") for sheet in one.sheets for answer in sheet.answers]
    rows = []
    for key, title in QUESTIONS.items():
        answers = [value for question, _sign, value in given if question == key]
        if answers:
            rows.append(
                {"title": title.within(language()), "good": answers.count("good"), "poor": answers.count("poor"),
                 "unseen": answers.count("unseen")}
            )  # fmt: skip
    return rows


def places_seen(one: OversightRound) -> str:
    """Return how many places of each kind the team filled a questionnaire in for."""
    kinds = [sheet.place_kind for sheet in one.sheets]
    counted = ((PLACE_KINDS[key].within(language()), kinds.count(key)) for key in PLACE_KINDS)
    return _(", ").join(f"{title} {count}" for title, count in counted if count)


def joined_words(words: Iterable[str]) -> str:
    """Return words one after the other as the language does it."""
    return _(", ").join(words)
