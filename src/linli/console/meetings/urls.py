"""Addresses of joint meetings; each view states who may open it."""

from django.urls import path

from linli.console.meetings import item, minutes, orders, planning, sitting

urlpatterns = [
    path("meetings", sitting.meetings, name="meetings"),
    path("meetings/new", planning.meeting_new, name="meeting_new"),
    path("meetings/orders", orders.orders, name="meeting_orders"),
    path("meetings/orders/<str:case_id>", orders.sign, name="meeting_order"),
    path("meetings/<str:meeting_id>.ics", sitting.calendar, name="meeting_ics"),
    path("meetings/<str:meeting_id>", sitting.meeting, name="meeting"),
    path("meetings/<str:meeting_id>/plan", planning.meeting_plan, name="meeting_plan"),
    path("meetings/<str:meeting_id>/agenda", sitting.agenda, name="meeting_agenda"),
    path("meetings/<str:meeting_id>/items/<str:case_id>", item.item, name="meeting_item"),
    path("meetings/<str:meeting_id>/items/<str:case_id>/out", item.leave_out, name="meeting_out"),
    path("meetings/<str:meeting_id>/minutes", minutes.minutes, name="meeting_minutes"),
    path("meetings/<str:meeting_id>/minutes.<str:kind>", minutes.file, name="meeting_file"),
]
