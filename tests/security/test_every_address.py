"""Every address × every seat: allowed, refused or public, as the tables say; refused is answered like missing."""

import re
from collections.abc import Iterator

import pytest
from django.http import HttpResponse

from linli.actions.case_lists import has_desk
from linli.actions.seats import SESSION_POST
from linli.api.open311.access_table import access_table as open311_table
from linli.api.v1.access_table import access_table as api_table
from linli.console.access_table import access_table as console_table
from linli.console.seat import Access
from linli.domain.area import AreaLevel
from linli.public.access_table import access_table as public_table
from linli.store import models
from tests.security.addresses import Filling, Place, places
from tests.security.world import MISSING, POSTS, SEATS, World, browser

HOUSE = {"health": 200, "readiness": 200, "set_language": 302, "short_wall": 302}
"""Addresses of no face, with their answer to anybody."""
ACCOUNTS = {"account_login": 200, "account_logout": 302, "account_change_password": 302}
"""Addresses of the sign-in, with their answer to somebody who is not signed in."""
DEMO_POST_ONLY = {"demo:seat", "demo:step", "demo:attempt", "demo:again", "demo:mine"}
DEMO_PUBLIC = {"demo:home", "demo:story"}
OF_ONE_MATTER = {"case", "phone_matter", "desk_case", "desk_send", "desk_unit", "move", "clock", "contact", "photo"}
POST_ONLY = {"console:desk_send"}
BY_KEY = {"api-v1", "open311"}
"""Faces for other systems: a key in a header opens them, which no strange page can send."""
ON_THE_DESK = {"desk_case", "desk_send", "desk_unit"}
TOKENS = re.compile(
    rb'name="csrfmiddlewaretoken" value="[^"]+"|"X-CSRFToken": "[^"]+"|name="(?:command|command_id)" value="[^"]+"'
)
CONSOLE = [one for one in places() if one.face == "console"]
MATTERS = ("own", "far", "sealed", "restricted")


def plain(answer: HttpResponse) -> bytes:
    """The bytes of an answer without what differs from one request to the next."""
    return TOKENS.sub(b"", answer.content)


def filling(world: World, matter: str) -> Filling:
    filed = world.matters[matter]
    photo = world.photo_of(matter) if matter in ("own", "far") else (1, "photo1")
    return Filling(case_id=filed.case_id, receipt=filed.receipt, photo=photo)


def test_every_address_stands_in_a_table() -> None:
    """A new address must say who may open it before it can be served."""
    known = {f"console:{one}" for one in console_table()} | set(public_table())
    known |= {f"api-v1:{one}" for one in api_table()} | {f"open311:{one}" for one in open311_table()}
    known |= set(HOUSE) | set(ACCOUNTS) | DEMO_POST_ONLY | DEMO_PUBLIC
    found = {one.name for one in places()}
    assert found - known == set()
    assert known - found == set()


@pytest.mark.parametrize(
    "place", [one for one in places() if one.face in ("public", "accounts")], ids=lambda one: one.name
)
def test_what_is_public_is_open_to_nobody_in_particular(place: Place, world: World) -> None:
    """Steps of a report lead back to the first one; sign-in pages lead to the sign-in."""
    answer = browser().get(filling(world, "own").address(place))
    access = public_table().get(place.name)
    if place.name in HOUSE or place.name in ACCOUNTS:
        assert answer.status_code == {**HOUSE, **ACCOUNTS}[place.name]
    elif access == "draft":
        assert answer.status_code == (404 if place.name == "report_photo" else 302)
    else:
        # Without a base map of the operator's own there is none.
        assert answer.status_code == {"favicon": 302, "map_base": 404}.get(place.name, 200)
    assert b"Traceback" not in answer.content


@pytest.mark.parametrize("place", CONSOLE, ids=lambda one: one.name)
def test_nobody_is_led_to_the_sign_in_by_every_address_of_the_console(place: Place, world: World) -> None:
    for address in (filling(world, "own").address(place), Filling(case_id=MISSING).address(place)):
        answer = browser().get(address)
        assert (answer.status_code, answer.headers["Location"]) == (302, f"/accounts/login/?next={address}")


@pytest.mark.parametrize(
    "page",
    ["signup", "inactive", "email", "confirm-email", "password/reset", "password/set", "login/code/confirm",
     "reauthenticate"],
)  # fmt: skip
@pytest.mark.parametrize("seat", ["", "hu"])
def test_pages_of_accounts_that_nobody_needs_do_not_exist(page: str, seat: str, world: World) -> None:
    assert browser(seat).get(f"/accounts/{page}/").status_code == 404


def test_the_sign_in_names_the_district(world: World) -> None:
    county = next(area for area in world.office.directory.tree if area.level is AreaLevel.COUNTY)
    assert f"<span>{county.name} · " in browser(language="zh-hans").get("/accounts/login/").content.decode()


def expected(world: World, seat: str, place: Place, matter: str) -> bool:
    """Whether the tables and the policy let a seat open an address that names a matter."""
    name = place.name.partition(":")[2]
    access: Access = console_table()[name]
    if not access.admits(world.office, POSTS[seat]):
        return False
    if name not in OF_ONE_MATTER:
        return True
    rights = world.rights(seat, matter)
    if "case.list" not in rights or (name in ON_THE_DESK and not has_desk(world.office, POSTS[seat])):
        return False
    if name == "contact":
        return "case.requester" in rights
    return name != "photo" or ("case.words" in rights and matter in ("own", "far"))


@pytest.mark.parametrize("seat", SEATS)
def test_the_console_opens_to_a_seat_what_the_tables_say_and_answers_the_rest_like_missing(
    seat: str, world: World
) -> None:
    client, wrong = browser(seat), []
    for place in CONSOLE:
        if place.name in ("console:move", "console:clock"):
            continue  # which moves and clocks a matter has differs; they have a test of their own
        missing = client.get(Filling(case_id=MISSING).address(place))
        for matter in MATTERS if place.arguments else ("own",):
            answer = client.get(filling(world, matter).address(place))
            wrong += list(_differences(world, seat, place, matter, answer, missing))
    assert wrong == [], "\n".join(wrong)


def _differences(
    world: World, seat: str, place: Place, matter: str, answer: HttpResponse, missing: HttpResponse
) -> Iterator[str]:
    is_allowed = expected(world, seat, place, matter)
    at = f"{place.name} of {matter}"
    if is_allowed and answer.status_code not in ((405,) if place.name in POST_ONLY else (200, 302)):
        yield f"{at}: {answer.status_code} though allowed"
    if not is_allowed and answer.status_code != 404:
        yield f"{at}: {answer.status_code} though refused"
    if not is_allowed and place.arguments and plain(answer) != plain(missing):
        yield f"{at}: refused in other bytes than missing"
    if not is_allowed and dict(answer.headers) != dict(missing.headers) and place.arguments:
        yield f"{at}: refused with other headers than missing"


@pytest.mark.parametrize("seat", SEATS)
@pytest.mark.parametrize("method", ["get", "post"])
def test_no_move_and_no_clock_of_a_hidden_matter_differs_from_a_missing_one(
    seat: str, method: str, world: World
) -> None:
    client = browser(seat)
    hidden = [one for one in MATTERS if "case.list" not in world.rights(seat, one)]
    if seat in ("kong", "admin", "cha"):
        assert len(hidden) == len(MATTERS)
    for matter in hidden:
        for verb, clock in (("note", "wait"), ("close", "handling"), ("erase", "checking"), ("nonsense", "nonsense")):
            for name in ("move", "clock", "contact", "photo", "desk_send"):
                place = next(one for one in CONSOLE if one.name == f"console:{name}")
                asked = Filling(case_id=world.matters[matter].case_id, verb=verb, clock=clock).address(place)
                none = Filling(case_id=MISSING, verb=verb, clock=clock).address(place)
                found, missing = getattr(client, method)(asked), getattr(client, method)(none)
                assert (found.status_code, plain(found)) == (missing.status_code, plain(missing)), asked
                assert found.status_code == 404


@pytest.mark.parametrize("seat", SEATS)
def test_lists_search_and_tables_name_no_hidden_matter(seat: str, world: World) -> None:
    client = browser(seat)
    hidden = [world.matters[one] for one in MATTERS if "case.list" not in world.rights(seat, one)]
    for filed in hidden:
        found = client.get("/console/search", {"q": filed.number}, follow=True).content.decode()
        assert filed.case_id not in found
        for address in ("/console/", "/console/cases", "/console/notices", f"/console/cases?q={filed.number}"):
            assert filed.case_id not in client.get(address).content.decode(), address


@pytest.mark.parametrize("seat", ["deng", "kong"])
def test_a_seat_that_somebody_does_not_hold_cannot_be_taken_by_naming_it(seat: str, world: World) -> None:
    """The session says which post; it counts only where the account holds it."""
    client = browser(seat)
    session = client.session
    session[SESSION_POST] = POSTS["hu"].id
    session.save()
    assert client.get(f"/console/cases/{world.matters['own'].case_id}").status_code == 404
    client.post("/console/seat", {"post": POSTS["hu"].id})
    assert client.get(f"/console/cases/{world.matters['own'].case_id}").status_code == 404


@pytest.mark.parametrize("seat", ["", "hu"])
@pytest.mark.parametrize("place", [one for one in places() if one.face == "api-v1"], ids=lambda one: one.name)
def test_a_session_opens_nothing_of_the_api(place: Place, seat: str, world: World) -> None:
    """Whoever sits at the console is nobody here, so a strange page can do nothing with their cookie."""
    client, address = browser(seat, strict=True), filling(world, "own").address(place)
    needs_key = bool(api_table()[place.name.partition(":")[2]])
    assert client.get(address).status_code in ({401, 405} if needs_key else {200, 404})
    for method in ("post", "put", "patch", "delete"):
        assert getattr(client, method)(address).status_code in ({401, 405} if needs_key else {404, 405})


@pytest.mark.parametrize("seat", ["", "hu"])
@pytest.mark.parametrize("place", [one for one in places() if one.face == "open311"], ids=lambda one: one.name)
def test_a_session_sends_nothing_through_open311(place: Place, seat: str, world: World) -> None:
    """Anybody may read what is public there; to send something a key is needed, and a cookie is none."""
    client, address = browser(seat, strict=True), filling(world, "own").address(place)
    assert client.get(address).status_code in (200, 404)
    expected = 403 if open311_table()[place.name.partition(":")[2]] else 405
    assert client.post(address).status_code == (404 if place.name == "open311:elsewhere" else expected)


@pytest.mark.parametrize("seat", ["", "hu"])
@pytest.mark.parametrize("place", [one for one in places() if one.face not in BY_KEY], ids=lambda one: one.name)
def test_nothing_that_changes_something_is_taken_without_the_forms_own_token(
    place: Place, seat: str, world: World
) -> None:
    client = browser(seat, strict=True)
    address = filling(world, "own").address(place)
    for method in ("post", "put", "patch", "delete"):
        assert getattr(client, method)(address).status_code == 403, method


@pytest.mark.parametrize("place", [one for one in places() if one.name in DEMO_POST_ONLY], ids=lambda one: one.name)
def test_what_only_changes_something_is_not_to_be_read(place: Place, world: World) -> None:
    assert browser().get(Filling(case_id=MISSING).address(place)).status_code == 405


@pytest.mark.parametrize("name", [key for key, value in public_table().items() if value == "public"])
def test_a_page_that_is_only_read_takes_no_post(name: str, world: World) -> None:
    place = next(one for one in places() if one.name == name)
    if name in ("report_place", "follow", "grid_finder"):
        return  # these have a form
    assert browser().post(filling(world, "own").address(place)).status_code == 405


def test_reading_every_address_changes_nothing(world: World) -> None:
    def count() -> tuple[int, int, int]:
        return (models.Entry.objects.count(), models.Outbox.objects.count(), models.Notice.objects.count())

    before = count()
    for seat in ("", "hu", "wei", "hui", "bao"):
        client = browser(seat)
        for place in places():
            if place.face != "demo":
                client.get(filling(world, "own").address(place))
    assert count() == before


@pytest.mark.parametrize("code", ["0000-0000-0000-0000", "not-a-code", "%00", "..", "A" * 300])
def test_a_receipt_that_leads_nowhere_tells_nothing(code: str, world: World) -> None:
    client = browser()
    for tail in ("", "/photo/1/photo1"):
        answer = client.get(f"/r/{code}{tail}")
        assert answer.status_code in (400, 404, 422, 429)
        assert all(filed.number.encode() not in answer.content for filed in world.matters.values())


def test_a_sealed_matter_is_not_public(world: World) -> None:
    """Neither the first page nor the page of its grid counts or lists what is not open."""
    for address in ("/", "/grid/minghe-liuan-bridge-east-g1/"):
        shown = browser(language="en").get(address).content.decode()
        assert "Neighbour dispute" not in shown
        assert all(world.matters[one].number not in shown for one in MATTERS)


@pytest.mark.parametrize("named", ["number", "case_id", "stream"])
def test_a_hidden_matter_cannot_be_named_in_a_form_either(named: str, world: World) -> None:
    """Merging with a matter of another street is refused in the same words as with one that does not exist."""
    client, address = browser("deng"), f"/console/cases/{world.matters['far'].case_id}/do/merge"
    answers, before = [], world.state("far").seq
    for other in (getattr(world.matters["own"], named), "石桥-2026-999999"):
        given = {"other_case": other, "reason": "同一件事", "command": "c" * 32}
        answer = client.post(address, given)
        assert (answer.status_code, answer.headers["Location"]) == (302, address)
        answers.append(plain(client.get(address)).replace(other.encode(), b""))
    assert answers[0] == answers[1]
    assert world.state("far").seq == before
