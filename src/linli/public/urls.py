"""The addresses of the public face."""

from django.urls import path

from linli.public import grids, map, map_tiles, matter, pages, report_check, report_place, report_what, small_files

urlpatterns = [
    path("", pages.home, name="home"),
    path("report/", report_place.place, name="report_place"),
    path("report/what/", report_what.what, name="report_what"),
    path("report/photo/<int:position>/", report_what.photo, name="report_photo"),
    path("report/check/", report_check.check, name="report_check"),
    path("report/done/", report_check.done, name="report_done"),
    path("report/forget/", report_check.forget, name="report_forget"),
    path("follow/", matter.follow, name="follow"),
    path("r/<str:code>", matter.matter, name="matter"),
    path("r/<str:code>/photo/<int:seq>/<str:name>", matter.matter_photo, name="matter_photo"),
    path("grid/", grids.grid_finder, name="grid_finder"),
    path("grid/<str:key>/", grids.grid_page, name="grid_page"),
    path("map", map.public_map, name="public_map"),
    path("map/tiles/<str:layer>/<int:z>/<int:x>/<int:y>", map_tiles.map_tile, name="map_tile"),
    path("map/place", map_tiles.map_place, name="map_place"),
    path("map/base.pmtiles", map_tiles.map_base, name="map_base"),
    path("charter", pages.charter, name="charter"),
    path("help/", pages.help_page, name="help"),
    path("privacy/", pages.privacy, name="privacy"),
    path("channels/", pages.channels, name="channels"),
    path("robots.txt", small_files.robots, name="robots"),
    path("favicon.ico", small_files.favicon, name="favicon"),
    path("site.webmanifest", small_files.manifest, name="manifest"),
]
