"""Amounts as people write and read them: money in yuan, land in mu; what is kept are whole numbers of the field."""

import re
from decimal import Decimal

from linli.console.words import language
from linli.domain.engine.declarations import Field
from linli.domain.wording import Wording

HUNDREDTHS = {"分": Wording("元", "yuan"), "0.01 亩": Wording("亩", "mu"), "0.01 m²": Wording("m²", "m²")}
"""Units of which a hundredth is kept, with what a person counts in."""
WHOLES = {"元": Wording("元", "yuan"), "人": Wording("人", "people")}
TYPED = re.compile(r"[0-9]{1,12}(\.[0-9]{1,2})?")


def unit_words(declared: Field) -> str:
    """Return in what a number is typed and read; "" for a bare number."""
    found = HUNDREDTHS.get(declared.unit) or WHOLES.get(declared.unit)
    return found.within(language()) if found else declared.unit


def whole_of(declared: Field, typed: str) -> str:
    """Return a typed amount as the whole number that is kept; what is no amount stays as it is, to be refused."""
    plain = typed.strip().replace(",", "").replace("\uff0c", "")
    if declared.unit not in HUNDREDTHS or not TYPED.fullmatch(plain):
        return typed
    return str(int(Decimal(plain) * 100))


def amount_words(declared: Field, value: object) -> str:
    """Return a kept number with its unit, as people read it."""
    if not isinstance(value, int) or not declared.unit:
        return str(value)
    number = f"{Decimal(value) / 100:,.2f}" if declared.unit in HUNDREDTHS else f"{value:,}"
    return f"{number} {unit_words(declared)}"
