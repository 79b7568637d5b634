"""Every bench states what it measures and holds each figure against a limit of the same run."""

import pytest

from linli.bench import bench, names
from linli.bench.figure import figure


def test_a_bench_that_does_not_exist_is_refused():
    for name in ("figure", "tessellation", "os", ""):
        with pytest.raises(KeyError):
            bench(name)


@pytest.mark.parametrize("name", names())
def test_every_bench_says_what_it_measures_and_can_run(name):
    assert bench(name).SUMMARY
    assert callable(bench(name).run)


def test_a_figure_is_divided_by_its_limit():
    one = figure("speed", 8.0, "points/s", limit_name="other way", limit_value=2.0)
    assert one.ratio == 4.0
    assert one.as_json()["limit_name"] == "other way"
