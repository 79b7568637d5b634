"""Supervision orders: every open item with its orders, clocks and answers; signing one between two sittings."""

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from linli.actions.meeting_orders import ItemLine, Signing, open_items, order_target, sign_order, solved_rate
from linli.actions.meeting_words import called
from linli.console.command_ids import command_id
from linli.console.meetings.admitted import MEETING_POSTS, SIGNING_POSTS
from linli.console.meetings.rows import Drawing, became_of, strength_options
from linli.console.meetings.sitting import ID_MAX
from linli.console.seat import SeatedRequest, refused_at, who_may
from linli.console.words import language
from linli.domain.meeting_checks import REASON_MAX
from linli.domain.problems import Refused
from linli.domain.unit import Role
from linli.ui.refusals import Refusal, take_refusal

FIELDS = ("strength", "due_date", "reason")


@who_may(MEETING_POSTS)
def orders(request: SeatedRequest) -> HttpResponse:
    """List the open items with their orders, the oldest first."""
    page = open_items(request.office, request.post, request.now, cursor=str(request.GET.get("after", ""))[:ID_MAX])
    context = {
        "items": [became_of(_drawing(request, page.items), one) for one in page.items],
        "next_cursor": page.next_cursor,
        "rate": solved_rate(request.office, request.post, request.now),
        "may_sign": request.post.role is Role.CONVENER,
    }
    return render(request, "console/meetings/orders.html", context)


def _drawing(request: SeatedRequest, items: tuple[ItemLine, ...]) -> Drawing:
    posts = {
        id_
        for one in items
        for id_ in (one.state.notes.get("sponsor", ""), one.state.holder.post, *(each.signer for each in one.orders))
    }
    names = called(request.office, posts, language())
    return Drawing(office=request.office, post_id=request.post.id, now=request.now, called=names)


@who_may(SIGNING_POSTS)
def sign(request: SeatedRequest, case_id: str) -> HttpResponse:
    """Show the form of an order, or sign it."""
    found = order_target(request.office, request.post, case_id[:ID_MAX], request.now)
    if found is None:
        raise Http404
    here = reverse("console:meeting_order", args=[found.line.id])
    if request.method == "POST":
        return _signed(request, found, here)
    refusal = take_refusal(request.session, here)
    context = {
        "item": became_of(_drawing(request, (found,)), found),
        "typed": refusal.typed or {"strength": str(request.GET.get("strength", ""))[:20]},
        "problems": refusal.problems,
        "labels": {"strength": _("Strength of supervision"), "due_date": _("Deadline"), "reason": _("Why")},
        "strengths": strength_options(),
        "reason_max": REASON_MAX,
        "command_id": command_id(request),
    }
    return render(request, "console/meetings/order.html", context)


def _signed(request: SeatedRequest, found: ItemLine, here: str) -> HttpResponse:
    typed = {key: str(request.POST.get(key, "")).strip()[: REASON_MAX + 1] for key in FIELDS}
    asked = Signing(command_id=command_id(request), case_id=found.line.id, **typed)
    try:
        sign_order(request.office, request.post, asked, request.now)
    except Refused as refused:
        return refused_at(request, here, Refusal(problems=refused.problems, typed=typed))
    messages.success(request, _("The order is signed and numbered. Issue its paper on the matter's page."))
    return HttpResponseRedirect(reverse("console:meeting_orders"))
