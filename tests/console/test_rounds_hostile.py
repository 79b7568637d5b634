"""Any text in any field of a round, of leave and of days not asked for: never a crash, never markup, nothing kept."""

import pytest

from linli.actions.deciding import Office
from linli.store import models
from tests.actions import rounds_played as played
from tests.actions.rounds_played import at
from tests.console.conftest import Seat
from tests.security.hostile_texts import hostile_texts
from tests.security.test_hostile_text import checked, undone

TEXTS = tuple(hostile_texts())[::12]
"""Some of each sort, also for acts that no page offers now: the sweep of every form gives all of them to the others."""


@pytest.fixture
def here(office: Office, seat: Seat) -> str:
    """A round that goes on."""
    placed = played.with_places(office, played.PLACES)
    return f"/console/rounds/{played.begun(placed, now=at(9)).id}"


def test_every_field_bears_any_text(here: str, seat: Seat) -> None:
    ren, hu, he = seat("ren"), seat("hu"), seat("he")
    forms = (
        (ren, "/console/rounds", {"do": "leave"}, ("first", "last")),
        (ren, "/console/rounds", {"do": "withdraw"}, ("leave",)),
        (ren, "/console/rounds", {}, ("do", "command")),
        (ren, here, {"do": "code"}, ("place", "told")),
        (ren, here, {"do": "place"}, ("place",)),
        (ren, here, {"do": "code", "place": "L01"}, ("told",)),
        (ren, here, {"do": "handled"}, ("number",)),
        (ren, f"{here}/found", {}, ("category", "words", "place", "urgency", "place_words")),
        (ren, "/console/rounds/at/L01", {}, ("told", "command")),
        (hu, "/console/rounds/days", {"do": "state"}, ("first", "last", "kind")),
        (hu, "/console/rounds/days", {"do": "agree"}, ("which",)),
        (he, "/console/rounds/sections/new", {}, ("name", "kind", "codes", "places", "is_continuous")),
        (hu, "/console/rounds/terms", {"do": "state"}, ("first", "last")),
        (hu, "/console/rounds/terms", {"do": "withdraw"}, ("which",)),
        (ren, "/console/rounds/handover", {"do": "write"}, ("shift", "note")),
        (ren, "/console/rounds/handover", {"do": "confirm"}, ("which",)),
        (
            ren,
            "/console/rounds/broadcasts",
            {"do": "log"},
            ("day", "at", "minutes", "topic", "places", "codes", "note"),
        ),
        (ren, "/console/rounds/broadcasts", {"do": "strike"}, ("which",)),
    )
    for client, address, fixed, fields in forms:
        for text in TEXTS:
            checked(undone(client.post, address, {**dict.fromkeys(fields, text), **fixed}), text)
            if address != "/console/rounds/at/L01":
                checked(client.get(address), text)
    assert models.Round.objects.count() == 1 and not models.RoundStop.objects.exists()


def test_every_filter_bears_any_text(here: str, seat: Seat) -> None:
    ren, hu = seat("ren"), seat("hu")
    paths = (
        (ren, "/console/rounds"), (hu, "/console/rounds/coverage"), (hu, "/console/rounds/coverage.csv"),
        (hu, "/console/rounds/uncovered"), (hu, "/console/rounds/slots"), (hu, "/console/rounds/broadcasts"),
        (ren, "/console/rounds/sections"),
    )  # fmt: skip
    for text in TEXTS:
        asked = dict.fromkeys(("week", "day", "kind", "page", "after"), text)
        for client, path in paths:
            checked(client.get(path, asked), text)
