"""Finds the verbs, reads their headers without importing them, and runs the one that was asked for.

A verb is a module of this package that states at its top level, as plain literals,

    SUMMARY = "one line"           # shown by `linli --help`
    NEEDS_DATABASE = True          # the embedded server is started for it when no address is set
    IS_DEMO = True                 # optional: it works on the demo's own data folder
    NEEDS_DJANGO = False           # optional: it runs without settings and models

and defines `configure(parser)` and `run(args) -> int`. Headers are read from the source because a verb may
import models, which is possible only after the settings are known, and `linli --help` needs neither.
"""

import argparse
import ast
import importlib
import importlib.metadata
import pkgutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent
MIGRATIONS = FOLDER.parent / "store" / "migrations"
USAGE_ERROR = 2


@dataclass(frozen=True, kw_only=True, slots=True)
class Verb:
    """One verb's header."""

    name: str
    summary: str
    needs_database: bool
    is_demo: bool
    needs_django: bool


def verbs(folder: Path = FOLDER) -> dict[str, Verb]:
    """Return every verb by name: the modules whose header states a SUMMARY."""
    return {verb.name: verb for verb in _headers(folder)}


def _headers(folder: Path) -> Iterator[Verb]:
    for module in pkgutil.iter_modules([str(folder)]):
        source = folder / module.name / "__init__.py" if module.ispkg else folder / f"{module.name}.py"
        stated = literals(source.read_text(encoding="utf-8"))
        if isinstance(summary := stated.get("SUMMARY"), str):
            yield Verb(
                name=module.name.removesuffix("_"),
                summary=summary,
                needs_database=bool(stated.get("NEEDS_DATABASE", False)),
                is_demo=bool(stated.get("IS_DEMO", False)),
                needs_django=bool(stated.get("NEEDS_DJANGO", True)),
            )


def literals(source: str) -> dict[str, object]:
    """Return the literal values that `source` gives to names at its top level."""
    found: dict[str, object] = {}
    for node in ast.parse(source).body:
        if not isinstance(node, ast.Assign | ast.AnnAssign) or not isinstance(node.value, ast.Constant):
            continue
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        found.update({target.id: node.value.value for target in targets if isinstance(target, ast.Name)})
    return found


def overview(known: dict[str, Verb]) -> str:
    """Return what `linli --help` prints."""
    width = max((len(name) for name in known), default=0)
    lines = [f"  {verb.name:<{width}}  {verb.summary}" for verb in known.values()]
    last = "linli VERB --help explains one verb; linli --version says which release this is."
    return "\n".join(["usage: linli VERB [options]", "", *lines, "", last])


def version_line() -> str:
    """Return what `linli --version` prints: which release this is, and which tables it works on.

    The level is the newest migration that the release brings; `linli check` says when the database is behind it.
    """
    levels = sorted(one.stem for one in MIGRATIONS.glob("[0-9]*.py"))
    return f"linli {importlib.metadata.version('linli')} (tables {levels[-1]})"


def parser_of(verb: Verb) -> argparse.ArgumentParser:
    """Return the parser of `verb`, with the options that every verb on data has."""
    parser = argparse.ArgumentParser(prog=f"linli {verb.name}", description=verb.summary)
    if verb.needs_database:
        parser.add_argument("--data", type=Path, metavar="DIR", help="data folder (default: LINLI_DATA_DIR)")
    module = importlib.import_module(f"linli.cli.{verb.name}")
    module.configure(parser)
    parser.set_defaults(run=module.run)
    return parser
