"""Categories 类别: two levels of components and events, each with its closing condition."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from linli.domain.wording import Wording


class CategoryKind(StrEnum):
    """部件 or 事件. Source: GB/T 30428.2 by its two families."""

    COMPONENT = "component"
    EVENT = "event"


class ClosingCondition(StrEnum):
    """What must hold on the spot before a matter of the category may close."""

    CLEAN = "clean"
    REMOVED = "removed"
    REPAIRED = "repaired"
    EXPLAINED = "explained"


CLOSING_WORDINGS: dict[ClosingCondition, Wording] = {
    ClosingCondition.CLEAN: Wording("已清理干净", "Cleaned"),
    ClosingCondition.REMOVED: Wording("已清除", "Removed"),
    ClosingCondition.REPAIRED: Wording("已修复", "Repaired"),
    ClosingCondition.EXPLAINED: Wording("已解释说明", "Explained"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Category:
    """A kind of matter; its key is "parent.child" in the second level."""

    key: str
    name: Wording
    kind: CategoryKind
    closing_condition: ClosingCondition = ClosingCondition.REMOVED
    icon: str = "dot"
    is_active: bool = True
    position: int = 0
    """Where it stands in every list, among those of its own level; the same position is in order of key."""

    @property
    def parent_key(self) -> str | None:
        """The first-level key, or None for a first-level category."""
        head, dot, _ = self.key.rpartition(".")
        return head if dot else None


def in_order(categories: Iterable[Category]) -> tuple[Category, ...]:
    """Return `categories` as every list shows them: families by position, each followed by its own by position."""
    known = {one.key: one for one in categories}

    def place(one: Category) -> tuple[int, str, bool, int, str]:
        family = known.get(one.parent_key or one.key, one)
        return (family.position, family.key, one.parent_key is not None, one.position, one.key)

    return tuple(sorted(known.values(), key=place))
