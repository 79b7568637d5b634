"""What one version of a checklist changes in the one before it, item by item: what a second person decides about."""

from dataclasses import dataclass, replace
from enum import StrEnum

from linli.domain.checklist import CheckItem, Checklist
from linli.domain.wording import Wording


class ItemChange(StrEnum):
    """What becomes of an item."""

    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"

    @property
    def wording(self) -> Wording:
        """The change in both languages."""
        return CHANGE_WORDS[self]


CHANGE_WORDS: dict[ItemChange, Wording] = {
    ItemChange.ADDED: Wording("新增", "Added"),
    ItemChange.CHANGED: Wording("修改", "Changed"),
    ItemChange.REMOVED: Wording("删去", "Taken out"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One item that differs."""

    change: ItemChange
    before: CheckItem | None
    after: CheckItem | None

    @property
    def item(self) -> CheckItem:
        """The item as it will be, or as it was; raises ValueError for neither."""
        found = self.after or self.before
        if found is None:
            raise ValueError("a difference has an item")
        return found


def differences(before: Checklist | None, after: Checklist) -> tuple[Difference, ...]:
    """Return the items that are added, changed or taken out, in the order of the new version, then of the old."""
    old = {one.key: one for one in before.items} if before else {}
    found = []
    for one in after.items:
        former = old.pop(one.key, None)
        if former is None:
            found.append(Difference(change=ItemChange.ADDED, before=None, after=one))
        elif _told(before, former) != _told(after, one):
            found.append(Difference(change=ItemChange.CHANGED, before=former, after=one))
    removed = (Difference(change=ItemChange.REMOVED, before=one, after=None) for one in old.values())
    return (*found, *removed)


def _told(checklist: Checklist | None, item: CheckItem) -> object:
    """What an item says to whoever looks: where we have it from and how its part is keyed is no part of that."""
    links = {one.key: one.title for one in checklist.links} if checklist else {}
    return replace(item, source="", link=""), links.get(item.link)


def is_same(before: Checklist | None, after: Checklist) -> bool:
    """Say whether a version changes nothing at all: neither items, nor their order, nor what the list is for."""
    if before is None or differences(before, after):
        return False
    is_ordered = [one.key for one in before.items] == [one.key for one in after.items]
    return is_ordered and _head(before) == _head(after)


def _head(one: Checklist) -> tuple[object, ...]:
    kinds = frozenset(one.place_kinds)
    return (one.title, kinds, one.category, one.again_days, one.inspectors_enforcing, one.has_batches)
