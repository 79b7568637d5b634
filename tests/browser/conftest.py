"""What browser tests can ask for: the running product, Chromium, and a fresh browser for each person.

The three live as long as this folder's tests run, no longer: Playwright keeps a loop running in the thread, and Django
refuses its database where one runs. A machine without Chromium skips these tests by name.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.chromium import DESK, Look, chromium, installed, open_browser
from tests.browser.hands import Hand, Pointing
from tests.browser.people import Resident, Worker, take_seat
from tests.browser.product import Product, running_demo

OpenPage = Callable[..., Page]
FindResident = Callable[..., Resident]
FindWorker = Callable[..., Worker]
HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder needs Chromium."""
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="package")
def chrome() -> Iterator[Browser]:
    """Chromium, once for all tests of this folder."""
    if installed() is None:
        pytest.skip("chromium is not installed")
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="package")
def product(chrome: Browser) -> Iterator[Product]:
    """The demo, served by the real command; it must come up, and end without leaving a process behind."""
    with running_demo() as running:
        yield running


@pytest.fixture
def open_page(chrome: Browser, product: Product) -> Iterator[OpenPage]:
    """Open a page in a browser of its own: `open_page(look, seat="受理员")`."""
    contexts: list[BrowserContext] = []

    def opened(look: Look | None = None, *, seat: str = "", hand: Hand | None = None) -> Page:
        contexts.append(open_browser(chrome, product.url, look or Look()))
        page = contexts[-1].new_page()
        if seat:
            take_seat(page, seat, hand or Pointing())
        return page

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture
def resident(open_page: OpenPage) -> FindResident:
    """Somebody without an account: `resident(hand, size)`."""
    return lambda hand, size=DESK: Resident(page=open_page(Look(size=size)), hand=hand)


@pytest.fixture
def worker(open_page: OpenPage) -> FindWorker:
    """Somebody at a seat of the demo: `worker("受理员", hand, size)`."""
    return lambda seat, hand, size=DESK: Worker(page=open_page(Look(size=size), seat=seat, hand=hand), hand=hand)


@pytest.fixture(scope="package")
def photo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A photo as a phone takes it."""
    path = tmp_path_factory.mktemp("photos") / "IMG_0001.jpg"
    Image.effect_noise((1600, 1200), 60).convert("RGB").save(path, "JPEG", quality=80)
    return path
