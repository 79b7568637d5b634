"""The panels that take turns on the wall: streets, flow, clocks, satisfaction, alerts; and the newest matters."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from linli.actions import wall_views
from linli.console.case_moments import ACTS, spelled
from linli.console.clock_views import line_clock
from linli.console.wall_counting import WallCounting
from linli.console.words import area_name, category_name, language, one_area, unit_name
from linli.domain.area import AreaLevel
from linli.domain.case_query import CaseLine
from linli.domain.engine.shared_fields import GRADES

Places = Mapping[tuple[str, str], int]
RATED_DAYS = 30
GOOD_GRADE = 3
"""基本满意 and better. Source: 政务服务“好差评” (国办 2019), as the indicator of satisfaction counts."""
RATED_MIN = 10
"""Below so many ratings no share is shown: it would say more about chance than about work."""
NEXT_DUE, NEWEST = 7, 7
HOUR = timedelta(hours=1)
HOUR_WIDTH, LANE_HEIGHT = 10, 44
"""Of the drawing in which the hours of a day stand."""


def panels_of(counting: WallCounting, places: Places) -> dict[str, Any]:
    """Return what each panel shows."""
    return {
        "streets": _streets(counting, places),
        "flow": _flow(counting),
        "clocks": _clocks(counting, places),
        "voices": _voices(counting),
        "alerts": _alerts(counting, places),
    }


def _streets(counting: WallCounting, places: Places) -> list[dict[str, Any]]:
    """Return for each street its open matters by clock; the longest bar is the fullest street."""
    tree = counting.office.directory.tree
    rows = []
    for area in sorted((one for one in tree if one.level is AreaLevel.SUBDISTRICT), key=lambda one: one.path):
        looks = dict.fromkeys(("overdue", "near", "on_time", "paused", ""), 0)
        for (path, look), number in places.items():
            if path.startswith(area.path):
                looks[look] += number
        rows.append((area, looks, sum(looks.values())))
    most = max((total for _area, _looks, total in rows), default=0) or 1
    return [
        {
            "name": one_area(area),
            "total": counting.known(total, area=area.path, state="open"),
            "overdue": counting.known(looks["overdue"], area=area.path, clock="overdue", state="open"),
            "bars": _bars(looks, most),
        }
        for area, looks, total in rows
    ]


def _bars(looks: Mapping[str, int], most: int) -> list[dict[str, Any]]:
    """Return the stretches of one bar, side by side, the longest bar being 100 wide."""
    found, left = [], 0.0
    for look, number in looks.items():
        width = 100 * number / most
        if number:
            found.append({"look": look or "none", "left": round(left, 2), "width": round(width, 2)})
        left += width
    return found


def _flow(counting: WallCounting) -> dict[str, Any]:
    """Return how many matters were filed, sent, done and closed in each hour of today."""
    midnight, since = counting.midnight, spelled(counting.midnight)
    acts = {key: ACTS[key][1] for key in ("sent", "done")}
    acted = wall_views.acts_by_hour(counting.query(act_from=since), acts)
    lanes: tuple[tuple[str, str, Mapping[datetime, int], Mapping[str, str]], ...] = (
        ("filed", _("Taken in"), wall_views.filed_by_hour(counting.query(filed_from=since)), {}),
        ("sent", _("Sent out"), {hour: one for (key, hour), one in acted.items() if key == "sent"}, {"act": "sent"}),
        (
            "done",
            _("Reported done"),
            {hour: one for (key, hour), one in acted.items() if key == "done"},
            {"act": "done"},
        ),
        ("closed", _("Handled and closed"), wall_views.closed_by_hour(counting.query(closed_from=since)), {}),
    )
    most = max((number for _key, _title, hours, _asked in lanes for number in hours.values()), default=0)
    return {
        "lanes": [
            _lane(counting, key, title, {localtime(hour): one for hour, one in hours.items()}, asked, most=most)
            for key, title, hours, asked in lanes
        ],
        "now_x": round(HOUR_WIDTH * (counting.now - midnight) / HOUR, 1),
    }


def _lane(
    counting: WallCounting, key: str, title: str, hours: Mapping[datetime, int], asked: Mapping[str, str], *, most: int
) -> dict[str, Any]:
    name = "act" if asked else key
    bars = []
    for one in range(24):
        begin = counting.midnight + one * HOUR
        number = hours.get(begin, 0)
        moments = {f"{name}_from": spelled(begin), f"{name}_to": spelled(begin + HOUR)}
        if number:
            height = round(LANE_HEIGHT * 0.92 * number / most, 1)
            link = counting.known(number, words=f"{one}:00", **moments, **asked)
            bars.append({"link": link, "x": one * HOUR_WIDTH + 1, "y": LANE_HEIGHT - height, "height": height})
    total = (
        counting.acted(key, title) if asked else counting.link(title, **{f"{name}_from": spelled(counting.midnight)})
    )
    return {"key": key, "title": title, "total": total, "bars": bars}


def _clocks(counting: WallCounting, places: Places) -> dict[str, Any]:
    now, midnight = counting.now, counting.midnight
    overdue = sum(number for (_path, look), number in places.items() if look == "overdue")
    tomorrow = midnight + timedelta(days=1)
    lines = wall_views.next_due(counting.query(due_from=spelled(now)), limit=NEXT_DUE)
    return {
        "sums": [
            counting.known(overdue, words=_("Overdue"), clock="overdue", state="open"),
            counting.link(_("Due today"), due_from=spelled(now), due_to=spelled(tomorrow)),
            counting.link(_("Due tomorrow"), due_from=spelled(tomorrow), due_to=spelled(tomorrow + timedelta(days=1))),
        ],
        "next": [_matter(counting, line) for line in lines],
    }


def _voices(counting: WallCounting) -> dict[str, Any]:
    """Return the ratings of matters closed lately, and how many of those that could be rated were."""
    asked = {"closed_from": spelled(counting.midnight - timedelta(days=RATED_DAYS - 1))}
    found = wall_views.grades(counting.query(**asked, grade="1,2,3,4,5"))
    rated, good = sum(found.values()), sum(number for grade, number in found.items() if grade >= GOOD_GRADE)
    most = max(found.values(), default=0) or 1
    words = {one.key: one.title.within(language()) for one in GRADES}
    return {
        "share": f"{100 * good / rated:.1f}%" if rated >= RATED_MIN else "",
        "good": counting.known(good, words=_("fairly satisfied or better"), **asked, grade="3,4,5"),
        "rated": counting.known(rated, words=_("rated"), **asked, grade="1,2,3,4,5"),
        "closed": counting.link(_("closed in 30 days"), **asked),
        "grades": [
            {
                "link": counting.known(found.get(grade, 0), words=words[str(grade)], **asked, grade=str(grade)),
                "width": round(100 * found.get(grade, 0) / most, 1),
                "look": "good" if grade > GOOD_GRADE else "so" if grade == GOOD_GRADE else "bad",
            }
            for grade in (5, 4, 3, 2, 1)
        ],
    }


def _alerts(counting: WallCounting, places: Places) -> dict[str, Any]:
    overdue = sum(number for (_path, look), number in places.items() if look == "overdue")
    return {
        "matters": [
            counting.known(overdue, words=_("Overdue now"), clock="overdue", state="open"),
            counting.acted("lapsed", _("Became overdue today")),
            counting.acted("escalated", _("Escalated today")),
            counting.link(_("On a meeting's agenda"), agenda="1", state="open"),
            counting.link(_("Reopening asked for"), reopening="1"),
        ],
        "works": wall_views.works(counting.office, counting.now),
    }


def ticker_of(counting: WallCounting) -> list[dict[str, Any]]:
    """Return the newest matters by place and kind only."""
    lines = wall_views.newest(counting.query(), limit=NEWEST)
    return [_matter(counting, line) for line in lines]


def _matter(counting: WallCounting, line: CaseLine) -> dict[str, Any]:
    office, now = counting.office, counting.now
    street = office.directory.tree.at_level(line.area_path, AreaLevel.SUBDISTRICT)
    state = line.clock_state(now)
    filed = localtime(line.filed_at)
    is_today = filed.date() == localtime(now).date()
    return {
        "url": reverse("console:case", args=[line.id]),
        "place": one_area(street) if street else area_name(office, line.area_path),
        "kind": category_name(office, line.category),
        "unit": unit_name(office, line.holder_unit),
        "look": state.value if state else "none",
        "clock": line_clock(line, now),
        "filed": f"{filed:%H:%M}" if is_today else f"{filed:%m-%d}",
    }
