"""Addresses of loading, spliced into those of the console."""

from django.urls import path

from linli.console.load import mapping, run, send

urlpatterns = [
    path("load", send.send, name="load"),
    path("load/map", mapping.mapping, name="load_map"),
    path("load/map.toml", mapping.map_file, name="load_map_file"),
    path("load/preview", run.preview, name="load_preview"),
    path("load/run", run.run, name="load_run"),
    path("load/refused.csv", run.refused_file, name="load_refused"),
]
