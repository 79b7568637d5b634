"""`linli` says what went wrong, all of it, and its exit code means something."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path
from urllib.error import URLError

import pytest

from linli.adapters.papers import OfficePress
from linli.cli.dispatch import MIGRATIONS, verbs
from linli.config.main import data_option, environment_for, main

COMMAND = [sys.executable, "-m", "linli.config.main"]
READY_SECONDS = 60


def told(**more: str) -> dict[str, str]:
    """The environment of a person who set nothing but `more`."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("LINLI_", "DJANGO_"))}
    return kept | more


def linli(*words: str, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*COMMAND, *words], env=told(**more), capture_output=True, text=True, timeout=120, check=False
    )


def test_an_unknown_verb_gets_the_overview_and_exit_code_2(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["dance"]) == 2
    said = capsys.readouterr().err
    assert "dance" in said
    assert "serve" in said


def test_no_verb_at_all_is_wrong_usage_too() -> None:
    assert main([]) == 2


def test_help_needs_neither_database_nor_settings(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    assert "linli VERB --help" in capsys.readouterr().out


def test_the_version_names_release_and_newest_tables_without_starting_anything(tmp_path: Path) -> None:
    done = linli("--version", LINLI_DATA_DIR=str(tmp_path), LINLI_DATABASE_URL="mysql://x/y")
    newest = max(MIGRATIONS.glob("0*.py")).stem
    assert (done.returncode, done.stdout) == (0, f"linli {metadata.version('linli')} (tables {newest})\n"), done.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("verb", sorted(verbs()))
def test_every_verb_explains_itself_without_starting_anything(verb: str, tmp_path: Path) -> None:
    done = linli(verb, "--help", LINLI_DATA_DIR=str(tmp_path))
    assert done.returncode == 0, done.stderr
    assert f"usage: linli {verb}" in done.stdout
    assert list(tmp_path.iterdir()) == []


def test_a_bad_environment_is_explained_in_one_message(tmp_path: Path) -> None:
    done = linli("check", LINLI_DATABASE_URL="mysql://x/y", LINLI_PUBLIC_URL="x", LINLI_DATA_DIR=str(tmp_path))
    assert done.returncode == 2
    assert "LINLI_DATABASE_URL" in done.stderr
    assert "LINLI_PUBLIC_URL" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_data_folder_can_be_chosen_in_either_form() -> None:
    assert data_option(["--data", "/a/b"]) == data_option(["--data=/a/b"]) == Path("/a/b")
    assert data_option(["--data"]) is None
    assert environment_for(verbs()["init"], ["--data", "/a/b"]).data_dir == Path("/a/b")


def test_links_of_a_demo_lead_to_where_it_is_served(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("LINLI_PUBLIC_URL", raising=False)
    demo = verbs()["demo"]
    for words, url in (
        ([], "http://localhost:8000"), (["--port", "8100"], "http://localhost:8100"),
        (["--port=8200"], "http://localhost:8200"), (["--port", "no"], "http://localhost:8000"),
    ):  # fmt: skip
        assert environment_for(demo, words).public_url == url
    assert environment_for(verbs()["serve"], ["--port", "8100"]).public_url == "http://localhost:8000"
    for told in ("https://demo.example.org", "http://localhost:8000"):
        monkeypatch.setenv("LINLI_PUBLIC_URL", told)
        assert environment_for(demo, ["--port", "8100"]).public_url == told


@pytest.fixture(scope="module")
def installation() -> Iterator[dict[str, str]]:
    """A data folder that `linli init` prepared from nothing."""
    import shutil
    import tempfile

    from linli.adapters.embedded_postgres import EmbeddedCluster

    folder = Path(tempfile.mkdtemp(prefix="linli-main-"))
    folder.chmod(0o711)
    more = {"LINLI_DATA_DIR": str(folder)}
    try:
        done = linli("init", **more)
        assert done.returncode == 0, done.stderr
        yield more
    finally:
        EmbeddedCluster(folder).remove()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.mark.postgres
def test_an_installation_made_from_nothing_passes_its_own_check(installation: dict[str, str]) -> None:
    assert linli("init", **installation).returncode == 0
    done = linli("check", "--no-deploy", **installation)
    lacking = OfficePress().standing()  # types of print and LibreOffice are this machine's: a remark, never a fault
    remarks = "".join(f"  papers: {one.within('zh')} / {one.within('en')}\n" for one in lacking)
    assert (done.returncode, done.stdout) == (0, f"{remarks}all as it should be\n"), done.stdout + done.stderr


@pytest.mark.postgres
def test_the_check_names_a_key_that_others_can_read(installation: dict[str, str]) -> None:
    key = Path(installation["LINLI_DATA_DIR"]) / "secret_key"
    key.chmod(0o644)
    done = linli("check", "--no-deploy", **installation)
    key.chmod(0o600)
    assert done.returncode == 1
    assert "secret_key" in done.stdout


@pytest.mark.postgres
def test_the_server_answers_and_ends_when_it_is_told_to(installation: dict[str, str]) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen([*COMMAND, "serve", "--port", str(port)], env=told(**installation))
    try:
        assert answer_of(f"http://127.0.0.1:{port}/readyz", process) == b"ok\n"
    finally:
        process.send_signal(signal.SIGTERM)
        code = process.wait(timeout=30)
    assert code == 0


def answer_of(url: str, process: subprocess.Popen[bytes]) -> bytes:
    """Ask until the server answers; fail when it ended or took too long."""
    until = time.monotonic() + READY_SECONDS
    while time.monotonic() < until:
        assert process.poll() is None, "the server ended before it answered"
        try:
            with urllib.request.urlopen(url, timeout=5) as answer:
                return bytes(answer.read())
        except URLError:
            process_pause(process)
    raise AssertionError(f"no answer within {READY_SECONDS} s")


def process_pause(process: subprocess.Popen[bytes]) -> None:
    """Wait a little, or until the process ends."""
    try:
        process.wait(timeout=0.1)
    except subprocess.TimeoutExpired:
        return
