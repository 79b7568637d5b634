"""The rehearsal page: a changed rule, and which past matters would have come out otherwise."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from linli.actions import rehearsal as actions
from linli.actions.setup_sheets import waiting_plan
from linli.console.seat import SeatedRequest, who_may
from linli.console.setup.admitted import REHEARSERS
from linli.console.setup.record_words import length_words, record_title
from linli.console.words import area_words, category_words, language, unit_name
from linli.domain.area import AreaLevel
from linli.domain.problems import Problem, Refused
from linli.domain.rehearsal import ROLES, Comparison
from linli.domain.setup_sheets import (
    CLASS_WORDINGS,
    DUTY_WORDINGS,
    LENGTH_WORDINGS,
    URGENCY_WORDINGS,
)
from linli.domain.unit import Role
from linli.domain.wording import Wording
from linli.ui.pieces import Option

REFUSED_STATUS = 422
SHOWN_MAX = 200
NAMED_MAX = 3
FIELDS = {
    "limit": ("category", "area_class", "urgency", "length", "unit"),
    "day": ("day", "day_kind"),
    "duty": ("category", "area", "role", "unit"),
    "workbook": (),
}
KIND_WORDS = {
    "limit": Wording("改一个时限", "Another limit"),
    "day": Wording("改一天的日历", "Another day of the calendar"),
    "duty": Wording("换一个责任单位", "Another unit for a duty"),
    "workbook": Wording("上传了还没保存的表格", "The workbook that waits"),
}
DAY_WORDS = {
    "off": Wording("放假", "Day off"),
    "working": Wording("调休上班", "Make-up working day"),
    "plain": Wording("按平常", "As any such day"),
}


@who_may(REHEARSERS)
def rehearsal(request: SeatedRequest) -> HttpResponse:
    """Show what the change asked for would have done; the question is the address, nothing is written."""
    kind = str(request.GET.get("kind", ""))
    kind = kind if kind in FIELDS else "limit"
    days = str(request.GET.get("days", "90"))
    given = {key: str(request.GET.get(key, ""))[:120] for key in FIELDS[kind]}
    problems: tuple[Problem, ...] = ()
    view = None
    if "go" in request.GET:
        asked = int(days) if days in map(str, actions.DAYS) else 90
        try:
            view = actions.rehearse_change(request.office, request.post, given, kind=kind, days=asked, now=request.now)
        except Refused as refused:
            problems = refused.problems
    waits = kind == "workbook" or waiting_plan(request.office, request.post, request.now) is not None
    context = {
        "kind": kind,
        "kinds": [
            Option(value=key, title=words.within(language()))
            for key, words in KIND_WORDS.items()
            if key != "workbook" or waits
        ],
        "given": given,
        "days": days,
        "days_options": [Option(value=str(n), title=_("Last %(days)s days") % {"days": n}) for n in actions.DAYS],
        "problems": problems,
        "labels": {},
        **_choices(request),
        **(_told(request, view) if view else {}),
    }
    return render(request, "console/setup/rehearsal.html", context, status=REFUSED_STATUS if problems else 200)


def _choices(request: SeatedRequest) -> dict[str, Any]:
    directory, tongue = request.office.directory, language()
    active = [one for one in directory.categories.values() if one.is_active]
    areas = [one for one in directory.tree if one.level in (AreaLevel.COUNTY, AreaLevel.SUBDISTRICT)]
    units = sorted(
        (one for one in directory.units.values() if one.is_active), key=lambda one: (one.tier.depth, one.key)
    )
    any_class = Option(value="", title=_("All classes"))
    return {
        "categories": [
            Option(value="", title=_("All categories")),
            *(Option(value=one.key, title=category_words(request.office, one.key)) for one in active),
        ],
        "classes": [any_class, *(Option(value=k.value, title=w.within(tongue)) for k, w in CLASS_WORDINGS.items())],
        "urgencies": [Option(value=k, title=w.within(tongue)) for k, w in URGENCY_WORDINGS.items()],
        "lengths": [Option(value=k, title=w.within(tongue)) for k, w in LENGTH_WORDINGS.items()],
        "day_kinds": [Option(value=k, title=w.within(tongue)) for k, w in DAY_WORDS.items()],
        "areas": [Option(value=one.key, title=area_words(request.office, one.path)) for one in areas],
        "roles": [Option(value=one.value, title=DUTY_WORDINGS[one].within(tongue)) for one in ROLES],
        "units": [Option(value=one.key, title=unit_name(request.office, one.id)) for one in units],
    }


def _told(request: SeatedRequest, view: actions.RehearsalView) -> dict[str, Any]:
    found = view.rehearsed
    return {
        "view": view,
        "found": found,
        "change_title": ", ".join(record_title(request.office, one) for one in view.records[:NAMED_MAX])
        + (" …" if len(view.records) > NAMED_MAX else ""),
        "rows": [_row(request, one) for one in found.comparisons[:SHOWN_MAX]],
        "more": max(0, len(found.comparisons) - SHOWN_MAX),
    }


def _row(request: SeatedRequest, one: Comparison) -> dict[str, Any]:
    units = [
        (DUTY_WORDINGS[role].within(language()), unit_name(request.office, old), unit_name(request.office, new))
        for role, old, new in zip(ROLES, one.before.units, one.after.units, strict=True)
        if old != new
    ]
    case_id = one.stream.partition("/")[2]
    may_open = request.post.role is not Role.ADMINISTRATOR
    return {
        "one": one,
        "kind": category_words(request.office, one.category),
        "place": area_words(request.office, one.area_path),
        "units": units,
        "before": length_words(one.before.limit),
        "after": length_words(one.after.limit),
        "case_id": case_id if may_open else "",
    }
