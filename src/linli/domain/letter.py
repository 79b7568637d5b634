"""Letters 来信: registered unopened, opened by two people, and then a matter like any other.

Pure. Source: 信访工作条例 (2022) arts. 17, 19 and 22 (letters are registered, all of them); REQUIREMENTS 004-07 (a
letter box is emptied, and its letters opened, by two people together).
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from linli.domain.problems import Problem
from linli.domain.wording import Wording

AT_ONCE_MAX = 50
"""So many letters are registered at once at most: what a letter box holds."""
PAGES_MAX = 500


class Way(StrEnum):
    """How a letter came."""

    POST = "post"
    LETTER_BOX = "letter_box"
    BY_HAND = "by_hand"
    PASSED_ON = "passed_on"

    @property
    def wording(self) -> Wording:
        """The way in both languages."""
        return WAY_WORDINGS[self]


WAY_WORDINGS: dict[Way, Wording] = {
    Way.POST: Wording("邮寄", "By post"),
    Way.LETTER_BOX: Wording("意见信箱", "From a letter box"),
    Way.BY_HAND: Wording("当面递交", "Handed in"),
    Way.PASSED_ON: Wording("其他单位转来", "Passed on by another body"),
}


class LetterState(StrEnum):
    """How far a letter has come."""

    CLOSED = "closed"
    AWAITS_WITNESS = "awaits_witness"
    OPENED = "opened"
    FILED = "filed"
    SET_ASIDE = "set_aside"

    @property
    def wording(self) -> Wording:
        """The state in both languages."""
        return STATE_WORDINGS[self]


STATE_WORDINGS: dict[LetterState, Wording] = {
    LetterState.CLOSED: Wording("未拆封", "Not opened"),
    LetterState.AWAITS_WITNESS: Wording("已拆封,待见证", "Opened; awaits its witness"),
    LetterState.OPENED: Wording("待登记成事项", "To be taken in"),
    LetterState.FILED: Wording("已登记成事项", "Taken in"),
    LetterState.SET_ASIDE: Wording("不作为事项", "No matter"),
}


class Aside(StrEnum):
    """Why a letter is no matter; a reason of its own kind, never about who wrote."""

    EMPTY = "empty"
    ADVERTISEMENT = "advertisement"
    NOT_FOR_US = "not_for_us"
    COPY = "copy"

    @property
    def wording(self) -> Wording:
        """The reason in both languages."""
        return ASIDE_WORDINGS[self]


ASIDE_WORDINGS: dict[Aside, Wording] = {
    Aside.EMPTY: Wording("信封是空的", "The envelope is empty"),
    Aside.ADVERTISEMENT: Wording("广告宣传品", "Advertising"),
    Aside.NOT_FOR_US: Wording("写给别的单位,已原样转交", "For another body; passed on as it is"),
    Aside.COPY: Wording("与已登记的来信是同一封的复印件", "A copy of a letter that is registered"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Hand:
    """Somebody who did something with a letter, and when."""

    post_id: str
    staff_id: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """One letter as the register holds it: nothing of what it says, and nothing of who wrote it."""

    id: str
    unit_id: str
    year: int
    serial: int
    way: Way
    received_date: date
    registered: Hand
    box: str = ""
    """Which letter box, or which body passed it on."""
    opened: Hand | None = None
    pages: int = 0
    """How many sheets and enclosures lay in it, as both counted."""
    witnessed: Hand | None = None
    case_id: str = ""
    aside: Aside | None = None

    @property
    def number(self) -> str:
        """How the register calls it: 来信〔2026〕12号."""
        return f"来信〔{self.year}〕{self.serial}号"

    @property
    def state(self) -> LetterState:
        """How far it has come."""
        if self.case_id:
            return LetterState.FILED
        if self.aside is not None:
            return LetterState.SET_ASIDE
        if self.witnessed is not None:
            return LetterState.OPENED
        return LetterState.AWAITS_WITNESS if self.opened else LetterState.CLOSED


def registering_problems(*, count: int, received_date: date, today: date) -> tuple[Problem, ...]:
    """Return what is wrong with a registration of `count` letters; a letter of tomorrow has not come yet."""
    found = []
    if count < 1:
        found.append(Problem("too_small", at="count", params={"limit": 1}))
    if count > AT_ONCE_MAX:
        found.append(Problem("too_large", at="count", params={"limit": AT_ONCE_MAX}))
    if received_date > today:
        found.append(Problem("letter_from_tomorrow", at="received_date"))
    return tuple(found)


def opening_problems(letter: Letter, *, pages: int) -> tuple[Problem, ...]:
    """Return what keeps a letter from being opened: it is open already, or nobody counted what lay in it."""
    found = []
    if letter.state is not LetterState.CLOSED:
        found.append(Problem("letter_open_already"))
    if pages < 0:
        found.append(Problem("too_small", at="pages", params={"limit": 0}))
    if pages > PAGES_MAX:
        found.append(Problem("too_large", at="pages", params={"limit": PAGES_MAX}))
    return tuple(found)


def witness_problems(letter: Letter, *, post_id: str, staff_id: str) -> tuple[Problem, ...]:
    """Return what keeps somebody from witnessing the opening: a witness is another person at another post."""
    if letter.opened is None:
        return (Problem("letter_not_open"),)
    if letter.witnessed is not None or letter.state is not LetterState.AWAITS_WITNESS:
        return (Problem("letter_witnessed_already"),)
    if letter.opened.post_id == post_id or letter.opened.staff_id == staff_id:
        return (Problem("letter_two_needed"),)
    return ()


def settling_problems(letter: Letter) -> tuple[Problem, ...]:
    """Return what keeps a letter from being taken in or set aside: two people have not opened it, or it is done."""
    if letter.state in (LetterState.FILED, LetterState.SET_ASIDE):
        return (Problem("letter_settled_already"),)
    if letter.state is not LetterState.OPENED:
        return (Problem("letter_two_needed"),)
    return ()
