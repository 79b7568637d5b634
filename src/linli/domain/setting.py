"""A setting 参数: a value that the district chose, from a day on, with the reason it gave."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class SettingSource(StrEnum):
    """Where a value comes from."""

    DEFAULT = "default"
    FILE = "file"
    OPERATOR = "operator"


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """One value of one setting; the next one of the same key takes its place from its own day on."""

    key: str
    value: str
    """As it is written; the catalogue says how it is read."""
    from_date: date
    """The first day on which it holds."""
    reason: str
    source: SettingSource = SettingSource.OPERATOR
