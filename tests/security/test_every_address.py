"""Every address × every seat: allowed, refused or public, as the tables say; refused is answered like missing."""

import re
from collections.abc import Iterator

import pytest
from django.http import HttpResponse

from linli.actions.case_lists import has_desk
from linli.actions.hand_over import may_end
from linli.actions.seats import SESSION_POST
from linli.api.open311.access_table import access_table as open311_table
from linli.api.v1.access_table import access_table as api_table
from linli.api.wechat.access_table import access_table as wechat_table
from linli.config.request_log import HEADER
from linli.console.access_table import access_table as console_table
from linli.console.seat import Access
from linli.domain.area import AreaLevel
from linli.domain.settings_catalogue import SETTINGS
from linli.domain.unit import Role
from linli.public.access_table import access_table as public_table
from linli.store import models
from tests import cast
from tests.security import ready_things, round_things, safe_things
from tests.security.addresses import Filling, Place, places
from tests.security.places_there import OF_A_PLACE, opens
from tests.security.world import MISSING, POSTS, SEATS, World, browser

HOUSE = {"health": 200, "readiness": 200, "set_language": 302, "short_wall": 302, "policy_report": 405}
"""Addresses of no face, with their answer to anybody."""
ACCOUNTS = {
    "account_login": 200, "account_logout": 302, "account_change_password": 302, "mfa_authenticate": 302,
    "first_password": 404, "first_link": 302, "open_id": 404, "open_id_back": 404,
}  # fmt: skip
"""Addresses of the sign-in, with their answer to somebody who is not signed in."""
DEMO_POST_ONLY = {"demo:seat", "demo:step", "demo:attempt", "demo:again", "demo:mine"}
DEMO_PUBLIC = {"demo:home", "demo:story"}
OF_ONE_MATTER = {"case", "phone_matter", "desk_case", "desk_send", "desk_unit", "move", "clock", "open", "photo"}
NOT_ISSUED = {"paper_file", "paper_void", "service_code"}
"""No paper of these matters is issued, so there is none for anybody; `tests/console/test_papers.py` has some."""
WITHOUT_PRESS = {"setup_paper_template"}
"""Nothing makes papers in this world, so no template is handed out; `tests/console/test_papers.py` has a press."""
OF_A_CHANNEL = {"letter", "letter_take_in", "visit", "visit_take_in", "rota_file"}
"""No letter came and nobody visited in this world; `test_letters.py` and `test_reception.py` have some."""
OF_A_REQUEST = {"right", "right_erase", "right_hold"}
"""What is asked about one's own data; none of the matters here is such a request."""
OF_A_SUGGESTION = {
    "suggestion", "suggestion_hand_over", "suggestion_answer", "suggestion_sign", "suggestion_slips",
}  # fmt: skip
"""What deputies proposed; none of the matters here is that."""
OF_A_MEETING = {
    "meeting", "meeting_plan", "meeting_agenda", "meeting_item", "meeting_out", "meeting_minutes", "meeting_file",
    "meeting_ics", "meeting_order",
}  # fmt: skip
"""No meeting sits in the world of these addresses; `tests/console/test_meetings.py` has some."""
OF_A_DISPUTE = {"agreement", "sitting_new", "sitting_record", "sitting_cancel", "sitting_ics"}
"""Nothing is mediated here yet, so nobody finds these; `tests/console/test_mediation.py` has disputes that go on."""
AT_THE_TABLE = {"table", "party_slip"}
"""For whoever works on a dispute; one of the matters here is one, with a party."""
REVIEWERS = {"bao", "shen"}
"""Who answers for data in the area of whoever opened the sealed matter in an emergency."""
POST_ONLY = {"console:account_end_session", "console:desk_send", "console:queue_release"}
BY_KEY = {"api-v1", "open311", "wechat"}
"""Faces for other systems: a key in a header opens them, which no strange page can send."""
WITHOUT_TOKEN = {"policy_report"}
"""What a browser sends by itself, without a token: all that it does is add one to a number."""
ON_THE_DESK = {"desk_case", "desk_send", "desk_unit"}
TOKENS = re.compile(
    rb'name="csrfmiddlewaretoken" value="[^"]+"|"X-CSRFToken": "[^"]+"|name="(?:command|command_id)" value="[^"]+"'
    rb'|nonce="[^"]+"'
)
NONCE = re.compile(r"'nonce-[^']+'")
"""The policy of a page names a number of its own, which differs from one answer to the next."""
TRIES = int(SETTINGS["abuse.wrong_codes"].default)
"""So many wrong codes from one part of the net are answered before it is told to wait."""
CONSOLE = [one for one in places() if one.face == "console"]
MATTERS = ("own", "far", "sealed", "restricted")


def plain(answer: HttpResponse) -> bytes:
    """The bytes of an answer without what differs from one request to the next."""
    return TOKENS.sub(b"", answer.content)


def head(answer: HttpResponse) -> dict[str, str]:
    """The headers of an answer without what differs from one request to the next."""
    return {name: NONCE.sub("", value) for name, value in answer.headers.items() if name != HEADER}


def filling(world: World, matter: str) -> Filling:
    filed = world.matters[matter]
    photo = world.photos.get(matter, (1, "photo1"))
    return Filling(case_id=filed.case_id, receipt=filed.receipt, photo=photo, glass=world.glass)


def test_every_address_stands_in_a_table() -> None:
    """A new address must say who may open it before it can be served."""
    known = {f"console:{one}" for one in console_table()} | set(public_table())
    known |= {f"api-v1:{one}" for one in api_table()} | {f"open311:{one}" for one in open311_table()}
    known |= {f"wechat:{one}" for one in wechat_table()}
    known |= set(HOUSE) | set(ACCOUNTS) | DEMO_POST_ONLY | DEMO_PUBLIC
    found = {one.name for one in places()}
    assert found - known == set()
    assert known - found == set()


def net_of_its_own(place: Place) -> str:
    """An address in a part of the net from which nothing else is asked."""
    return f"203.0.{[one.name for one in places()].index(place.name) % 256}.1"


@pytest.mark.parametrize(
    "place", [one for one in places() if one.face in ("public", "accounts")], ids=lambda one: one.name
)
def test_what_is_public_is_open_to_nobody_in_particular(place: Place, world: World) -> None:
    """Steps of a report lead back to the first one; sign-in pages lead to the sign-in.

    Codes that lead nowhere are counted for a part of the net, so each address is asked from one of its own.
    """
    answer = browser().get(filling(world, "own").address(place), REMOTE_ADDR=net_of_its_own(place))
    access = public_table().get(place.name)
    if place.name in HOUSE or place.name in ACCOUNTS:
        assert answer.status_code == {**HOUSE, **ACCOUNTS}[place.name]
    elif access == "draft":
        assert answer.status_code == (404 if place.name == "report_photo" else 302)
    elif access == "granted":
        assert answer.status_code == 404  # nothing has been granted here
    else:
        # Without a base map of the operator's own there is none; no matter here is a deputy's suggestion.
        others = {"favicon": 302, "map_base": 404, "matter_paper": 404, "ticket": 404}
        others |= dict.fromkeys(("public_suggestion", "deputy_feedback"), 404)
        # There is no desk and no guide in this world, and no matter of the service hall.
        others |= dict.fromkeys(("service_guide", "service_apply", "service_desk", "service_taken"), 404)
        others |= dict.fromkeys(("public_draw_file",), 404)  # the draw of this world is still shut
        others |= dict.fromkeys(("party", "party_sitting"), 404)  # nobody was given a party's link
        assert answer.status_code == others.get(place.name, 200)
    assert b"Traceback" not in answer.content


BY_CODE = ("deputy_feedback", "party", "ticket")
"""Addresses that a code opens, and that say when a part of the net has tried too many."""


@pytest.mark.parametrize("name", BY_CODE)
def test_a_code_that_opens_something_else_is_answered_like_a_missing_one_before_and_after_too_many(
    name: str, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A receipt that exists opens no other page by a code, and no answer tells it from one that never was."""
    place = next(one for one in places() if one.name == name)
    known, missing = (one.address(place) for one in (filling(world, "own"), Filling(case_id=MISSING)))
    told = []
    for module in ("suggestions", "party", "reception"):  # the clock stands: one allowance for all that is asked here
        monkeypatch.setattr(f"linli.public.{module}.present", lambda: cast.MONDAY)
    for number in range(2 * TRIES):  # by turns, so that both are asked before and after the allowance is spent
        answer = browser().get((known, missing)[number % 2], REMOTE_ADDR=f"198.18.{BY_CODE.index(name)}.1")
        told.append((answer.status_code, plain(answer), sorted(head(answer).items())))
    assert [status for status, *_ in told] == [404] * TRIES + [429] * TRIES
    assert told[0] == told[1] and told[-2] == told[-1]
    assert browser().get(known, REMOTE_ADDR="198.18.99.1").status_code == 404, "elsewhere nobody is told to wait"


@pytest.mark.parametrize("place", CONSOLE, ids=lambda one: one.name)
def test_nobody_is_led_to_the_sign_in_by_every_address_of_the_console(place: Place, world: World) -> None:
    for address in (filling(world, "own").address(place), Filling(case_id=MISSING).address(place)):
        answer = browser().get(address)
        assert (answer.status_code, answer.headers["Location"]) == (302, f"/accounts/login/?next={address}")


@pytest.mark.parametrize(
    "name",
    ["signup", "inactive", "email", "confirm-email", "password/reset", "password/set", "login/code/confirm",
     "reauthenticate"],
)  # fmt: skip
@pytest.mark.parametrize("seat", ["", "hu"])
def test_pages_of_accounts_that_nobody_needs_do_not_exist(name: str, seat: str, world: World) -> None:
    assert browser(seat).get(f"/accounts/{name}/").status_code == 404


def test_the_sign_in_names_the_district(world: World) -> None:
    county = next(area for area in world.office.directory.tree if area.level is AreaLevel.COUNTY)
    assert f"<span>{county.name} · " in browser(language="zh-hans").get("/accounts/login/").content.decode()


def expected(world: World, seat: str, place: Place, matter: str) -> bool:
    """Whether the tables and the policy let a seat open an address that names a matter."""
    name = place.name.partition(":")[2]
    access: Access = console_table()[name]
    if not access.admits(world.office, POSTS[seat]):
        return False
    if name in safe_things.OPENS:
        return seat in safe_things.OPENS[name]
    if name in OF_A_CHANNEL | OF_A_MEETING | OF_A_REQUEST | NOT_ISSUED | WITHOUT_PRESS | OF_A_SUGGESTION | OF_A_DISPUTE:
        return False
    if name in OF_A_PLACE:
        return opens(POSTS[seat], name, world.office.directory)
    if name in ready_things.NAMES:
        return ready_things.is_open_to(world.office, POSTS[seat], name)
    if name in round_things.OF_A_SECTION:
        return round_things.is_open_to(POSTS[seat])
    if name == "paper":  # of the answer, which one matter has; the follow-up desk issues no paper but its own
        is_issuer = POSTS[seat].role is not Role.FOLLOW_UP
        return matter == "own" and is_issuer and "case.list" in world.rights(seat, matter)
    if name == "follow_up_call":  # only what is closed is called about
        return matter == "own" and "case.list" in world.rights(seat, matter)
    if name in AT_THE_TABLE:
        return matter == "sealed" and "case.sealed" in world.rights(seat, matter)
    if name == "glass_review":
        return seat in REVIEWERS
    if name == "setup_leave":
        return may_end(world.office, POSTS[seat], POSTS["hu"])
    if name not in OF_ONE_MATTER:
        return True
    rights = world.rights(seat, matter)
    if "case.list" not in rights or (name in ON_THE_DESK and not has_desk(world.office, POSTS[seat])):
        return False
    if name == "open":
        return "case.requester" in rights or (matter == "sealed" and "case.sealed" in rights)
    return name != "photo" or ("case.words" in rights and matter in ("own", "far"))


def each_once(world: World, place: Place) -> Iterator[tuple[str, str]]:
    """Yield a matter and its address for each address there is: most things have one, whatever the matter."""
    addresses = {filling(world, matter).address(place): matter for matter in reversed(MATTERS)}
    yield from ((matter, address) for address, matter in addresses.items())


@pytest.mark.parametrize("seat", SEATS)
def test_the_console_opens_to_a_seat_what_the_tables_say_and_answers_the_rest_like_missing(
    seat: str, world: World
) -> None:
    client, wrong = browser(seat), []
    for place in CONSOLE:
        if place.name in ("console:move", "console:clock"):
            continue  # which moves and clocks a matter has differs; they have a test of their own
        if place.name == "console:setup_paper_sample":
            continue  # LibreOffice would run for every seat; it is admitted as the template itself is
        missing = client.get(Filling(case_id=MISSING).address(place))
        for matter, address in each_once(world, place):
            answer = client.get(address)
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
    if not is_allowed and head(answer) != head(missing) and place.arguments:
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
            for name in ("move", "clock", "open", "photo", "desk_send"):
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
def test_a_session_opens_nothing_where_wechat_knocks(seat: str, world: World) -> None:
    """Only a signature does; and while no account is configured there is nothing at all."""
    client = browser(seat, strict=True)
    assert {getattr(client, method)("/wechat/callback").status_code for method in ("get", "post")} <= {400, 404}


@pytest.mark.parametrize("seat", ["", "hu"])
@pytest.mark.parametrize("place", [one for one in places() if one.face == "open311"], ids=lambda one: one.name)
def test_a_session_sends_nothing_through_open311(place: Place, seat: str, world: World) -> None:
    """Anybody may read what is public there; to send something a key is needed, and a cookie is none."""
    client, address = browser(seat, strict=True), filling(world, "own").address(place)
    assert client.get(address).status_code in (200, 404)
    expected = 403 if open311_table()[place.name.partition(":")[2]] else 405
    assert client.post(address).status_code == (404 if place.name == "open311:elsewhere" else expected)


@pytest.mark.parametrize("seat", ["", "hu"])
@pytest.mark.parametrize(
    "place", [one for one in places() if one.face not in BY_KEY and one.name not in WITHOUT_TOKEN],
    ids=lambda one: one.name,
)  # fmt: skip
def test_nothing_that_changes_something_is_taken_without_the_forms_own_token(
    place: Place, seat: str, world: World
) -> None:
    client = browser(seat, strict=True)
    address = filling(world, "own").address(place)
    for method in ("post", "put", "patch", "delete"):
        expected = (403,) if method == "post" else (403, 405)  # no face knows the other methods
        assert getattr(client, method)(address).status_code in expected, method


@pytest.mark.parametrize("place", [one for one in places() if one.name in DEMO_POST_ONLY], ids=lambda one: one.name)
def test_what_only_changes_something_is_not_to_be_read(place: Place, world: World) -> None:
    assert browser().get(Filling(case_id=MISSING).address(place)).status_code == 405


@pytest.mark.parametrize("name", [key for key, value in public_table().items() if value == "public"])
def test_a_page_that_is_only_read_takes_no_post(name: str, world: World) -> None:
    place = next(one for one in places() if one.name == name)
    if name in ("mediation", "service_stuck", "service_desk", "service_apply", "report_place", "follow", "grid_finder"):
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
