"""What is done for a place: its checklist, the units that adopt it and their help, the model it becomes."""

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from linli.actions import place_acts as acts
from linli.actions.deciding import today_of
from linli.console.command_ids import command_id
from linli.console.places.admitted import BY_PLACE
from linli.console.places.one import head_of, viewed_or_404
from linli.console.places.rows import history_rows, options, unit_options
from linli.console.seat import SeatedRequest, refused_at, who_may
from linli.console.words import language, unit_name
from linli.domain.place_checklist import FOUND_WORDS, ITEMS, PROTECTION_WORDS, Protection
from linli.domain.place_file import HELP_WORDS
from linli.domain.problems import Refused
from linli.ui.pieces import Option
from linli.ui.refusals import Refusal, take_refusal

WORDS_MAX = 2_000


@who_may(BY_PLACE)
def place_check(request: SeatedRequest, place_id: str) -> HttpResponse:
    """Show the checklist, or keep what a walk through it found."""
    view = viewed_or_404(request, place_id)
    if not view.may_check:
        raise Http404
    here = reverse("console:place_check", args=[view.file.place.id])
    if request.method == "POST":
        found = {one.key: str(request.POST.get(one.key, ""))[:20] for one in ITEMS}
        remark = str(request.POST.get("remark", ""))[: WORDS_MAX + 1]
        try:
            acts.check(
                request.office, request.post, view.file.place.id, found, remark=remark,
                command_id=command_id(request), now=request.now,
            )  # fmt: skip
        except Refused as refused:
            return refused_at(request, here, Refusal(problems=refused.problems, typed={**found, "remark": remark}))
        messages.success(request, _("The check is kept."))
        return HttpResponseRedirect(reverse("console:place", args=[view.file.place.id]))
    refusal = take_refusal(request.session, here)
    groups = [
        {
            "title": PROTECTION_WORDS[group].within(language()),
            "items": [
                {"key": one.key, "title": one.title.within(language()), "value": refusal.typed.get(one.key, "")}
                for one in ITEMS
                if one.group is group
            ],
        }
        for group in Protection
    ]
    context = {
        **head_of(request, view),
        "groups": groups,
        "answers": options({key.value: words for key, words in FOUND_WORDS.items()}),
        "problems": refusal.problems,
        "typed": refusal.typed,
        "labels": {"remark": _("Remark"), **{one.key: one.title.within(language()) for one in ITEMS}},
    }
    return render(request, "console/places/check.html", context)


@who_may(BY_PLACE)
def place_units(request: SeatedRequest, place_id: str) -> HttpResponse:
    """Show who has adopted a place and what they did; adopt, release, log help."""
    view = viewed_or_404(request, place_id)
    here = reverse("console:place_units", args=[view.file.place.id])
    if request.method == "POST":
        if not (view.may_keep or view.helps):
            raise Http404
        typed = {key: str(request.POST.get(key, ""))[:WORDS_MAX] for key in ("unit", "day", "kind", "words", "adopt")}
        try:
            _pair(request, view.file.place.id, typed)
        except Refused as refused:
            return refused_at(request, here, Refusal(problems=refused.problems, typed=typed))
        messages.success(request, _("Saved."))
        return HttpResponseRedirect(here)
    refusal = take_refusal(request.session, here)
    office = request.office
    context = {
        **head_of(request, view),
        "adopters": [
            {"unit": one.unit, "name": unit_name(office, one.unit), "since": one.since} for one in view.file.adopters
        ],
        "helpers": [Option(value=one, title=unit_name(office, one)) for one in sorted(view.helps)],
        "units": [Option(value="", title=_("Please choose")), *unit_options(office, frozenset())],
        "kinds": [Option(value="", title=_("Please choose")), *options({k.value: w for k, w in HELP_WORDS.items()})],
        "log": [one for one in history_rows(office, view) if one.is_help],
        "typed": {"day": today_of(request.office, request.now).isoformat(), **refusal.typed},
        "problems": refusal.problems,
        "labels": {
            "adopt": _("A unit adopts the place"),
            "unit": _("Unit"),
            "day": _("Day"),
            "kind": _("Kind of help"),
            "words": _("What was done"),
        },
        "is_open": view.file.place.is_active,
    }
    return render(request, "console/places/units.html", context)


def _pair(request: SeatedRequest, place_id: str, typed: dict[str, str]) -> None:
    office, post, act = request.office, request.post, str(request.POST.get("act", ""))
    id_, now = command_id(request), request.now
    if act == "release":
        acts.release(office, post, place_id, typed["unit"], command_id=id_, now=now)
    elif act == "help":
        given = acts.Help(unit=typed["unit"], day=typed["day"], kind=typed["kind"], words=typed["words"])
        acts.log_help(office, post, place_id, given, command_id=id_, now=now)
    else:
        acts.adopt(office, post, place_id, typed["adopt"], command_id=id_, now=now)


@who_may(BY_PLACE)
def place_model(request: SeatedRequest, place_id: str) -> HttpResponse:
    """Show the criteria of a model place; record it as one, or say that it is one no more."""
    view = viewed_or_404(request, place_id)
    if not view.may_keep or not view.file.place.is_active:
        raise Http404
    here = reverse("console:place_model", args=[view.file.place.id])
    if request.method == "POST":
        typed = {
            key: str(request.POST.get(key, ""))[: WORDS_MAX + 1] for key in ("title", "evidence", "since", "reason")
        }
        met = tuple(str(one)[:40] for one in request.POST.getlist("met"))[:200]
        try:
            _award(request, view.file.place.id, typed, met)
        except Refused as refused:
            return refused_at(request, here, Refusal(problems=refused.problems, typed={**typed, "met": "\n".join(met)}))
        messages.success(request, _("Saved."))
        return HttpResponseRedirect(reverse("console:place", args=[view.file.place.id]))
    refusal = take_refusal(request.session, here)
    met_before = refusal.typed.get("met", "").split("\n")
    context = {
        **head_of(request, view),
        "criteria": [
            {"number": one.number, "title": one.title, "body": one.body, "is_met": one.number in met_before}
            for one in acts.criteria(request.office)
        ],
        "typed": {"since": today_of(request.office, request.now).isoformat(), **refusal.typed},
        "problems": refusal.problems,
        "labels": {
            "title": _("Name of the model place"), "evidence": _("Evidence"), "since": _("Since"), "reason": _("Why"),
            "met": _("Criteria"),
        },
    }  # fmt: skip
    return render(request, "console/places/model.html", context)


def _award(request: SeatedRequest, place_id: str, typed: dict[str, str], met: tuple[str, ...]) -> None:
    id_, now = command_id(request), request.now
    if request.POST.get("act") == "end":
        acts.end_model(request.office, request.post, place_id, typed["reason"], command_id=id_, now=now)
        return
    award = acts.Award(title=typed["title"], evidence=typed["evidence"], since=typed["since"], met=met)
    acts.make_model(request.office, request.post, place_id, award, command_id=id_, now=now)
