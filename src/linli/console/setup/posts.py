"""Posts and the people in them: a link for a first password, lost second factors, and leaving with one's work."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from linli.actions.deciding import Office
from linli.actions.hand_over import hand_over, may_end, open_work
from linli.actions.staffing import clear_factors, end_sessions, first_link, unlink_open_id
from linli.console.reauthentication import needs_fresh
from linli.console.seat import Access, SeatedRequest, who_may
from linli.console.setup.admitted import CHANGERS
from linli.console.setup.record_words import record_title
from linli.domain.engine.access import may_set_up
from linli.domain.problems import Refused
from linli.domain.unit import Post, Role
from linli.domain.wording import Wording
from linli.store import staff
from linli.store.open_id_links import linked_at
from linli.ui.pieces import Option
from linli.ui.refusals import Refusal, keep_refusal, take_refusal

SHOWN_MAX = 200
LEAVERS = Access(
    words=Wording("系统管理员(全区);负责人限本单位", "Administrators of the whole county; heads in their unit"),
    admits=lambda office, post: post.role is Role.UNIT_HEAD or may_set_up("setup.change", post, office.directory),
)


@who_may(CHANGERS)
@needs_fresh
def password(request: SeatedRequest, post_id: str) -> HttpResponse:
    """Give a holder a link for a password of their own, shown once; take lost factors away; or end every session."""
    found = _held(request.office, post_id)
    context: dict[str, Any] = {
        "title": record_title(request.office, found),
        "back_url": reverse("console:setup_noun", args=["post"]),
        "linked_at": linked_at(found.staff_id or ""),
    }
    if request.method == "POST":
        try:
            if request.POST.get("do") == "factors":
                clear_factors(request.office, request.post, found, now=request.now)
                messages.success(request, _("The second factors are gone; the next sign-in sets up a new one."))
                return HttpResponseRedirect(request.path)
            if request.POST.get("do") == "open_id":
                unlink_open_id(request.office, request.post, found, now=request.now)
                messages.success(request, _("The account is unlinked; the next single sign-on links it anew."))
                return HttpResponseRedirect(request.path)
            if request.POST.get("do") == "sessions":
                count = end_sessions(request.office, request.post, found)
                said = ngettext("%(count)s session has ended.", "%(count)s sessions have ended.", count)
                messages.success(request, said % {"count": count})
                return HttpResponseRedirect(request.path)
            context["given"] = first_link(request.office, request.post, found, now=request.now)
        except Refused as refused:
            raise Http404 from refused
    return render(request, "console/setup/password.html", context)


@who_may(LEAVERS)
@needs_fresh
def leave(request: SeatedRequest, post_id: str) -> HttpResponse:
    """Show what names a post, and hand it over and end the post in one go."""
    office, found = request.office, _held(request.office, post_id)
    if not may_end(office, request.post, found) or not found.is_active(request.now):
        raise Http404
    is_setting_up = may_set_up("setup.change", request.post, office.directory)
    onward = reverse("console:setup_noun", args=["post"]) if is_setting_up else reverse("console:unit")
    if request.method == "POST":
        chosen = str(request.POST.get("successor", ""))[:60]
        try:
            moved = hand_over(office, request.post, found, chosen, now=request.now)
        except Refused as refused:
            told = Refusal(problems=refused.problems, typed={"successor": chosen})
            keep_refusal(request.session, request.path, told)
            return HttpResponseRedirect(request.path)
        messages.success(request, _("The post has ended; %(count)s matters went to the successor.") % {"count": moved})
        return HttpResponseRedirect(onward)
    work, refusal = open_work(office, found, request.now), take_refusal(request.session, request.path)
    names = staff.names_of(one.staff_id or "" for one in work.successors)
    context = {
        "title": record_title(office, found), "work": work, "shown": work.matters[:SHOWN_MAX], "back_url": onward,
        "more": max(0, len(work.matters) - SHOWN_MAX),
        "problems": refusal.problems, "chosen": refusal.typed.get("successor", ""),
        "successors": [
            Option(value="", title=_("Please choose")),
            *(
                Option(value=one.id, title=f"{names.get(one.staff_id or '', '')} · {record_title(office, one)}")
                for one in work.successors
            ),
        ],
    }  # fmt: skip
    return render(request, "console/setup/leave.html", context)


def _held(office: Office, post_id: str) -> Post:
    found = office.directory.posts.get(post_id)
    if found is None or found.staff_id is None:
        raise Http404
    return found
