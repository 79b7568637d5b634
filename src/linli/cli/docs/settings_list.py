"""The list of every setting a district may change, and the sheets of the set-up workbook, as they are declared."""

from collections.abc import Iterator

from linli.cli.docs.tables import GENERATED, table
from linli.domain.settings_catalogue import SETTINGS, SettingRule
from linli.domain.setup_sheets import SHEETS
from linli.domain.sheet_columns import Column
from linli.domain.wording import Wording

SETTING_HEAD = (
    Wording("参数", "Setting"), Wording("名称", "Title"), Wording("默认", "Default"), Wording("范围", "Bounds"),
    Wording("谁可以改", "Who may change it"), Wording("作用", "What it does"),
)  # fmt: skip
COLUMN_HEAD = (
    Wording("列", "Column"), Wording("中文", "Chinese"), Wording("内容", "Holds"), Wording("必填", "Required"),
)  # fmt: skip


def settings_pages() -> Iterator[tuple[str, str]]:
    """Yield the page of settings and the page of sheets."""
    intro = "Set in the console under Set-up → Settings, each with a reason and a day of effect."
    rows = (_setting_row(one) for one in SETTINGS.values())
    lines = ["# Settings", "", GENERATED.en, "", intro, "", *table(SETTING_HEAD, rows, "en")]
    yield "settings.md", "\n".join(lines).rstrip() + "\n"
    lines = ["# Sheets of the set-up workbook", "", GENERATED.en, "", "Heads are read in Chinese or English.", ""]
    for sheet in SHEETS.values():
        lines += [f"## {sheet.title.en} / {sheet.title.zh}", "", sheet.remark.en, ""]
        lines += table(COLUMN_HEAD, (_column_row(one) for one in sheet.columns), "en")
    yield "setup-workbook.md", "\n".join(lines).rstrip() + "\n"


def _setting_row(rule: SettingRule) -> tuple[str, ...]:
    unit = f" {rule.unit.en}" if rule.unit else ""
    bounds = f"{rule.lowest}–{rule.highest}" if rule.lowest is not None else rule.kind.value
    roles = ", ".join(sorted(role.wording.en for role in rule.roles))
    return (f"`{rule.key}`", rule.title.en, f"{rule.default}{unit}", bounds, roles, rule.hint.en)


def _column_row(column: Column) -> tuple[str, ...]:
    holds = ", ".join(words.en for _, words in column.choices[:9]) or column.kind.value
    more = ", …" if len(column.choices) > 9 else ""
    return (column.title.en, column.title.zh, holds + more, "yes" if column.is_required else "")
