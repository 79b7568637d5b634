"""My account on one page: password, second factors, sessions, language; each leads to what changes it."""

from django.contrib import messages
from django.contrib.auth import logout
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from linli.actions.seats import posts_of_staff
from linli.console.account.again import has_password
from linli.console.reauthentication import is_demo_seat
from linli.console.seat import SeatedRequest, who_may
from linli.console.seats_admitted import SIGNED_IN
from linli.domain.second_factor import needs_two
from linli.store import second_factors, staff_sessions
from linli.ui.moment import present


@who_may(SIGNED_IN)
def account(request: SeatedRequest) -> HttpResponse:
    """Show what the account is secured with, and where it is signed in."""
    user, here = request.user, request.session.session_key or ""
    posts = posts_of_staff(request.office, user.pseudonym, request.now)  # type: ignore[union-attr]  # signed in
    context = {
        "is_demo_seat": is_demo_seat(request),
        "has_password": has_password(request),
        "factors": second_factors.factors_of(int(user.pk or 0)),
        "needs_two": needs_two(posts),
        "sessions": staff_sessions.sessions_of(int(user.pk or 0), here=here, now=present()),
        "post_count": len(posts),
    }
    return render(request, "console/account/account.html", context)


@who_may(SIGNED_IN)
@require_POST
def end_session(request: SeatedRequest) -> HttpResponse:
    """End one of my sessions, all but this one, or all of them; what is not mine does not exist."""
    user, here = int(request.user.pk or 0), request.session.session_key or ""
    wanted = str(request.POST.get("session", ""))[:40]
    if wanted == "others":
        staff_sessions.end_sessions(user, but=here)
    elif wanted == "all":
        staff_sessions.end_sessions(user)
        logout(request)
        return HttpResponseRedirect(reverse("account_login"))
    elif not staff_sessions.end_session(user, wanted):
        raise Http404
    messages.success(request, _("Ended."))
    return HttpResponseRedirect(reverse("console:account"))
