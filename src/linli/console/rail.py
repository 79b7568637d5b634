"""The rail and the seat of every console page: only rooms that exist, badges only for what waits for me."""

from datetime import datetime

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from linli.actions.case_lists import has_desk, waiting_for
from linli.actions.deciding import Office
from linli.actions.figures import has_figures
from linli.actions.notices import count_new
from linli.actions.seats import posts_of_staff
from linli.actions.wall_views import sees_county
from linli.console.words import area_name, language, unit_name
from linli.domain.area import AreaLevel
from linli.domain.engine.access import may_set_up
from linli.domain.unit import Post
from linli.domain.wording import Wording
from linli.ui.pieces import NavGroup, NavLink, Seat

KEPT_SENT = "linli_kept_sent"
"""Key of the session that names the form whose words were taken, so that the browser drops its copy."""


def furnish(request: HttpRequest, *, office: Office, post: Post | None, name: str, now: datetime) -> None:
    """Give the page its rail, its seat and the name of the district."""
    centre = office.directory.centre_for(_top_path(office), AreaLevel.COUNTY)
    if centre is not None:
        request.linli_district = Wording(centre.name, centre.name_en or centre.name)  # type: ignore[attr-defined]
    request.linli_seat = _seat(office, post, name, now)  # type: ignore[attr-defined]
    if request.method == "GET" and KEPT_SENT in request.session:
        request.linli_kept_sent = request.session.pop(KEPT_SENT)  # type: ignore[attr-defined]
    # A fragment draws no rail, and an address that only acts needs none either.
    if post is not None and request.method == "GET" and not request.headers.get("HX-Request"):
        request.linli_nav = rail(request.path, office, post, now)  # type: ignore[attr-defined]
    elif post is not None:
        request.linli_nav = rail(request.path, office, post, None)  # type: ignore[attr-defined]


def _top_path(office: Office) -> str:
    return next((area.path for area in office.directory.tree if area.parent_id is None), "/")


def _seat(office: Office, post: Post | None, name: str, now: datetime) -> Seat:
    sign_out = reverse("account_logout")
    if post is None:
        return Seat(name=name, sign_out_url=sign_out, profile_url=reverse("console:seat"))
    role = post.title if language() == "zh" and post.title else post.role.wording.within(language())
    has_others = len(posts_of_staff(office, post.staff_id or "", now)) > 1
    return Seat(
        name=name,
        sign_out_url=sign_out,
        post_title=f"{role} · {unit_name(office, post.unit_id)}",
        area_name=area_name(office, post.area_path),
        area_url=reverse("console:seat") if has_others else "",
        profile_url=reverse("console:seat"),
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
        first.append(link("phone", _("Phone desk"), "phone"))
    matters = [link("cases", _("All matters"), "list"), link("map", _("Map"), "map")]
    if sees_county(office, post):
        matters.append(link("wall", _("Wall screen"), "chart"))
    if has_figures(office, post):
        matters.append(link("figures", _("Figures"), "chart"))
    house = [
        link("notices", _("Notices"), "bell", count_new(office, post) if now else 0),
        link("unit", _("My unit"), "people"),
        link("lists", _("House lists"), "paper"),
        link("procedures", _("Procedures"), "next"),
        link("help", _("Help"), "help"),
    ]
    if may_set_up("setup.read", post, office.directory):
        house.insert(-1, link("setup", _("Set-up"), "settings"))
    return (
        NavGroup(links=tuple(first)),
        NavGroup(title=_("Matters"), links=tuple(matters)),
        NavGroup(title=_("House"), links=tuple(house)),
    )
