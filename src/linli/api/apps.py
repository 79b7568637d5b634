"""Tells Django where this app lies."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """The app whose label is its package's name."""

    name = "linli.api"
    label = "api"
    default_auto_field = "django.db.models.BigAutoField"
