"""Tells Django where this app lies."""

from django.apps import AppConfig


class StoreConfig(AppConfig):
    """The app whose label is its package's name."""

    name = "linli.store"
    label = "store"
    default_auto_field = "django.db.models.BigAutoField"
