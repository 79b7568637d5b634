"""How a deadline came about, line by line: the start, the days, each pause, extension and new calendar, what is left.

Where nothing intervened, the days are told from the start. Else each turn is told as its entry recorded it, and only
what was left after the last one is counted day by day: the calendars of then are not asked again.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from linli.domain.calendar import WorkingCalendar
from linli.domain.clock_history import Turn, TurnKind, span_wording
from linli.domain.deadline_steps import Step, StepKind, explain, explain_countdown, length_wording, moment_wording
from linli.domain.engine.shared_fields import EXTENSION_CLASSES
from linli.domain.engine.state import ClockState
from linli.domain.lawful_pauses import pause_basis, pause_title
from linli.domain.wording import Wording
from linli.domain.working_time import ClockUnit

_SYSTEM = Wording("系统", "the system")
_NOT_TOLD = (TurnKind.SET, TurnKind.WARNED, TurnKind.LAPSED)
_TURNS: dict[TurnKind, Wording] = {
    TurnKind.PAUSED: Wording(
        "{at} 起停表({reason}):已计 {counted},还剩 {left}",
        "{at}: it stands still ({reason}); {counted} counted, {left} left",
    ),
    TurnKind.RESUMED: Wording(
        "{at} 恢复,接着计剩下的 {left},{due} 到期", "{at}: it runs again with {left} left; due {due}"
    ),
    TurnKind.EXTENDED: Wording(
        "{at} 经{unit}批准延长 {length}{why},由{was}改为{due}到期",
        "{at}: extended by {length}, approved by {unit}{why}; due {due} instead of {was}",
    ),
    TurnKind.CORRECTED: Wording(
        "{at} 更正后按新的时限计算,由{was}改为{due}到期", "{at}: the limit was put right; due {due} instead of {was}"
    ),
    TurnKind.RECOMPUTED: Wording(
        "{at} 放假安排公布或更新,重新计算,由{was}改为{due}到期",
        "{at}: the calendar changed and it was counted anew; due {due} instead of {was}",
    ),
    TurnKind.STOPPED: Wording("{at} 停止", "{at}: it ended"),
}
_UNMOVED = Wording(
    "{at} 放假安排公布或更新,重新计算,期限不变,仍为{due}",
    "{at}: the calendar changed and it was counted anew; the deadline stays {due}",
)
_EXTENDED_ASLEEP = Wording(
    "{at} 经{unit}批准延长 {length}{why},恢复后还剩 {left}",
    "{at}: extended by {length}, approved by {unit}{why}; {left} left when it runs again",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of the story of a deadline."""

    kind: StepKind | TurnKind
    wording: Wording
    source: Wording | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Storyteller:
    """What the lines of a clock are told from."""

    clock: ClockState
    turns: tuple[Turn, ...]
    calendar: WorkingCalendar
    procedure: str
    basis: Wording
    units: Mapping[str, Wording]
    """What the units are called that approved something."""

    def prolonged(self) -> tuple[Wording, ...]:
        """Return what is said of each extension: by how much, by whose approval, why, and to which day."""
        return tuple(self._turn(one).wording for one in self.turns if one.kind is TurnKind.EXTENDED)

    def lines(self) -> Iterator[Line]:
        """Yield the story, the start first and the deadline last."""
        told = [one for one in self.turns if one.kind not in _NOT_TOLD]
        if all(one.kind is TurnKind.STOPPED for one in told):
            steps = explain(self.clock.started_at, self.clock.amount, ClockUnit(self.clock.unit), self.calendar)
            yield from self._counted(steps)
            yield from map(self._turn, told)
            return
        yield from self._start()
        yield from map(self._turn, told)
        if self.clock.status == "running":
            yield from self._counted(explain_countdown(self.clock.countdown, self.calendar))

    def _counted(self, steps: tuple[Step, ...]) -> Iterator[Line]:
        """Yield a count by the present calendar; what was recorded by another one stands, and both are told."""
        for step in steps[:-1]:
            yield _line(step)
        clock, reckoned_at = self.clock, self.clock.countdown.due_at(self.calendar)
        if reckoned_at == clock.due_at:
            yield _line(steps[-1])
            return
        now, recorded = (moment_wording(one, self.calendar) for one in (reckoned_at, clock.due_at))
        yield Line(
            kind=StepKind.MOVED,
            wording=Wording(
                f"按现行日历应为{now.zh},还没有重新计算", f"By the calendar of today: {now.en}; not counted anew yet"
            ),
        )
        yield Line(
            kind=StepKind.DUE,
            wording=Wording(f"以记录为准,到期:{recorded.zh}", f"As recorded, which holds: due {recorded.en}"),
        )

    def _start(self) -> Iterator[Line]:
        first = next((one for one in self.turns if one.kind is TurnKind.SET), self.turns[0])
        unit = ClockUnit(self.clock.unit)
        yield _line(explain(self.clock.started_at, 1, unit, self.calendar)[0])
        length, due = length_wording(first.amount, unit), moment_wording(first.due_at, self.calendar)
        words = Wording(f"期限 {length.zh},当时算到{due.zh}", f"{length.en}, at that time counted to {due.en}")
        yield Line(kind=StepKind.COUNTED, wording=words, source=self.basis)

    def _turn(self, turn: Turn) -> Line:
        unit = ClockUnit(self.clock.unit)
        given = {
            "at": moment_wording(turn.at, self.calendar), "due": moment_wording(turn.due_at, self.calendar),
            "was": moment_wording(turn.was_due_at, self.calendar), "reason": pause_title(turn.reason),
            "left": span_wording(turn.left_seconds, unit, self.calendar),
            "counted": span_wording(turn.counted_seconds, unit, self.calendar),
            "length": length_wording(turn.amount, unit), "unit": self.units.get(turn.unit, _SYSTEM),
        }  # fmt: skip
        words = _TURNS[turn.kind]
        if turn.kind is TurnKind.RECOMPUTED and not turn.is_moved:
            words = _UNMOVED
        elif turn.kind is TurnKind.EXTENDED and turn.is_paused:
            words = _EXTENDED_ASLEEP
        source = pause_basis(self.procedure, turn.reason) if turn.kind is TurnKind.PAUSED else None
        zh, en = ({key: one.within(language) for key, one in given.items()} for language in ("zh", "en"))
        zh["why"], en["why"] = _why(turn)
        return Line(kind=turn.kind, wording=Wording(words.zh.format(**zh), words.en.format(**en)), source=source)


def _why(turn: Turn) -> tuple[str, str]:
    """Return for what reason an extension was asked, in both languages; nothing where its class is not known."""
    classes = (one.title for one in EXTENSION_CLASSES if one.key == turn.reason)
    title = next(classes, None) if turn.kind is TurnKind.EXTENDED else None
    return (f"(理由:{title.zh})", f" (reason: {title.en})") if title else ("", "")


def _line(step: Step) -> Line:
    return Line(kind=step.kind, wording=step.wording, source=step.source)
