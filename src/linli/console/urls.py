"""Addresses of the console; each view states who may open it, and `access_table` reads that back."""

from django.urls import path

from linli.console import case, cases, desk, house, intake, move, today
from linli.console.notices import notices

app_name = "console"

urlpatterns = [
    path("", today.today, name="today"),
    path("desk", desk.desk, name="desk"),
    path("desk/new", intake.intake, name="intake"),
    path("desk/<str:case_id>", desk.desk, name="desk_case"),
    path("desk/<str:case_id>/send", desk.send, name="desk_send"),
    path("desk/<str:case_id>/unit", desk.choose_unit, name="desk_unit"),
    path("cases", cases.case_list, name="cases"),
    path("cases.xlsx", cases.export, name="export"),
    path("search", cases.search, name="search"),
    path("cases/<str:key>", case.case, name="case"),
    path("cases/<str:key>/do/<str:verb>", move.make_move, name="move"),
    path("cases/<str:key>/clock/<str:clock_key>", case.clock, name="clock"),
    path("cases/<str:key>/contact", case.contact, name="contact"),
    path("cases/<str:key>/photo/<int:seq>/<str:name>", case.photo, name="photo"),
    path("notices", notices, name="notices"),
    path("unit", house.unit, name="unit"),
    path("help", house.guide, name="help"),
    path("seat", house.seat, name="seat"),
    path("components", house.components, name="components"),
]
