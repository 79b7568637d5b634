"""Duties 职责: which unit answers for a category in an area, and in which of four roles."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class DutyRole(StrEnum):
    """The four kinds of responsibility (主体、属地、行业、岗位)."""

    PRINCIPAL = "principal"
    TERRITORIAL = "territorial"
    SECTOR = "sector"
    POST = "post"


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """One cell of the responsibility matrix: category × area → unit."""

    id: str
    unit_id: str
    category: str
    """Category key; a prefix ("appearance") covers everything below it, "" everything."""
    area_path: str
    role: DutyRole
    post_id: str | None = None
    """The post that carries it, for a post duty."""
    is_active: bool = True
    """False once the duty was ended; it then answers for nothing."""

    def covers(self, category: str, area_path: str) -> bool:
        """Say whether the duty reaches `category` in `area_path`."""
        return area_path.startswith(self.area_path) and (
            not self.category or category == self.category or category.startswith(self.category + ".")
        )

    @property
    def precision(self) -> tuple[int, int, str]:
        """Sort key: the longer area path wins, then the longer category, then the id."""
        return (len(self.area_path), len(self.category), self.id)


def responsible(duties: Iterable[Duty], category: str, area_path: str, role: DutyRole) -> Duty | None:
    """Return the most precise duty of `role` that covers the matter, or None."""
    found = [duty for duty in duties if duty.role is role and duty.covers(category, area_path)]
    return max(found, key=lambda duty: duty.precision, default=None)
