"""Addresses of accountability; each view states who may open it."""

from django.urls import path

from linli.console.accountability import glass, looks, page

urlpatterns = [
    path("glass", glass.break_one, name="glass"),
    path("looks", looks.own, name="own_looks"),
    path("accountability", page.page, name="accountability"),
    path("accountability/glass/<str:glass_id>", glass.review_one, name="glass_review"),
]
