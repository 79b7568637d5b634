"""What tests of the shared templates can ask for."""

import pytest

from linli.cli.messages import PACKAGE_DIR, compile_all


@pytest.fixture(scope="session", autouse=True)
def compiled_words() -> None:
    """Chinese is compiled from its source, as `make setup` does."""
    compile_all(PACKAGE_DIR)
