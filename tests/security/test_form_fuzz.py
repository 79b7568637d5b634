"""Whatever strangers and members of staff send, in whatever order: no fault of ours."""

from random import Random

import pytest

from linli.store import models
from tests.security.form_fuzzing import SEATS, Stranger
from tests.security.world import World
from tests.switches import is_no_skip_run

pytestmark = pytest.mark.sweep
REQUESTS, PARTS = (30_400, 4) if is_no_skip_run() else (600, 1)
"""Beside the 10,000 that tests/api/v1/test_description.py makes of the description."""
AT_A_STRETCH = 200
"""Then everybody takes a fresh browser: whoever was signed out on the way sits down again."""


@pytest.mark.parametrize("part", range(PARTS))
def test_no_order_of_requests_is_answered_with_a_fault_of_ours(part: int, own_world: World) -> None:
    stranger, before = Stranger(world=own_world, chance=Random(20261121 + part)), models.Entry.objects.count()
    own = REQUESTS // PARTS
    while sum(stranger.statuses.values()) < own:
        stranger.sit_down()
        for _ in range(min(AT_A_STRETCH, own)):
            stranger.ask()
    assert not stranger.faults, "\n".join(stranger.faults[:10])
    print(sorted(stranger.statuses.items()), stranger.roles, models.Entry.objects.count() - before)
    assert {200, 302, 404} <= stranger.statuses.keys()
    assert stranger.roles.keys() == {*SEATS, *SEATS.values()}
    assert len(stranger.forms) > 5
    assert models.Entry.objects.count() > before, "some of it was taken, so later requests met another state"
