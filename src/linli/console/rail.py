"""The rail and the seat of every console page: only rooms that exist, badges only for what waits for me."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from linli.actions.case_lists import has_desk, waiting_for
from linli.actions.channel_posts import has_rooms
from linli.actions.deciding import Office
from linli.actions.disputes import may_register as may_register_dispute
from linli.actions.figures import has_figures
from linli.actions.glass import to_review
from linli.actions.hazards import has_ledger
from linli.actions.notices import count_new
from linli.actions.petitions import has_petitions
from linli.actions.round_weeks import may_cover
from linli.actions.seats import posts_of_staff
from linli.actions.services import ROOM_ROLES
from linli.actions.sittings import may_keep_rooms
from linli.actions.suggestions import has_suggestions
from linli.actions.wall_views import sees_county
from linli.console.reauthentication import is_demo_seat
from linli.console.words import area_name, language, unit_name
from linli.domain.area import AreaLevel
from linli.domain.engine.access import ACCOUNT_ROLES, may_set_up
from linli.domain.inspection_rights import has_inspections
from linli.domain.meeting import meeting_unit
from linli.domain.oversight_round import ANSWERING_ROLES, reads_rounds
from linli.domain.round import walks
from linli.domain.supply_checks import has_supplies
from linli.domain.unit import Post, Role
from linli.domain.wording import Wording
from linli.procedures import data_breach, data_right
from linli.ui.pieces import NavGroup, NavLink, Seat

KEPT_SENT = "linli_kept_sent"
"""Key of the session that names the form whose words were taken, so that the browser drops its copy."""


def furnish(request: HttpRequest, *, office: Office, post: Post | None, name: str, now: datetime) -> None:
    """Give the page its rail, its seat and the name of the district."""
    centre = office.directory.centre_for(_top_path(office), AreaLevel.COUNTY)
    if centre is not None:
        district = Wording(centre.name, centre.name_en or centre.name)
        request.linli_district = district  # type: ignore[attr-defined]  # read by the frame, as is what follows
    seat = _seat(office, post, name, now)
    remark = _("Demo seat: no second factor.") if is_demo_seat(request) else ""
    request.linli_seat = replace(seat, remark=remark)  # type: ignore[attr-defined]  # the frame's
    if request.method == "GET" and KEPT_SENT in request.session:
        request.linli_kept_sent = request.session.pop(KEPT_SENT)  # type: ignore[attr-defined]  # the frame's
    if post is not None:
        # A fragment draws no rail; an answer that leads elsewhere draws nothing, so its counts are never asked for.
        is_page = request.method == "GET" and not request.headers.get("HX-Request")
        nav = SimpleLazyObject(lambda: rail(request.path, office, post, now if is_page else None))
        request.linli_nav = nav  # type: ignore[attr-defined]  # the frame's


def _top_path(office: Office) -> str:
    return next((area.path for area in office.directory.tree if area.parent_id is None), "/")


def _seat(office: Office, post: Post | None, name: str, now: datetime) -> Seat:
    sign_out = reverse("account_logout")
    if post is None:
        return Seat(name=name, sign_out_url=sign_out, profile_url=reverse("console:account"))
    role = post.title if language() == "zh" and post.title else post.role.wording.within(language())
    has_others = len(posts_of_staff(office, post.staff_id or "", now)) > 1
    return Seat(
        name=name,
        sign_out_url=sign_out,
        post_title=f"{role} · {unit_name(office, post.unit_id)}",
        area_name=area_name(office, post.area_path),
        area_url=reverse("console:seat") if has_others else "",
        profile_url=reverse("console:account"),
    )


def rail(path: str, office: Office, post: Post, now: datetime | None) -> tuple[NavGroup, ...]:
    """Return the lines of the rail for `post`; without a moment no badges are counted."""
    waiting = waiting_for(office, post, now) if now else None

    def link(name: str, title: str, icon: str, count: int = 0) -> NavLink:
        url = reverse(f"console:{name}")
        is_here = path == url or (name != "today" and path.startswith(f"{url}/"))
        return NavLink(title=title, url=url, icon=icon, is_current=is_here, waiting_count=count)

    first = [link("today", _("Today"), "today", waiting.today if waiting else 0)]
    if has_desk(office, post):
        first.append(link("desk", _("Desk"), "inbox", waiting.desk if waiting else 0))
        if waiting and waiting.held:
            first.append(link("queue", _("Waiting reports"), "waiting", waiting.held))
        first.append(link("phone", _("Phone desk"), "phone"))
    if has_rooms(office, post):
        first.append(link("reception", _("Reception"), "people"))
        first.append(link("letters", _("Letters"), "message"))
    if post.role is Role.FOLLOW_UP:
        first.append(link("follow_up", _("Follow-up calls"), "phone"))
    if walks(post, office.directory):
        first.append(link("rounds", _("My rounds"), "road"))
    house = [
        link("notices", _("Notices"), "bell", count_new(office, post) if now else 0),
        link("unit", _("My unit"), "people"),
        link("lists", _("House lists"), "paper"),
        link("procedures", _("Procedures"), "next"),
        link("help", _("Help"), "help"),
    ]
    if may_keep_rooms(office, post):
        house.insert(-1, link("rooms", _("Meeting rooms"), "grid"))
    if post.role is Role.DATA_PROTECTION_OFFICER:
        house.insert(-1, link("rights", _("Rights desk"), "lock"))
    elif post.role in data_right.COUNTER:
        house.insert(-1, link("right_new", _("Data rights"), "lock"))
    if post.role in data_breach.RECORDERS:
        house.insert(-1, link("breaches", _("Data breaches"), "shield"))
    if post.role in ACCOUNT_ROLES:
        reviews = len(to_review(office, post, now)) if now else 0
        house.insert(-1, link("accountability", _("Accountability"), "shield", reviews))
    if may_set_up("setup.read", post, office.directory):
        house.insert(-1, link("setup", _("Set-up"), "settings"))
    return (
        NavGroup(links=tuple(first)),
        NavGroup(title=_("Matters"), links=tuple(_matters(office, post, link))),
        NavGroup(title=_("Safe places"), links=tuple(_safe_places(office, post, link))),
        NavGroup(title=_("House"), links=tuple(house)),
    )


def _matters(office: Office, post: Post, link: Callable[[str, str, str], NavLink]) -> list[NavLink]:
    """Return the rooms in which matters are worked on."""
    matters = [link("cases", _("All matters"), "list"), link("map", _("Map"), "map")]
    if has_petitions(post):
        matters.append(link("petitions", _("Petitions"), "message"))
    if has_figures(office, post):
        matters.append(link("disputes", _("Disputes"), "handshake"))
    if may_register_dispute(post):
        matters.append(link("dispute_new", _("Register a dispute"), "edit"))
    if has_suggestions(post):
        matters.append(link("suggestions", _("Deputies' suggestions"), "sign"))
    if post.role in ROOM_ROLES:
        matters.append(link("service", _("Service hall"), "service"))
    if meeting_unit(post, office.directory) is not None:
        matters.append(link("meetings", _("Joint meeting"), "people"))
    if sees_county(office, post):
        matters.append(link("wall", _("Wall screen"), "chart"))
    if has_figures(office, post):
        matters.append(link("figures", _("Figures"), "chart"))
    return matters


def _safe_places(office: Office, post: Post, link: Callable[[str, str, str], NavLink]) -> list[NavLink]:
    """Return the rooms of places: what is walked, inspected, put right and kept ready there."""
    rooms = [link("places", _("Places"), "building")]
    if has_ledger(post):
        rooms.append(link("hazards", _("Hazards"), "shield"))
    if has_inspections(post):
        rooms.append(link("inspections", _("Inspections"), "check"))
    if may_cover(office, post):
        rooms.append(link("round_coverage", _("Rounds"), "road"))
    if reads_rounds(post, office.directory):
        rooms.append(link("oversight", _("Oversight rounds"), "eye"))
    elif post.role in ANSWERING_ROLES:
        rooms.append(link("oversight_answers", _("Problems handed over to us"), "eye"))
    if has_supplies(post):
        rooms.append(link("supplies", _("Supplies and plans"), "grid"))
    return rooms
