"""Addresses of the console; each view states who may open it, and `access_table` reads that back."""

from django.urls import path

from linli.console import (
    case,
    cases,
    desk,
    doors,
    figures,
    follow_up,
    held_reports,
    house,
    intake,
    map,
    move,
    opening,
    papers,
    phone,
    phone_calls,
    today,
    wall,
)
from linli.console.account.urls import urlpatterns as own_account_patterns
from linli.console.accountability.urls import urlpatterns as account_patterns
from linli.console.channel_urls import urlpatterns as channel_patterns
from linli.console.disputes.urls import urlpatterns as dispute_patterns
from linli.console.hazards.urls import urlpatterns as hazard_patterns
from linli.console.inspections.urls import urlpatterns as inspection_patterns
from linli.console.load.urls import urlpatterns as load_patterns
from linli.console.mediation.urls import urlpatterns as mediation_patterns
from linli.console.meetings.urls import urlpatterns as meeting_patterns
from linli.console.notices import notices
from linli.console.oversight.urls import urlpatterns as oversight_patterns
from linli.console.petitions.urls import urlpatterns as petition_patterns
from linli.console.places.urls import urlpatterns as place_patterns
from linli.console.rights.urls import urlpatterns as rights_patterns
from linli.console.rounds.urls import urlpatterns as round_patterns
from linli.console.services.urls import urlpatterns as service_patterns
from linli.console.setup.urls import urlpatterns as setup_patterns
from linli.console.suggestions.urls import urlpatterns as suggestion_patterns
from linli.console.supplies.urls import urlpatterns as supply_patterns

app_name = "console"

urlpatterns = [
    path("", today.today, name="today"),
    path("desk", desk.desk, name="desk"),
    path("desk/new", intake.intake, name="intake"),
    path("desk/<str:case_id>", desk.desk, name="desk_case"),
    path("desk/<str:case_id>/send", desk.send, name="desk_send"),
    path("desk/<str:case_id>/unit", desk.choose_unit, name="desk_unit"),
    path("queue", held_reports.queue, name="queue"),
    path("queue/release", held_reports.release, name="queue_release"),
    path("phone", phone.phone, name="phone"),
    path("phone/suggest", phone.suggest, name="phone_suggest"),
    path("phone/matter", phone.find_matter, name="phone_find"),
    path("phone/matter/<str:key>", phone.matter, name="phone_matter"),
    path("phone/figures", phone_calls.figures, name="phone_figures"),
    path("phone/calls", phone_calls.calls, name="phone_calls"),
    path("follow-up", follow_up.follow_up, name="follow_up"),
    path("follow-up/<str:key>", follow_up.call, name="follow_up_call"),
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
    path("cases/<str:key>/open", opening.open_hidden, name="open"),
    path("cases/<str:key>/photo/<int:seq>/<str:name>", case.photo, name="photo"),
    path("cases/<str:key>/papers/<slug:paper>", papers.paper, name="paper"),
    path("cases/<str:key>/papers/<slug:paper>/void", papers.paper_void, name="paper_void"),
    path("cases/<str:key>/paper/<int:seq>.<str:kind>", papers.paper_file, name="paper_file"),
    *petition_patterns,
    *dispute_patterns,
    *mediation_patterns,
    path("notices", notices, name="notices"),
    path("unit", house.unit, name="unit"),
    path("help", house.guide, name="help"),
    path("seat", house.seat, name="seat"),
    path("components", house.components, name="components"),
    path("setup/doors", doors.doors, name="doors"),
    path("setup/doors/client", doors.client, name="door_client"),
    path("setup/doors/hook", doors.hook, name="door_hook"),
    *account_patterns,
    *channel_patterns,
    *own_account_patterns,
    *hazard_patterns,
    *inspection_patterns,
    *load_patterns,
    *meeting_patterns,
    *place_patterns,
    *oversight_patterns,
    *rights_patterns,
    *round_patterns,
    *service_patterns,
    *setup_patterns,
    *suggestion_patterns,
    *supply_patterns,
]
