"""A proposed version of a checklist as whoever decides reads it: item by item against the version before it."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from linli.actions.checklist_setup import before_of
from linli.actions.deciding import Office
from linli.console.setup.checklists import item_words
from linli.console.words import language
from linli.domain.checklist import CheckItem
from linli.domain.own_checklist import ChecklistHead, ChecklistLine
from linli.domain.own_checklist_changes import Difference, ItemChange, differences
from linli.domain.setup_plan import SetupPlan
from linli.domain.wording import Wording

UNCHANGED = Wording("与上一版相同", "As in the version before")
LOOKS = {
    ItemChange.ADDED: ("accent", "plus"), ItemChange.CHANGED: ("near", "edit"),
    ItemChange.REMOVED: ("overdue", "stopped"),
}  # fmt: skip
RULE, CONTENT, CATEGORY = (
    Wording("依据", "Rule"), Wording("检查内容", "What is looked at"), Wording("隐患类别", "Category of findings")
)  # fmt: skip


def item_rows(office: Office, plan: SetupPlan, now: datetime) -> Iterator[dict[str, Any]]:
    """Yield the items of each version that a plan touches, what is taken out behind the rest."""
    records = [one.record for one in plan.changes]
    known = office.directory.checklists.with_records(records)
    touched = {
        (one.key, one.version) if isinstance(one, ChecklistHead) else (one.checklist, one.version)
        for one in records
        if isinstance(one, ChecklistHead | ChecklistLine)
    }
    for key, version in sorted(touched):
        after = known.of(key, version)
        if after is None:
            continue
        found = {one.item.key: one for one in differences(before_of(office, key, version, now), after)}
        yield from (_row(office, item, found.get(item.key)) for item in after.items)
        gone = (one for one in found.values() if one.change is ItemChange.REMOVED)
        yield from (_row(office, one.item, one) for one in gone)


def _row(office: Office, item: CheckItem, found: Difference | None) -> dict[str, Any]:
    tone, sign = LOOKS[found.change] if found else ("quiet", "check")
    return {
        "kind": found.change.wording if found else UNCHANGED, "tone": tone, "sign": sign, "holder": "",
        "title": item.title.within(language()), "differences": list(_told(office, item, found)),
    }  # fmt: skip


def _told(office: Office, item: CheckItem, found: Difference | None) -> Iterator[dict[str, str]]:
    """What of the item differs; of one that is new, its rule and category."""
    after, tongue = item_words(office, item), language()
    before = item_words(office, found.before) if found and found.before and found.after else None
    for key, title in (("title", CONTENT), ("basis", RULE), ("grade", RULE), ("category", CATEGORY)):
        now_said = _said(after[key])
        once = _said(before[key]) if before else ""
        if now_said == once or not now_said or (before is None and key in ("title", "grade")):
            continue
        yield {"title": title.within(tongue), "before": once, "after": now_said}


def _said(value: Any) -> str:
    return value.within(language()) if isinstance(value, Wording) else str(value)
