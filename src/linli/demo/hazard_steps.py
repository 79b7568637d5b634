"""Steps of a hazard that several stories share: where it lies, who orders and rechecks, what a notice says."""

from dataclasses import replace
from typing import Any

from linli.actions.deciding import FiledCase
from linli.actions.seats import actor_at
from linli.demo.stories import Acting
from linli.domain.area import AreaLevel
from linli.domain.engine.state import CaseState
from linli.domain.place import Place, PlaceKind
from linli.domain.unit import Post, Role, Unit, UnitKind
from linli.store import journal

HAZARD = "hazard"


def companies_of(acting: Acting) -> tuple[Unit, ...]:
    """Return the property companies, those of the visitors' street first."""
    units = acting.office.directory.units.values()
    street = acting.office.directory.tree.at_level(acting.grid, AreaLevel.SUBDISTRICT)
    near = street.path if street else ""
    found = (one for one in units if one.kind is UnitKind.PROPERTY_COMPANY)
    return tuple(sorted(found, key=lambda one: (not one.area_path.startswith(near), one.key)))


def place_with_company(acting: Acting, kind: PlaceKind) -> tuple[Place, Unit]:
    """Return a place of `kind` in a grid with a worker, with the property company that answers for it there."""
    places = sorted((one for one in acting.office.directory.setup.places if one.is_active), key=lambda one: one.key)
    for company in companies_of(acting):
        for place in places:
            is_there = place.kind is kind and place.area_path.startswith(company.area_path)
            if is_there and acting.cast.has_grid_worker(place.area_path):
                return place, company
    raise LookupError(f"no {kind} with a property company")


def inspectors(acting: Acting, key: str) -> tuple[Post, Post]:
    """Return two inspectors of the department of that key, who are two people."""
    first, second = acting.cast.posts(acting.cast.unit(key), Role.INSPECTOR)[:2]
    return first, second


def file_hazard(acting: Acting, finder: Post, place: Place, **fields: Any) -> FiledCase:
    """File a hazard of a place as `finder` saw it."""
    given = {
        "severity": "general", "area": place.area_path, "channel": "grid_worker", "place": place.id,
        "place_words": place.address or place.name, **fields,
    }  # fmt: skip
    return acting.take_in(HAZARD, finder, given)


def going_on(acting: Acting, stream: str) -> Acting:
    """Return what goes on with the matter of that stream; its commands bear its own mark."""
    state = journal.load_states(acting.office.county_id, [stream])[stream]
    return replace(acting, state=state, token=f"{acting.token[:24]}{state.id[-6:]}")


def raised_from(state: CaseState) -> str:
    """Return the id of the first matter that a hazard was linked to as what came of it, or ""."""
    return next((one.stream.partition("/")[2] for one in state.links if one.rule == "raised"), "")


def recheck_oneself(acting: Acting) -> None:
    """Let whoever put it right say that it is gone: refused, whatever the post."""
    post = acting.office.directory.posts[acting.state.handler.post]
    acting.move("recheck", actor_at(post))
