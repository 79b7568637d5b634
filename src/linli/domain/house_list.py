"""Lists of the house 清单: what a community does, what units must do and answer for, and what is not a community's job.

Source: REQUIREMENTS 001-12 (任务清单、责任清单、负面清单), 003-15 (事项清单), 000-12 (示范点).
"""

from dataclasses import dataclass
from enum import StrEnum

from linli.domain.wording import Wording


class ListKind(StrEnum):
    """Which list an item stands in."""

    MATTERS = "matters"
    TASKS = "tasks"
    DUTIES = "duties"
    NOT_OURS = "not_ours"
    MODEL_CRITERIA = "model_criteria"

    @property
    def wording(self) -> Wording:
        """The list's name."""
        return LIST_WORDINGS[self]


LIST_WORDINGS: dict[ListKind, Wording] = {
    ListKind.MATTERS: Wording("社区工作事项清单", "Matters of a community"),
    ListKind.TASKS: Wording("任务清单", "Tasks"),
    ListKind.DUTIES: Wording("责任清单", "Duties"),
    ListKind.NOT_OURS: Wording("负面清单(不属于社区的事)", "Not the community's job"),
    ListKind.MODEL_CRITERIA: Wording("示范点标准", "What a model place must meet"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ListItem:
    """One line of one list."""

    list: ListKind
    number: str
    """Unique within its list, as the paper numbers it."""
    title: str
    body: str = ""
    unit: str = ""
    """Who does it or answers for it, in words."""
    source: str = ""
    """The paper it was taken from."""
    is_active: bool = True
