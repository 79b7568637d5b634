"""Tells Django where this app lies."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """The app whose label is its package's name."""

    name = "linli.demo"
    label = "demo"
    default_auto_field = "django.db.models.BigAutoField"
