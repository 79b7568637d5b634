"""Documents call the console's places by the names that stand on its pages, from the rail on: *Set-up → Posts*."""

import re
from pathlib import Path

from babel.messages.pofile import read_po

from linli.domain.setup_sheets import SHEETS
from tests.house.scans import ROOT

CONSOLE = ROOT / "src/linli/console/locale/zh_Hans/LC_MESSAGES/django.po"
ENGLISH = re.compile(r"(?<!\*)\*([^*\n]+ → [^*]+)\*(?!\*)")
CHINESE = re.compile(r"“([^”\n]+ → [^”]+)”")
OTHER_SIGNS = re.compile(r"\*[^*\n]* (?:›|>|») [^*\n]*\*|“[^”\n]* (?:›|>|»)[^”\n]*”")
WRITTEN_BY_HAND = ("docs/how-to", "docs/explanation", "docs/tutorial")


def documents() -> list[Path]:
    return [file for folder in WRITTEN_BY_HAND for file in sorted((ROOT / folder).rglob("*.md"))]


def test_every_place_is_called_as_on_its_page() -> None:
    with CONSOLE.open("rb") as opened:
        catalogue = [one for one in read_po(opened) if one.id and isinstance(one.id, str)]
    titles = [sheet.title for sheet in SHEETS.values()]
    english = {one.id for one in catalogue} | {title.en for title in titles}
    chinese = {str(one.string) for one in catalogue} | {title.zh for title in titles}
    named = 0
    for file in documents():
        text = file.read_text("utf-8")
        for known, spelled in ((english, ENGLISH), (chinese, CHINESE)):
            for place in spelled.findall(text):
                named += 1
                strange = [part for part in re.sub(r"\s+", " ", place).split(" → ") if part not in known]
                assert not strange, f"{file.relative_to(ROOT)}: no page is called {strange}"
    assert named >= 10


def test_places_are_written_with_one_sign() -> None:
    found = {file.name: OTHER_SIGNS.findall(file.read_text("utf-8")) for file in documents()}
    assert {name: places for name, places in found.items() if places} == {}
