"""Addresses of the register of places; each view states who may open it."""

from django.urls import path

from linli.console.places import acts, doubles, editing, importing, listing, one, photos, plates, taking

urlpatterns = [
    path("places", listing.places, name="places"),
    path("places.xlsx", taking.places_xlsx, name="places_xlsx"),
    path("places.geojson", taking.places_geojson, name="places_geojson"),
    path("places/new", editing.place_new, name="place_new"),
    path("places/import", importing.places_import, name="places_import"),
    path("places/import/refused.csv", importing.refused_file, name="places_refused"),
    path("places/doubles", doubles.places_doubles, name="places_doubles"),
    path("places/merge", doubles.places_merge, name="places_merge"),
    path("places/plates", plates.plates, name="places_plates"),
    path("places/<str:place_id>", one.place, name="place"),
    path("places/<str:place_id>/edit", editing.place_edit, name="place_edit"),
    path("places/<str:place_id>/standing", editing.place_standing, name="place_standing"),
    path("places/<str:place_id>/check", acts.place_check, name="place_check"),
    path("places/<str:place_id>/units", acts.place_units, name="place_units"),
    path("places/<str:place_id>/photos", photos.place_photos, name="place_photos"),
    path("places/<str:place_id>/photos/<int:seq>/<str:name>", photos.place_photo, name="place_photo"),
    path("places/<str:place_id>/model", acts.place_model, name="place_model"),
]
