"""Tells Django where this app lies."""

from django.apps import AppConfig


class PublicConfig(AppConfig):
    """The app whose label is its package's name."""

    name = "linli.public"
    label = "public"
    default_auto_field = "django.db.models.BigAutoField"
