"""Tells Django where this app lies."""

from django.apps import AppConfig


class ConsoleConfig(AppConfig):
    """The app whose label is its package's name."""

    name = "linli.console"
    label = "console"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Listen to sessions that begin and end."""
        from linli.console.account import sign_in_log  # needs every app loaded
        from linli.console.account.beginning import connect

        connect()
        sign_in_log.connect()
