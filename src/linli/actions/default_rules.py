"""The rules a county starts with: categories, handling limits and the published holiday tables."""

from linli.domain.calendar import year_table_from_library
from linli.domain.default_catalogue import CATEGORIES, LIMITS
from linli.domain.setup_records import Record

YEARS_BACK, YEARS_AHEAD = 2, 1


def default_rules(year: int) -> tuple[Record, ...]:
    """Return the default records for a county that begins in `year`; a year without a notice is provisional."""
    years = range(year - YEARS_BACK, year + YEARS_AHEAD + 1)
    return (*CATEGORIES, *LIMITS, *(year_table_from_library(one) for one in years))
