"""One plate for both: on a round it offers the check-in, otherwise it shows the place."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

import pytest

from linli.actions.deciding import Office
from linli.store import models
from tests import cast
from tests.actions import rounds_played as played
from tests.actions.rounds_played import at
from tests.console.conftest import Seat
from tests.console.test_rounds import page

PLATE = "/console/places/01KJPA0CE00000000000000001"
FAR_PLATE = "/console/places/01KJPA0CE00000000000000002"


@pytest.fixture
def placed(office: Office, clock: Callable[[datetime], None]) -> Office:
    """A place of the worker's own grid and one of another community."""
    clock(at(9))
    own = replace(played.PLACES[0], id=PLATE.rpartition("/")[2])
    far = replace(played.PLACES[2], id=FAR_PLATE.rpartition("/")[2], area_path=cast.FAR_GRID)
    return played.with_places(office, [own, far])


def test_a_plate_shows_the_place_and_on_a_round_offers_the_check_in(
    placed: Office, seat: Seat, clock: Callable[[datetime], None]
) -> None:
    ren, hu = seat("ren"), seat("hu")
    shown, here = page(ren, PLATE), PLATE.replace("places", "rounds/at")
    assert f'href="{here}"' in shown and "You are on a round" not in shown
    assert "柳荫巷" in shown and here not in page(hu, PLATE), "who does not walk is offered no round"
    assert ren.get(FAR_PLATE).status_code == 404, "off a round the plate of a far place leads nowhere"
    played.begun(placed, now=at(9))
    shown = page(ren, PLATE)
    assert "You are on a round" in shown and f'action="{here}"' in shown and "I am here" in shown
    ren.post(here, {"command": "c" * 32 + "-here", "told": ""})
    ren.post(here, {"command": "c" * 32 + "-here", "told": ""})
    assert models.RoundStop.objects.count() == 1
    assert "Checked in here at 09:00." in page(ren, PLATE)
    assert f'href="{PLATE}"' in page(ren, here), "and back to the place"
    led = ren.get(FAR_PLATE)
    assert led.status_code == 302 and led.headers["Location"] == FAR_PLATE.replace("places", "rounds/at")
    assert PLATE.rpartition("/")[0] + "/" not in page(ren, led.headers["Location"]), "of a far place the check-in alone"
    assert hu.get(FAR_PLATE).status_code == 404
    clock(at(15))
    assert "You are on a round" not in page(ren, PLATE), "that one was forgotten"
    placed = played.with_places(placed, [replace(played.PLACES[0], id=PLATE.rpartition("/")[2], is_active=False)])
    assert here not in page(ren, PLATE), "no round begins at a closed place"
