"""Addresses of the room of disputes, spliced into those of the console."""

from django.urls import path

from linli.console.disputes import outcomes, registers, standing

urlpatterns = [
    path("disputes", standing.disputes, name="disputes"),
    path("disputes/outcomes", outcomes.outcomes, name="dispute_outcomes"),
    path("disputes/outcomes.xlsx", outcomes.table, name="dispute_outcomes_xlsx"),
    path("disputes/bodies", registers.bodies, name="mediation_bodies"),
    path("disputes/bodies/<str:unit_key>", registers.body, name="mediation_body"),
    path("disputes/mediators", registers.mediators, name="mediators"),
]
