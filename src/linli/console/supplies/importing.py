"""A site's required list as a file: sent, looked at with every mistake at once, kept by one press, or given up."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from linli.actions import stock_import as actions
from linli.actions.load_files import FILE_MB_MAX
from linli.actions.packed_files import MB
from linli.actions.stock_import import ListPlan
from linli.console.load.run import refused_table
from linli.console.seat import SeatedRequest, refused_at, who_may
from linli.console.supplies.admitted import READY_POSTS
from linli.console.supplies.sites import SiteSeen, head_of, kept_or_404
from linli.console.supplies.typed import act_of
from linli.console.words import language
from linli.domain.problems import Problem, Refused
from linli.domain.stock_list import COLUMN_WORDS
from linli.ui.refusals import Refusal, take_refusal

SHOWN_MAX = 200


@who_may(READY_POSTS)
def site_import(request: SeatedRequest, site_id: str) -> HttpResponse:
    """Take a file with a site's list, show what it would do, and do it."""
    seen = kept_or_404(request, site_id)
    here = reverse("console:supply_import", args=[seen.site.id])
    if request.method == "POST":
        try:
            return _act(request, seen, here)
        except Refused as refused:
            return refused_at(request, here, Refusal(problems=refused.problems))
    plan = actions.waiting_list(request.office, request.post, seen.site, request.now)
    context = {
        **head_of(request, seen), "problems": take_refusal(request.session, here).problems, "plan": plan,
        "columns": [words.within(language()) for words in COLUMN_WORDS.values()], "mb_max": FILE_MB_MAX,
        **(_told(plan) if plan else {}),
    }  # fmt: skip
    return render(request, "console/supplies/import.html", context)


def _act(request: SeatedRequest, seen: SiteSeen, here: str) -> HttpResponse:
    office, post, site = request.office, request.post, seen.site
    if "give_up" in request.POST:
        actions.give_up(office, post)
        return HttpResponseRedirect(here)
    if "apply" in request.POST:
        act = act_of(request, {})
        done = actions.apply_list(office, post, site, act, now=request.now)
        said = _("%(added)s items entered, %(changed)s changed, %(unchanged)s as they were, %(refused)s rows refused.")
        messages.success(request, said % {"added": done.added, "changed": done.changed, "unchanged": done.unchanged,
                                          "refused": len(done.refused)})  # fmt: skip
        return HttpResponseRedirect(seen.url)
    sent = request.FILES.get("file")
    if sent is None:
        raise Refused([Problem("required", at="file")])
    if (sent.size or 0) > FILE_MB_MAX * MB:
        raise Refused([Problem("workbook_too_large", at="file", params={"limit": FILE_MB_MAX})])
    actions.send_list(office, post, site, filename=sent.name or "", content=sent.read(), now=request.now)
    return HttpResponseRedirect(here)


def _told(plan: ListPlan) -> dict[str, Any]:
    return {
        "good": len(plan.items), "refused": plan.refused[:SHOWN_MAX], "remarks": plan.remarks[:SHOWN_MAX],
        "labels": {key: words.within(language()) for key, words in COLUMN_WORDS.items()},
    }  # fmt: skip


@who_may(READY_POSTS)
def site_refused(request: SeatedRequest, site_id: str) -> HttpResponse:
    """Give the rows that would not be kept, each with its reasons."""
    seen = kept_or_404(request, site_id)
    plan = actions.waiting_list(request.office, request.post, seen.site, request.now)
    if plan is None:
        return HttpResponseRedirect(reverse("console:supply_import", args=[seen.site.id]))
    rows = ((one.line, one.key, list(one.problems)) for one in plan.refused)
    response = HttpResponse(refused_table(rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="linli-supplies-refused.csv"'
    return response
