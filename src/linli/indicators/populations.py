"""Groups of matters that several indicators are taken over."""

from ibis import Table
from ibis.expr.types import BooleanValue

LEFT_OUT_RESULTS = ("withdrawn",)


def due_to_close(cases: Table) -> BooleanValue:
    """The resident's whole wait has ended by its clock; deferred and withdrawn matters are left out.

    Source: closure rate as Jinhua counts it (due to close − deferred).
    """
    is_withdrawn = cases.result.isin(LEFT_OUT_RESULTS).fill_null(False)
    return cases.counts & cases.is_wait_over & (cases.stage != "deferred") & ~is_withdrawn


def was_done(cases: Table) -> BooleanValue:
    """The work was reported as done at least once."""
    return cases.counts & cases.is_done
