"""Imports go down only: the contracts of pyproject.toml hold, and break when they should."""

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.house.scans import ROOT

PROGRAM = (
    "import sys; from importlinter.cli import lint_imports; sys.path.insert(0, 'src');"
    " sys.exit(lint_imports(config_filename='pyproject.toml', cache_dir=None))"
)


def contracts_kept(folder: Path) -> subprocess.CompletedProcess[str]:
    """Run import-linter in a process of its own, on the source below `folder`."""
    command = [sys.executable, "-c", PROGRAM]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=120, check=False)


def test_every_contract_is_kept() -> None:
    done = contracts_kept(ROOT)
    assert done.returncode == 0, done.stdout + done.stderr


def test_no_contract_has_an_exception() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]
    assert not settings["exclude_type_checking_imports"]
    assert len(settings["contracts"]) == 5
    assert [
        one["id"] for one in settings["contracts"] if any(key.startswith(("ignore", "exhaustive_i")) for key in one)
    ] == []


PLANTED = {
    "domain/planted.py": ("import django\n", "The core knows no framework"),
    "procedures/planted.py": ("from linli.actions import planted\n", "Imports go down only"),
    "public/planted.py": ("from linli.console import planted\n", "Imports go down only"),
    "console/planted.py": ("from linli.store.models import planted\n", "Only the store touches its models"),
    "adapters/one/planted.py": (
        "from linli.adapters.two import planted\n",
        "Adapters do not know each other",
    ),
    "cellar/planted.py": ("", "exhaustive"),
}
FLOORS = (
    "indicators",
    "planning",
    "domain",
    "procedures",
    "actions",
    "public",
    "console",
    "store",
    "store/models",
    "adapters",
    "adapters/one",
)


@pytest.mark.parametrize("place", PLANTED)
def test_a_planted_import_breaks_its_contract(place: str, tmp_path: Path) -> None:
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    linli = tmp_path / "src" / "linli"
    for floor in ("", *FLOORS, "adapters/two"):
        (linli / floor).mkdir(parents=True, exist_ok=True)
        (linli / floor / "__init__.py").touch()
        (linli / floor / "planted.py").touch()
    text, name = PLANTED[place]
    (linli / place).parent.mkdir(exist_ok=True)
    (linli / place).parent.joinpath("__init__.py").touch()
    (linli / place).write_text(text)
    done = contracts_kept(tmp_path)
    assert done.returncode == 1
    assert name in done.stdout
