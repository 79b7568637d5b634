"""What the web server calls: one WSGI application, with Django set up."""

from threading import Timer

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from linli.config import environment

PREPARED_AFTER_SECONDS = 20
"""When the first pages have been served, and before anybody has found the figures."""


def _prepare_figures() -> None:
    from linli.actions.figures import prepare_figures  # needs models, and those need Django set up

    if settings.LINLI_PORTS.figures is not None:
        prepare_figures(settings.LINLI_PORTS.figures)


environment.publish(environment.read())
application = get_wsgi_application()
_preparing = Timer(PREPARED_AFTER_SECONDS, _prepare_figures)
_preparing.daemon = True
_preparing.start()
