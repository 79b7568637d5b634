"""Voices with a large vocabulary: own words, results and titles for every category."""

from random import Random

from linli.demo.district import Spot
from linli.demo.texts.handling import (
    ANSWER_ENDINGS,
    ANSWER_MIDDLES,
    ANSWER_OPENINGS,
    ARRIVALS,
    COMMENTS,
    ENDINGS,
    REASONS,
    TALK_ENDINGS,
)
from linli.demo.texts.reports import VOCABULARIES, write_report
from linli.demo.voices import Said
from linli.domain.category import ClosingCondition
from linli.domain.default_catalogue import CATEGORY_BY_KEY


class VariedVoices:
    """Finds words by category and by the kind of place; the same chance gives the same words."""

    def report(self, category: str, spot: Spot, rng: Random) -> Said:
        """Return what somebody reports."""
        text = write_report(category, spot, rng)
        return Said(words=text.words, place_words=text.place_words, title=text.title)

    def result(self, category: str, rng: Random) -> str:
        """Return what the unit says it did."""
        condition = CATEGORY_BY_KEY[category].closing_condition
        endings = TALK_ENDINGS if condition is ClosingCondition.EXPLAINED else ENDINGS
        return f"{rng.choice(ARRIVALS[condition])}{rng.choice(VOCABULARIES[category].results)}{rng.choice(endings)}"

    def answer(self, category: str, unit: str, rng: Random) -> str:
        """Return an answer in plain words."""
        known = CATEGORY_BY_KEY[category]
        opening = rng.choice(ANSWER_OPENINGS).format(name=known.name.zh, unit=unit)
        return f"{opening}{rng.choice(ANSWER_MIDDLES[known.closing_condition])}{rng.choice(ANSWER_ENDINGS)}"

    def because(self, what: str, rng: Random) -> str:
        """Return the reason given for a move; raises KeyError for a move that needs none."""
        return rng.choice(REASONS[what])

    def comment(self, grade: int, rng: Random) -> str:
        """Return what is written beside a rating; often nothing."""
        return rng.choice(COMMENTS[grade])
