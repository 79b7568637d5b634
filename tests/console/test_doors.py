"""The page of connected systems: only an administrator of the whole county opens it, and a key is shown once."""

import re
from dataclasses import replace

import pytest
from django.test import Client

from linli.actions.deciding import Office
from linli.actions.doors import client_of, list_clients
from linli.actions.webhooks import list_hooks
from linli.adapters.outgoing import GuardedDoor
from linli.adapters.webhook import HttpsHookSender
from linli.store import models
from tests import cast, offices
from tests.actions.silent_ports import SILENT_PORTS
from tests.console.conftest import Seat

ADDRESSES = ("/console/setup/doors", "/console/setup/doors/client", "/console/setup/doors/hook")
ASKED = {
    "name": "城管局案件系统", "scopes": ["case.read", "case.move", "webhook.manage"], "area": cast.COUNTY,
    "unit": "u-city-management", "role": "liaison", "rate": "60",
}  # fmt: skip


@pytest.fixture(autouse=True)
def with_news(office: Office, settings: object) -> None:
    """News may be sent; nothing is, in these tests."""
    settings.LINLI_PORTS = replace(SILENT_PORTS, hooks=HttpsHookSender(GuardedDoor()))


def shown_key(page: str) -> str:
    """Return the secret that a page shows."""
    found = re.search(r'class="doors__secret"[^>]*>([^<]+)<', page)
    assert found
    return found.group(1)


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("name", ["hu", "yuan", "lei", "wei"])
def test_nobody_but_the_administrator_opens_it(seat: Seat, name: str, address: str) -> None:
    assert seat(name).get(address).status_code == 404
    assert seat(name).post(address, ASKED).status_code == 404


@pytest.mark.parametrize("address", ADDRESSES)
def test_who_is_not_signed_in_is_led_to_the_sign_in(office: Office, address: str) -> None:
    assert Client().get(address).status_code == 302


def test_every_mistake_is_named_at_once_and_nothing_is_made(seat: Seat) -> None:
    wrong = {"name": "", "scopes": ["nonsense"], "area": "/nowhere/", "unit": "u-none", "role": "auditor", "rate": "0"}
    answer = seat("admin").post(ADDRESSES[1], wrong)
    page = answer.content.decode()
    assert answer.status_code == 422
    for field in ("name", "scopes", "area", "unit", "role", "rate"):
        assert f'href="#field-{field}"' in page, field
    assert models.DoorClient.objects.count() == 0
    assert not models.Post.objects.filter(title__startswith="城管").exists()


@pytest.mark.parametrize("role", ["administrator", "auditor", "data_protection_officer"])
def test_the_roles_of_oversight_are_not_given_to_a_machine(seat: Seat, role: str) -> None:
    assert seat("admin").post(ADDRESSES[1], {**ASKED, "role": role}).status_code == 422
    assert models.DoorClient.objects.count() == 0


def test_a_key_is_shown_once_and_opens_a_post_until_it_is_revoked(seat: Seat, office: Office) -> None:
    browser = seat("admin")
    page = browser.post(ADDRESSES[1], ASKED).content.decode()
    key = shown_key(page)
    client = client_of(key, now=cast.MONDAY)
    assert client is not None and client.name == ASKED["name"]
    listed = browser.get(ADDRESSES[0]).content.decode()
    assert key not in listed and "城管局案件系统" in listed and "Department liaison" in listed
    post = models.Post.objects.get(staff_id=client.id)
    assert (post.unit_id, post.role, post.ended_at) == ("u-city-management", "liaison", None)
    browser.post(ADDRESSES[0], {"do": "revoke", "id": client.id})
    assert client_of(key, now=cast.MONDAY) is None
    post.refresh_from_db()
    assert post.ended_at == cast.MONDAY
    assert browser.post(ADDRESSES[0], {"do": "revoke", "id": client.id}).status_code == 404


@pytest.mark.parametrize("url", ["http://example.com/", "https://10.0.0.1/", "https://user@example.com/", ""])
def test_an_address_that_leads_nowhere_good_is_refused(seat: Seat, office: Office, url: str) -> None:
    browser = seat("admin")
    browser.post(ADDRESSES[1], ASKED)
    given = {"client": list_clients(office)[0].id, "url": url, "events": ["case.filed"], "area": cast.COUNTY}
    answer = browser.post(ADDRESSES[2], given)
    assert answer.status_code == 422 and 'href="#field-url"' in answer.content.decode()
    assert list_hooks(office) == ()


def test_a_key_without_the_scope_gets_no_news(seat: Seat, office: Office) -> None:
    browser = seat("admin")
    browser.post(ADDRESSES[1], {**ASKED, "scopes": ["case.read"]})
    given = {"client": list_clients(office)[0].id, "url": "https://example.com/in", "area": cast.COUNTY}
    assert browser.post(ADDRESSES[2], given).status_code == 422


def test_news_is_listed_with_its_state_and_can_be_stopped_and_tried_again(seat: Seat, office: Office) -> None:
    browser = seat("admin")
    browser.post(ADDRESSES[1], ASKED)
    given = {"client": list_clients(office)[0].id, "url": "https://example.com/in", "area": cast.COUNTY}
    secret = shown_key(browser.post(ADDRESSES[2], given).content.decode())
    assert secret.startswith("whsec_")
    offices.file(office)
    page = browser.get(ADDRESSES[0]).content.decode()
    assert "https://example.com/in" in page and "A matter was filed" in page and secret not in page
    waiting = models.WebhookDelivery.objects.get()
    models.WebhookDelivery.objects.update(status="dead", tries=9, last_error="HTTP 500")
    assert "HTTP 500" in browser.get(ADDRESSES[0]).content.decode()
    browser.post(ADDRESSES[0], {"do": "retry", "id": waiting.pk})
    waiting.refresh_from_db()
    assert (waiting.status, waiting.tries) == ("waiting", 0)
    browser.post(ADDRESSES[0], {"do": "stop", "id": waiting.webhook_id})
    assert list_hooks(office) == ()
    assert browser.post(ADDRESSES[0], {"do": "nonsense", "id": "x"}).status_code == 404


@pytest.mark.parametrize("address", ADDRESSES)
def test_the_pages_are_said_in_chinese_too(seat: Seat, address: str) -> None:
    assert "已接入的系统" in seat("admin", language="zh").get(address).content.decode()
