"""Addresses of the rights desk; each view states who may open it."""

from django.urls import path

from linli.console.rights import breach, counter, desk, held

urlpatterns = [
    path("rights", desk.rights, name="rights"),
    path("rights/new", counter.right_new, name="right_new"),
    path("rights/held", held.held, name="held"),
    path("rights/held/<str:case_id>/lift", held.hold_lift, name="hold_lift"),
    path("rights/<str:case_id>", desk.right, name="right"),
    path("rights/<str:case_id>/erase", desk.right_erase, name="right_erase"),
    path("rights/<str:case_id>/hold", desk.right_hold, name="right_hold"),
    path("breaches", breach.breaches, name="breaches"),
    path("breaches/new", breach.breach_new, name="breach_new"),
]
