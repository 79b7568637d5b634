"""The environment is read once, and everything wrong with it is said at once."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from linli.config.environment import BadEnvironment, database_parts, read
from linli.config.main import with_kept_keys
from linli.config.secret_key import kept_secret_keys
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
    first = kept_secret_keys(folder)
    assert kept_secret_keys(folder) == first
    assert len(first) == 1 and len(first[0]) >= 40
    assert (folder / "secret_key").stat().st_mode & 0o077 == 0
    assert [one.name for one in folder.iterdir()] == ["secret_key"]


def test_a_key_that_was_turned_over_stands_below_the_new_one(tmp_path: Path) -> None:
    (before,) = kept_secret_keys(tmp_path)
    (tmp_path / "secret_key").write_text(f"{KEY}\n{before}\n", "ascii")
    assert kept_secret_keys(tmp_path) == (KEY, before)
    told = with_kept_keys(replace(read({}), data_dir=tmp_path))
    assert (told.secret_key, told.secret_keys_before) == (KEY, (before,))


def test_former_keys_are_told_with_commas_and_a_short_one_is_a_mistake() -> None:
    told = read({"LINLI_SECRET_KEY": KEY, "LINLI_SECRET_KEYS_BEFORE": f"{'l' * 40}, {'m' * 40}"})
    assert told.secret_keys_before == ("l" * 40, "m" * 40)
    with pytest.raises(BadEnvironment, match="LINLI_SECRET_KEYS_BEFORE"):
        read({"LINLI_SECRET_KEYS_BEFORE": f"{KEY},short"})


WECHAT = {
    "LINLI_WECHAT": "wecom", "LINLI_WECHAT_API": "https://api.example.org", "LINLI_WECHAT_ID": "ww1",
    "LINLI_WECHAT_AGENT": "1000002", "LINLI_WECHAT_SECRET": "s", "LINLI_WECHAT_TOKEN": "t",
    "LINLI_WECHAT_AES_KEY": "A" * 43,
}  # fmt: skip


def test_everything_that_an_account_with_wechat_lacks_is_named_at_once() -> None:
    with pytest.raises(BadEnvironment) as bad:
        read({"LINLI_WECHAT": "wecom", "LINLI_WECHAT_API": "http://api.example.org", "LINLI_WECHAT_AES_KEY": "short"})
    for name in ("ID", "AGENT", "SECRET", "TOKEN", "AES_KEY", "API"):
        assert f"LINLI_WECHAT_{name}" in str(bad.value)
    assert read(WECHAT).wechat_platform == "wecom"
    assert read({**WECHAT, "LINLI_WECHAT": "official", "LINLI_WECHAT_AGENT": ""}).wechat_agent == ""
    assert read({}).wechat_platform == ""
