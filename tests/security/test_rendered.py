"""Every page that shows somebody's words, with all hostile texts on it, in Chromium: nothing runs, nothing is built."""

import shutil
import subprocess
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.http import HttpResponse

from linli.domain.engine.context import Command
from linli.domain.problems import Refused
from tests import cast, offices
from tests.security.addresses import Filling, places
from tests.security.hostile_texts import hostile_texts
from tests.security.world import World, browser

pytestmark = pytest.mark.sweep
RAN = "9d1f-ran"
PROBES = (
    f"<script>document.documentElement.dataset.ran='{RAN}'</script>",
    f"<img src=x onerror=\"document.documentElement.dataset.ran='{RAN}'\">",
    f'"><svg onload="document.documentElement.dataset.ran=\'{RAN}\'"></svg>',
    f"' autofocus onfocus='document.documentElement.dataset.ran=\"{RAN}\"' x='",
    "</textarea></title></style></script><probe-9d1f></probe-9d1f>",
    "<style>body{display:none}</style><probe-9d1f>",
    "</select></table><iframe srcdoc='<probe-9d1f>'></iframe>",
)
TEXTS = (*PROBES, *(one for one in hostile_texts() if 0 < len(one) < 900))
AT_ONCE = 1800
"""Characters in one note."""
SEATS = ("", "hu", "pan", "wei", "shen", "admin")
TOGETHER = 12
"""How many pages Chromium builds in one go."""


class Probe(HTMLParser):
    """Looks at what Chromium built: which elements and attributes nobody of ours put there."""

    def __init__(self) -> None:
        super().__init__()
        self.planted: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        is_theirs = tag in ("probe-9d1f", "iframe", "object", "embed", "base")
        is_theirs |= tag == "script" and "src" not in given and given.get("type") != "application/json"
        is_theirs |= any(name.startswith("on") or name == "data-ran" for name in given)
        is_theirs |= any((given.get(one) or "").strip().lower().startswith("javascript:") for one in ("href", "action"))
        if is_theirs:
            self.planted.append(str(self.get_starttag_text())[:300])


def planted(page: str) -> list[str]:
    """Return what was planted in a page as Chromium sees it."""
    probe = Probe()
    probe.feed(page)
    return probe.planted


def notes() -> Iterator[str]:
    """Return all texts in as few notes as take them."""
    gathered = ""
    for text in TEXTS:
        if len(gathered) + len(text) > AT_ONCE:
            yield gathered
            gathered = ""
        gathered += f"{text}\n"
    yield gathered


def plant(world: World) -> int:
    """Write every text on the matter, as staff and as whoever reported it; returns how many notes were taken."""
    stream, taken = world.matters["far"].stream, 0
    clean = ["".join(char for char in note if char >= " " or char == "\n") for note in notes()]
    for number, note in enumerate(clean):
        for who in ("deng", "resident"):
            command = Command(id=offices.command_id("plant"), verb="note", stream=stream, fields={"note": note})
            try:
                offices.move_case(world.office, command, actor=cast.actor(who), now=cast.MONDAY)
                taken += 1
            except Refused as refused:
                assert number or refused.codes
    return taken


def pages(world: World) -> Iterator[tuple[str, HttpResponse]]:
    """Every address of a page, at some seats, with all texts in what it may be asked."""
    filed = world.matters["far"]
    filling = Filling(case_id=filed.case_id, receipt=filed.receipt, verb="note")
    asked = {
        key: "".join(PROBES)[:900] for key in ("q", "next", "stage", "area", "unit", "channel", "tab", "under", "x")
    }
    for seat in (*SEATS, "deng"):
        client = browser(seat)
        for place in places():
            if place.face in ("demo", "accounts") or place.name in ("set_language", "map_base"):
                continue
            answer = client.get(filling.address(place), asked)
            if answer.get("Content-Type", "").startswith("text/html") and not answer.streaming:
                yield f"{seat or 'nobody'} {place.name} {answer.status_code}", answer


def as_chromium_sees_it(page: bytes, folder: Path) -> str:
    """Return the page after Chromium built it and ran what it found in it."""
    file = folder / "page.html"
    # Files of ours are not there, and without the policy's header whatever was planted may run.
    file.write_bytes(page)
    words = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--virtual-time-budget=300", "--dump-dom"]
    words += [f"--user-data-dir={folder / 'profile'}", file.as_uri()]
    return subprocess.run(words, capture_output=True, text=True, check=True, timeout=60).stdout


def test_no_text_of_anybody_becomes_an_element_or_runs(own_world: World, tmp_path: Path) -> None:
    if shutil.which("chromium") is None:
        pytest.skip("chromium is not installed")
    seen: dict[str, str] = {}
    assert plant(own_world) > 10
    for what, answer in pages(own_world):
        template = next((one.name for one in answer.templates if one.name), what)
        seen.setdefault(template, answer.content.decode("utf-8", "replace"))
    assert len(seen) >= 30, sorted(seen)
    assert sum("probe-9d1f" in page for page in seen.values()) >= 5
    ordered = list(seen.values())
    for first in range(0, len(ordered), TOGETHER):
        part = "\n<hr>\n".join(ordered[first : first + TOGETHER])
        found = as_chromium_sees_it(part.encode(), tmp_path)
        assert planted(found) == []
        assert ("probe-9d1f" in found) == ("probe-9d1f" in part), "Chromium did not build the whole part"


@pytest.mark.parametrize("probe", PROBES)
def test_a_text_that_nobody_escaped_is_seen(probe: str, tmp_path: Path) -> None:
    if shutil.which("chromium") is None:
        pytest.skip("chromium is not installed")
    page = f"<!doctype html><title>x</title><p title='{probe}'>x</p><p>{probe}</p>"
    assert planted(as_chromium_sees_it(page.encode(), tmp_path))
