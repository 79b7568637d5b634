"""Governance centres: what is built and due, each centre's self-check against what is asked of it, its desks by day."""

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from linli.actions import centre_checks as acts
from linli.actions.centre_checks import CentreAct
from linli.actions.ledger_views import told_of
from linli.console.command_ids import command_id
from linli.console.seat import SeatedRequest, refused_at, who_may
from linli.console.supplies.admitted import CHECKING_POSTS, READY_POSTS
from linli.console.supplies.typed import day_words, typed_of, unit_options, worded
from linli.console.words import area_words, language, one_area, unit_name
from linli.domain.area import AreaLevel
from linli.domain.centre import (
    LACK_WORDS,
    RESIDENCY_WORDS,
    ROOM_WORDS,
    STREAM,
    WEEKDAY_WORDS,
    WEEKDAYS,
    Centre,
    CentreSet,
    Lack,
    Residency,
    TypedDesk,
    lacks,
    missing_rooms,
)
from linli.domain.centre_coverage import Body, Covered
from linli.domain.problems import Refused
from linli.domain.unit import Unit
from linli.domain.wording import Wording
from linli.ui.refusals import Refusal, take_refusal

FIELDS = ("area_m2", "opens", "closes", "note")
DESKS_MAX, BLANK_DESKS = 40, 4
KEY_MAX = 60
BODIES = {
    Body.CENTRE: Wording("综治中心", "Governance centres"),
    Body.MEDIATION: Wording("调解组织", "Mediation bodies"),
}
LEVELS = {
    AreaLevel.COUNTY: Wording("区级", "District"),
    AreaLevel.SUBDISTRICT: Wording("街道(乡镇)", "Subdistricts"),
    AreaLevel.COMMUNITY: Wording("社区(村)", "Communities"),
}


@who_may(READY_POSTS)
def centres(request: SeatedRequest) -> HttpResponse:
    """List the centres below the post's area with their latest self-check, and what is built of what is due."""
    office = request.office
    days = acts.checked_days(office, request.post)
    units = acts.centre_units(office, request.post.area_path)
    rows = [
        {
            "url": reverse("console:centre", args=[one.key]), "name": unit_name(office, one.id),
            "area": area_words(office, one.area_path), "checked": day_words(days.get(one.id)),
        }
        for one in units
    ]  # fmt: skip
    context = {
        "tab": "centres",
        "rows": rows,
        "checked": sum(one.id in days for one in units),
        "all": len(units),
        "covered": [_covered(one) for one in acts.covered(office, request.post, request.now)],
    }
    return render(request, "console/supplies/centres.html", context)


def _covered(one: Covered) -> dict[str, object]:
    return {
        "body": BODIES[one.body].within(language()), "level": LEVELS[one.level].within(language()),
        "built": one.built, "due": one.due, "missing": [one_area(area) for area in one.missing],
        "is_complete": one.built == one.due,
    }  # fmt: skip


def _found_or_404(request: SeatedRequest, unit_key: str) -> tuple[Unit, Centre | None]:
    found = acts.centre_of(request.office, request.post, unit_key[:KEY_MAX])
    if found is None:
        raise Http404
    return found


def _head(request: SeatedRequest, unit: Unit) -> dict[str, object]:
    return {
        "tab": "centres", "name": unit_name(request.office, unit.id), "unit": unit,
        "area": area_words(request.office, unit.area_path),
        "centre_url": reverse("console:centre", args=[unit.key]),
        "may_check": acts.may_check(request.office, request.post, unit), "command_id": command_id(request),
    }  # fmt: skip


@who_may(READY_POSTS)
def centre(request: SeatedRequest, unit_key: str) -> HttpResponse:
    """Show a centre's latest self-check: what is asked and what is there, its desks, who is there on which day."""
    unit, found = _found_or_404(request, unit_key)
    context = _head(request, unit)
    if found is not None:
        told = told_of(request.office, f"{STREAM}{unit.id}", language())
        context |= _checked(request, unit, found.head) | {
            "note": told.texts.get((found.seq, "note"), ""),
            "former": [day_words(one.day) for one in reversed(found.checks[:-1])][:12],
        }
    return render(request, "console/supplies/centre.html", context)


def _checked(request: SeatedRequest, unit: Unit, head: CentreSet) -> dict[str, object]:
    office = request.office
    rule = acts.centre_rule(office, unit.tier, request.now)
    bad = lacks(head, rule)
    missing = [ROOM_WORDS[one].within(language()) for one in missing_rooms(head, rule)]
    there = len(rule.rooms) - len(missing)
    told = {
        Lack.ROOMS: _("%(there)s of %(due)s") % {"there": there, "due": len(rule.rooms)},
        Lack.AREA: _("%(there)s of %(due)s m²") % {"there": head.area_m2, "due": rule.area_m2},
        Lack.HOURS: f"{head.opens}–{head.closes}",
        Lack.PERMANENT: str(sum(one["residency"] == Residency.PERMANENT.value for one in head.desks.values())),
        Lack.ROSTER: _("%(count)s days a week") % {"count": len(head.weekdays)},
    }
    if missing:
        told[Lack.ROOMS] += " · " + _("missing: %(rooms)s") % {"rooms": "、".join(missing)}
    return {
        "head": head, "day": day_words(head.day), "met": len(Lack) - len(bad), "asked": len(Lack),
        "lines": [
            {"title": LACK_WORDS[one].within(language()), "more": told[one], "is_met": one not in bad} for one in Lack
        ],
        "desks": [
            {
                "unit": unit_name(office, key), "residency": RESIDENCY_WORDS[one["residency"]].within(language()),
                "days": " ".join(WEEKDAY_WORDS[day - 1].within(language()) for day in one.get("days", ())),
            }
            for key, one in head.desks.items()
        ],
        "roster": [
            (WEEKDAY_WORDS[day - 1].within(language()), [unit_name(office, one) for one in units])
            for day, units in head.roster().items()
        ],
    }  # fmt: skip


@who_may(CHECKING_POSTS)
def centre_check(request: SeatedRequest, unit_key: str) -> HttpResponse:
    """Note a self-check, whole: rooms, area, hours, desks."""
    unit, found = _found_or_404(request, unit_key)
    if not acts.may_check(request.office, request.post, unit):
        raise Http404
    here = reverse("console:centre_check", args=[unit.key])
    if request.method == "POST":
        given, typed = _typed(request)
        try:
            acts.check_centre(request.office, request.post, unit, given, now=request.now)
        except Refused as refused:
            return refused_at(request, here, Refusal(problems=refused.problems, typed=typed))
        messages.success(request, _("The self-check is kept."))
        return HttpResponseRedirect(reverse("console:centre", args=[unit.key]))
    refusal = take_refusal(request.session, here)
    typed = dict(refusal.typed) or _standing(found.head if found else None)
    context = {
        **_head(request, unit), "typed": typed, "problems": refusal.problems,
        "labels": {
            "rooms": _("Rooms of the centre"), "area_m2": _("Floor area (m²)"), "opens": _("Opens"),
            "closes": _("Closes"), "weekdays": _("Open on"), "desks": _("Units at the centre"), "note": _("Remark"),
            **{one["at"]: one["title"] for one in _desk_rows(request, typed) if one["title"]},
        },
        "rooms": _ticked(ROOM_WORDS, typed.get("rooms", "")),
        "weekdays": _ticked(dict(zip(map(str, WEEKDAYS), WEEKDAY_WORDS, strict=True)), typed.get("weekdays", "")),
        "desks": _desk_rows(request, typed), "units": unit_options(request.office),
        "residencies": worded(RESIDENCY_WORDS),
    }  # fmt: skip
    return render(request, "console/supplies/centre_check.html", context)


def _ticked(words: object, chosen: str) -> list[dict[str, object]]:
    known = set(chosen.split(",")) - {""}
    pairs = words.items() if isinstance(words, dict) else ()
    return [{"value": str(key), "title": one.within(language()), "is_on": str(key) in known} for key, one in pairs]


def _typed(request: SeatedRequest) -> tuple[CentreAct, dict[str, str]]:
    """Return the self-check as typed, and how a session keeps it; a desk row without a unit is no desk."""
    typed = typed_of(request, FIELDS)
    rooms = tuple(str(one)[:40] for one in request.POST.getlist("rooms"))[:20]
    weekdays = tuple(str(one)[:2] for one in request.POST.getlist("weekdays"))[:7]
    desks = []
    for number in range(DESKS_MAX):
        unit = str(request.POST.get(f"desk{number}", ""))[:26]
        if not unit:
            continue
        days = tuple(str(one)[:1] for one in request.POST.getlist(f"days{number}"))[:7]
        residency = str(request.POST.get(f"residency{number}", ""))[:20]
        desks.append(TypedDesk(unit=unit, residency=residency, days=days))
    act = CentreAct(command_id=command_id(request), typed=typed, rooms=rooms, weekdays=weekdays, desks=tuple(desks))
    kept = {"rooms": ",".join(rooms), "weekdays": ",".join(weekdays), "desks": _spelled(desks)}
    return act, {**typed, **kept}


def _spelled(desks: list[TypedDesk]) -> str:
    return ";".join(":".join((one.unit, one.residency, "".join(one.days))) for one in desks)


def _standing(head: CentreSet | None) -> dict[str, str]:
    """What stands in the form before anybody typed: the latest self-check, or the hours most centres keep."""
    if head is None:
        return {"weekdays": "1,2,3,4,5", "opens": "08:30", "closes": "18:00"}
    desks = [
        TypedDesk(unit=key, residency=one["residency"], days=tuple(map(str, one.get("days", ()))))
        for key, one in head.desks.items()
    ]
    return {
        "rooms": ",".join(head.rooms), "weekdays": ",".join(map(str, head.weekdays)), "area_m2": str(head.area_m2),
        "opens": head.opens, "closes": head.closes, "desks": _spelled(desks),
    }  # fmt: skip


def _desk_rows(request: SeatedRequest, typed: dict[str, str]) -> list[dict[str, object]]:
    """Return the rows of the desk table: those that were filled in, and some that are empty."""
    rows = [one.split(":") for one in typed.get("desks", "").split(";") if one.count(":") == 2]
    blank = [["", "", ""]] * min(BLANK_DESKS, DESKS_MAX - len(rows))
    found = []
    for number, (unit, residency, days) in enumerate([*rows, *blank]):
        found.append({
            "number": number, "unit": unit, "residency": residency, "at": f"desk-{unit}" if unit else "",
            "title": unit_name(request.office, unit) if unit else "",
            "days": [
                {"value": str(day), "title": WEEKDAY_WORDS[day - 1].within(language()), "is_on": str(day) in days}
                for day in WEEKDAYS
            ],
        })  # fmt: skip
    return found
