"""What people in the demo say: the words of reports, results, answers, reasons and ratings."""

from dataclasses import dataclass
from random import Random
from typing import Protocol

from linli.demo.district import Spot


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One report in a person's words, and the title the desk gives it: the matter and the place, no person."""

    words: str
    place_words: str
    title: str


class Voices(Protocol):
    """Finds words; the same chance gives the same words."""

    def report(self, category: str, spot: Spot, rng: Random) -> Said:
        """Return what somebody reports."""

    def result(self, category: str, rng: Random) -> str:
        """Return what the unit says it did."""

    def answer(self, category: str, unit: str, rng: Random) -> str:
        """Return an answer in plain words."""

    def because(self, what: str, rng: Random) -> str:
        """Return the reason given for a move."""

    def comment(self, grade: int, rng: Random) -> str:
        """Return what is written beside a rating; often nothing."""
