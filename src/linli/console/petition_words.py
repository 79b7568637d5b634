"""Words of the duty desk: what is owed, and the three tiers of an answer."""

from linli.actions.petitions import EXTENSION, OBJECTION
from linli.console.words import language
from linli.domain.wording import Wording

DEED_WORDS: dict[str, Wording] = {
    "routing": Wording("分类转送", "To be routed"),
    "receipt": Wording("告知收到", "Receipt to be told"),
    "taking_in": Wording("决定是否受理", "Taking in to be decided"),
    OBJECTION: Wording("可提异议(错转)", "May object: wrong unit"),
    "deciding": Wording("出具处理意见", "To be decided"),
    EXTENSION: Wording("延期待批", "Extension asked"),
    "reviewing": Wording("复查", "To be reviewed"),
    "final_reviewing": Wording("复核", "Final review due"),
}


def deed_words(deed: str) -> str:
    """Return what is owed, in words."""
    return DEED_WORDS[deed].within(language())
