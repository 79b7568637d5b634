"""What somebody does who plays a story of the demo: sits down where a step is done, does it there, and comes back."""

import re
from dataclasses import dataclass
from pathlib import Path

from docx import Document
from playwright.sync_api import Locator, Page, expect

from tests.browser.hands import Pointing
from tests.browser.people import Worker

HAND = Pointing()
SIT = "坐到这个位置上自己做"
PAPER_MS = 90_000
"""An office program makes the PDF."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Teller:
    """One visitor with one story, in one browser."""

    page: Page
    key: str

    def come_back(self, title: str) -> None:
        """Open the story again: the step of that title is the one that comes now."""
        self.page.goto(f"/demo/stories/{self.key}/")
        expect(self.page.locator(".scene--now .scene__title")).to_contain_text(title)

    def let_it_be_done(self) -> None:
        """Let the story take a step that nobody could wait for."""
        HAND.press(self.page.locator(".scene--now").locator("button[data-key=n]"))
        self.page.wait_for_load_state()
        expect(self.page.locator("body")).not_to_contain_text("没有办成")

    def sit(self, title: str) -> Worker:
        """Come back, and take the seat where the step of that title is done."""
        self.come_back(title)
        HAND.press(self.page.locator(".scene--now").get_by_role("button", name=SIT))
        expect(self.page.locator(".frame, .tablet__main").first).to_be_visible()
        return Worker(page=self.page, hand=HAND)

    def fact(self, label: str) -> Locator:
        """Return what stands beside the story under a label."""
        return self.page.locator(f"xpath=//aside//dt[normalize-space()='{label}']/following-sibling::dd[1]")

    def open_fact(self, label: str) -> None:
        """Follow a figure to what it is counted from, in the seat that may."""
        HAND.press(self.fact(label).get_by_role("button"))
        expect(self.page.locator(".frame").first).to_be_visible()

    def is_over(self) -> None:
        """Say that all is told."""
        self.page.goto(f"/demo/stories/{self.key}/")
        expect(self.page.locator(".story__side")).to_contain_text("走完了")
        expect(self.page.locator(".scene--now")).to_have_count(0)


def press(page: Page, name: str) -> None:
    """Press the button or the link of that name in the page's main part."""
    found = page.locator("#main").locator("a, button").filter(has_text=re.compile(rf"^\s*{re.escape(name)}(\s|…|$)"))
    HAND.press(found.first)
    page.wait_for_load_state()


def move(worker: Worker, title: str, photo: Path | None = None, **written: str) -> None:
    """Make one move of the matter that is open, by its form where it has one."""
    worker.move(title)
    for name, words in written.items():
        worker.write(name, words)
    if photo is not None:
        HAND.add_photo(worker.page.locator("#field-photo_after"), photo)
    if worker.page.locator(".form__actions").count():
        worker.send(title)


def issue(worker: Worker, title: str, **asked: str) -> None:
    """Issue a paper of the matter that is open, and see it stand there with its number and as a PDF."""
    page = worker.page
    papers = page.locator("section", has=page.locator("#papers-title"))
    HAND.press(papers.get_by_role("link", name=title))
    for name, words in asked.items():
        worker.write(name, words)
    if page.locator("[name=reason]").count():
        worker.choose("办理这件事需要了解情况")
    page.locator("button[name=issue]").click(timeout=PAPER_MS)
    made = papers.locator("li", has_text=title)
    expect(made).to_contain_text(re.compile(r"〔\d{4}〕\d+号"), timeout=PAPER_MS)
    expect(made.get_by_role("link", name=re.compile("pdf", re.IGNORECASE))).to_be_visible()


def paper_says(page: Page, link: Locator, folder: Path, *words: str) -> None:
    """Take a paper's document and read it: every one of `words` stands in it."""
    with page.expect_download() as taken:
        HAND.press(link)
    path = folder / "paper.docx"
    taken.value.save_as(path)
    found = Document(str(path))
    cells = [cell.text for table in found.tables for row in table.rows for cell in row.cells]
    text = "\n".join([*(one.text for one in found.paragraphs), *cells])
    for one in words:
        assert one in text, (one, text)
