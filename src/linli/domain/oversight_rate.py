"""The rate of an oversight round: rectified of those handed over, with the open list; what was recovered.

Source: PROCEDURES §7 (rate = rectified / handed over, open list attached); REQUIREMENTS 003-37 (13 of 15), 004-16.
A problem counts as rectified when the team has verified it, not when the unit says so.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from linli.domain.engine.state import RECALLED, CaseState
from linli.domain.entry import Entry
from linli.domain.oversight_round import OversightRound

VERIFIED = "verified"
REPORT, RELAPSE = ".problem_rectify", ".problem_relapse"


@dataclass(frozen=True, slots=True, kw_only=True)
class Recovered:
    """What came back: money in fen, land in hundredths of a mu, buildings in hundredths of m², rules made."""

    fen: int = 0
    mu_hundredths: int = 0
    m2_hundredths: int = 0
    rules: int = 0

    def __add__(self, other: "Recovered") -> "Recovered":
        """Return both together."""
        return Recovered(
            fen=self.fen + other.fen, mu_hundredths=self.mu_hundredths + other.mu_hundredths,
            m2_hundredths=self.m2_hundredths + other.m2_hundredths, rules=self.rules + other.rules,
        )  # fmt: skip

    @property
    def is_nothing(self) -> bool:
        """Say whether nothing came back."""
        return self == Recovered()


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedProblem:
    """One problem that was handed over, as it stands."""

    finding: str
    unit: str
    case: str
    number: str
    """Number of its matter."""
    part: str
    kind: str
    topic: str
    words_seq: int
    document: str
    stage: str
    due_date: str
    is_late: bool
    """Not reported by the day that the document set."""
    relapses: int = 0
    recovered: Recovered = Recovered()

    @property
    def is_open(self) -> bool:
        """Say whether it stands on the open list."""
        return self.stage != VERIFIED


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """Rectified of those handed over, and those that are open; what was called off is in neither."""

    problems: tuple[HandedProblem, ...]
    called_off: int = 0

    @property
    def handed_over(self) -> int:
        """The denominator."""
        return len(self.problems)

    @property
    def rectified(self) -> int:
        """The numerator."""
        return self.handed_over - len(self.open)

    @property
    def open(self) -> tuple[HandedProblem, ...]:
        """The open list, the earliest due first."""
        found = (one for one in self.problems if one.is_open)
        return tuple(sorted(found, key=lambda one: (one.due_date, int(one.finding[1:] or 0))))

    @property
    def percent(self) -> float | None:
        """The share in percent with one decimal, half away from zero; None where nothing was handed over."""
        return percent_of(self.rectified, self.handed_over)

    @property
    def recovered(self) -> Recovered:
        """What verified problems brought back."""
        total = Recovered()
        for one in self.problems:
            if not one.is_open:
                total += one.recovered
        return total

    def of_unit(self, unit: str) -> "Rate":
        """Return the same of one unit."""
        return Rate(problems=tuple(one for one in self.problems if one.unit == unit))


def percent_of(part: int, whole: int) -> float | None:
    """Return a share in percent with one decimal, reckoned in whole numbers; None of nothing."""
    return (part * 2000 + whole) // (2 * whole) / 10 if whole else None


def rate_of(
    one: OversightRound, states: Mapping[str, CaseState], entries: Mapping[str, Iterable[Entry]], today: date
) -> Rate:
    """Return the rate of a round from its matters, by stream."""
    found: list[HandedProblem] = []
    called_off = 0
    recovered = {stream: _recovered(of) for stream, of in entries.items()}
    for finding in one.findings.values():
        stream = f"case/{finding.case}"
        state = states.get(stream) if finding.case else None
        part = state.parts.get(finding.part) if state else None
        if state is None or part is None:
            continue
        if part.stage == RECALLED:
            called_off += 1
            continue
        acts = tuple(entries.get(stream, ()))
        due_date = _due(acts, part.id)
        found.append(
            HandedProblem(
                finding=finding.id, unit=finding.unit, case=state.id, number=state.number, part=part.id,
                kind=finding.kind, topic=finding.topic, words_seq=finding.words_seq, document=finding.document,
                stage=part.stage, due_date=due_date,
                relapses=sum(act.type.endswith(RELAPSE) and act.pub.get("part") == part.id for act in acts),
                is_late=part.stage == "handed_over" and due_date < today.isoformat(),
                recovered=recovered.get(stream, {}).get(part.id, Recovered()),
            )
        )  # fmt: skip
    return Rate(problems=tuple(found), called_off=called_off)


def _due(entries: Iterable[Entry], part: str) -> str:
    """Return the last day that was set for a part: with the document, or when it was sent back or came up again."""
    found = ""
    for entry in entries:
        if entry.pub.get("rectify_date") and (entry.pub.get("part") == part or _adds(entry, part)):
            found = str(entry.pub["rectify_date"])
    return found


def _adds(entry: Entry, part: str) -> bool:
    return any(one["k"] == "part" and one.get("id") == part for one in entry.effects)


def _recovered(entries: Iterable[Entry]) -> dict[str, Recovered]:
    """Return what each part brought back, as its last report says."""
    found: dict[str, Recovered] = {}
    for entry in entries:
        if entry.type.endswith(REPORT):
            found[str(entry.pub["part"])] = Recovered(
                fen=_whole(entry, "recovered_fen"), mu_hundredths=_whole(entry, "recovered_mu_hundredths"),
                m2_hundredths=_whole(entry, "recovered_m2_hundredths"), rules=_whole(entry, "rules_made"),
            )  # fmt: skip
    return found


def _whole(entry: Entry, key: str) -> int:
    return int(entry.pub.get(key) or 0)
