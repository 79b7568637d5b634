"""Two ways of using a page: by pointing, and by the keyboard alone. A story is told once and played by either."""

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from playwright.sync_api import Locator, Page, expect

TABS_MAX, ARROWS_MAX = 250, 120
IS_FOCUSED = "one => one === document.activeElement"


def _give(target: Locator, photo: Path, ask: Callable[[], None]) -> None:
    """Answer the system's window that `ask` opens; the answer to the round trip says that it is waited for already."""
    with target.page.expect_file_chooser() as opened:
        target.evaluate("one => one.name")
        ask()
    opened.value.set_files(photo)


class Hand(Protocol):
    """What a person does on a page."""

    def press(self, target: Locator) -> None:
        """Press a link, a button or the head of a fold."""

    def choose(self, label: Locator) -> None:
        """Choose one of several (a label around a radio button or box)."""

    def write(self, target: Locator, words: str) -> None:
        """Write into a field."""

    def add_photo(self, target: Locator, photo: Path) -> None:
        """Give a photo to a file field."""


class Pointing:
    """By mouse or finger."""

    def press(self, target: Locator) -> None:
        """Click where it stands."""
        target.click()

    def choose(self, label: Locator) -> None:
        """Click the label."""
        label.click()
        expect(label.locator("input")).to_be_checked()

    def write(self, target: Locator, words: str) -> None:
        """Fill the field."""
        target.fill(words)

    def add_photo(self, target: Locator, photo: Path) -> None:
        """Choose the file in the system's own window."""
        _give(target, photo, lambda: target.locator("xpath=..").click())


class Keys:
    """By Tab, arrows, Enter and Space; what cannot be reached so fails."""

    def press(self, target: Locator) -> None:
        """Walk there and press Enter."""
        self.reach(target)
        target.page.keyboard.press("Enter")

    def choose(self, label: Locator) -> None:
        """Walk to the group, then by arrows to the choice."""
        chosen, page = label.locator("input"), label.page
        if chosen.get_attribute("type") == "checkbox":
            self.reach(chosen)
            page.keyboard.press("Space")
            return
        group = f"one => document.activeElement.name === {chosen.get_attribute('name')!r}"
        self._walk(page, chosen, group)
        if chosen.evaluate(IS_FOCUSED):
            page.keyboard.press("Space")
        for _ in range(ARROWS_MAX):
            if chosen.is_checked():
                return
            page.keyboard.press("ArrowDown")
        raise AssertionError(f"no arrow key leads to {label.inner_text()}")

    def write(self, target: Locator, words: str) -> None:
        """Walk there and type over what stands there."""
        self.reach(target)
        target.page.keyboard.press("Control+A")
        target.page.keyboard.insert_text(words)

    def add_photo(self, target: Locator, photo: Path) -> None:
        """Walk to the field and open the system's own window."""
        self.reach(target)
        _give(target, photo, lambda: target.page.keyboard.press("Enter"))

    def reach(self, target: Locator) -> None:
        """Press Tab until the target has the focus."""
        expect(target).to_have_count(1)
        self._walk(target.page, target, IS_FOCUSED)

    def _walk(self, page: Page, target: Locator, is_there: str) -> None:
        for _ in range(TABS_MAX):
            if target.evaluate(is_there):
                return
            page.keyboard.press("Tab")
        raise AssertionError(f"no Tab leads to {target}")
