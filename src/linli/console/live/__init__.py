"""Live updates of the console: a small ASGI application of its own, beside the pages."""

from linli.console.live.app import LiveApp

__all__ = ["LiveApp"]
