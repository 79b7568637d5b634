"""The cast's county with matters of every sealing, and a token of its own in every personal value.

Nobody's word here is a word of the product: where a token turns up, the value has got there.
"""

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.test import Client
from PIL import Image

from linli.actions import glass
from linli.actions.case_views import open_for, rights_on
from linli.actions.cases import file_case, move_case
from linli.actions.deciding import FiledCase, Filing, Office
from linli.actions.office import open_office
from linli.actions.seats import SESSION_POST
from linli.actions.staff_sessions import TWO
from linli.adapters.photos import PillowPhotoCleaner
from linli.domain.engine.context import Command
from linli.domain.engine.state import CaseState
from linli.domain.look import GLASS_LASTS
from linli.domain.mediation_committee import CommitteeKind, MediationCommittee
from linli.domain.ports import Ports
from linli.domain.proposal import Because, Proposal, side_of
from linli.domain.unit import Post, Role
from linli.store import cases as stored_cases
from linli.store import proposals, setup
from linli.store.staff import StaffMember, account_of, save_staff
from tests import cast, offices
from tests.security import places_there, ready_things, round_things, safe_things
from tests.security.addresses import PROPOSAL_ID

MISSING = "01ARZ3NDEKTSV4RRFFQ69G5FAV"
AUDITOR = Post(
    id="p-shen", unit_id=cast.UNITS["inspection"].id, role=Role.AUDITOR, area_path=cast.COUNTY, staff_id="s-shen",
    started_at=cast.STARTED_AT,
)  # fmt: skip
BODY = MediationCommittee(
    unit_id=cast.UNITS["mediation"].id, kind=CommitteeKind.RESIDENTS, started_date=date(2025, 4, 1),
    ended_date=date(2028, 3, 31), member_count=5, women_count=2, chair_post_id="p-tiao",
)  # fmt: skip
"""A body of the register, which every post may read."""
POSTS: Mapping[str, Post] = {**cast.POSTS, "shen": AUDITOR}
SEATS = (
    "hu", "pan", "zhou", "gu", "deng", "ding", "cheng", "yuan", "admin", "ren", "qiu", "lan", "wei", "song", "kong",
    "min", "xin", "hui", "bao", "tang", "gao", "ma", "cha", "tiao", "shen",
)  # fmt: skip
"""Every role of the cast, those of the matter's street and those of another, and people with nothing to do with it."""
PERSONAL = (
    "name", "phone", "mail", "words", "place", "note", "result", "answer", "finding", "comment", "reason", "point",
    "metadata", "party", "danger",
)  # fmt: skip
POINT = {"lon_e6": 114_305_717, "lat_e6": 36_104_939}


@dataclass
class Outside:
    """Takes every message, and keeps what it was told."""

    sent: list[Mapping[str, str]] = field(default_factory=list)

    def send(self, **told: str) -> None:
        """Keep one message."""
        self.sent.append(told)


@dataclass(frozen=True, kw_only=True)
class World:
    """The county, its matters by name, and what was sent out of the house."""

    office: Office
    ports: Ports
    matters: Mapping[str, FiledCase]
    outside: Mapping[str, Outside]
    glass: str
    """An opening of the sealed matter in an emergency, by Cheng, which is over by now."""
    photos: Mapping[str, tuple[int, str]]
    """Where the first photo of each matter that has one stands."""

    def state(self, matter: str) -> CaseState:
        """A matter as it stands."""
        kept = stored_cases.open_case(self.office.county_id, self.matters[matter].stream)
        assert kept is not None
        return kept.state

    def rights(self, seat: str, matter: str) -> frozenset[str]:
        """What the one access policy lets a seat read of a matter."""
        return rights_on(self.office, POSTS[seat], self.state(matter))


def _photo_of(office: Office, reader: str, filed: FiledCase) -> tuple[int, str]:
    view = open_for(office, POSTS[reader], filed.case_id)
    assert view is not None and view.photos
    return view.photos[0]


def token(matter: str, of: str) -> str:
    """The token that stands for one personal value of one matter; digits only where a number is asked."""
    mark = f"{['own', 'far', 'sealed', 'restricted'].index(matter)}{PERSONAL.index(of):02}"
    if of == "phone":
        return f"000-7{mark}0917"
    return f"zqx{of}{mark}kanarie@canary.example" if of == "mail" else f"探针{of}{mark}zqx"


def photo(matter: str) -> bytes:
    """A JPEG whose metadata holds a token and the exact point."""
    exif = Image.Exif()
    exif[0x010E] = exif[0x9286] = token(matter, "metadata").encode("utf-8").decode("latin-1")
    buffer = io.BytesIO()
    comment = token(matter, "metadata").encode()
    Image.new("RGB", (80, 60), (90, 140, 70)).save(buffer, "JPEG", exif=exif, comment=comment)
    assert comment in buffer.getvalue()
    return buffer.getvalue()


def open_world(ports: Ports) -> World:
    """Set everything up in the present database."""
    _set_up_county()
    outside = {"mail": Outside(), "sms": Outside(), "wecom": Outside()}
    ports = replace(ports, photos=PillowPhotoCleaner(), **outside)
    office = open_office(ports)
    matters = {"own": _file(office, "own", cast.GRID), "far": _file(office, "far", cast.FAR_GRID)}
    matters["sealed"] = _file(office, "sealed", cast.GRID, who="hu", procedure="dispute", category="dispute.neighbour")
    matters["restricted"] = _file(
        office, "restricted", cast.GRID, who="xin", procedure="petition", category="petition.request", channel="letter"
    )
    _enter_party(office, matters["sealed"])
    because = glass.Because(reason="life", words="来不及等", request="glass-of-the-world")
    broken = glass.break_glass(
        office, POSTS["cheng"], matters["sealed"].number, because, cast.MONDAY - GLASS_LASTS
    )  # fmt: skip
    photos = {matter: _photo_of(office, reader, matters[matter]) for matter, reader in (("own", "hu"), ("far", "deng"))}
    world = World(office=office, ports=ports, matters=matters, outside=outside, glass=broken.id, photos=photos)
    _work_on(world, "own")
    ready_things.enter(office)
    safe_things.enter(office, ports.photos.clean(photo("own")))
    round_things.enter(office)
    return world


def _set_up_county() -> None:
    offices.set_up_office()
    county_id = setup.county_of("minghe", name="明河区")
    there = (places_there.PLACE, places_there.OTHER, *safe_things.PLACES)
    setup.save_records(county_id, [AUDITOR, BODY, *there], actor=offices.SYSTEM, now=cast.STARTED_AT)
    asked = Proposal(
        id=PROPOSAL_ID, kind="limit", payload={"rows": []}, proposer=side_of(cast.POSTS["admin"]),
        because=Because(reason_class="new_rule", words="试行"), made_at=cast.MONDAY,
    )  # fmt: skip
    proposals.add(county_id, asked, None, actor=offices.SYSTEM)
    people = {post.staff_id: name for name, post in POSTS.items() if "_" not in name}
    save_staff(
        StaffMember(username=f"login-{name}", pseudonym=pseudonym or "", name=f"STAFF-{name}")
        for pseudonym, name in people.items()
    )


def _file(office: Office, matter: str, area: str, *, who: str = "resident", **changes: Any) -> FiledCase:
    fields: dict[str, Any] = {
        "category": "municipal.street_lamp", "area": area, "channel": "web" if who == "resident" else "visit",
        "requester": "known", "requester_name": token(matter, "name"), "requester_phone": token(matter, "phone"),
        "requester_email": token(matter, "mail"), "words": token(matter, "words"),
        "place_words": token(matter, "place"),
    }  # fmt: skip
    procedure = changes.pop("procedure", "grid_event")
    if procedure == "grid_event":
        fields["photo"] = (office.ports.photos.clean(photo(matter)),)
        if matter == "own":
            fields["point"] = POINT
    filing = Filing(command_id=offices.command_id("file"), procedure=procedure, fields={**fields, **changes})
    return file_case(office, filing, actor=cast.actor(who), now=cast.MONDAY)


def _enter_party(office: Office, filed: FiledCase) -> None:
    """A party with a name, and a word of staff, in the sealed matter."""
    fields = {"party": "a", "party_name": token("sealed", "party"), "party_phone": token("sealed", "danger")}
    offices.move(office, filed.stream, "hu", "add_party", **fields)
    offices.move(office, filed.stream, "hu", "note", note=token("sealed", "note"))


def _work_on(world: World, matter: str) -> None:
    """Everything staff may write stands on the matter, each in words of its own."""
    stream, lamp = world.matters[matter].stream, cast.UNITS["city-management"].id
    steps: tuple[tuple[str, str, dict[str, Any]], ...] = (
        ("ren", "verify", {"finding": "confirmed", "note": token(matter, "finding")}),
        ("hu", "register", {"title": "桥东一网格路灯"}),
        ("hu", "note", {"note": token(matter, "note")}),
        ("pan", "dispatch", {"unit": lamp}),
        ("wei", "accept", {}),
        ("wei", "ask_extension", {"amount": 2, "extension_class": "parts", "reason": token(matter, "reason")}),
        ("wei", "report_result", {"result": token(matter, "result"), "condition": "repaired"}),
        ("pan", "answer", {"answer": token(matter, "answer")}),
        ("pan", "check", {}),
        ("pan", "close", {}),
    )
    for who, verb, fields in steps:
        offices.move(world.office, stream, who, verb, **fields)
    rating = Command(
        id=offices.command_id("rate"),
        verb="rate",
        stream=stream,
        fields={"grade": 2, "comment": token(matter, "comment")},
    )
    move_case(world.office, rating, actor=cast.actor("resident"), now=cast.MONDAY)


def browser(seat: str = "", *, strict: bool = False, language: str = "zh-CN") -> Client:
    """A browser at a seat; "" is nobody. With `strict` a form needs its own token."""
    client = Client(headers={"accept-language": language}, enforce_csrf_checks=strict, raise_request_exception=False)
    if seat:
        account = account_of(POSTS[seat].staff_id or "")
        assert account is not None
        client.force_login(account)
        session = client.session
        session[SESSION_POST] = POSTS[seat].id
        session[TWO] = True
        session.save()
    return client


def each_seat() -> Iterator[str]:
    """Nobody, then every seat."""
    yield ""
    yield from SEATS
