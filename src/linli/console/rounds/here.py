"""The page of a place, for whoever walks: its plate leads there, and offers the check-in while a round goes on.

One plate serves both: on a round it is a check-in, otherwise the place.
"""

from dataclasses import dataclass

from django.urls import reverse

from linli.actions.place_views import find_place as readable
from linli.actions.rounds import forgotten_after
from linli.console.command_ids import command_id
from linli.console.rounds.words import time_of
from linli.console.seat import SeatedRequest
from linli.domain.place import Place
from linli.domain.round import Round, walks
from linli.store import ledgers
from linli.store import rounds as stored
from linli.store.rounds import ROUNDS


@dataclass(frozen=True, slots=True, kw_only=True)
class Here:
    """What the page of a place offers to whoever goes on rounds."""

    url: str
    """Where the check-in is sent, and where a round begins."""
    command_id: str
    round_url: str = ""
    """The round that goes on; "" on none."""
    passed: str = ""
    """When this place was last checked in at on that round."""


def here_for(request: SeatedRequest, place: Place) -> Here | None:
    """Return what is offered at a place; None for who does not walk, and for a place that is closed off a round."""
    if not walks(request.post, request.office.directory):
        return None
    url, id_ = reverse("console:round_at", args=[place.id]), f"{command_id(request)}-here"
    found = running(request)
    if found is None:
        return Here(url=url, command_id=id_) if place.is_active else None
    ids = {place.id, place.merged_into} - {""}
    times = [one.at for one in found.stops if ids & {one.told.place, one.told.into}]
    return Here(
        url=url, command_id=id_, round_url=reverse("console:round", args=[found.id]),
        passed=time_of(max(times)) if times else "",
    )  # fmt: skip


def running(request: SeatedRequest) -> Round | None:
    """Return the round that the post is on, unless it was forgotten."""
    county_id, now = request.office.county_id, request.now
    id_ = stored.running_id(county_id, request.post.id)
    found = ledgers.kept(ROUNDS, county_id, id_) if id_ else None
    is_over = found is None or found.was_forgotten(now, forgotten_after(request.office, now))
    return None if is_over else found


def elsewhere(request: SeatedRequest, place_id: str) -> str:
    """Return where the plate of a place beyond the post's reach leads on a round: to the check-in alone; else ""."""
    office, post = request.office, request.post
    if not walks(post, office.directory) or readable(office, post, place_id) or running(request) is None:
        return ""
    is_place = any(one.id == place_id for one in office.directory.setup.places)
    return reverse("console:round_at", args=[place_id]) if is_place else ""
