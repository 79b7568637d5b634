"""Addresses of my account, spliced into those of the console."""

from django.urls import path

from linli.console.account import account, again, factors

urlpatterns = [
    path("account", account.account, name="account"),
    path("account/sessions/end", account.end_session, name="account_end_session"),
    path("account/second-factor", factors.second_factor, name="second_factor"),
    path("account/again", again.again, name="account_again"),
    path("account/resume", again.resume, name="account_resume"),
]
