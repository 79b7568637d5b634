"""Pages of a district's own checklists: looked at first, all mistakes at once, nothing typed is lost."""

import re

from django.test import Client

from linli.actions.office import open_office
from linli.actions.wizard import open_district
from linli.store import models
from tests import cast
from tests.actions.silent_ports import SILENT_PORTS
from tests.console.conftest import NOW, Seat

EDIT = "/console/setup/checklists/fire_market/edit"
INPUT = re.compile(r'<input[^>]*?name="([^"]+)"[^>]*?>|<select[^>]*?name="([^"]+)"[^>]*>(.*?)</select>', re.S)


def typed_in(client: Client, address: str) -> dict[str, str]:
    """What the form would send as it stands."""
    found: dict[str, str] = {}
    page = client.get(address).content.decode()
    for match in INPUT.finditer(page[page.index('class="form page__section"') :]):
        if match[2]:
            chosen = re.search(r'value="([^"]*)" selected', match[3])
            found[match[2]] = chosen[1] if chosen else ""
        elif 'type="checkbox"' not in match[0] or " checked" in match[0]:
            value = re.search(r'value="([^"]*)"', match[0])
            found[match[1]] = value[1] if value else ""
    return {key: value for key, value in found.items() if key not in ("csrfmiddlewaretoken", "command")}


def test_the_next_version_is_looked_at_proposed_and_agreed_to(seat: Seat) -> None:
    county = models.County.objects.get().pk
    open_district(open_office(SILENT_PORTS, county), cast.POSTS["admin"], "可以开放", NOW)
    client = seat("admin", language="en")
    form = typed_in(client, EDIT)
    assert form["items.0.key"] == "lanes" and form["kinds"]
    form |= {"items.0.title": "疏散通道畅通、门不上锁", "items.2.is_out": "1", "items.7.position": "8"}
    form |= {"items.7.title": "电动自行车不进楼", "items.7.basis": ""}
    wrong = client.post(EDIT, {**form, "save": "1", "again_days": "x"})
    page = wrong.content.decode()
    assert wrong.status_code == 422 and "4 things to put right" in page, "two of them ask why"
    assert "电动自行车不进楼" in page and 'href="#field-items.7.basis"' in page and 'href="#field-again_days"' in page
    more = client.post(EDIT, {**form, "more": "1"}).content.decode()
    assert "电动自行车不进楼" in more and 'name="items.10.title"' in more
    form |= {"items.7.basis": "高层民用建筑消防安全管理规定", "items.7.article": "37"}
    looked = client.post(EDIT, {**form, "preview": "1"})
    page = looked.content.decode()
    shown = page[page.index('id="preview"') : page.index("</section>", page.index('id="preview"'))]
    assert looked.status_code == 200
    assert [shown.count(f'<span class="chip">{word}</span>') for word in ("Added", "Changed", "Taken out")] == [1, 1, 1]
    assert models.Proposal.objects.count() == 0
    reason = {"reason_class": "new_rule", "because": "区安委办〔2026〕3号"}
    assert client.post(EDIT, {**form, **reason, "save": "1"}).status_code == 302
    proposal = models.Proposal.objects.get()
    page = seat("bao", language="en").get(f"/console/setup/proposals/{proposal.pk}").content.decode()
    assert "Checklist items" in page and "电动自行车不进楼" in page and "Taken out" in page
    assert page.count("As in the version before") == 5
    assert "v101" not in client.get("/console/setup/checklists/fire_market").content.decode()


def test_without_an_edit_nobody_else_sees_the_form_and_a_version_that_never_was_is_missing(seat: Seat) -> None:
    assert seat("wei").get(EDIT).status_code == 404
    client = seat("admin", language="en")
    for address in (
        "/console/setup/checklists/nothing", "/console/setup/checklists/nothing/edit",
        "/console/setup/checklists/fire_market?version=99", "/console/setup/checklists/fire_market?version=x",
        "/console/setup/of/checklist", "/console/setup/of/checklist_item/one",
    ):  # fmt: skip
        assert client.get(address).status_code == 404, address
    sent = client.post("/console/setup/checklist-new", {"save": "1", "key": "four_nones", "items.0.title": "x"})
    assert sent.status_code == 422 and 'href="#field-items.0.basis"' in sent.content.decode()
