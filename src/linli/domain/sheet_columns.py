"""Sheets and their columns: what a cell may hold; the sheets of the set-up are made of them, and those of services."""

from dataclasses import dataclass
from enum import StrEnum

from linli.domain.wording import Wording


class CellKind(StrEnum):
    """What a cell holds."""

    TEXT = "text"
    WHOLE = "whole"
    DATE = "date"
    DAYS = "days"
    CHOICE = "choice"
    MANY = "many"
    """Several of the choices, joined by commas."""
    FLAG = "flag"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column of a sheet."""

    key: str
    title: Wording
    kind: CellKind = CellKind.TEXT
    is_required: bool = False
    choices: tuple[tuple[str, Wording], ...] = ()
    """Value and how it is written; either language is read."""
    limit: int = 120
    width: int = 16
    default: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One noun of the set-up as a table."""

    noun: str
    title: Wording
    remark: Wording
    columns: tuple[Column, ...]

    def column(self, key: str) -> Column:
        """Return a column; raises KeyError."""
        return next(one for one in self.columns if one.key == key)
