"""`linli bench` names what it does not know and prints for people or for programs."""

import json
from argparse import ArgumentParser

import pytest

from linli.cli import bench as verb


def run(*words: str) -> int:
    parser = ArgumentParser()
    verb.configure(parser)
    return verb.run(parser.parse_args(words))


def test_an_unknown_bench_is_named_before_anything_runs(capsys):
    assert run("placing", "nonsense", "other") == 2
    assert "nonsense, other" in capsys.readouterr().out


@pytest.mark.parametrize("scale", ["0", "-1", "inf", "nan", "much"])
def test_a_scale_is_a_number_above_zero(scale, capsys):
    with pytest.raises(SystemExit):
        run("placing", f"--scale={scale}")
    assert "not a number above 0" in capsys.readouterr().err


def test_figures_are_printed_for_a_program(capsys):
    assert run("placing", "--json", "--scale", "0.001", "--seed", "7") == 0
    document = json.loads(capsys.readouterr().out)
    assert (document["seed"], document["scale"]) == (7, 0.001)
    assert {"name", "value", "unit", "limit_name", "limit_value", "ratio"} == set(document["benches"]["placing"][0])


def test_figures_are_printed_for_people(capsys):
    assert run("placing", "--scale", "0.001") == 0
    assert "ratio" in capsys.readouterr().out
