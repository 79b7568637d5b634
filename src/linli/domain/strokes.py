"""Strokes 笔画: a signature written on a screen, kept as points and drawn again as lines.

Pure. A signature is a list of strokes on a pad of 1000 by 400 units, each a flat list x, y, x, y, ...; nothing of how
fast or how hard somebody wrote is kept, so that it shows the signature and measures nobody.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from json import JSONDecodeError, dumps, loads

from linli.domain.mediation_fields import STROKES, STROKES_MAX
from linli.domain.problems import Problem, Refused

PAD_WIDTH, PAD_HEIGHT = 1000, 400
"""Units of the pad; the screen's own pixels are of no interest."""
STROKES_COUNT_MAX, POINTS_MAX = 80, 3000
POINTS_LEAST, INK_LEAST = 8, 150
"""Fewer points, or a shorter line, is a touch by mistake and no signature."""

Stroke = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """One signature, as it was written."""

    strokes: tuple[Stroke, ...]

    @property
    def spelled(self) -> str:
        """The signature in its one written form: JSON without spaces."""
        return dumps([[value for point in stroke for value in point] for stroke in self.strokes], separators=(",", ":"))

    @property
    def paths(self) -> tuple[str, ...]:
        """What each stroke is drawn by, as the `d` of an SVG path; a dot is a line of no length."""
        return tuple(_path(stroke) for stroke in self.strokes)

    @property
    def view_box(self) -> str:
        """The pad as SVG asks for it."""
        return f"0 0 {PAD_WIDTH} {PAD_HEIGHT}"


def read_signature(spelled: str) -> Signature:
    """Return the signature that a pad sent; raises Refused with everything that is wrong with it."""
    if not spelled.strip():
        raise Refused([Problem("signature_missing", at=STROKES)])
    if len(spelled) > STROKES_MAX:
        raise Refused([Problem("signature_too_large", at=STROKES)])
    strokes = tuple(_strokes(spelled))
    points = sum(len(stroke) for stroke in strokes)
    if len(strokes) > STROKES_COUNT_MAX or points > POINTS_MAX:
        raise Refused([Problem("signature_too_large", at=STROKES)])
    if points < POINTS_LEAST or sum(_ink(stroke) for stroke in strokes) < INK_LEAST:
        raise Refused([Problem("signature_too_short", at=STROKES)])
    return Signature(strokes=strokes)


def kept_signature(spelled: str) -> Signature | None:
    """Return the signature that a kept value holds, or None where it holds none."""
    try:
        return read_signature(spelled)
    except Refused:
        return None


def _strokes(spelled: str) -> Iterator[Stroke]:
    try:
        given = loads(spelled)
    except (JSONDecodeError, RecursionError):
        raise _bad() from None
    if not isinstance(given, list):
        raise _bad()
    for one in given:
        if not isinstance(one, list) or len(one) % 2 or not one or not all(_is_whole(value) for value in one):
            raise _bad()
        points = tuple(zip(one[::2], one[1::2], strict=True))
        if any(not (0 <= x <= PAD_WIDTH and 0 <= y <= PAD_HEIGHT) for x, y in points):
            raise _bad()
        yield points


def _is_whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _bad() -> Refused:
    return Refused([Problem("signature_unreadable", at=STROKES)])


def _ink(stroke: Stroke) -> float:
    """Return how long a stroke is."""
    return float(sum(((x - u) ** 2 + (y - v) ** 2) ** 0.5 for (x, y), (u, v) in pairwise(stroke)))


def _path(stroke: Stroke) -> str:
    first, *rest = stroke
    lines = "".join(f"L{x} {y}" for x, y in rest) or f"L{first[0]} {first[1]}"
    return f"M{first[0]} {first[1]}{lines}"
