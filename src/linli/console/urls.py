"""Addresses of the console; each view states who may open it, and `access_table` reads that back."""

from django.urls import path

from linli.console import case, cases, desk, doors, figures, house, intake, map, move, phone, phone_calls, today, wall
from linli.console.load.urls import urlpatterns as load_patterns
from linli.console.notices import notices
from linli.console.setup.urls import urlpatterns as setup_patterns

app_name = "console"

urlpatterns = [
    path("", today.today, name="today"),
    path("desk", desk.desk, name="desk"),
    path("desk/new", intake.intake, name="intake"),
    path("desk/<str:case_id>", desk.desk, name="desk_case"),
    path("desk/<str:case_id>/send", desk.send, name="desk_send"),
    path("desk/<str:case_id>/unit", desk.choose_unit, name="desk_unit"),
    path("phone", phone.phone, name="phone"),
    path("phone/suggest", phone.suggest, name="phone_suggest"),
    path("phone/matter", phone.find_matter, name="phone_find"),
    path("phone/matter/<str:key>", phone.matter, name="phone_matter"),
    path("phone/figures", phone_calls.figures, name="phone_figures"),
    path("phone/calls", phone_calls.calls, name="phone_calls"),
    path("cases", cases.case_list, name="cases"),
    path("cases.xlsx", cases.export, name="export"),
    path("map", map.case_map, name="map"),
    path("map/points", map.points, name="map_points"),
    path("wall", wall.wall, name="wall"),
    path("figures", figures.figures, name="figures"),
    path("figures/matters", figures.matters, name="figure_matters"),
    path("figures.xlsx", figures.table, name="figures_xlsx"),
    path("figures.csv", figures.table, {"kind": "csv"}, name="figures_csv"),
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
    path("setup/doors", doors.doors, name="doors"),
    path("setup/doors/client", doors.client, name="door_client"),
    path("setup/doors/hook", doors.hook, name="door_hook"),
    *load_patterns,
    *setup_patterns,
]
