"""Rules of signing in that differ from allauth's own, and the few of its pages that staff need."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account import views
from allauth.account.adapter import DefaultAccountAdapter
from django.contrib.auth.models import AbstractBaseUser
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path

from linli.ui.office import name_district

View = Callable[..., HttpResponse]


class StaffAccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """Accounts of staff are made by the unit that appoints them, never by signing up."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up."""
        return False

    def authenticate(self, request: HttpRequest, **credentials: Any) -> AbstractBaseUser | None:
        """Answer for an account that was ended like for a wrong password."""
        user: AbstractBaseUser | None = super().authenticate(request, **credentials)
        return user if user is not None and user.is_active else None


def named(view: View) -> View:
    """The head of the page names the district, as everywhere else."""

    @wraps(view)
    def shown(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        name_district(request)
        return view(request, *args, **kwargs)

    return shown


def with_own_password(view: View) -> View:
    """An account without a password of its own, as in the demo, has none to change."""

    @wraps(view)
    def shown(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.user.is_authenticated and not request.user.has_usable_password():
            raise Http404
        return view(request, *args, **kwargs)

    return shown


def addresses() -> list[URLPattern]:
    """Return the pages of signing in, out, and changing one's password: nobody here needs the others."""
    return [
        path("login/", named(views.login), name="account_login"),
        path("logout/", named(views.logout), name="account_logout"),
        path("password/change/", named(with_own_password(views.password_change)), name="account_change_password"),
    ]
