"""Sites of supplies: the list, one site with its books, what goes in and out, the stock-take on a phone."""

from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from linli.actions import stock as acts
from linli.actions.deciding import today_of
from linli.actions.ledger_views import matter_seen, matters_seen, reach_of, told_of
from linli.console.command_ids import command_id
from linli.console.rail import KEPT_SENT
from linli.console.seat import SeatedRequest, refused_at, who_may
from linli.console.supplies.admitted import KEEPING_POSTS, READY_POSTS
from linli.console.supplies.stock_rows import count_lines, event_rows, item_row
from linli.console.supplies.typed import (
    ID_MAX,
    act_of,
    category_options,
    chips,
    day_words,
    typed_of,
    unit_options,
    worded,
)
from linli.console.words import area_words, language, unit_name
from linli.domain.problems import Refused
from linli.domain.stock import StockSite
from linli.domain.stock_kinds import KIND_WORDS, REQUIRED, StockKind
from linli.domain.stock_moves import MOVE_WORDS
from linli.domain.supply_checks import may_begin
from linli.store import ledgers, stock
from linli.store.stock import SITES
from linli.ui.pieces import Option
from linli.ui.refusals import Refusal, take_refusal

SITE_FIELDS = ("name", "kind", "category")
ITEM_FIELDS = ("name", "measure", "minimum", "is_team", "quantity", "expires")
MOVE_FIELDS = ("move", "item", "quantity", "expires", "unit", "due", "lend", "note")
USUAL_CATEGORY = "other"


@who_may(READY_POSTS)
def sites(request: SeatedRequest) -> HttpResponse:
    """List the sites within the post's reach, with how many are short of something."""
    office, reach, here = request.office, reach_of(request.post), reverse("console:supplies")
    only = str(request.GET.get("only", ""))
    only = only if only in ("short", "ended") else ""
    kind = str(request.GET.get("kind", ""))
    given = {"only": only, "kind": kind if kind in set(StockKind) else ""}
    page = stock.page(
        office.county_id, reach, only=only, kind=given["kind"], cursor=str(request.GET.get("after", ""))[:ID_MAX]
    )
    open_matters = matters_seen(office, request.post, (one.case_id for one in page.lines), request.now)
    short, all_of_them = stock.count_short(office.county_id, reach)
    rows = [
        {
            "line": one, "url": reverse("console:supply_site", args=[one.id]), "unit": unit_name(office, one.unit),
            "place": area_words(office, one.area_path), "counted": day_words(one.counted_date),
            "kind": KIND_WORDS[StockKind(one.kind)].within(language()), "matter": open_matters.get(one.case_id),
        }
        for one in page.lines
    ]  # fmt: skip
    shown = (("", _("Those in use")), ("short", _("Short")), ("ended", _("Given up")))
    context = {
        "tab": "sites", "rows": rows, "short": short, "sites": all_of_them, "only": only,
        "filters": [*chips(here, "only", given, shown), *chips(here, "kind", given, _kind_chips())],
        "asked": given, "next_cursor": page.next_cursor,
        "may_begin": may_begin(request.post, office.directory),
    }  # fmt: skip
    return render(request, "console/supplies/sites.html", context)


def _kind_chips() -> list[tuple[str, str]]:
    return [("", _("All kinds")), *((one.value, words.within(language())) for one, words in KIND_WORDS.items())]


@who_may(KEEPING_POSTS)
def site_new(request: SeatedRequest) -> HttpResponse:
    """Open a site of the post's own unit."""
    here = reverse("console:supply_new")
    if request.method == "POST":
        typed = typed_of(request, SITE_FIELDS)
        try:
            site_id = acts.open_site(request.office, request.post, act_of(request, typed), now=request.now)
        except Refused as refused:
            return refused_at(request, here, Refusal(problems=refused.problems, typed=typed))
        if REQUIRED[StockKind(typed["kind"] or StockKind.STORE)]:
            messages.success(request, _("The site is open with the list of its kind. Change it, then take stock."))
            return HttpResponseRedirect(reverse("console:supply_site", args=[site_id]))
        messages.success(request, _("The site is open. Enter what it must hold."))
        return HttpResponseRedirect(reverse("console:supply_item", args=[site_id]))
    refusal = take_refusal(request.session, here)
    context = {
        "tab": "sites", "typed": refusal.typed or {"category": USUAL_CATEGORY}, "problems": refusal.problems,
        "kinds": worded(KIND_WORDS),
        "labels": {"name": _("Name of the site"), "kind": _("Kind of site"), "category": _("A shortage is filed as")},
        "categories": category_options(request.office), "command_id": command_id(request),
        "unit": unit_name(request.office, request.post.unit_id),
    }  # fmt: skip
    return render(request, "console/supplies/site_new.html", context)


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteSeen:
    """A site as the post may see it."""

    site: StockSite
    may_change: bool
    today: date

    @property
    def url(self) -> str:
        """Its own page."""
        return reverse("console:supply_site", args=[self.site.id])


def seen_or_404(request: SeatedRequest, site_id: str) -> SiteSeen:
    """Return the site as the post may see it; raises Http404 for one that is missing or not its to see."""
    office, post = request.office, request.post
    site = ledgers.kept(SITES, office.county_id, site_id[:ID_MAX])
    if site is None or not acts.may_see(office, post, site):
        raise Http404
    may_change = acts.may_change(office, post, site)
    return SiteSeen(site=site, may_change=may_change, today=today_of(office, request.now))


def kept_or_404(request: SeatedRequest, site_id: str) -> SiteSeen:
    """Return a site in use that the post keeps; raises Http404 for any other."""
    seen = seen_or_404(request, site_id)
    if not (seen.may_change and seen.site.head.is_active):
        raise Http404
    return seen


def head_of(request: SeatedRequest, seen: SiteSeen) -> dict[str, object]:
    """Return what every page of a site shows at its top."""
    head = seen.site.head
    return {
        "tab": "sites", "site": seen.site, "head": head, "site_url": seen.url, "may_change": seen.may_change,
        "unit": unit_name(request.office, head.unit), "place": area_words(request.office, head.area),
        "counted": day_words(head.counted), "kind": KIND_WORDS[StockKind(head.kind)].within(language()),
        "command_id": command_id(request),
    }  # fmt: skip


@who_may(READY_POSTS)
def site(request: SeatedRequest, site_id: str) -> HttpResponse:
    """Show one site: what it must hold and what is there, what is out, the last stock-take, what happened."""
    seen = seen_or_404(request, site_id)
    office, today = request.office, seen.today
    told = told_of(office, seen.site.stream, language())
    refusal = take_refusal(request.session, request.path)
    counted = next((one for one in told.events if one.kind == "counted"), None)
    short = seen.site.short(today)
    matter = matter_seen(office, request.post, seen.site.head.case, request.now)
    context = {
        **head_of(request, seen),
        "items": [item_row(office, one, today) for one in seen.site.listed],
        "short": short,
        "matter": matter,
        "may_file": bool(short) and seen.may_change and not (matter and matter.is_open),
        "count": count_lines(seen.site, counted) if counted else None,
        "events": event_rows(office, seen.site, told.events),
        "problems": refusal.problems,
        "may_move": seen.may_change and seen.site.head.is_active,
    }
    return render(request, "console/supplies/site.html", context)


@who_may(READY_POSTS)
def site_do(request: SeatedRequest, site_id: str) -> HttpResponse:
    """File what is short again, or give a site up and take it back into use."""
    seen = seen_or_404(request, site_id)
    if request.method != "POST" or not seen.may_change:
        raise Http404
    act = act_of(request, {})
    try:
        if "close" in request.POST:
            acts.close_site(request.office, request.post, seen.site.id, act, now=request.now)
        else:
            acts.file_shortage(request.office, request.post, seen.site.id, act, now=request.now)
    except Refused as refused:
        return refused_at(request, seen.url, Refusal(problems=refused.problems))
    return HttpResponseRedirect(seen.url)


@who_may(READY_POSTS)
def item(request: SeatedRequest, site_id: str) -> HttpResponse:
    """Enter an item of the required list, or change its name and minimum."""
    seen = kept_or_404(request, site_id)
    item_id = str(request.GET.get("item", ""))[:ID_MAX]
    before = seen.site.items.get(item_id)
    if item_id and before is None:
        raise Http404
    here = reverse("console:supply_item", args=[seen.site.id]) + (f"?item={item_id}" if item_id else "")
    if request.method == "POST":
        typed = typed_of(request, ITEM_FIELDS)
        try:
            acts.save_item(request.office, request.post, seen.site.id, item_id, act_of(request, typed), now=request.now)
        except Refused as refused:
            return refused_at(request, here, Refusal(problems=refused.problems, typed=typed))
        messages.success(request, _("Saved."))
        return HttpResponseRedirect(here if "more" in request.POST else seen.url)
    refusal = take_refusal(request.session, here)
    standing = {"name": before.name, "measure": before.measure, "minimum": str(before.minimum)} if before else {}
    context = {
        **head_of(request, seen), "before": before, "typed": refusal.typed or standing, "problems": refusal.problems,
        "labels": {
            "name": _("Supply item"), "measure": _("Counted in"), "minimum": _("Required at least"),
            "quantity": _("There now"), "expires": _("Good until"), "is_team": _("People of the emergency team"),
        },
    }  # fmt: skip
    return render(request, "console/supplies/item.html", context)


@who_may(READY_POSTS)
def move(request: SeatedRequest, site_id: str) -> HttpResponse:
    """Take something in, check it out, take it back or write it off."""
    seen = kept_or_404(request, site_id)
    here = reverse("console:supply_move", args=[seen.site.id])
    if request.method == "POST":
        typed = typed_of(request, MOVE_FIELDS)
        try:
            acts.move_item(request.office, request.post, seen.site.id, act_of(request, typed), now=request.now)
        except Refused as refused:
            return refused_at(request, here, Refusal(problems=refused.problems, typed=typed))
        messages.success(request, _("Booked."))
        return HttpResponseRedirect(seen.url)
    refusal = take_refusal(request.session, here)
    asked = {key: str(request.GET.get(key, ""))[:ID_MAX] for key in ("move", "item", "lend", "quantity")}
    things = [one for one in seen.site.listed if not one.is_team]
    lends = [
        Option(value=key, title=f"{one.name} {lend['quantity']}{one.measure} · "
               f"{unit_name(request.office, str(lend['unit']))} · {day_words(str(lend['due']))}")
        for one in things for key, lend in one.lends.items()
    ]  # fmt: skip
    context = {
        **head_of(request, seen), "typed": refusal.typed or asked, "problems": refusal.problems,
        "moves": worded(MOVE_WORDS), "units": unit_options(request.office),
        "items": [Option(value=one.item, title=f"{one.name} · {one.in_store}{one.measure}") for one in things],
        "lends": [Option(value="", title=_("Please choose")), *lends] if lends else [],
        "labels": {
            "move": _("What happens"), "item": _("Supply item"), "quantity": _("Quantity"), "expires": _("Good until"),
            "unit": _("To which unit"), "due": _("Back by"), "lend": _("Which loan"), "note": _("Remark"),
        },
    }  # fmt: skip
    return render(request, "console/supplies/move.html", context)


@who_may(READY_POSTS)
def count(request: SeatedRequest, site_id: str) -> HttpResponse:
    """Take stock on the phone: count by item, send, and see each difference named."""
    seen = kept_or_404(request, site_id)
    here = reverse("console:supply_count", args=[seen.site.id])
    if request.method == "POST":
        keys = [f"count-{one.item}" for one in seen.site.listed]
        typed = typed_of(request, [*keys, "seen", "note"])
        try:
            acts.count_stock(request.office, request.post, seen.site.id, act_of(request, typed), now=request.now)
        except Refused as refused:
            return refused_at(request, here, Refusal(problems=refused.problems, typed=typed))
        request.session[KEPT_SENT] = f"count-{seen.site.id}"
        return HttpResponseRedirect(f"{seen.url}#count")
    refusal = take_refusal(request.session, here)
    items = [
        {
            "key": f"count-{one.item}", "name": one.name, "measure": one.measure, "minimum": one.minimum,
            "in_store": one.in_store, "lent": one.lent, "value": refusal.typed.get(f"count-{one.item}", ""),
        }
        for one in seen.site.listed
    ]  # fmt: skip
    context = {
        **head_of(request, seen), "items": items, "typed": refusal.typed, "problems": refusal.problems,
        "labels": {one["key"]: one["name"] for one in items} | {"note": _("Remark")},
    }  # fmt: skip
    return render(request, "console/supplies/count.html", context)
