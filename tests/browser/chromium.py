"""The installed Chromium, and browsers in it: one per person, each with its own cookies, language and window."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Browser, BrowserContext, expect, sync_playwright

FLAGS = (
    "--no-sandbox",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PHONE, DESK, WIDE = (390, 844), (1366, 768), (1920, 1080)
SIZES = (PHONE, DESK, WIDE)
WAIT_MS = 20_000
"""For a shared machine; a page that is asked for in a test of speed has its own limit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How somebody looks at the product."""

    size: tuple[int, int] = DESK
    language: str = "zh-CN"
    theme: str = "light"
    has_script: bool = True

    @property
    def is_phone(self) -> bool:
        """True for a narrow window with a touch screen."""
        return self.size == PHONE


def installed() -> str | None:
    """Return where Chromium is, or None."""
    return shutil.which("chromium")


@contextmanager
def chromium() -> Iterator[Browser]:
    """Run Chromium until the block is left."""
    expect.set_options(timeout=WAIT_MS)
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=installed(), args=list(FLAGS))
        yield browser
        browser.close()


def open_browser(browser: Browser, url: str, look: Look) -> BrowserContext:
    """Open a fresh browser at `url` for one person."""
    width, height = look.size
    options: dict[str, Any] = {
        "base_url": url,
        "viewport": {"width": width, "height": height},
        "locale": look.language,
        "timezone_id": "Asia/Shanghai",
        "color_scheme": look.theme,
        "java_script_enabled": look.has_script,
        "has_touch": look.is_phone,
        "is_mobile": look.is_phone,
        "reduced_motion": "reduce",
    }
    context = browser.new_context(**options)
    context.set_default_timeout(WAIT_MS)
    return context
