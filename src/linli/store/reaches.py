"""Which rows of what units keep a post reaches: its unit's, and those of every area that it serves or that holds it."""

from dataclasses import dataclass

from django.db import connection
from django.db.models import Q


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptReach:
    """Whose things may be listed; the rule is `domain.supply_checks.may_read_kept`."""

    unit: str
    area: str
    is_own: bool = False
    """Only what the unit itself keeps."""

    @property
    def query(self) -> Q:
        """The same as a condition on rows."""
        if self.is_own:
            return Q(unit=self.unit)
        keys = [key for key in self.area.split("/") if key]
        above = ["/" + "/".join(keys[:count]) + "/" for count in range(1, len(keys))]
        return Q(unit=self.unit) | Q(area_path__startswith=self.area) | Q(area_path__in=above)


def is_open_matter(county_id: int, case_id: str) -> bool:
    """Say whether a matter exists and is not closed."""
    if not case_id:
        return False
    with connection.cursor() as cursor:
        cursor.execute("SELECT NOT is_final FROM case_row WHERE id = %s AND county_id = %s", [case_id, county_id])
        row = cursor.fetchone()
    return bool(row and row[0])
