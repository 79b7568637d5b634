"""Every pair of colours that stands together reaches 4.5 to 1, in light, dark and on the wall."""

import re
from pathlib import Path

import pytest

from tests.house.scans import SOURCE

UI = SOURCE / "linli" / "ui" / "static" / "ui"
TOKENS = (UI / "tokens.css").read_text("utf-8")
STYLES = sorted((UI / "css").glob("*.css"))

GROUNDS = ("paper", "surface", "rail", "sunk")
TEXTS = ("ink", "ink-2", "ink-3", "accent", "near", "overdue", "waiting", "sealed")
PAIRS = (
    *((text, ground) for text in TEXTS for ground in GROUNDS),
    *((tone, f"{tone}-soft") for tone in ("accent", "near", "overdue", "waiting", "sealed")),
    *((ink, f"{tone}-soft") for ink in ("ink", "ink-2", "ink-3") for tone in ("accent", "near", "sealed")),
    *((ink, f"{tone}-soft") for ink in ("ink", "ink-2") for tone in ("overdue", "waiting")),
    ("on-accent", "accent-fill"),
    ("on-accent", "accent-fill-strong"),
    ("on-overdue", "overdue-fill"),
    ("paper", "ink"),
)
SEEN_PAIRS = (("line-control", "surface"), ("accent", "paper"), ("accent", "surface"))
"""Edges of controls and focus rings: 3 to 1. Source: WCAG 2.2, 1.4.11."""


def block(selector: str) -> dict[str, str]:
    """The colours declared under `selector`, light ones filled in where it is silent."""
    body = TOKENS.split(selector + " {", 1)[1].split("}", 1)[0]
    return dict(re.findall(r"--([\w-]+):\s*(#[0-9A-Fa-f]{6})\s*;", body))


LIGHT = block(":root")
GROUNDS_BY_NAME = {
    "light": LIGHT,
    "dark": LIGHT | block(':root[data-theme="dark"]'),
    "wall": LIGHT | block(':root[data-ground="wall"]'),
}


def luminance(colour: str) -> float:
    """Relative luminance. Source: WCAG 2.2, definition of relative luminance."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio. Source: WCAG 2.2, definition of contrast ratio."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("ground", GROUNDS_BY_NAME)
def test_every_text_can_be_read(ground: str) -> None:
    colours = GROUNDS_BY_NAME[ground]
    weak = [
        f"{text} on {under}: {contrast(colours[text], colours[under]):.2f}"
        for text, under in PAIRS
        if contrast(colours[text], colours[under]) < 4.5
    ]
    assert weak == []


@pytest.mark.parametrize("ground", GROUNDS_BY_NAME)
def test_every_control_can_be_seen(ground: str) -> None:
    colours = GROUNDS_BY_NAME[ground]
    weak = [pair for pair in SEEN_PAIRS if contrast(colours[pair[0]], colours[pair[1]]) < 3]
    assert weak == []


def test_the_measure_knows_black_on_white_and_a_weak_grey() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#8A918B", "#F7F6F2") < 4.5


def test_dark_by_the_system_is_dark_by_choice() -> None:
    assert block('  :root:not([data-theme="light"])') == block(':root[data-theme="dark"]')


def test_dark_and_wall_leave_no_colour_to_the_light_page() -> None:
    assert set(LIGHT) == set(block(':root[data-theme="dark"]')) == set(block(':root[data-ground="wall"]'))


@pytest.mark.parametrize("style", STYLES, ids=lambda path: path.stem)
def test_a_component_writes_no_colour_of_its_own(style: Path) -> None:
    text = style.read_text("utf-8")
    own = re.findall(r"#[0-9A-Fa-f]{3,8}\b", text)
    allowed = {"print": None, "receipt": {"#fff"}}.get(style.stem, set())
    assert allowed is None or set(own) <= allowed


@pytest.mark.parametrize("style", STYLES, ids=lambda path: path.stem)
def test_a_component_uses_only_tokens_that_exist(style: Path) -> None:
    text = style.read_text("utf-8")
    declared = set(re.findall(r"(--[\w-]+)\s*:", TOKENS + text))
    local = {"--tone", "--fill"}
    assert set(re.findall(r"var\((--[\w-]+)", text)) - declared - local == set()
