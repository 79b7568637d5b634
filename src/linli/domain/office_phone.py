"""Numbers of offices: a switchboard, a service line, a short number; a mobile belongs to a person and is refused.

Source: the national numbering plan (mobile numbers have eleven digits and begin with 13 to 19).
"""

import re
import unicodedata

from linli.domain.problems import Problem

MOBILE = re.compile(r"(?:\+?86)?1[3-9]\d{9}")
OFFICE = re.compile(r"(?:\+?86)?(?:0\d{2,3}\d{7,8}|[48]00\d{7}|[2-8]\d{6,7}|[19]\d{2,4}|95\d{3,6})(?:[x转]\d{1,6})?")


def plain_phone(text: str) -> str:
    """Return a number as it is kept: half-width, without spaces around."""
    return unicodedata.normalize("NFKC", text).strip()


def phone_problems(phone: str, at: str = "phone") -> tuple[Problem, ...]:
    """Return why `phone` cannot stand as an office's number; nothing for an empty one."""
    if not phone:
        return ()
    bare = re.sub(r"[ ()\-.]", "", phone)
    if MOBILE.search(bare):
        return (Problem("phone_personal", at=at),)
    return () if OFFICE.fullmatch(bare) else (Problem("phone_unreadable", at=at),)
