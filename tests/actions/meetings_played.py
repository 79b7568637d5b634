"""A district meeting played in a real database: a lamp that ran over at the top tier, and what becomes of it."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from linli.actions.cases import move_case
from linli.actions.deciding import FiledCase, Office
from linli.actions.meeting_minutes import press_minutes
from linli.actions.meetings import fix_item, plan_meeting
from linli.actions.ticks import tick_due
from linli.domain.engine.context import Command
from linli.domain.meeting import Sitting
from linli.domain.meeting_checks import Fixing, Minutes, Plan
from linli.store import journal, ledgers
from linli.store.meetings import SITTINGS
from linli.store.staff import StaffMember, save_staff
from tests import cast, offices
from tests.actions.plain_press import PlainPress

STUCK_AT = cast.MONDAY + timedelta(days=70)
HELD_AT = STUCK_AT + timedelta(days=2)
FOUR = Fixing(
    sponsor="p-gao", handler="p-wei", measures="更换线缆,三日内亮灯",
    due_date=(HELD_AT + timedelta(days=15)).date().isoformat(),
)  # fmt: skip
MINUTES = Minutes(summary="会议听取了情况汇报,研究了一项疑难问题。", present=("u-centre",))


def set_up(press: PlainPress | None = None) -> Office:
    """The cast's county with a press and with named staff."""
    office = offices.set_up_office()
    save_staff(StaffMember(username=name, pseudonym=f"s-{name}", name=name.title()) for name in ("gao", "wei", "tang"))
    return replace(office, ports=replace(office.ports, papers=press or PlainPress()))


def stuck(office: Office, **changes: Any) -> FiledCase:
    """A lamp that nobody repaired: every clock ran over, up to the top tier."""
    filed = offices.file(office, **changes)
    offices.move(office, filed.stream, "hu", "register")
    tick_due(office, now=STUCK_AT)
    return filed


def planned(office: Office, *, who: str = "yuan", now: datetime = STUCK_AT) -> Sitting:
    """A sitting of the district's meeting two days later."""
    plan = Plan(
        starts_at=now + timedelta(days=2), place="区综治中心二楼会议室", chair="p-tang",
        units=("u-centre", "u-city-management"),
    )  # fmt: skip
    id_ = plan_meeting(office, cast.POSTS[who], plan, command_id=offices.command_id("plan"), now=now)
    return sitting(office, id_)


def sitting(office: Office, meeting_id: str) -> Sitting:
    """The sitting as it stands."""
    found = ledgers.kept(SITTINGS, office.county_id, meeting_id)
    assert found is not None
    return found


def fix(office: Office, meeting: Sitting, case_id: str, given: Fixing = FOUR, *, now: datetime = HELD_AT) -> Sitting:
    """Let the office fix an item."""
    return fix_item(
        office, cast.POSTS["yuan"], meeting.id, case_id, given=given, command_id=offices.command_id("fix"), now=now
    )  # fmt: skip


def press(office: Office, meeting: Sitting, *, who: str = "tang", id_: str = "", now: datetime = HELD_AT) -> Any:
    """Press the minutes."""
    return press_minutes(
        office, cast.POSTS[who], meeting.id, MINUTES, command_id=id_ or offices.command_id("press"), now=now
    )  # fmt: skip


def decided(office: Office) -> tuple[FiledCase, str]:
    """A lamp that a sitting fixed; the item's id beside it."""
    filed = stuck(office)
    meeting = planned(office)
    fix(office, meeting, filed.case_id)
    press(office, meeting)
    return filed, sitting(office, meeting.id).items[filed.case_id].child


def move(office: Office, case_id: str, who: str, verb: str, *, at: datetime, part: str = "", **fields: Any) -> None:
    """Let `who` make a move on an item."""
    command = Command(id=offices.command_id(verb), verb=verb, stream=f"case/{case_id}", fields=fields, part=part)
    move_case(office, command, actor=cast.actor(who), now=at)


def state_of(office: Office, case_id: str) -> Any:
    """The state of a matter."""
    return journal.load_states(office.county_id, [f"case/{case_id}"])[f"case/{case_id}"]
