"""Unified social credit codes 统一社会信用代码: written right as far as one can reckon; some registered ones are not.

Source: GB 32100-2015; FIELD.md §5.3 (real registered codes fail the check: warn, never refuse).
"""

import unicodedata

from linli.domain.problems import Problem

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
LENGTH = 18


def plain_code(text: str) -> str:
    """Return a code as it is compared: half-width capitals without spaces and hyphens."""
    return unicodedata.normalize("NFKC", text).upper().replace(" ", "").replace("-", "")


def check_character(first: str) -> str:
    """Return the eighteenth character that belongs to the first seventeen.

    Source: GB 32100-2015: weights 3^(i-1) mod 31, c18 = 31 - (sum mod 31), and 31 is written 0.
    """
    total = sum(ALPHABET.index(char) * pow(3, place, 31) for place, char in enumerate(first))
    return ALPHABET[(31 - total % 31) % 31]


def code_remarks(code: str) -> tuple[Problem, ...]:
    """Return what looks wrong with a code; nothing for an empty one."""
    if not code:
        return ()
    if len(code) != LENGTH or any(char not in ALPHABET for char in code):
        return (Problem("credit_code_form", at="credit_code", params={"value": code[:40]}),)
    if check_character(code[:-1]) != code[-1]:
        return (Problem("credit_code_check", at="credit_code", params={"value": code}),)
    return ()
