"""The joint meeting that lies ahead: its agenda builds itself from what nobody settled in time."""

from datetime import datetime, timedelta

from linli.actions.deciding import Office
from linli.actions.meetings import plan_meeting
from linli.demo import meeting_steps as steps
from linli.demo.cast import Cast
from linli.domain.meeting_checks import Plan
from linli.domain.working_time import next_working_moment
from linli.store import journal

AHEAD = timedelta(days=6)


def convene(office: Office, now: datetime, label: str) -> bool:
    """Plan the next sitting, whose agenda builds itself from what is stuck; say whether it was planned now."""
    command_id = f"{label}/next-meeting"
    if journal.known_command(office.county_id, command_id) is not None:
        return False
    cast, calendar = Cast(office, now), office.directory.calendar
    starts_at = next_working_moment(calendar.midnight(calendar.local_date(now + AHEAD)) + timedelta(hours=9), calendar)
    plan = Plan(
        starts_at=starts_at, place=steps.PLACE, chair=steps.convener_of(cast).id, units=steps.circle(cast)
    )  # fmt: skip
    plan_meeting(office, steps.coordinator_of(cast), plan, command_id=command_id, now=now)
    return True
