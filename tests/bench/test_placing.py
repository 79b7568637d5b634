"""The placing bench compares every match, so that speed is never bought with a wrong answer."""

from linli.bench.placing import run


def test_bulk_placing_matches_the_tree_and_single_placing_point_for_point():
    figures = {one.name: one for one in run(seed=3, scale=0.01)}
    assert figures["same area as STRtree"].ratio == 1
    assert figures["same as place()"].ratio == 1
    assert figures["place_many"].limit_value > 0
