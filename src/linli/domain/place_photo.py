"""Photos of a place: how many there may be at once, and what is wrong with more.

Source: CHARTER (things and places, never people): a photo that shows somebody is taken off, and destroyed with it.
"""

from collections.abc import Sequence

from linli.domain.place_file import PlaceFile
from linli.domain.problems import Problem

AT_ONCE_MAX = 6
"""So many are sent with one form."""
PHOTOS_MAX = 24
"""So many a place has; who wants more takes an old one off."""
CAPTION_MAX = 120
PREFIX = "photo"


def names_of(count: int) -> tuple[str, ...]:
    """Return what the pictures of one form are called."""
    return tuple(f"{PREFIX}{number}" for number in range(1, count + 1))


def adding_problems(file: PlaceFile, given: Sequence[bytes]) -> list[Problem]:
    """Return what is wrong with adding these to a place."""
    if not given:
        return [Problem("required", at=PREFIX)]
    if len(given) > AT_ONCE_MAX:
        return [Problem("too_many_photos", at=PREFIX, params={"limit": AT_ONCE_MAX})]
    if len(file.photos) + len(given) > PHOTOS_MAX:
        return [Problem("place_photos_full", at=PREFIX, params={"limit": PHOTOS_MAX, "there": len(file.photos)})]
    return []


def has_photo(file: PlaceFile, seq: int, name: str) -> bool:
    """Say whether a place shows this photo now."""
    return (seq, name) in file.photos
