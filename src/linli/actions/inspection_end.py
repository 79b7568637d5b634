"""The end of an inspection: its findings become matters and the place its next day, all in one moment, or nothing."""

from dataclasses import replace
from datetime import datetime, timedelta

from linli.actions.deciding import Office, today_of
from linli.actions.inspection_findings import batch_finding, file_findings, findings_of
from linli.actions.inspections import changed, check_inspector, check_stage, list_of
from linli.actions.own_streams import Asked, Made
from linli.domain.engine.context import Command
from linli.domain.inspection import BatchResult, Inspection, InspectionStage, ItemSet, Kind, SignedSet, Way
from linli.domain.inspection_checks import Finishing, finish_problems
from linli.domain.problems import Problem, Refused
from linli.domain.unit import Post, Role
from linli.store import inspection_streams as streams

FINISHING = frozenset(
    {
        Role.INSPECTOR, Role.HANDLER, Role.LIAISON, Role.GRID_LEADER, Role.GRID_WORKER, Role.UNIT_HEAD,
        Role.COMMUNITY_OFFICER, Role.DISTRICT_COORDINATOR,
    }
)  # fmt: skip
"""Roles that may file what is found; a sponsor or convener who came along leaves that to a colleague."""


def finish(office: Office, post: Post, inspection_id: str, *, command_id: str, now: datetime) -> Inspection:
    """Finish: the record stands from now on. Raises Refused with everything that is still open."""

    def make(before: Inspection, command: Command) -> Made:
        check_inspector(post, before)
        check_stage(before, InspectionStage.STARTED)
        if post.role not in FINISHING:
            raise Refused([Problem("not_yours")])
        checklist = list_of(office, before)
        titles = {one.key: one.title.zh for one in checklist.items} if checklist else {}
        unit = office.directory.units[before.head.unit]
        finishing = Finishing(unit=unit, checklist=checklist, finisher=post.id, titles=titles)
        problems = finish_problems(before, finishing)
        if problems:
            raise Refused(problems)
        return _finished(office, post, before, command=command, now=now)

    return changed(office, post, inspection_id, Asked(command_id=command_id, verb="finish"), now=now, make=make)


def _finished(office: Office, post: Post, before: Inspection, *, command: Command, now: datetime) -> Made:
    kept = streams.values_of(office.county_id, before.stream)
    found = findings_of(office, before, kept)
    filed = file_findings(office, post, before, found, command_id=command.id, now=now)
    ended = replace(before.head, stage=InspectionStage.FINISHED.value, again_date=again_date(office, before, now))
    items: list[ItemSet] = [replace(one, case=filed[one.item].case_id) for one in before.not_ok]
    name = () if post.id in before.signed else (SignedSet(side=post.id, way=Way.SIGNED.value),)
    return Made(past="finished", effects=(ended, *items, *name), pub={"findings": len(items)})


def again_date(office: Office, inspection: Inspection, now: datetime) -> str:
    """Return the day on which the place is due again; a follow-up, which looks at a part only, sets none."""
    checklist = list_of(office, inspection)
    if checklist is None or inspection.head.kind == Kind.FOLLOW_UP.value:
        return ""
    return (today_of(office, now) + timedelta(days=checklist.again_days)).isoformat()


def decide_batch(
    office: Office, post: Post, inspection_id: str, batch: str, result: str, *, command_id: str, now: datetime
) -> Inspection:  # fmt: skip
    """Enter what the laboratory found of a batch, during the inspection or later; one that failed becomes a matter."""

    def make(before: Inspection, command: Command) -> Made:
        check_inspector(post, before)
        one = before.batches.get(batch)
        if one is None:
            raise Refused([Problem("batch_unknown", at="batch")])
        if before.stage is InspectionStage.CANCELLED:
            raise Refused([Problem("inspection_cancelled")])
        if one.result != BatchResult.AWAITED.value:
            raise Refused([Problem("batch_decided", at="batch")])
        if result not in (BatchResult.PASSED.value, BatchResult.FAILED.value):
            raise Refused([Problem("unknown_choice", at="result", params={"value": result[:40]})])
        case = ""
        if result == BatchResult.FAILED.value:
            kept = streams.values_of(office.county_id, before.stream)
            finding = (batch_finding(office, before, one, kept),)
            case = file_findings(office, post, before, finding, command_id=command.id, now=now)[batch].case_id
        return Made(past="batch_decided", effects=(replace(one, result=result, case=case),))

    asked = Asked(command_id=command_id, verb="decide_batch", fields={"batch": batch, "result": result})
    return changed(office, post, inspection_id, asked, now=now, make=make)
