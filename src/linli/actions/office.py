"""The office of the county an installation serves: directory and placer, kept until the set-up changes."""

from linli.actions.deciding import Office
from linli.domain.area import AreaLevel
from linli.domain.placing import Placer
from linli.domain.ports import Ports
from linli.domain.problems import Problem, Refused
from linli.store import setup

_kept: dict[int, Office] = {}


def open_office(ports: Ports, county_id: int | None = None) -> Office:
    """Return the office of `county_id` (the only county by default); raises Refused before any is set up."""
    found = setup.present_directory(county_id)
    if found is None:
        raise Refused([Problem("no_county")])
    county_id, directory = found
    kept = _kept.get(county_id)
    if kept is not None and kept.directory is directory and kept.ports is ports:
        return kept
    top = next((area for area in directory.tree if area.level is AreaLevel.COUNTY), None)
    label = top.name.removesuffix("区").removesuffix("县").removesuffix("市") if top else directory.county
    office = Office(
        county_id=county_id,
        county_label=label,
        directory=directory,
        placer=kept.placer if kept and kept.directory.tree is directory.tree else Placer(directory.tree),
        ports=ports,
    )
    _kept[county_id] = office
    return office
