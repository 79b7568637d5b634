"""The office as faces reach it: this installation's county with the ports that `config.wiring` chose."""

from django.conf import settings
from django.http import HttpRequest

from linli.actions.deciding import Office
from linli.actions.office import open_office
from linli.domain.area import AreaLevel
from linli.domain.problems import Refused
from linli.domain.wording import Wording


def the_office() -> Office:
    """Return the office of this installation; raises Refused before a county is set up."""
    return open_office(settings.LINLI_PORTS)


def office_of(request: HttpRequest) -> Office:
    """Return the office as it stood when this request first asked for it; raises Refused before a county is set up."""
    kept: Office | None = getattr(request, "linli_office", None)
    if kept is None:
        kept = the_office()
        request.linli_office = kept  # type: ignore[attr-defined]  # asked for once in a request
    return kept


def name_district(request: HttpRequest) -> None:
    """Let the head of the page name the district, as soon as there is one."""
    name = district_name()
    if name is not None:
        request.linli_district = name  # type: ignore[attr-defined]  # read by the frame of the page


def district_name() -> Wording | None:
    """Return the district's name, or None before there is one."""
    try:
        tree = the_office().directory.tree
    except Refused:
        return None
    top = next((area for area in tree if area.level is AreaLevel.COUNTY), None)
    return Wording(top.name, top.name_en or top.name) if top is not None else None
