"""Rows of the two registers of mediation turned into records, each checked against the units and posts."""

from linli.domain.mediation_committee import CommitteeKind, MediationCommittee, committee_problems, last_day_of_term
from linli.domain.mediator import Mediator, MediatorKind, mediator_problems
from linli.domain.setup_cells import SheetRow
from linli.domain.setup_plan import Workshop
from linli.domain.unit import Post, Role, Unit


def committee_row(shop: Workshop, row: SheetRow) -> None:
    """Add, change or end a body that mediates; every rule of the law at once."""
    unit = shop.units.get(row.text("unit"))
    if unit is None:
        shop.wrong(row, "unit", "unit_unknown", value=row.text("unit")[:40])
        return
    before = next((one for one in shop.directory.setup.committees if one.unit_id == unit.id), None)
    chair = _chair(shop, row, unit)
    if chair is None:
        return
    if not chair and before and (not row.has("chair") or _is_nameless(shop, before.chair_post_id)):
        chair = before.chair_post_id
    started = row.values["started_date"]
    committee = MediationCommittee(
        unit_id=unit.id, kind=CommitteeKind(row.text("kind")), sector=row.text("sector"), types=row.values["types"],
        member_count=row.values.get("member_count") or 0, women_count=row.values.get("women_count") or 0,
        minority_count=row.values.get("minority_count") or 0, needs_minority=bool(row.values["needs_minority"]),
        chair_post_id=chair, started_date=started,
        ended_date=row.values.get("ended_date") or last_day_of_term(started),
        is_active=bool(row.values["is_active"]),
    )  # fmt: skip
    problems = committee_problems(committee, unit_kind=unit.kind, tier=unit.tier)
    for one in problems:
        shop.wrong(row, one.at, one.code, **one.params)
    if not problems:
        shop.keep(row, committee, before)


def _chair(shop: Workshop, row: SheetRow, unit: Unit) -> str | None:
    """Return the chair's post, "" where none is named, None where it is nobody's."""
    login = row.text("chair")
    if not login:
        return ""
    own = [one for one in _posts(shop) if one.unit_id == unit.id and one.staff_id == _pseudonym(shop, login)]
    if not own:
        shop.wrong(row, "chair", "chair_elsewhere", value=login[:40])
        return None
    return min(own, key=lambda post: (post.id != unit.head_post_id, post.role is not Role.MEDIATOR, post.id)).id


def _is_nameless(shop: Workshop, post_id: str) -> bool:
    """Say whether a post is held under a pseudonym without an account here: not for a sheet to take away."""
    holder = next((one.staff_id for one in shop.posts if one.id == post_id), None)
    return holder is not None and holder not in shop.logins.values()


def mediator_row(shop: Workshop, row: SheetRow) -> None:
    """Add, change or end a line of the roster; the post must be one of a mediator."""
    unit = shop.units.get(row.text("unit"))
    if unit is None:
        shop.wrong(row, "unit", "unit_unknown", value=row.text("unit")[:40])
        return
    holder = _pseudonym(shop, row.text("login"))
    posts = [one for one in _posts(shop) if (one.unit_id, one.role, one.staff_id) == (unit.id, Role.MEDIATOR, holder)]
    if not posts:
        shop.wrong(row, "login", "mediator_unknown", value=row.text("login")[:40])
        return
    roster = {one.post_id: one for one in shop.directory.setup.mediators}
    post = min(posts, key=lambda one: (one.id not in roster, one.id))
    mediator = Mediator(
        post_id=post.id, kind=MediatorKind(row.text("kind")), types=row.values["types"], skills=row.values["skills"],
        takes_new=bool(row.values["takes_new"]), open_max=row.values.get("open_max"),
        away_from_date=row.values.get("away_from_date"), away_until_date=row.values.get("away_until_date"),
        is_active=bool(row.values["is_active"]),
    )  # fmt: skip
    problems = mediator_problems(mediator)
    for one in problems:
        shop.wrong(row, one.at, one.code, **one.params)
    if not problems:
        shop.keep(row, mediator, roster.get(post.id))


def _posts(shop: Workshop) -> list[Post]:
    """Posts as they will stand: what earlier rows of the workbook made or changed wins."""
    fresh = {one.record.id: one.record for one in shop.changes.values() if isinstance(one.record, Post)}
    standing = [fresh.pop(one.id, one) for one in shop.posts]
    return [one for one in (*standing, *fresh.values()) if one.ended_at is None or one.ended_at > shop.now]


def _pseudonym(shop: Workshop, login: str) -> str:
    """Return who is meant by a login; nobody's where it is unknown."""
    account = shop.accounts.get(login)
    return account.pseudonym if account else shop.logins.get(login, "-")
