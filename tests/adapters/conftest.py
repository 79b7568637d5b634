"""Data folders for a private database, and no server left over after any test."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from linli.adapters.embedded_postgres import EmbeddedCluster


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    """A folder that a system account may pass through; its clusters end with the module."""
    made = Path(tempfile.mkdtemp(prefix="linli-pg-"))
    made.chmod(0o711)
    yield made
    for link in made.rglob("postgres"):
        if link.parent.name.startswith("data"):
            EmbeddedCluster(link.parent).stop_now()
            EmbeddedCluster(link.parent).remove()
    shutil.rmtree(made)


@pytest.fixture
def fresh(folder: Path) -> Path:
    """A data folder that does not exist yet."""
    return folder / f"data{len(list(folder.iterdir()))}"


@pytest.fixture(scope="module")
def used(folder: Path) -> Path:
    """A data folder with a cluster that is stopped: what most tests need, made once."""
    data_dir = folder / "data-used"
    with EmbeddedCluster(data_dir).running():
        pass
    return data_dir
