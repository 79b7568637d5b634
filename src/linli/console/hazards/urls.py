"""Addresses of the ledger of hazards and of sweeps; each view states who may open it."""

from django.urls import path

from linli.console.hazards import entering, ledger, sweeping

urlpatterns = [
    path("hazards", ledger.hazards, name="hazards"),
    path("hazards.xlsx", ledger.hazards_xlsx, name="hazards_xlsx"),
    path("hazards/new", entering.hazard_new, name="hazard_new"),
    path("hazards/sweeps", sweeping.sweep_list, name="sweeps"),
    path("hazards/sweeps/<str:sweep_id>", sweeping.sweep, name="sweep"),
    path("hazards/sweeps/<str:sweep_id>/places/<str:place>", entering.sweep_hazard, name="sweep_hazard"),
    path("hazards/<str:key>/sweep", sweeping.sweep_new, name="sweep_new"),
]
