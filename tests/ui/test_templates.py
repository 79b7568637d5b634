"""Every template of the product keeps the page's rules: nothing inline, icons and styles that exist."""

import gzip
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.http import HttpRequest, HttpResponse
from django.template.loader import get_template, render_to_string
from django.test import RequestFactory
from django.utils import translation

from linli.ui.icons import icon_names
from linli.ui.moment import present
from linli.ui.preferences import PreferencesMiddleware
from linli.ui.samples import component_samples
from tests.house.scans import SOURCE, files

UI = SOURCE / "linli" / "ui"
TEMPLATES = [path for path in files(SOURCE, ".html") if "templates" in path.parts]
OWN = [path.relative_to(UI / "templates").as_posix() for path in (UI / "templates").rglob("*.html")]
STATIC = UI / "static"
INLINE = {
    "a style attribute": re.compile(r"<[a-z][^>]*\sstyle\s*=", re.IGNORECASE),
    "a style element": re.compile(r"<style\b", re.IGNORECASE),
    "an event attribute": re.compile(r"<[a-z][^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "a script without src": re.compile(r"<script\b(?![^>]*\bsrc=)", re.IGNORECASE),
    "a javascript: address": re.compile(r"javascript:", re.IGNORECASE),
    "an htmx expression": re.compile(r"hx-on|hx-vals=.js:", re.IGNORECASE),
}


def inline_parts(source: str) -> list[str]:
    return [name for name, pattern in INLINE.items() if pattern.search(source)]


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.relative_to(SOURCE).as_posix())
def test_nothing_is_inline(template: Path) -> None:
    assert inline_parts(template.read_text("utf-8")) == []


@pytest.mark.parametrize(
    "planted",
    ['<p class="a" style="x">', "<style>", '<a onclick="x">', "<script>1</script>", 'href="javascript:1"'],
)
def test_a_planted_inline_part_is_found(planted: str) -> None:
    assert inline_parts(planted)


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.relative_to(SOURCE).as_posix())
def test_every_icon_named_exists(template: Path) -> None:
    named = re.findall(r"{%\s*icon\s+[\"'](\w+)[\"']", template.read_text("utf-8"))
    assert set(named) - icon_names() == set()


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.relative_to(SOURCE).as_posix())
def test_every_shared_file_named_exists(template: Path) -> None:
    named = re.findall(r"{%\s*static\s+[\"'](ui/[^\"']+)[\"']", template.read_text("utf-8"))
    assert [one for one in named if not (STATIC / one).is_file()] == []


@pytest.mark.parametrize("name", OWN)
def test_every_shared_template_can_be_read(name: str) -> None:
    get_template(name)


def test_icons_share_one_line() -> None:
    sprite = (STATIC / "ui" / "icons.svg").read_text("utf-8")
    assert len(icon_names()) >= 40
    assert sprite.count('viewBox="0 0 24 24"') == sprite.count("<symbol")
    assert "stroke-width" not in sprite


class Outline(HTMLParser):
    """The ids, the addresses within the page, and the languages of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.targets: list[str] = []
        self.labels: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if values.get("id"):
            self.ids.append(values["id"] or "")
        if tag == "label" and values.get("for"):
            self.labels.append(values["for"] or "")


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_page_of_components_shows_in_both_languages(language: str) -> None:
    page = components_page(language)
    outline = Outline()
    outline.feed(page)
    assert len(outline.ids) == len(set(outline.ids))
    assert set(outline.labels) <= set(outline.ids)
    assert inline_parts(page) == []
    assert ("组件" in page) == (language == "zh-hans")
    assert len(page.encode()) < 100 * 1024


def components_page(language: str) -> str:
    request = RequestFactory().get("/console/components")
    kept: list[str] = []

    def show(request: HttpRequest) -> HttpResponse:
        samples = component_samples(now=present(), language="en" if language == "en" else "zh")
        kept.append(render_to_string("ui/components.html", samples, request=request))
        return HttpResponse(kept[0])

    with translation.override(language):
        PreferencesMiddleware(show)(request)
    return kept[0]


@pytest.mark.parametrize("code", [400, 403, 404, 413, 429, 500])
def test_an_error_page_needs_nothing_and_speaks_both_languages(code: int) -> None:
    page = render_to_string(f"{code}.html")
    assert re.search(r"<h1>[\u4e00-\u9fff][^<]+</h1>", page)
    assert re.search(r'lang="en">.*<h2>[A-Z]', page, re.DOTALL)
    assert "tel:110" in page
    assert inline_parts(page) == []


def test_forbidden_looks_exactly_like_missing() -> None:
    assert render_to_string("403.html") == render_to_string("404.html")


FETCHED_WHERE_USED = ("maplibre-gl", "pmtiles", "echarts")
"""Libraries that a page asks for only when it draws a map or a chart; they stand in `vendor/` alone."""


def is_carried(path: Path) -> bool:
    """Say whether a file comes with every page."""
    return not (path.parent.name == "vendor" and path.name.startswith(FETCHED_WHERE_USED))


def test_scripts_and_styles_stay_small() -> None:
    scripts = b"".join(one.read_bytes() for one in sorted((STATIC / "ui").rglob("*.js")) if is_carried(one))
    styles = b"".join(one.read_bytes() for one in sorted((STATIC / "ui").rglob("*.css")) if is_carried(one))
    assert len(gzip.compress(scripts)) < 40 * 1024
    assert len(gzip.compress(styles)) < 20 * 1024


def test_no_frame_carries_a_library_for_maps_or_charts() -> None:
    """The frames and their scripts name none of them, so that a page without a map or chart never fetches one."""
    frames = [UI / "templates" / "ui" / name for name in ("base.html", "_scripts.html", "_styles.html")]
    shared = [*frames, *(UI / "templates" / "ui").glob("*_base.html"), *(STATIC / "ui" / "js").glob("*.js")]
    assert len(shared) > 5
    assert [one.name for one in shared if any(word in one.read_text("utf-8") for word in FETCHED_WHERE_USED)] == []
