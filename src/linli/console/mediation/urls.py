"""Addresses of mediation at the desk and on the table."""

from django.urls import path

from linli.console.mediation import agreement, register, rooms, sittings, slip, table

urlpatterns = [
    path("dispute/new", register.register, name="dispute_new"),
    path("rooms", rooms.rooms, name="rooms"),
    path("cases/<str:key>/table", table.table, name="table"),
    path("cases/<str:key>/agreement", agreement.agreement, name="agreement"),
    path("cases/<str:key>/sittings/new", sittings.plan, name="sitting_new"),
    path("cases/<str:key>/sittings/record", sittings.record, name="sitting_record"),
    path("cases/<str:key>/sittings/<int:sitting>/cancel", sittings.cancel, name="sitting_cancel"),
    path("cases/<str:key>/sittings/<int:sitting>.ics", sittings.ics, name="sitting_ics"),
    path("cases/<str:key>/party/<slug:letter>", slip.slip, name="party_slip"),
]
