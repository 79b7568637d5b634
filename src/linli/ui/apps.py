"""The Django application that carries the shared templates, styles and tags."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """Label `ui`; holds no models."""

    name = "linli.ui"
    label = "ui"
