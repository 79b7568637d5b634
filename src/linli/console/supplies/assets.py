"""Equipment: the list with its filters in the address, one piece with its checks, forms to enter and change it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from linli.actions import assets as acts
from linli.actions.deciding import today_of
from linli.actions.ledger_views import matter_seen, matters_seen, reach_of, told_of
from linli.actions.meeting_words import called
from linli.console.command_ids import command_id
from linli.console.seat import SeatedRequest, refused_at, who_may
from linli.console.supplies.admitted import KEEPING_POSTS, READY_POSTS
from linli.console.supplies.typed import (
    CURSOR_MAX,
    ID_MAX,
    act_of,
    category_options,
    chips,
    day_words,
    typed_of,
    worded,
)
from linli.console.words import area_words, language, one_area, unit_name
from linli.domain.area import AreaLevel
from linli.domain.asset import (
    CHECK_RESULTS,
    EVERY_DAYS,
    KIND_WORDS,
    STATE_WORDS,
    Asset,
    AssetKind,
    AssetState,
)
from linli.domain.problems import Refused
from linli.domain.supply_checks import may_begin
from linli.domain.wording import Wording
from linli.store import assets as stored
from linli.store import ledgers
from linli.store.assets import ASSETS, AssetFilter
from linli.ui.pieces import Option
from linli.ui.refusals import Refusal, take_refusal

FIELDS = ("kind", "code", "place", "category", "every_days", "expires")
CHECK_FIELDS = ("result", "note", "second")
USUAL_CATEGORY = {AssetKind.EXTINGUISHER: "fire.extinguisher", AssetKind.MINI_FIRE_STATION: "fire.extinguisher"}
HAPPENED = {
    "entered": Wording("登记", "Entered"),
    "changed": Wording("修改", "Changed"),
    "checked": Wording("检查", "Checked"),
    "used_up": Wording("到期,记为故障", "Used up, noted as a fault"),
    "filed": Wording("故障已立为事项", "The fault became a matter"),
}


def labels() -> dict[str, str]:
    """Return what the fields of a piece are called."""
    return {
        "kind": _("Kind"), "code": _("Code on it"), "place": _("Where it is"), "category": _("A fault is filed as"),
        "every_days": _("Checked every (days)"), "expires": _("Good until"), "result": _("How it was found"),
        "note": _("What was seen"), "second": _("Who was there with me"),
    }  # fmt: skip


def asked_of(request: SeatedRequest) -> tuple[AssetFilter, dict[str, str]]:
    """Return the filter of an address, and how the address spells it; what is unknown filters nothing."""
    given = {key: str(request.GET.get(key, ""))[:40] for key in ("kind", "state", "due", "area")}
    area = request.office.directory.tree.by_key.get(given["area"])
    known = {
        "kind": given["kind"] if given["kind"] in set(AssetKind) else "",
        "state": given["state"] if given["state"] in set(AssetState) else "",
        "due": "overdue" if given["due"] == "overdue" else "", "area": area.key if area else "",
    }  # fmt: skip
    wanted = AssetFilter(
        kind=known["kind"], state=known["state"], is_overdue=bool(known["due"]), area=area.path if area else ""
    )
    return wanted, {key: value for key, value in known.items() if value}


@who_may(READY_POSTS)
def assets(request: SeatedRequest) -> HttpResponse:
    """List equipment within the post's reach, what is due longest first; every filter is an address."""
    office, reach, here = request.office, reach_of(request.post), reverse("console:assets")
    today = today_of(office, request.now)
    wanted, given = asked_of(request)
    page = stored.page(
        office.county_id, reach, wanted, today, cursor=str(request.GET.get("after", ""))[:CURSOR_MAX]
    )  # fmt: skip
    matters = matters_seen(office, request.post, (one.case_id for one in page.lines), request.now)
    overdue, faulty, in_use = stored.counts(office.county_id, reach, today)
    states = [("", _("Those in use")), *((str(key), words.within(language())) for key, words in STATE_WORDS.items())]
    kinds = [("", _("All kinds")), *((str(key), words.within(language())) for key, words in KIND_WORDS.items())]
    context = {
        "tab": "assets", "overdue": overdue, "faulty": faulty, "in_use": in_use,
        "rows": [
            {
                "line": one, "url": reverse("console:asset", args=[one.id]), "unit": unit_name(office, one.unit),
                "kind": KIND_WORDS[AssetKind(one.kind)].within(language()),
                "state": STATE_WORDS[AssetState(one.state)].within(language()),
                "area": area_words(office, one.area_path), "due": day_words(one.due_date),
                "is_overdue": one.due_date < today and one.state != AssetState.RETIRED.value,
                "expires": day_words(one.expires_date), "matter": matters.get(one.case_id),
            }
            for one in page.lines
        ],
        "kinds": chips(here, "kind", given, kinds),
        "states": chips(here, "state", given, states),
        "dues": chips(here, "due", given, [("", _("Any day")), ("overdue", _("Check overdue"))]),
        "areas": _area_options(request), "given": given, "is_filtered": bool(given), "here": here,
        "xlsx_url": f"{reverse('console:assets_xlsx')}?{urlencode(given)}",
        "next_url": f"?{urlencode({**given, 'after': page.next_cursor})}" if page.next_cursor else "",
        "may_begin": may_begin(request.post, office.directory),
    }  # fmt: skip
    return render(request, "console/supplies/assets.html", context)


def _area_options(request: SeatedRequest) -> list[Option]:
    """Return the subdistricts and communities below the post's area."""
    own = request.post.area_path
    levels = (AreaLevel.SUBDISTRICT, AreaLevel.COMMUNITY)
    found = [one for one in request.office.directory.tree if one.level in levels and one.path.startswith(own)]
    return [
        Option(value=one.key, title=("　" if one.level is AreaLevel.COMMUNITY else "") + one_area(one))
        for one in sorted(found, key=lambda one: one.path)
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class AssetSeen:
    """A piece as the post may see it."""

    asset: Asset
    may_change: bool
    today: date

    @property
    def url(self) -> str:
        """Its own page."""
        return reverse("console:asset", args=[self.asset.id])


def seen_or_404(request: SeatedRequest, asset_id: str) -> AssetSeen:
    """Return the piece as the post may see it; raises Http404 for one that is missing or not its to see."""
    office, post = request.office, request.post
    found = ledgers.kept(ASSETS, office.county_id, asset_id[:ID_MAX])
    if found is None or not acts.may_see(office, post, found):
        raise Http404
    in_use = found.head.state != AssetState.RETIRED.value
    may_change = in_use and acts.may_change(office, post, found)
    return AssetSeen(asset=found, may_change=may_change, today=today_of(office, request.now))


@who_may(READY_POSTS)
def asset(request: SeatedRequest, asset_id: str) -> HttpResponse:
    """Show one piece with its checks, or note how it was found just now."""
    seen = seen_or_404(request, asset_id)
    office, head = request.office, seen.asset.head
    if request.method == "POST":
        if not seen.may_change:
            raise Http404
        typed = typed_of(request, CHECK_FIELDS)
        try:
            acts.check_asset(office, request.post, seen.asset.id, act_of(request, typed), now=request.now)
        except Refused as refused:
            return refused_at(request, seen.url, Refusal(problems=refused.problems, typed=typed))
        messages.success(request, _("Noted. The next check is due by itself."))
        return HttpResponseRedirect(seen.url)
    refusal = take_refusal(request.session, seen.url)
    told = told_of(office, seen.asset.stream, language())
    seconds = acts.colleagues(office, request.post, head.unit, request.now)
    is_box = head.kind == AssetKind.LETTER_BOX.value
    context = {
        **_head(request, seen),
        "matter": matter_seen(office, request.post, head.case, request.now),
        "events": [
            {
                "event": one, "title": HAPPENED[one.kind].within(language()),
                "more": STATE_WORDS[AssetState(one.pub["result"])].within(language()) if "result" in one.pub else "",
            }
            for one in told.events
        ],
        "results": worded({one: STATE_WORDS[one] for one in CHECK_RESULTS}),
        "seconds": _people(request, [one.id for one in seconds]) if is_box else (),
        "is_box": is_box, "typed": refusal.typed or {"result": AssetState.OK.value}, "problems": refusal.problems,
        "labels": labels(),
    }  # fmt: skip
    return render(request, "console/supplies/asset.html", context)


def _people(request: SeatedRequest, posts: list[str]) -> tuple[Option, ...]:
    names = called(request.office, posts, language())
    found = tuple(Option(value=key, title=names.get(key, key)) for key in posts)
    return (Option(value="", title=_("Please choose")), *found)


def _head(request: SeatedRequest, seen: AssetSeen) -> dict[str, object]:
    head, office = seen.asset.head, request.office
    return {
        "tab": "assets", "asset": seen.asset, "head": head, "asset_url": seen.url, "may_change": seen.may_change,
        "kind": KIND_WORDS[AssetKind(head.kind)].within(language()),
        "state": STATE_WORDS[AssetState(head.state)].within(language()),
        "is_bad": head.is_bad(seen.today), "is_retired": head.state == AssetState.RETIRED.value,
        "unit": unit_name(office, head.unit), "area": area_words(office, head.area),
        "due": day_words(head.due), "is_overdue": head.due < seen.today.isoformat(),
        "checked": day_words(head.checked), "expires": day_words(head.expires), "command_id": command_id(request),
    }  # fmt: skip


@who_may(KEEPING_POSTS)
def asset_new(request: SeatedRequest) -> HttpResponse:
    """Enter a piece that the post's unit keeps."""
    here = reverse("console:asset_new")
    if request.method == "POST":
        typed = typed_of(request, FIELDS)
        try:
            asset_id = acts.enter_asset(request.office, request.post, act_of(request, typed), now=request.now)
        except Refused as refused:
            return refused_at(request, here, Refusal(problems=refused.problems, typed=typed))
        messages.success(request, _("Entered. Its first check is due by itself."))
        return HttpResponseRedirect(reverse("console:asset", args=[asset_id]))
    kind = AssetKind(str(request.GET["kind"])) if request.GET.get("kind") in set(AssetKind) else AssetKind.EXTINGUISHER
    standing = {
        "kind": kind.value, "every_days": str(EVERY_DAYS[kind]), "category": USUAL_CATEGORY.get(kind, "other"),
    }  # fmt: skip
    return _form(request, here, standing, None)


@who_may(READY_POSTS)
def asset_edit(request: SeatedRequest, asset_id: str) -> HttpResponse:
    """Change what stands on a piece, where it is, how often it is looked at and how long it is good."""
    seen = seen_or_404(request, asset_id)
    if not seen.may_change:
        raise Http404
    here, head = reverse("console:asset_edit", args=[seen.asset.id]), seen.asset.head
    if request.method == "POST":
        typed = typed_of(request, FIELDS)
        try:
            acts.change_asset(request.office, request.post, seen.asset.id, act_of(request, typed), now=request.now)
        except Refused as refused:
            return refused_at(request, here, Refusal(problems=refused.problems, typed=typed))
        messages.success(request, _("Saved."))
        return HttpResponseRedirect(seen.url)
    standing = {
        "code": head.code, "place": head.place, "category": head.category, "every_days": str(head.every_days),
        "expires": head.expires,
    }  # fmt: skip
    return _form(request, here, standing, seen)


def _form(request: SeatedRequest, here: str, standing: Mapping[str, str], seen: AssetSeen | None) -> HttpResponse:
    refusal = take_refusal(request.session, here)
    context = {
        **(_head(request, seen) if seen else {"tab": "assets"}),
        "seen": seen, "typed": refusal.typed or standing, "problems": refusal.problems, "labels": labels(),
        "kinds": worded(KIND_WORDS), "categories": category_options(request.office),
        "unit": unit_name(request.office, seen.asset.head.unit if seen else request.post.unit_id),
        "command_id": command_id(request),
    }  # fmt: skip
    return render(request, "console/supplies/asset_form.html", context)
