"""The office as faces reach it: this installation's county with the ports that `config.wiring` chose."""

from django.conf import settings

from linli.actions.deciding import Office
from linli.actions.office import open_office


def the_office() -> Office:
    """Return the office of this installation; raises Refused before a county is set up."""
    return open_office(settings.LINLI_PORTS)
