"""The environment is read once, and everything wrong with it is said at once."""

import re
from pathlib import Path

import pytest

from linli.config.environment import BadEnvironment, database_parts, read
from linli.config.secret_key import kept_secret_key
from tests.house.scans import ROOT

KEY = "k" * 40


def test_every_mistake_is_named_in_one_message() -> None:
    with pytest.raises(BadEnvironment) as caught:
        read(
            {
                "LINLI_DATABASE_URL": "mysql://x/y",
                "LINLI_PUBLIC_URL": "linli",
                "LINLI_EMAIL_URL": "smtp://",
                "LINLI_DEMO": "perhaps",
                "LINLI_SECRET_KEY": "short",
                "LINLI_OWNER_DATABASE_URL": "postgresql://owner@host",
            }
        )
    names = ("DATABASE_URL", "PUBLIC_URL", "EMAIL_URL", "DEMO", "SECRET_KEY", "OWNER_DATABASE_URL")
    assert all(f"LINLI_{name}" in str(caught.value) for name in names)
    assert ".env.example" in str(caught.value)


def test_a_server_of_its_own_needs_a_key_of_its_own() -> None:
    with pytest.raises(BadEnvironment, match="LINLI_SECRET_KEY is missing"):
        read({"LINLI_DATABASE_URL": "postgresql://app@db/linli"})
    assert read({"LINLI_DATABASE_URL": "postgresql://app@db/linli", "LINLI_SECRET_KEY": KEY}).secret_key == KEY


def test_a_malformed_address_is_a_mistake_and_not_a_crash() -> None:
    with pytest.raises(BadEnvironment, match="LINLI_DATABASE_URL"):
        read({"LINLI_DATABASE_URL": "postgresql://[broken/linli"})


def test_nothing_set_is_a_safe_start() -> None:
    told = read({})
    assert told.database_url is None
    assert not told.debug
    assert not told.demo
    assert told.data_dir.is_absolute()


@pytest.mark.parametrize(
    ("url", "host", "port"),
    [
        ("postgresql://me:p%40ss@db:5433/linli", "db", "5433"),
        ("postgresql://me:p%40ss@/linli?host=/run/db&port=5433", "/run/db", "5433"),
        ("postgresql://me:p%40ss@%2Frun%2Fdb:5433/linli", "/run/db", "5433"),
        ("postgresql://me:p%40ss@[::1]:5433/linli", "::1", "5433"),
    ],
)
def test_each_form_of_address_is_understood(url: str, host: str, port: str) -> None:
    assert database_parts(url) == {
        "NAME": "linli",
        "USER": "me",
        "PASSWORD": "p@ss",
        "HOST": host,
        "PORT": port,
    }


def test_the_example_names_every_variable_that_is_read() -> None:
    source = (ROOT / "src/linli/config/environment.py").read_text("utf-8")
    example = (ROOT / ".env.example").read_text("utf-8")
    read_names = set(re.findall(r"\bLINLI_[A-Z_]+", source))
    assert len(read_names) >= 10
    assert {name for name in read_names if f"#{name}=" not in example} == set()


def test_the_kept_key_stays_the_same_and_private(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    first = kept_secret_key(folder)
    assert kept_secret_key(folder) == first
    assert len(first) >= 40
    assert (folder / "secret_key").stat().st_mode & 0o077 == 0
    assert [one.name for one in folder.iterdir()] == ["secret_key"]
