"""Addresses of the service hall in the console."""

from django.urls import path

from linli.console.services import causes, guides, room, taking

urlpatterns = [
    path("service", room.room, name="service"),
    path("service/new", taking.visit_new, name="service_new"),
    path("service/stuck", taking.stuck_new, name="service_stuck_new"),
    path("service/causes", causes.causes, name="service_causes"),
    path("service/causes.xlsx", causes.causes_xlsx, name="service_causes_xlsx"),
    path("service/guides", guides.guides, name="service_guides"),
    path("service/guides.xlsx", guides.guides_xlsx, name="service_guides_xlsx"),
    path("service/desks.xlsx", guides.desks_xlsx, name="service_desks_xlsx"),
    path("service/load", guides.load, name="service_load"),
    path("service/guide", guides.guide, name="service_guide"),
    path("service/desk", guides.desk, name="service_desk"),
    path("service/desk/<str:key>/code", guides.code, name="service_code"),
]
