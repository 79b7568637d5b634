"""In CI a skipped test is a failure; anywhere else it is a skip with a name."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.scans import ROOT

TESTS = {
    "by mark": "import pytest\n@pytest.mark.skip(reason='no program')\ndef test_one(): pass\n",
    "by call": "import pytest\ndef test_one(): pytest.skip('no program')\n",
    "whole module": "import pytest\npytest.importorskip('no_such_module')\ndef test_one(): pass\n",
}


def outcome(folder: Path, source: str, *, no_skip: str) -> subprocess.CompletedProcess[str]:
    """Run `source` under the house's own conftest, in a process of its own."""
    (folder / "tests").mkdir(exist_ok=True)
    for name in ("conftest.py", "databases.py", "switches.py", "settings.py"):
        (folder / "tests" / name).write_bytes((ROOT / "tests" / name).read_bytes())
    (folder / "pyproject.toml").write_bytes((ROOT / "pyproject.toml").read_bytes())
    (folder / "tests" / "test_planted.py").write_text(source)
    told = {**os.environ, "CI": "", "LINLI_NO_SKIP": no_skip, "PYTHONPATH": str(ROOT / "src")}
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/test_planted.py"]
    return subprocess.run(command, cwd=folder, env=told, capture_output=True, text=True, timeout=120, check=False)


@pytest.mark.parametrize("way", TESTS)
def test_a_planted_skip_fails_the_run(way: str, tmp_path: Path) -> None:
    done = outcome(tmp_path, TESTS[way], no_skip="1")
    assert done.returncode in {1, 2}, done.stdout
    assert "nothing may be skipped here" in done.stdout


def test_elsewhere_a_skip_is_named_with_its_reason(tmp_path: Path) -> None:
    done = outcome(tmp_path, TESTS["by call"], no_skip="0")
    assert done.returncode == 0, done.stdout
    assert "no program" in done.stdout
