"""Case facts: one row per matter, worked out from the rows of its entries by expressions that any engine runs.

Two steps. A *run* is one stretch of the work's clock, from its start until it stops or begins anew. A matter was late
as soon as one of its runs was: sending it on once more does not wash a lapse away. Whoever had the matter when a run
fell due answers for that run, so that a tier that takes over after a lapse is not charged with it.
"""

from collections.abc import Sequence

import ibis
from ibis import Table
from ibis.expr.types import BooleanValue, IntegerValue, StringValue

from linli.indicators.facts import COLUMNS, WORK_DONE_STAGES

LEVELS = ("county", "street", "community")
"""The columns of the area tree that figures are parted by, from the top; never by grid."""
SUMMED = ("reworks", "reopens", "answers", "wrong_hand_overs", "extensions", "follow_ups", "trips")
NOT_COUNTED_RESULTS = ("void", "merged")
REPEAT_DAYS = 30
DAY_MS = 86_400_000
OUTCOME_STAGES = ("agreed", "failed")
"""How a mediation came out; what follows (performing, performed, breached) leaves it as it was."""
UNDONE_STAGES = ("mediating", "registered")
"""Mediated again after a court's rejection or from the beginning: there is no outcome any more."""


def entries_table() -> Table:
    """Return the table of entry facts, bound to no engine."""
    return ibis.table(dict(COLUMNS), name="entries")


def case_facts(entries: Table, as_of_ms: int, *, never_counted: Sequence[str] = ()) -> Table:
    """Return one row per matter as it stood at `as_of_ms`; `never_counted` names procedures outside the figures."""
    entries = entries.filter(entries.recv_at_ms <= as_of_ms)
    work = _work(entries, as_of_ms)
    found = _standing(entries).left_join(work, "stream").drop("stream_right")
    found = _mediated(found, entries)
    found = found.mutate(
        is_due=(found.work_due_at_ms <= as_of_ms).fill_null(False),
        is_wait_over=(found.wait_due_at_ms <= as_of_ms).fill_null(False),
        is_first_over=(found.first_due_at_ms <= as_of_ms).fill_null(False),
    )
    return _placed(_with_repeats(found.mutate(case_id=found.stream.substr(5)), never_counted))


def _standing(entries: Table) -> Table:
    """Return how each matter stands: the latest of everything that was said about it."""

    def last(name: str) -> IntegerValue | StringValue:
        return entries[name].argmax(entries.seq, where=entries[name].notnull())

    is_final = entries.stage_kind == "final"
    return entries.group_by("stream").agg(
        **{name: entries[name].max() for name in ("procedure", "channel", "seal", "requester")},
        **{
            name: last(name) for name in ("category", "area_path", "urgency", "stage", "holder_unit", "result", "grade")
        },
        last_kind=last("stage_kind"),
        filed_at_ms=entries.recv_at_ms.min(),
        final_at_ms=entries.recv_at_ms.argmax(entries.seq, where=is_final),
        wait_due_at_ms=last("wait_due_at_ms"),
        rated_at_ms=entries.recv_at_ms.argmax(entries.seq, where=entries.grade.notnull()),
        called_at_ms=entries.recv_at_ms.argmax(entries.seq, where=entries.follow_ups > 0),
        reached=last("reached"),
        appeal=last("appeal"),
        called_back=last("called_back"),
        first_due_at_ms=entries.first_due_at_ms.argmin(entries.seq, where=entries.first_due_at_ms.notnull()),
        first_done_at_ms=entries.recv_at_ms.min(where=entries.first_ended),
        satisfied=last("satisfied"),
        dispatched_at_ms=entries.recv_at_ms.min(where=entries.dispatches > 0),
        dispatch_unit=ibis.coalesce(last("wrong_hand_over_unit"), last("dispatcher_unit")),
        accepted_at_ms=entries.recv_at_ms.min(where=entries.stage == "accepted"),
        performed_at_ms=entries.recv_at_ms.argmax(entries.seq, where=entries.stage == "performed"),
        confirmed_at_ms=entries.recv_at_ms.max(where=entries.verb == "record_confirmed"),
        record_only=entries.record_only.any(),
        is_merged=(entries.link == "merged").any().fill_null(False),
        is_child=(entries.link == "child").any().fill_null(False),
        **{name: entries[name].sum() for name in SUMMED},
    )


def _mediated(found: Table, entries: Table) -> Table:
    """Add how a mediation came out, when, and the body that had it then; the present holder where it did not yet."""
    told = entries.filter(entries.stage.isin((*OUTCOME_STAGES, *UNDONE_STAGES)))
    last = told.group_by("stream").agg(
        outcome=told.stage.argmax(told.seq),
        outcome_at_ms=told.recv_at_ms.argmax(told.seq),
        outcome_seq=told.seq.max(),
    )
    last = last.filter(last.outcome.isin(OUTCOME_STAGES))
    held = entries.filter(entries.holder_unit.notnull()).select("stream", "seq", "holder_unit")
    both = held.join(last, "stream")
    both = both.filter(both.seq <= both.outcome_seq)
    outcomes = both.group_by("stream").agg(
        outcome=both.outcome.max(),
        outcome_at_ms=both.outcome_at_ms.max(),
        outcome_unit=both.holder_unit.argmax(both.seq),
    )
    joined = found.left_join(outcomes, "stream").drop("stream_right")
    joined = joined.mutate(mediation_unit=ibis.coalesce(joined.outcome_unit, joined.holder_unit))
    return joined.drop("outcome_unit")


def _work(entries: Table, as_of_ms: int) -> Table:
    """Return what became of the work of each matter, over all runs of its clock."""
    runs = _charged(entries, _runs(entries, as_of_ms))
    last_done = runs.run.max(where=runs.is_done).over(ibis.window(group_by=runs.stream))
    runs = runs.mutate(is_counted_rest=last_done.notnull() & (runs.run <= last_done))
    late, done = runs.is_late, runs.is_done

    def deciding(name: str) -> IntegerValue | StringValue:
        """The first late run decides; where none was late, the last one that was done."""
        column = runs[name]
        return ibis.coalesce(column.argmin(runs.run, where=late), column.argmax(runs.run, where=done))

    return (
        runs.group_by("stream")
        .agg(
            work_due_at_ms=deciding("due_at_ms"),
            work_unit=deciding("unit"),
            is_late=late.any(),
            is_done=done.any(),
            done_unit=runs.unit.argmax(runs.run, where=done),
            done_at_ms=runs.ended_at_ms.max(where=done),
            work_began_at_ms=runs.began_at_ms.min(),
            _began_s=runs.began_s.min(),
            _done_s=runs.ended_s.argmax(runs.run, where=done),
            _rest_s=runs.rest_s.sum(where=runs.is_counted_rest),
        )
        .mutate(
            work_natural_ms=lambda t: t.done_at_ms - t.work_began_at_ms,
            work_worked_s=lambda t: t._done_s - t._began_s - t._rest_s.fill_null(0),
        )
        .drop("_began_s", "_done_s", "_rest_s")
    )


def _runs(entries: Table, as_of_ms: int) -> Table:
    """Return one row per run of the work's clock."""
    before = ibis.window(group_by=entries.stream, order_by=entries.seq, preceding=None, following=0)
    numbered = entries.mutate(run=entries.work_set.cast("int64").sum().over(before))
    numbered = numbered.filter(numbered.run > 0)
    ends = numbered.work_ended & ~numbered.work_set
    due = numbered.work_due_at_ms
    runs = numbered.group_by("stream", "run").agg(
        began_at_ms=numbered.recv_at_ms.min(),
        began_s=numbered.worked_s.min(),
        due_at_ms=due.argmax(numbered.seq, where=due.notnull()),
        has_lapsed=numbered.work_lapsed.argmax(numbered.seq, where=numbered.work_lapsed.notnull()),
        pauses=numbered.work_pauses.sum(),
        rested_s=numbered.work_rest_s.sum(),
        own_end_seq=numbered.seq.min(where=ends),
        own_end_at_ms=numbered.recv_at_ms.min(where=ends),
        own_end_s=numbered.worked_s.min(where=ends),
        end_stage=numbered.stage.argmin(numbered.seq, where=ends),
        first_seq=numbered.seq.min(),
    )
    after = ibis.window(group_by=runs.stream, order_by=runs.run)
    runs = runs.mutate(
        end_seq=ibis.coalesce(runs.own_end_seq, runs.first_seq.lead().over(after)),
        ended_at_ms=ibis.coalesce(runs.own_end_at_ms, runs.began_at_ms.lead().over(after)),
        ended_s=ibis.coalesce(runs.own_end_s, runs.began_s.lead().over(after)),
        is_done=runs.own_end_seq.notnull() & runs.end_stage.isin(WORK_DONE_STAGES).fill_null(False),
    )
    return runs.mutate(
        is_late=_is_late(runs, as_of_ms),
        rest_s=runs.rested_s + (runs.pauses > 0).ifelse(runs.ended_s.fill_null(0), 0),
    )


def _is_late(runs: Table, as_of_ms: int) -> BooleanValue:
    """It ran out and got no more time, or it ran until after its deadline; a clock that rests runs to no deadline."""
    end = runs.ended_at_ms.fill_null(as_of_ms)
    return runs.has_lapsed | ((runs.pauses <= 0) & (end > runs.due_at_ms))


def _charged(entries: Table, runs: Table) -> Table:
    """Add the unit that answers for each run: who had the matter when it ended or fell due, whichever was first."""
    held = entries.filter(entries.holder_unit.notnull()).select("stream", "seq", "recv_at_ms", "holder_unit")
    spans = runs.select("stream", "run", "end_seq", "due_at_ms")
    both = held.join(spans, "stream")
    both = both.filter((both.seq < both.end_seq.fill_null(2**31)) & (both.recv_at_ms <= both.due_at_ms))
    units = both.group_by("stream", "run").agg(unit=both.holder_unit.argmax(both.seq))
    return runs.left_join(units, ["stream", "run"]).drop("stream_right", "run_right")


def _with_repeats(found: Table, never_counted: Sequence[str]) -> Table:
    """Say what counts, what is final, and when the same kind of matter was reported before at the same place."""
    counts = ~(
        found.record_only
        | found.is_merged
        | found.is_child
        | found.result.isin(NOT_COUNTED_RESULTS).fill_null(False)
        | found.procedure.isin(tuple(never_counted))
    )
    found = found.mutate(
        counts=counts,
        is_final=(found.last_kind == "final").fill_null(False),
        is_late=found.is_late.fill_null(False),
        is_done=found.is_done.fill_null(False),
    )
    alike = ibis.window(
        group_by=[found.counts, found.area_path, found.category], order_by=[found.filed_at_ms, found.case_id]
    )
    return found.mutate(
        closed_at_ms=found.is_final.ifelse(found.final_at_ms, ibis.null("int64")),
        alike_filed_at_ms=found.filed_at_ms.lag().over(alike),
    ).drop("last_kind", "final_at_ms", "is_merged", "is_child")


def _placed(found: Table) -> Table:
    """Add the path of each tier above the matter; null where it was placed higher up."""
    return found.mutate(
        **{
            name: found.area_path.re_extract("^(/" + "[^/]+/" * (depth + 1) + ")", 1).nullif("")
            for depth, name in enumerate(LEVELS)
        }
    )
