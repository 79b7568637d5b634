"""Emergency plans: made, put into a new version, drilled with lessons; a unit is told once when a drill is overdue."""

from dataclasses import replace
from datetime import datetime

from linli.actions.deciding import Office, new_id, today_of
from linli.actions.ledger_acts import Keeping, acted, begun, by_system, text
from linli.actions.own_streams import Made
from linli.actions.typed_act import TypedAct
from linli.domain import emergency_plan as rules
from linli.domain.emergency_plan import EmergencyPlan
from linli.domain.problems import Problem, Refused
from linli.domain.supply_checks import may_begin, may_keep, may_read_kept
from linli.domain.unit import Post
from linli.store import outbox, plans
from linli.store.journal import OutboxDraft
from linli.store.plans import PLANS


def may_see(office: Office, post: Post, plan: EmergencyPlan) -> bool:
    """Say whether a post may see a plan."""
    return may_read_kept(post, unit=plan.head.unit, area=plan.head.area)


def may_change(office: Office, post: Post, plan: EmergencyPlan) -> bool:
    """Say whether a post keeps a plan."""
    return may_keep(post, unit=plan.head.unit, area=plan.head.area, directory=office.directory)


KEEPING: Keeping[EmergencyPlan] = Keeping(ledger=PLANS, may_see=may_see, may_change=may_change)


def make_plan(office: Office, post: Post, act: TypedAct, *, now: datetime) -> str:
    """Make a plan of the post's unit; return its id. Raises Refused with every mistake."""
    if not may_begin(post, office.directory):
        raise Refused([Problem("not_yours")])

    def make() -> Made:
        unit = office.directory.units[post.unit_id]
        told, words = rules.plan_values(act.reading(today_of(office, now)), unit.id, unit.area_path)
        return Made(past="made", effects=(told,), values=text("text", words))

    return begun(office, post, KEEPING, act.asked("make"), now=now, make=make)


def new_version(office: Office, post: Post, plan_id: str, act: TypedAct, *, now: datetime) -> EmergencyPlan:
    """Put a new version into force; the former ones stay to be read."""

    def make(plan: EmergencyPlan) -> Made:
        told, words = rules.next_version(act.reading(today_of(office, now)), plan)
        return Made(past="revised", effects=(told,), values=text("text", words))

    return acted(office, post, KEEPING, plan_id, act.asked("revise"), now=now, make=make)


def plan_drill(office: Office, post: Post, plan_id: str, act: TypedAct, *, now: datetime) -> EmergencyPlan:
    """Plan a drill for a day."""

    def make(plan: EmergencyPlan) -> Made:
        return Made(past="drill_planned", effects=(rules.drill_planned(act.reading(today_of(office, now)), plan),))

    return acted(office, post, KEEPING, plan_id, act.asked("plan_drill"), now=now, make=make)


def record_drill(
    office: Office, post: Post, plan_id: str, drill_id: str, act: TypedAct, *, now: datetime
) -> EmergencyPlan:  # fmt: skip
    """Record a drill that was held, with how many took part and what it taught; the next one is due from then."""

    def make(plan: EmergencyPlan) -> Made:
        told, drill, lessons = rules.drill_held(act.reading(today_of(office, now)), plan, drill_id)
        return Made(past="drilled", effects=(told, drill), values=text("lessons", lessons))

    return acted(office, post, KEEPING, plan_id, act.asked("record_drill", drill=drill_id), now=now, make=make)


def call_drill_off(
    office: Office, post: Post, plan_id: str, drill_id: str, act: TypedAct, *, now: datetime
) -> EmergencyPlan:  # fmt: skip
    """Call a drill off, with the reason; what is due stays due."""

    def make(plan: EmergencyPlan) -> Made:
        drill, reason = rules.drill_off(act.reading(today_of(office, now)), plan, drill_id)
        return Made(past="drill_called_off", effects=(drill,), values=text("reason", reason))

    return acted(office, post, KEEPING, plan_id, act.asked("call_off", drill=drill_id), now=now, make=make)


def end_plan(office: Office, post: Post, plan_id: str, act: TypedAct, *, now: datetime) -> EmergencyPlan:
    """End a plan, or put it into force again; everything about it stays to be read."""

    def make(plan: EmergencyPlan) -> Made:
        is_active = not plan.head.is_active
        told = replace(plan.head, is_active=is_active)
        return Made(past="resumed" if is_active else "ended", effects=(told,))

    return acted(office, post, KEEPING, plan_id, act.asked("end"), now=now, make=make)


def remind_of_drills(office: Office, *, now: datetime, limit: int = 200) -> int:
    """Tell each unit once that a drill is overdue; return how many plans that concerned."""
    today, done = today_of(office, now), 0

    def make(plan: EmergencyPlan) -> Made | None:
        if not plan.is_to_remind(today):
            return None
        outbox.add(office.county_id, [_reminder(plan, now)])
        return Made(past="reminded", effects=(replace(plan.head, reminded=plan.head.due),))

    for plan_id in plans.to_remind(office.county_id, today, limit=limit):
        done += by_system(office, KEEPING, plan_id, now=now, make=make)
    return done


def _reminder(plan: EmergencyPlan, now: datetime) -> OutboxDraft:
    head = plan.head
    payload = {
        "template": "drill_overdue", "to": "holder", "stream": "", "unit": head.unit, "post": "",
        "params": {"what": head.title, "what_en": head.title, "due": head.due, "due_en": head.due, "plan": plan.id},
    }  # fmt: skip
    return OutboxDraft(
        id=new_id(now), key=f"{plan.stream}/drill/{head.due}", kind="message", payload=payload, created_at=now,
        not_before=now,
    )  # fmt: skip
