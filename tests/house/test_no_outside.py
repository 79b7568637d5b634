"""No page, script or line of code speaks to somebody else's machine, or knows a folder of ours."""

import re
import tomllib

import pytest

from tests.house.scans import ROOT, SOURCE, files, is_vendored, machine_paths, name_of, outside_hosts

PAGES = [one for one in files(SOURCE, ".html", ".js", ".mjs", ".css", ".svg", ".py", ".txt") if not is_vendored(one)]
EVERYTHING = [
    *files(ROOT, ".py", ".md", ".toml", ".html", ".css", ".js", ".mjs", ".po", ".lock", ".example", ".yaml"),
    ROOT / "Makefile",
    ROOT / ".ci" / "run",
]


def test_no_outside_host_is_named_in_the_source() -> None:
    found = [one for file in PAGES for one in outside_hosts(name_of(file), file.read_text("utf-8"))]
    assert found == [], "\n".join(map(str, found))


def test_no_file_knows_a_folder_of_one_machine() -> None:
    found = [one for file in EVERYTHING for one in machine_paths(name_of(file), file.read_text("utf-8"))]
    assert found == [], "\n".join(map(str, found))


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-test.lock"])
def test_the_lock_has_hashes_and_no_addresses(lock: str) -> None:
    text = (ROOT / lock).read_text("utf-8")
    assert "://" not in text
    pinned = [line for line in text.splitlines() if "==" in line and not line.lstrip().startswith("#")]
    assert pinned
    assert [line for line in pinned if not line.endswith("\\")] == []


def test_everything_that_is_asked_for_is_locked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    locked = set(re.findall(r"^([a-z0-9._-]+)==", (ROOT / "requirements-test.lock").read_text("utf-8"), re.MULTILINE))
    asked = [*project["dependencies"], *(one for extra in project["optional-dependencies"].values() for one in extra)]
    assert len(asked) > 20
    assert {re.split(r"[\[<>=!~ ]", one)[0].lower() for one in asked} - locked == set()


HOSTS = ("cdn." + "jsdelivr.net", "unpkg" + ".com")


@pytest.mark.parametrize("host", HOSTS)
def test_a_planted_host_is_found(host: str) -> None:
    assert list(outside_hosts("planted.html", f'<script src="https://{host}/x.js"></script>'))
    assert list(outside_hosts("planted.html", f'<script src="//{host}/x.js"></script>'))


def test_own_addresses_and_cited_sources_pass() -> None:
    assert not list(outside_hosts("a.py", "http://localhost:8000/ http://127.0.0.1/ // a comment"))
    assert not list(outside_hosts("a.py", f"Source: https://{HOSTS[0]}/"))


def test_a_planted_folder_is_found() -> None:
    assert list(machine_paths("planted.py", 'open("' + "/ro" + 'ot/x")'))
    assert not list(machine_paths("a.py", "see ../work/x and https://linli.example/home/x"))
