"""Single sign-on against a real provider over HTTP: it opens accounts that exist, and every wrong token is refused."""

import http.client
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import jwt
import pytest
from django.test import Client
from pytest_django import Settings

from linli.actions.deciding import Office
from linli.actions.staff_sessions import PROVEN
from linli.adapters.open_id import OpenIdConnect
from linli.adapters.outgoing import GuardedDoor
from linli.store.models import OpenIdLink, Staff
from linli.ui.moment import present
from tests import cast
from tests.actions.silent_ports import SILENT_PORTS
from tests.adapters.open_id_provider import CLIENT, SECRET, Provider, new_key, running_provider
from tests.adapters.test_outgoing import Ear
from tests.console.conftest import Seat

Claims = dict[str, Any]
OWN_DOOR = GuardedDoor(schemes=frozenset({"http", "https"}), networks=("127.0.0.0/8",))
"""The operator has named the network of this machine for the provider."""
SORRY, UNKNOWN = "The single sign-on was not accepted", "there is no account for it here"
OTHER = "belongs to another identity"


@pytest.fixture
def provider(office: Office, settings: Settings) -> Iterator[Provider]:
    with running_provider() as running:
        port = OpenIdConnect(
            door=OWN_DOOR, issuer=running.url, client_id=CLIENT, client_secret=SECRET, claim="preferred_username",
            name="District sign-on",
        )  # fmt: skip
        settings.LINLI_PORTS = replace(SILENT_PORTS, open_id=port)
        settings.PUBLIC_URL = "http://testserver"
        yield running


def browser() -> Client:
    return Client(headers={"accept-language": "en"})


def at_provider(address: str) -> str:
    """Open the provider's page as a browser would, and return where it leads back to."""
    parts = urlsplit(address)
    line = http.client.HTTPConnection(parts.hostname or "", parts.port or 0, timeout=10)
    line.request("GET", f"{parts.path}?{parts.query}")
    answer = line.getresponse()
    assert answer.status == 302
    return str(answer.headers["Location"])


def sign_in(client: Client, onward: str = "") -> str:
    """Go the whole way and return where it ends."""
    begun = client.get("/accounts/open-id/", {"next": onward} if onward else {})
    back = urlsplit(at_provider(begun["Location"]))
    return str(client.get(f"{back.path}?{back.query}")["Location"])


def told(client: Client) -> str:
    return client.get("/accounts/login/").content.decode()


def test_whoever_the_token_names_is_signed_in_and_led_on(provider: Provider) -> None:
    """Somebody of a grid: that post needs no second factor, so nothing stands between the token and the page."""
    provider.claims = {"sub": "1", "preferred_username": "ren"}
    client = browser()
    assert "District sign-on" in told(client)
    assert sign_in(client, "/console/cases") == "/console/cases"
    assert client.get("/console/cases").status_code == 200


def test_no_account_is_ever_made(provider: Provider) -> None:
    count, client = Staff.objects.count(), browser()
    provider.claims = {"sub": "1", "preferred_username": "somebody-new"}
    assert sign_in(client) == "/accounts/login/"
    assert UNKNOWN in told(client)
    assert Staff.objects.count() == count


@pytest.mark.parametrize("change", [{"is_active": False}, {"is_demo": True}])
def test_an_account_that_was_ended_or_belongs_to_a_demo_is_no_account(
    change: dict[str, bool], provider: Provider
) -> None:
    Staff.objects.filter(username="wei").update(**change)
    client = browser()
    assert sign_in(client) == "/accounts/login/"
    assert UNKNOWN in told(client)


def test_another_person_who_was_given_the_login_at_the_provider_is_refused(provider: Provider) -> None:
    assert sign_in(browser()) == "/console/"
    provider.claims = {"sub": "2", "preferred_username": "wei"}
    stranger = browser()
    assert sign_in(stranger) == "/accounts/login/"
    assert OTHER in told(stranger)
    assert stranger.get("/console/")["Location"].startswith("/accounts/login/")
    provider.claims = {"sub": "1", "preferred_username": "wei"}
    assert sign_in(browser()) == "/console/"


def test_an_identity_that_belongs_to_one_account_opens_no_other(provider: Provider) -> None:
    assert sign_in(browser()) == "/console/"
    provider.claims = {"sub": "1", "preferred_username": "zhou"}
    renamed = browser()
    assert sign_in(renamed) == "/accounts/login/"
    assert OTHER in told(renamed)


def test_a_refused_token_links_nothing(provider: Provider) -> None:
    provider.twist = TWISTS["another nonce"]
    sign_in(browser())
    assert not OpenIdLink.objects.exists()


def proven_at(client: Client, moment: datetime) -> Client:
    session = client.session
    session[PROVEN] = moment.timestamp()
    session.save()
    return client


def test_an_administrator_unlinks_after_a_fresh_proof_and_the_next_identity_counts(
    provider: Provider, seat: Seat
) -> None:
    mine = browser()
    assert sign_in(mine) == "/console/"
    page = f"/console/setup/posts/{cast.POSTS['wei'].id}/password"
    stale = proven_at(seat("admin"), present() - timedelta(hours=1))
    assert stale.post(page, {"do": "open_id"})["Location"].startswith("/console/account/again")
    assert OpenIdLink.objects.count() == 1
    admin = proven_at(seat("admin"), present())
    assert "Unlink the single sign-on" in admin.get(page).content.decode()
    assert admin.post(page, {"do": "open_id"})["Location"] == page
    assert not OpenIdLink.objects.exists()
    assert "Unlink the single sign-on" not in admin.get(page).content.decode()
    assert mine.get("/console/")["Location"].startswith("/accounts/login/")
    provider.claims = {"sub": "2", "preferred_username": "wei"}
    assert sign_in(browser()) == "/console/"


def test_an_operator_still_proves_a_second_factor(provider: Provider) -> None:
    provider.claims = {"sub": "1", "preferred_username": "hu"}
    client = browser()
    sign_in(client)
    assert client.get("/console/")["Location"].startswith("/console/account/second-factor")


TWISTS: dict[str, Callable[[Claims], Claims]] = {
    "another audience": lambda claims: {**claims, "aud": "another"},
    "several audiences without a named one": lambda claims: {**claims, "aud": [CLIENT, "another"]},
    "made out to another client": lambda claims: {**claims, "azp": "another"},
    "another nonce": lambda claims: {**claims, "nonce": "another"},
    "no nonce": lambda claims: {key: value for key, value in claims.items() if key != "nonce"},
    "expired": lambda claims: {**claims, "iat": claims["iat"] - 400, "exp": claims["iat"] - 100},
    "from the future": lambda claims: {**claims, "iat": claims["iat"] + 4000, "exp": claims["iat"] + 9000},
    "very old though not expired": lambda claims: {**claims, "iat": claims["iat"] - 4000},
    "no end": lambda claims: {key: value for key, value in claims.items() if key != "exp"},
    "times that are words": lambda claims: {**claims, "exp": "tomorrow"},
    "another issuer": lambda claims: {**claims, "iss": "https://elsewhere.example"},
    "a claim that is no text": lambda claims: {**claims, "preferred_username": ["wei"]},
    "no subject": lambda claims: {key: value for key, value in claims.items() if key != "sub"},
    "an empty subject": lambda claims: {**claims, "sub": ""},
    "a subject that is no text": lambda claims: {**claims, "sub": 7},
    "an endless subject": lambda claims: {**claims, "sub": "x" * 256},
    "an empty claim": lambda claims: {**claims, "preferred_username": ""},
}


@pytest.mark.parametrize("wrong", TWISTS)
def test_a_token_with_a_wrong_claim_is_refused_calmly(wrong: str, provider: Provider) -> None:
    provider.twist = TWISTS[wrong]
    client = browser()
    assert sign_in(client) == "/accounts/login/"
    assert SORRY in told(client)
    assert client.get("/console/")["Location"].startswith("/accounts/login/")


@pytest.mark.parametrize("forged", ["another key", "none", "a shared secret", "another kid", "rubbish", "no token"])
def test_a_token_that_the_provider_did_not_sign_is_refused(forged: str, provider: Provider) -> None:
    other = new_key()
    made: dict[str, Callable[[Claims], str]] = {
        "another key": lambda claims: provider.signed(claims, other),
        "none": lambda claims: jwt.encode(claims, "", algorithm="none", headers={"kid": "one"}),
        "a shared secret": lambda claims: jwt.encode(claims, SECRET * 2, algorithm="HS256", headers={"kid": "one"}),
        "another kid": lambda claims: jwt.encode(claims, provider.key, algorithm="RS256", headers={"kid": "two"}),
        "rubbish": lambda _: "a.b.c",
        "no token": lambda _: "",
    }
    provider.token_of = made[forged]
    client = browser()
    assert sign_in(client) == "/accounts/login/"
    assert SORRY in told(client)


@pytest.mark.parametrize(
    "describes",
    [{"issuer": "https://elsewhere.example"}, {"token_endpoint": "http://192.0.2.1/token"},
     {"jwks_uri": "file:///etc/passwd"}, {"authorization_endpoint": ""}],
)  # fmt: skip
def test_a_description_that_does_not_fit_leads_nowhere(describes: dict[str, str], provider: Provider) -> None:
    provider.describes = describes
    client = browser()
    assert client.get("/accounts/open-id/")["Location"] == "/accounts/login/"
    assert "cannot be reached now" in told(client)


@pytest.mark.parametrize("query", ["", "?code=x", "?state=x", "?code=x&state=forged", "?error=access_denied"])
def test_coming_back_without_having_begun_here_is_refused(query: str, provider: Provider) -> None:
    """Somebody else's code, slipped into my browser, signs me in nowhere."""
    client = browser()
    client.get("/accounts/open-id/")
    assert client.get(f"/accounts/open-id/back/{query}")["Location"] == "/accounts/login/"
    assert SORRY in told(client)
    assert "/token" not in provider.asked


def test_the_same_answer_counts_once(provider: Provider) -> None:
    client = browser()
    back = urlsplit(at_provider(client.get("/accounts/open-id/")["Location"]))
    client.get(f"{back.path}?{back.query}")
    client.post("/accounts/logout/")
    assert client.get(f"{back.path}?{back.query}")["Location"] == "/accounts/login/"


def test_a_provider_that_is_away_is_said_calmly(provider: Provider, settings: Settings) -> None:
    away = replace(settings.LINLI_PORTS.open_id, issuer="http://127.0.0.1:1")
    settings.LINLI_PORTS = replace(SILENT_PORTS, open_id=away)
    client = browser()
    assert client.get("/accounts/open-id/")["Location"] == "/accounts/login/"
    assert "cannot be reached now" in told(client)


@pytest.mark.parametrize("networks", [(), ("10.0.0.0/8",), ("127.0.0.2/32", "192.168.0.0/16")])
def test_a_provider_on_a_private_address_is_spoken_to_only_where_the_operator_named_its_network(
    networks: tuple[str, ...], provider: Provider, settings: Settings
) -> None:
    door = GuardedDoor(schemes=frozenset({"http", "https"}), networks=networks)
    settings.LINLI_PORTS = replace(SILENT_PORTS, open_id=replace(settings.LINLI_PORTS.open_id, door=door))
    client = browser()
    assert client.get("/accounts/open-id/")["Location"] == "/accounts/login/"
    assert "cannot be reached now" in told(client)
    assert provider.asked == []


@pytest.mark.parametrize("endpoint", ["jwks_uri", "token_endpoint"])
def test_an_endpoint_outside_the_named_networks_is_never_spoken_to(
    endpoint: str, provider: Provider, settings: Settings
) -> None:
    """The provider itself lies on a named address, and its description points to another one of this machine."""
    door = GuardedDoor(schemes=frozenset({"http", "https"}), networks=("127.0.0.1/32",))
    settings.LINLI_PORTS = replace(SILENT_PORTS, open_id=replace(settings.LINLI_PORTS.open_id, door=door))
    with closing(Ear()) as ear:
        provider.describes = {endpoint: f"https://127.0.0.2:{ear.port}/"}
        client = browser()
        assert sign_in(client) == "/accounts/login/"
        assert "cannot be reached now" in told(client)
        assert ear.knocks == 0
        provider.describes = {endpoint: f"https://127.0.0.1:{ear.port}/"}
        assert sign_in(client) == "/accounts/login/"
        assert ear.knocks == 1


def test_an_address_counts_only_when_the_provider_proved_it(provider: Provider, settings: Settings) -> None:
    Staff.objects.filter(username="wei").update(email="wei@example.org")
    port = replace(settings.LINLI_PORTS.open_id, claim="email")
    settings.LINLI_PORTS = replace(SILENT_PORTS, open_id=port)
    for proven, end in ((False, "/accounts/login/"), (True, "/console/")):
        provider.claims = {"sub": "1", "email": "wei@example.org", "email_verified": proven}
        assert sign_in(browser()) == end


def test_without_a_provider_the_addresses_do_not_exist(office: Office) -> None:
    assert browser().get("/accounts/open-id/").status_code == 404
    assert browser().get("/accounts/open-id/back/").status_code == 404


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_a_strange_page_cannot_begin_it(site: str, provider: Provider) -> None:
    """Whoever has a session at the provider would be signed in without a press of their own."""
    answer = browser().get("/accounts/open-id/", headers={"sec-fetch-site": site})
    assert answer["Location"] == "/accounts/login/"
    assert provider.asked == []


def test_no_token_leaves_the_server(provider: Provider) -> None:
    client, made = browser(), list[str]()
    provider.token_of = lambda claims: made.append(provider.signed(claims)) or made[-1]
    sign_in(client)
    page = client.get("/console/").content.decode()
    assert made
    assert not any(made[0] in one.value for one in client.cookies.values())
    assert made[0] not in page and made[0] not in str(dict(client.session))
