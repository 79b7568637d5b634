"""Tells Django where this app lies."""

from django.apps import AppConfig


class ConsoleConfig(AppConfig):
    """The app whose label is its package's name."""

    name = "linli.console"
    label = "console"
    default_auto_field = "django.db.models.BigAutoField"
