"""What happens when a session of staff begins, changes its password or ends; Django says when."""

from contextlib import suppress
from datetime import timedelta
from typing import Any

from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.signals import password_changed
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.http import HttpRequest

from linli.actions.account_news import AccountChange, tell_change, tell_new_browser
from linli.actions.staff_sessions import SEEN, begin, idle_of, prove
from linli.console.account.browser_words import browser_of
from linli.console.reauthentication import is_demo_account
from linli.domain.problems import Refused
from linli.domain.settings_catalogue import SETTINGS
from linli.store import staff_sessions
from linli.ui.moment import present
from linli.ui.office import office_of, the_office

IDLE = "sign_in.idle_minutes"


def connect() -> None:
    """Listen; called once, when the app is ready."""
    user_logged_in.connect(_began, dispatch_uid="linli-session-began")
    user_logged_out.connect(_ended, dispatch_uid="linli-session-ended")
    password_changed.connect(_changed, dispatch_uid="linli-password-changed")


def idle(request: HttpRequest, user: Any) -> timedelta:
    """Return how long this account's session may lie idle."""
    try:
        return idle_of(office_of(request), present(), is_demo=is_demo_account(user))
    except Refused:  # before a county is set up nothing else is set either
        return timedelta(minutes=int(SETTINGS[IDLE].default))


def _began(request: HttpRequest, user: Any, **_: Any) -> None:
    now = present()
    records = get_authentication_records(request, user)
    with_two = any(one.get("method") == "mfa" for one in records)
    begin(request.session, now=now, has_two=with_two, idle=idle(request, user))
    _note(request, user)


def _note(request: HttpRequest, user: Any) -> None:
    key = request.session.session_key
    if key:
        staff_sessions.open_session(key, user.pk, browser=browser_of(request.META), now=present())


def _ended(request: HttpRequest, user: Any, **_: Any) -> None:
    if user is not None and request.session.session_key:
        staff_sessions.forget_session(request.session.session_key)


def _changed(request: HttpRequest, user: Any, **_: Any) -> None:
    """Everywhere else the account is signed out; here it goes on under a new key."""
    renew(request, user)
    tell(user, AccountChange.PASSWORD)


def tell(user: Any, change: AccountChange) -> None:
    """Tell somebody of a change of their own sign-in; before a county is set up there is nobody to tell."""
    with suppress(Refused):
        tell_change(the_office(), str(user.pseudonym), change, now=present())


def tell_of_browser(request: HttpRequest, user: Any) -> None:
    """Tell somebody of a sign-in from a browser that was not used for this account before."""
    with suppress(Refused):
        tell_new_browser(the_office(), str(user.pseudonym), browser_of(request.META), now=present())


def prove_again(request: HttpRequest) -> None:
    """Note a fresh proof; the session goes on under a new key, and the one of before opens nothing any more."""
    prove(request.session, now=present())
    before = request.session.session_key or ""
    request.session.cycle_key()
    staff_sessions.move_session(before, request.session.session_key or "")


def renew(request: HttpRequest, user: Any) -> None:
    """End every other session of an account, and note this one under the key it has now."""
    staff_sessions.end_sessions(user.pk, but=request.session.session_key or "")
    request.session[SEEN] = present().timestamp()
    _note(request, user)
