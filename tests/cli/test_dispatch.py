"""A verb is found by being a file; nothing else has to be told."""

from pathlib import Path

from linli.cli.dispatch import FOLDER, overview, verbs

NEEDED = {"check", "init", "messages", "serve"}


def test_a_module_with_a_summary_is_a_verb_and_any_other_is_not(tmp_path: Path) -> None:
    (tmp_path / "sweep.py").write_text('SUMMARY = "sweeps"\nNEEDS_DATABASE: bool = True\nimport nowhere_at_all\n')
    (tmp_path / "broom.py").write_text("LENGTH_CM = 120\n")
    found = verbs(tmp_path)
    assert list(found) == ["sweep"]
    assert (found["sweep"].summary, found["sweep"].needs_database, found["sweep"].is_demo) == (
        "sweeps",
        True,
        False,
    )


def test_the_overview_names_every_verb_with_its_summary() -> None:
    text = overview(verbs())
    assert set(verbs()) >= NEEDED
    assert all(verb.name in text and verb.summary in text for verb in verbs().values())


def test_every_module_that_can_run_has_a_summary() -> None:
    sources = {one.stem: one for one in FOLDER.glob("*.py")}
    sources |= {one.parent.name: one for one in FOLDER.glob("*/__init__.py")}
    runnable = {name for name, one in sources.items() if "\ndef configure(" in one.read_text("utf-8")}
    assert runnable == set(verbs())
