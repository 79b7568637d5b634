"""What tests of the public face can ask for: the cast's county, a clock that stands, browsers, and a photo."""

import io
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from PIL import Image
from pytest_django.fixtures import Settings

from linli.actions.deciding import Office
from linli.actions.office import open_office
from linli.adapters.photos import PillowPhotoCleaner
from linli.cli.messages import PACKAGE_DIR, compile_all
from linli.domain.ports import Ports
from linli.store.staff import StaffMember, save_staff
from tests import cast, offices
from tests.actions.silent_ports import SILENT_PORTS

NOW = cast.MONDAY
PORTS: Ports = replace(SILENT_PORTS, photos=PillowPhotoCleaner())
VIEWS = ("services", "service_asking", "report_place", "report_what", "report_check", "matter", "grids", "pages")
CANARY = "CANARY-30.123456N-119.654321E"
Clock = Callable[[datetime], None]


@pytest.fixture(scope="session", autouse=True)
def compiled_words() -> None:
    """Chinese is compiled from its source, as `make setup` does."""
    compile_all(PACKAGE_DIR)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Set the clock that the pages read; it stands at NOW until told otherwise."""

    def set_to(moment: datetime) -> None:
        for view in VIEWS:
            monkeypatch.setattr(f"linli.public.{view}.present", lambda: moment)

    set_to(NOW)
    return set_to


@pytest.fixture
def office(db: None, settings: Settings, clock: Clock) -> Office:
    """The cast's county; every member of staff bears a name that no resident may meet."""
    settings.LINLI_PORTS = PORTS
    offices.set_up_office()
    people = {post.staff_id: name for name, post in cast.POSTS.items() if "_" not in name}
    members = people.items()
    save_staff(StaffMember(username=name, pseudonym=key or "", name=f"STAFF-{name}") for key, name in members)
    return open_office(PORTS)


@pytest.fixture
def visitor(office: Office) -> Client:
    """A browser without script that asks for English."""
    return visitor_in("en")


def visitor_in(language: str) -> Client:
    return Client(headers={"accept-language": language})


def body(response: HttpResponse) -> str:
    """The page as text; an answer in the 5xx is a fault whatever the test is about."""
    assert response.status_code < 500
    return response.content.decode()


def mistakes(visitor: Client, answer: HttpResponse) -> str:
    """The page that a refused form leads back to, where the mistakes stand; a browser may show it again at will."""
    assert answer.status_code == 302
    page = body(visitor.get(answer.headers["Location"]))
    assert 'id="problems"' in page
    return page


def photo_file(name: str = "IMG.jpg") -> SimpleUploadedFile:
    """A JPEG that carries a place and a comment in its metadata."""
    picture = Image.new("RGB", (64, 48), (120, 160, 90))
    exif = Image.Exif()
    exif[0x010E] = CANARY
    exif[0x9286] = CANARY.encode()
    exif.get_ifd(0x8825)[0x1D] = CANARY
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", exif=exif, comment=CANARY.encode())
    assert CANARY.encode() in buffer.getvalue()
    return SimpleUploadedFile(name, buffer.getvalue(), content_type="image/jpeg")


def what(**changes: Any) -> dict[str, Any]:
    """What a resident fills in on the second page."""
    return {
        "category": "municipal.street_lamp",
        "words": "楼前的路灯不亮",
        "requester": "known",
        "requester_name": "",
        "requester_phone": "000-8888 1234",
        "requester_email": "",
        **changes,
    }


def filled(visitor: Client, **changes: Any) -> HttpResponse:
    """Walk the first two steps; returns the answer to the second."""
    visitor.post("/report/", {"area": cast.GRID})
    visitor.post("/report/", {"place_words": "三号楼前"})
    return visitor.post("/report/what/", what(**changes))


def command_of(visitor: Client) -> str:
    """The hidden number on the third page."""
    page = body(visitor.get("/report/check/"))
    return page.partition('name="command_id" value="')[2].partition('"')[0]


def sent(visitor: Client, **changes: Any) -> str:
    """Report a matter through the three steps and return its receipt code."""
    filled(visitor, **changes)
    visitor.post("/report/check/", {"command_id": command_of(visitor)})
    page = body(visitor.get("/report/done/"))
    return page.partition('id="receipt-code">')[2].partition("<")[0]


def closed(office: Office, **changes: Any) -> tuple[str, str]:
    """Play a matter to its end; returns (receipt, stream)."""
    filed = offices.file(office, **changes)
    play_to_the_end(office, filed.stream)
    return filed.receipt, filed.stream


def play_to_the_end(office: Office, stream: str) -> None:
    """Everything staff do between a report and its closing, each leaving words of their own."""
    lamp = cast.UNITS["city-management"].id
    steps: Iterable[tuple[str, str, dict[str, Any]]] = (
        ("hu", "register", {}),
        ("hu", "note", {"note": "INTERNAL-note"}),
        ("pan", "dispatch", {"unit": lamp, "note": "INTERNAL-dispatch"}),
        ("wei", "accept", {}),
        ("song", "start", {}),
        ("song", "report_result", {"result": "INTERNAL-result", "condition": "repaired"}),
        ("pan", "answer", {"answer": "已更换光源,当晚试亮正常。"}),
        ("pan", "check", {"note": "INTERNAL-check"}),
        ("pan", "close", {"note": "INTERNAL-close"}),
    )
    for who, verb, fields in steps:
        offices.move(office, stream, who, verb, **fields)


def nasty_strings() -> Iterator[str]:
    """500 strings that break careless programs: control characters, markup, formulas, SQL, width, direction, size."""
    seeds = (
        "", " ", "\t", "\x00", "\x01\x02", "\x7f", "\ud7ff", "\ufffe", "\u202e反", "\u200b",
        "\ufeff", "\u2028", "é" * 40, "<script>alert(1)</script>",
        "\"><img src=x onerror=alert(1)>", "'--", "'; DROP TABLE case_row; --", "{{7*7}}",
        "{% load x %}", "${7*7}", "=1+1", "+1", "@x", "%", "%s%n", "%(x)s", "\\",
        "../../etc/passwd", "None", "null", "NaN", "Infinity", "-1", "0", "1e999", "9" * 400,
        "真", "𠮷𩸽", "👩‍👩‍👧", "a\r\nSet-Cookie: x=1", "\n" * 50, "<!--", "]]>",
        "javascript:alert(1)", "＜script＞", "１３８００００００００", "x" * 3000, "字" * 2500,
        "&lt;b&gt;", "/minghe/",
    )  # fmt: skip
    for number in range(500):
        one, other = seeds[number % len(seeds)], seeds[(number * 3 + number // len(seeds)) % len(seeds)]
        yield one if number < len(seeds) else f"{one}{other}"
