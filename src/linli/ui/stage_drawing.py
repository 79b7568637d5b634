"""A drawing of stages and the moves between them, as plain SVG that needs no script.

Stages stand below each other in their declared order; a move to the next one is a short line between them, every
other move an arc: down on the right, back up on the left.
"""

from collections.abc import Sequence
from dataclasses import dataclass

BOX_WIDTH, BOX_HEIGHT, STEP = 190, 36, 62
ARC_FIRST, ARC_STEP, ARCS_MAX = 26, 15, 9
MARGIN = 12
WIDTH = BOX_WIDTH + 2 * (ARC_FIRST + ARC_STEP * ARCS_MAX + MARGIN)


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnStage:
    """One box."""

    key: str
    title: str
    is_final: bool
    x: int
    y: int

    @property
    def middle(self) -> int:
        """Height of the box's middle."""
        return self.y + BOX_HEIGHT // 2


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnMove:
    """One line from a stage to another, with the moves that take it."""

    path: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StageDrawing:
    """Everything that the template draws."""

    width: int
    height: int
    box_width: int
    box_height: int
    stages: tuple[DrawnStage, ...]
    moves: tuple[DrawnMove, ...]
    title: str


def draw_stages(
    stages: Sequence[tuple[str, str, bool]], moves: Sequence[tuple[str, str, str]], *, title: str
) -> StageDrawing:
    """Return the drawing of `stages` (key, title, final) and `moves` (from, to, title)."""
    left = (WIDTH - BOX_WIDTH) // 2
    boxes = {
        key: DrawnStage(key=key, title=name, is_final=is_final, x=left, y=MARGIN + at * STEP)
        for at, (key, name, is_final) in enumerate(stages)
    }
    order = {key: at for at, (key, _name, _final) in enumerate(stages)}
    lines: dict[tuple[str, str], list[str]] = {}
    for source, target, name in moves:
        if source in boxes and target in boxes and source != target:
            lines.setdefault((source, target), []).append(name)
    drawn, used = [], {True: 0, False: 0}
    for (source, target), names in sorted(lines.items(), key=lambda one: abs(order[one[0][0]] - order[one[0][1]])):
        words = f"{boxes[source].title} → {boxes[target].title}: {', '.join(dict.fromkeys(names))}"
        if order[target] == order[source] + 1:
            path = f"M{WIDTH // 2} {boxes[source].y + BOX_HEIGHT}V{boxes[target].y - 1}"
        else:
            is_down = order[target] > order[source]
            path = _arc(boxes[source], boxes[target], rank=used[is_down] % ARCS_MAX, is_right=is_down)
            used[is_down] += 1
        drawn.append(DrawnMove(path=path, title=words))
    height = MARGIN * 2 + STEP * (len(stages) - 1) + BOX_HEIGHT
    return StageDrawing(
        width=WIDTH, height=height, box_width=BOX_WIDTH, box_height=BOX_HEIGHT, stages=tuple(boxes.values()),
        moves=tuple(drawn), title=title,
    )  # fmt: skip


def _arc(source: DrawnStage, target: DrawnStage, *, rank: int, is_right: bool) -> str:
    """A way out of one box, along a lane of its own, and into another."""
    side = source.x + BOX_WIDTH if is_right else source.x
    lane = side + (ARC_FIRST + rank * ARC_STEP) * (1 if is_right else -1)
    shift = 6 if is_right else -6
    leaves, enters, turn = source.middle + 5, target.middle - 5, 6 if target.y > source.y else -6
    return (
        f"M{side} {leaves}H{lane - shift}Q{lane} {leaves} {lane} {leaves + turn}"
        f"V{enters - turn}Q{lane} {enters} {lane - shift} {enters}H{side}"
    )
