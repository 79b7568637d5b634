"""Versions of a district's own beside those that ship: which is in force on a day, and what one changes in another."""

from dataclasses import replace
from datetime import date

from linli.domain.checklists import checklists, editions
from linli.domain.own_checklist import OWN_FROM, ChecklistHead, ChecklistLine, Checklists, assembled
from linli.domain.own_checklist_changes import ItemChange, differences, is_same

HEAD = ChecklistHead(
    key="four_nones", version=101, title="四无检查", title_en="", from_date=date(2026, 5, 1), kinds=("shop", "market"),
    category="safety", again_days=30,
)  # fmt: skip
LINES = tuple(
    ChecklistLine(
        checklist="four_nones", version=101, position=place, key=key, title=f"第{place}项", title_en="", basis="某条例",
        article="8", part=part,
    )
    for place, key, part in ((2, "two", "用电"), (1, "one", "用火"), (3, "three", "用电"))
)  # fmt: skip


def test_a_district_counts_from_where_linli_never_will() -> None:
    assert max(one.version for versions in editions().values() for one in versions) < OWN_FROM


def test_items_stand_in_their_order_and_parts_where_they_begin() -> None:
    made = assembled(HEAD, LINES)
    assert made.item_keys == ("one", "two", "three") and made.title.en == "四无检查"
    assert [one.title.zh for one in made.links] == ["用火", "用电"]
    assert made.items[1].link == made.items[2].link != made.items[0].link
    out = (*LINES[:2], replace(LINES[2], is_active=False))
    assert assembled(HEAD, out).item_keys == ("one", "two")


def test_from_its_first_day_the_own_version_is_in_force_and_every_version_is_kept() -> None:
    ended = replace(HEAD, version=102, from_date=date(2026, 7, 1), is_active=False)
    known = Checklists((ended, HEAD), LINES)
    days = (date(2026, 4, 30), date(2026, 5, 1), date(2026, 6, 30), date(2026, 7, 1))
    found = [known.on(day).get("four_nones") for day in days]
    assert [one.version if one else 0 for one in found] == [checklists()["four_nones"].version, 101, 101, 0]
    assert known.of("four_nones", 101) == found[1] and known.of("four_nones", 1) is not None
    assert known.of("four_nones", 103) is None and known.of("nothing", 101) is None
    assert set(known.keys) == set(checklists()) and "fire_market" in known.on(days[3])
    newest = known.newest("four_nones")
    assert newest is not None and newest.version == 102
    more = known.with_records([replace(LINES[0], title="改过"), replace(ended, version=103, is_active=True)])
    changed = more.of("four_nones", 101)
    assert changed is not None and changed.items[1].title.zh == "改过" and more.of("four_nones", 103) is not None


def test_what_a_version_changes_is_told_item_by_item() -> None:
    before = assembled(HEAD, LINES)
    lines = (replace(LINES[0], basis="别的条例"), LINES[1], replace(LINES[2], key="four", position=4))
    after = assembled(replace(HEAD, version=102), lines)
    assert [(one.change, one.item.key) for one in differences(before, after)] == [
        (ItemChange.CHANGED, "two"), (ItemChange.ADDED, "four"), (ItemChange.REMOVED, "three"),
    ]  # fmt: skip
    assert is_same(before, assembled(replace(HEAD, version=102), LINES)) and not is_same(before, after)
    assert not is_same(before, assembled(replace(HEAD, again_days=31), LINES)) and not is_same(None, before)
    turned = (replace(LINES[0], position=9), *LINES[1:])
    assert not differences(before, assembled(HEAD, turned)) and not is_same(before, assembled(HEAD, turned))
