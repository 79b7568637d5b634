"""How a clock is shown; the faces fill it from the engine's clocks, the one look is decided here."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from linli.domain.wording import Wording


class ClockState(StrEnum):
    """The five looks of a clock."""

    ON_TIME = "on_time"
    NEAR = "near"
    OVERDUE = "overdue"
    PAUSED = "paused"
    STOPPED = "stopped"


CLOCK_ICONS: dict[ClockState, str] = {
    ClockState.ON_TIME: "clock",
    ClockState.NEAR: "near",
    ClockState.OVERDUE: "overdue",
    ClockState.PAUSED: "paused",
    ClockState.STOPPED: "stopped",
}
CLOCK_TONES: dict[ClockState, str] = {
    ClockState.ON_TIME: "accent",
    ClockState.NEAR: "near",
    ClockState.OVERDUE: "overdue",
    ClockState.PAUSED: "waiting",
    ClockState.STOPPED: "neutral",
}
CLOCK_WORDS: dict[ClockState, Wording] = {
    ClockState.ON_TIME: Wording("按时", "On time"),
    ClockState.NEAR: Wording("临近", "Near"),
    ClockState.OVERDUE: Wording("超时", "Overdue"),
    ClockState.PAUSED: Wording("暂停", "Paused"),
    ClockState.STOPPED: Wording("已停", "Stopped"),
}


PROVISIONAL_WORD = Wording("暂定", "provisional")
PROVISIONAL_WORDS = Wording(
    "所涉年份的放假安排还没有公布,暂按普通周末计算,公布后重新计算并告知。",
    "That year's public holidays are not published yet: counted by plain weekends, and counted anew when they are.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockView:
    """One clock, ready to be drawn; words arrive in the reader's language."""

    title: str
    state: ClockState
    left_text: str
    """What is left or past, in words: "剩 1 个工作日"."""
    used_percent: int
    """0 to 100; a clock past its end stays at 100."""
    due_at: datetime | None = None
    left_seconds: int | None = None
    """Working or wall time left; negative when past."""
    explain_url: str | None = None
    hint: str = ""
    """A second quiet line: what the step is, or since when the resident waits."""
    is_provisional: bool = False
    """True while it rests on a year whose holidays are not published: it may still move."""
    counts_wall_time: bool = False
    """True when what is left is plain wall time, so that the browser may count it down by itself."""

    @property
    def provisional_word(self) -> Wording:
        """The mark of a deadline that may still move."""
        return PROVISIONAL_WORD

    @property
    def provisional_words(self) -> Wording:
        """Why it may still move."""
        return PROVISIONAL_WORDS

    @property
    def icon(self) -> str:
        """The icon of the state."""
        return CLOCK_ICONS[ClockState(self.state)]

    @property
    def tone(self) -> str:
        """The tone (chip and bar class) of the state."""
        return CLOCK_TONES[ClockState(self.state)]

    @property
    def word(self) -> Wording:
        """The word of the state, for readers who see no colour."""
        return CLOCK_WORDS[ClockState(self.state)]
