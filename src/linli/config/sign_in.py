"""Rules of signing in that differ from allauth's own, and the few of its pages that staff need."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account import views
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.forms import LoginForm
from allauth.account.internal.flows.login import record_authentication
from allauth.account.models import Login
from allauth.mfa.base import views as mfa_views
from django.contrib.auth.models import AbstractBaseUser
from django.forms import CharField, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse

from linli.config.second_factor import PROVEN
from linli.console.account import guessing, open_id
from linli.console.account.beginning import tell_of_browser
from linli.console.account.first import first_link, first_password
from linli.console.reauthentication import is_half_in
from linli.ui.moment import present
from linli.ui.office import name_district
from linli.ui.refusals import take_refusal

View = Callable[..., HttpResponse]
CODE_CHARACTERS_MAX = 20
CLEARED = '"cache", "storage"'
"""What a browser drops at signing out: pages it kept and drafts; how the page looks (cookies) stays."""


class StaffAccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """Accounts of staff are made by the unit that appoints them, never by signing up."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up."""
        return False

    def authenticate(self, request: HttpRequest, **credentials: Any) -> AbstractBaseUser | None:
        """Answer for an account that was ended like for a wrong password."""
        user: AbstractBaseUser | None = super().authenticate(request, **credentials)
        return user if user is not None and user.is_active else None

    def get_login_stages(self) -> list[str]:
        """After the password comes the second factor, and nothing else."""
        return ["linli.config.second_factor.SecondStep"]

    def is_reauthentication_required(self, *, app: str, **rest: Any) -> bool:
        """Say that allauth need not ask: `linli.console.reauthentication` does, in its own way."""
        return False

    def post_login(self, request: HttpRequest, user: Any, **told: Any) -> HttpResponse:
        """Remember the browser, so that nobody else's guessing slows its owner down; tell of a new one."""
        response: HttpResponse = super().post_login(request, user, **told)
        if not guessing.known_device(request, user.username):
            tell_of_browser(request, user)
        guessing.remember_device(request, response, user.username)
        return response


class StaffLoginForm(LoginForm):  # type: ignore[misc]  # allauth ships no types
    """Account and password, compared at a slow pace; with a code beside them, both count only together."""

    code = CharField(required=False, max_length=CODE_CHARACTERS_MAX)

    def _clean_with_password(self, credentials: dict[str, Any]) -> dict[str, Any]:
        now, code = present(), str(self.cleaned_data.get("code") or "").strip()
        login = str(self.cleaned_data["login"])
        verdict = guessing.ask(self.request, login, has_code=bool(code), now=now)
        if not verdict.is_compared:
            brief = verdict.wait.total_seconds() <= guessing.BRIEF_SECONDS
            raise ValidationError(guessing.slow_words("sign_in_pause" if brief else "sign_in_slow", verdict.wait))
        user = StaffAccountAdapter(self.request).authenticate(self.request, **credentials)
        is_right = user is not None and (not verdict.is_pair or guessing.try_code(user.pk, code, now)[0])
        guessing.note(self.request, login, verdict, is_right=is_right, now=now)
        if not is_right:
            raise ValidationError(guessing.said("sign_in_wrong"))
        self.user = user
        self._login = Login(user=user)
        if verdict.is_pair:
            self._login.state[PROVEN] = True
        return dict(self.cleaned_data)

    def login(self, request: HttpRequest, redirect_url: str | None = None) -> HttpResponse:
        """Note both proofs where both were given, and sign in."""
        if self._login.state.get(PROVEN):
            record_authentication(request, self.user, method="mfa", type="code")
        response: HttpResponse = super().login(request, redirect_url)
        return response


def named(view: View) -> View:
    """The head of the page names the district, as everywhere else; nothing of it is kept by a browser."""

    @wraps(view)
    def shown(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        name_district(request)
        request.linli_open_id = open_id.name_of_provider()  # type: ignore[attr-defined]  # read by the sign-in page
        if request.method == "GET":
            told = take_refusal(request.session, open_id.REFUSED).problems
            request.linli_open_id_problems = told  # type: ignore[attr-defined]  # as above
        response = view(request, *args, **kwargs)
        response["Cache-Control"] = "private, no-store"
        return response

    return shown


def clearing(view: View) -> View:
    """Whoever signs out leaves nothing in the browser."""

    @wraps(view)
    def shown(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if request.method == "POST":
            response["Clear-Site-Data"] = CLEARED
        return response

    return shown


def with_own_password(view: View) -> View:
    """An account without a password of its own, as in the demo, has none to change; half a sign-in changes nothing."""

    @wraps(view)
    def shown(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.user.is_authenticated and not request.user.has_usable_password():
            raise Http404
        if is_half_in(request):
            return HttpResponseRedirect(reverse("console:second_factor"))
        return view(request, *args, **kwargs)

    return shown


def addresses() -> list[URLPattern]:
    """Return the pages of signing in, out, and changing one's password: nobody here needs the others."""
    return [
        path("login/", named(views.login), name="account_login"),
        path("login/second/", named(mfa_views.authenticate), name="mfa_authenticate"),
        path("logout/", clearing(named(views.logout)), name="account_logout"),
        path("password/change/", named(with_own_password(views.password_change)), name="account_change_password"),
        path("first/", named(first_password), name="first_password"),
        path("first/<str:token>/", named(first_link), name="first_link"),
        path("open-id/", named(open_id.begin), name="open_id"),
        path("open-id/back/", named(open_id.come_back), name="open_id_back"),
    ]
