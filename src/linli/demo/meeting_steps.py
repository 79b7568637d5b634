"""A sitting of the joint meeting, step by step through the real actions: planned, fixed, pressed, ordered."""

from dataclasses import dataclass, replace
from datetime import timedelta

from linli.actions.deciding import FiledCase, Office, receipt_of
from linli.actions.meeting_minutes import press_minutes
from linli.actions.meeting_orders import Signing, sign_order
from linli.actions.meetings import fix_item, leave_out, plan_meeting, propose
from linli.demo.cast import Cast
from linli.demo.stories import Acting
from linli.domain.area import AreaLevel
from linli.domain.engine.state import CaseState
from linli.domain.meeting import MeetingStage, Sitting
from linli.domain.meeting_checks import Fixing, Minutes, Plan
from linli.domain.paper import Filling, FontFound, PaperForm
from linli.domain.ports import MadePdf, PaperPress
from linli.domain.problems import Problem
from linli.domain.unit import Post, Role
from linli.store import journal, ledgers, meetings
from linli.store.meetings import SITTINGS

ITEM = "difficult_case"
MEETING = "joint-meeting"
UNITS = ("dept-housing", "dept-city", "dept-labour", "dept-civil")
PLACE = "区综治中心二楼会议室"
SOON = timedelta(minutes=1)
LATEST = 6
"""So many of the latest sittings are looked through for a matter."""


@dataclass(frozen=True, slots=True)
class DocumentPress:
    """Makes documents and no PDF of them, which would keep a visitor waiting for an office program."""

    press: PaperPress

    def template_of(self, form: PaperForm) -> bytes:
        """Return the template that is shipped for a form."""
        return self.press.template_of(form)

    def check(self, template: bytes, form: PaperForm) -> tuple[FontFound, ...]:
        """Return what prints each type of a template here."""
        return self.press.check(template, form)

    def fill(self, template: bytes, form: PaperForm, filling: Filling) -> bytes:
        """Return the document filled in."""
        return self.press.fill(template, form, filling)

    def pdf(self, docx: bytes) -> MadePdf:
        """Return no PDF."""
        return MadePdf(content=None)

    def standing(self) -> tuple[Problem, ...]:
        """Return what this machine lacks."""
        return self.press.standing()


def with_documents(office: Office) -> Office:
    """Return the house with a press that makes documents alone."""
    press = office.ports.papers
    return replace(office, ports=replace(office.ports, papers=DocumentPress(press) if press else None))


def convener_of(cast: Cast) -> Post:
    """Return the chief convener of the district's joint meeting."""
    return next(post for post in cast.team(MEETING) if post.role is Role.CONVENER)


def sponsor_of(cast: Cast) -> Post:
    """Return the first of those who sponsor matters in the district's joint meeting."""
    return next(post for post in cast.team(MEETING) if post.role is Role.SPONSOR)


def coordinator_of(cast: Cast) -> Post:
    """Return the coordinator of the district's centre: the office of its joint meeting."""
    centre = cast.unit("centre")
    return cast.posts(cast.centre(centre.area_path, AreaLevel.COUNTY), Role.DISTRICT_COORDINATOR)[0]


def circle(cast: Cast) -> tuple[str, ...]:
    """Return the units that are asked to a sitting."""
    return (cast.unit("centre").id, *(cast.unit(key).id for key in UNITS))


def sitting_of(acting: Acting) -> Sitting | None:
    """Return the sitting of today whose agenda the matter stands on, or None."""
    office, calendar = acting.office, acting.office.directory.calendar
    today = calendar.local_date(acting.now)
    found = meetings.page(office.county_id, [acting.cast.unit(MEETING).id], limit=LATEST)
    for line in found.lines:
        if calendar.local_date(line.starts_at) == today and line.stage == MeetingStage.PLANNED.value:
            sitting = ledgers.kept(SITTINGS, office.county_id, line.id)
            if sitting is not None and any(one.case == acting.state.id for one in sitting.agenda):
                return sitting
    return None


def is_fixed(acting: Acting) -> bool:
    """Say whether all four are fixed for the matter."""
    sitting = sitting_of(acting)
    item = sitting.items[acting.state.id] if sitting else None
    return bool(item and item.sponsor and item.post and item.due_date and item.words_seq)


def plan(acting: Acting) -> None:
    """Plan a sitting of its own for the matter: what else the agenda found is left for the next."""
    office, cast, mark = acting.office, acting.cast, f"story/{acting.token}"
    planned = Plan(starts_at=acting.now + SOON, place=PLACE, chair=convener_of(cast).id, units=circle(cast))
    post = coordinator_of(cast)
    id_ = plan_meeting(office, post, planned, command_id=f"{mark}/plan", now=acting.now)
    sitting = ledgers.kept(SITTINGS, office.county_id, id_)
    agenda = sitting.agenda if sitting else ()
    for place, item in enumerate(one for one in agenda if one.case != acting.state.id):
        leave_out(
            office, post, id_, item.case, reason="本次为专题会,留到下次例会研究", command_id=f"{mark}/out{place}",
            now=acting.now,
        )  # fmt: skip
    if all(one.case != acting.state.id for one in agenda):
        propose(office, post, id_, acting.state.number, command_id=f"{mark}/propose", now=acting.now)


def fix(acting: Acting, given: Fixing) -> None:
    """Fix the four for the matter."""
    sitting = sitting_of(acting)
    if sitting is None:
        raise LookupError(f"no sitting today with {acting.state.number}")
    fix_item(
        acting.office, coordinator_of(acting.cast), sitting.id, acting.state.id, given=given,
        command_id=f"story/{acting.token}/fix{sitting.seq}", now=acting.now,
    )  # fmt: skip


def press(acting: Acting, post: Post, minutes: Minutes) -> FiledCase:
    """Let `post` make the minutes; return the item that came of the matter."""
    sitting = sitting_of(acting)
    if sitting is None:
        raise LookupError(f"no sitting today with {acting.state.number}")
    office = with_documents(acting.office)
    press_minutes(office, post, sitting.id, minutes, command_id=f"story/{acting.token}/press", now=acting.now)
    return filed_as(acting.fresh())


def order(acting: Acting, *, due_in_days: int, reason: str) -> None:
    """Let the convener sign an order on an item between two sittings."""
    day = acting.office.directory.calendar.local_date(acting.now) + timedelta(days=due_in_days)
    asked = Signing(
        command_id=f"story/{acting.token}/order", case_id=acting.state.id, strength="order", due_date=day.isoformat(),
        reason=reason,
    )  # fmt: skip
    sign_order(acting.office, convener_of(acting.cast), asked, acting.now)


def on_item(acting: Acting) -> Acting:
    """Return what goes on with the item that a sitting made of the matter; the same where it is one already."""
    if acting.state.procedure == ITEM:
        return acting
    stream = next(one.stream for one in acting.state.links if one.rule == "stuck" and one.direction == "from")
    return replace(acting, state=journal.load_states(acting.office.county_id, [stream])[stream])


def filed_as(acting: Acting) -> FiledCase:
    """Return the item as the matter that is followed from here on."""
    state: CaseState = on_item(acting).state
    receipt = receipt_of(state.id, acting.office.ports.secret)
    return FiledCase(case_id=state.id, number=state.number, receipt=receipt, stream=state.stream)


def part_of(state: CaseState, stage: str) -> str:
    """Return the order of an item that stands at `stage`."""
    return next(one.id for one in state.parts.values() if one.rule == "order" and one.stage == stage)
