"""The tile bench runs whole at a tiny size; what is measured is never asserted, what it holds against is."""

import pytest

from linli.bench.tiles import ZOOMS, run

pytestmark = pytest.mark.usefixtures("unblocked")


def test_every_tile_figure_stands_beside_a_limit_of_the_same_run() -> None:
    found = {one.name: one for one in run(seed=5, scale=0.0008)}
    assert len(found) == 2 * len(ZOOMS) + 7
    assert all(one.limit_value > 0 and one.value > 0 for one in found.values())
