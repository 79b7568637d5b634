"""Passwords that are guessed first: usual ones with a few signs around them, and those made of the house's own words.

Source: OWASP ASVS 5.0.0 6.1.2, 6.2.4 and 6.2.11.
"""

import re
from typing import Any

from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError

from linli.console.words import language
from linli.domain.area import AreaLevel
from linli.domain.problems import Refused
from linli.domain.wording import Wording
from linli.ui.office import the_office

HOUSE_WORDS = (
    "linli", "邻里", "综治", "综治中心", "网格", "网格员", "社区", "街道", "zongzhi", "wangge", "shequ", "jiedao",
    "admin", "operator", "governance", "centre", "center", "grid", "password", "mima", "密码", "12345",
)  # fmt: skip
SAID = Wording(
    "密码不能只由本系统或本区的名称拼成。", "A password cannot be made of the names of this house or district."
)
OWN_CHARACTERS_MIN = 8
"""Characters that must be left once the house's words are taken out."""

NO_LETTERS = re.compile(r"[\W\d_]+")
LETTERS_MIN = 4
"""Fewer letters than that are no word."""
DIFFERENT_MIN = 5
"""Signs that must differ: a long row of one or two of them is tried at once.

Source: NIST SP 800-63B 5.1.1.2 (repetitive characters).
"""


class UsualPasswordValidator(CommonPasswordValidator):
    """Refuses a usual password, also said twice or with digits and signs in it.

    Of the 20,000 most usual ones few are long enough for the rule of length; what people make of the others to
    satisfy it is guessed as readily.
    """

    def validate(self, password: str, user: Any = None) -> None:
        """Raise ValidationError where what is left is usual."""
        core = NO_LETTERS.sub("", password.lower())
        half = core[: len(core) // 2]
        if len(set(password)) < DIFFERENT_MIN:
            raise ValidationError(self.get_error_message(), code="password_too_common")
        super().validate(password, user)
        if len(core) >= LETTERS_MIN:
            super().validate(half if half * 2 == core else core, user)


class HouseWordsValidator:
    """Refuses a password that is little more than words of the house, the district's names among them."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raise ValidationError where too little is left."""
        left = password.lower()
        for word in sorted({*HOUSE_WORDS, *_district_words()}, key=len, reverse=True):
            left = left.replace(word, "")
        if len(left) < OWN_CHARACTERS_MIN:
            raise ValidationError(self.get_help_text(), code="password_of_house_words")

    def get_help_text(self) -> str:
        """Say the rule."""
        return SAID.within(language())


def _district_words() -> set[str]:
    """Names and codes of the county, its streets and its units' kinds; none before a county is set up."""
    try:
        directory = the_office().directory
    except Refused:
        return set()
    areas = [one for one in directory.tree if one.level in (AreaLevel.COUNTY, AreaLevel.SUBDISTRICT)]
    names = {text.lower() for one in areas for text in (one.name, one.name[:-1], one.name_en, one.key) if text}
    return {one for one in names if len(one) > 1}
