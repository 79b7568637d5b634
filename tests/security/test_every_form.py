"""Every form that any page offers bears every hostile text in every field; a new form is swept once it is there."""

from collections.abc import Mapping
from datetime import timedelta
from random import Random
from typing import Any

import pytest
from django.db import transaction

from linli.domain.allowance import BucketKind
from linli.store import models
from tests import cast
from tests.security.addresses import Filling, places
from tests.security.form_fuzzing import CHOSEN, Form, Stranger
from tests.security.hostile_texts import hostile_texts
from tests.security.test_hostile_text import checked
from tests.security.world import World, browser
from tests.switches import is_no_skip_run

pytestmark = pytest.mark.sweep
SEATS = ("admin", "hu", "deng", "yuan", "hui", "bao", "tang", "zhou", "wei", "ren", "he", "cha", "")
STEP = 1 if is_no_skip_run() else 60
PARTS = 8
FORMS_MIN = 130


@pytest.fixture(scope="module")
def forms(world: World) -> Mapping[str, Form]:
    """One form of each kind, with the seat it was offered to."""
    stranger = Stranger(world=world, chance=Random(1))
    with transaction.atomic():
        _hold_back(world)
        for seat in SEATS:
            client = browser(seat)
            for place in places():
                if place.face == "demo" or place.name == "account_logout":
                    continue
                for matter in ("far", "sealed", "own") if "case_id" in place.arguments else ("own",):
                    filed = world.matters[matter]
                    address = Filling(case_id=filed.case_id, receipt=filed.receipt, glass=world.glass).address(place)
                    answer = client.get(address)
                    assert answer.status_code < 500, f"{seat} {address}"
                    if answer.get("Content-Type", "").startswith("text/html"):
                        stranger.remember(answer.content.decode(), address, seat)
        transaction.set_rollback(True)
    return {kind: found[0] for kind, found in sorted(stranger.forms.items())}


def _hold_back(world: World) -> None:
    """Let one report wait, so that the queue has its form."""
    filed = world.matters["own"]
    models.HeldReport.objects.create(
        county_id=world.office.county_id, case_id=filed.case_id, reasons=BucketKind.DEVICE.value, held_at=cast.MONDAY,
        until=cast.MONDAY + timedelta(days=9_000),
    )  # fmt: skip


def with_text(form: Form, text: str, *, also_hidden: bool) -> dict[str, Any]:
    """Every field holds the text, what is chosen from a list too; of what only names the form now and then."""
    return {
        name: value if kind == "hidden" and not also_hidden else text
        for name, value, kind in form.fields
        if kind not in ("file", "submit")
    } | {name: value for name, value, kind in form.fields if kind == "submit"}


@pytest.mark.parametrize("part", range(PARTS))
def test_every_field_of_every_form_bears_any_text(part: int, forms: Mapping[str, Form], world: World) -> None:
    texts = hostile_texts()
    assert len(texts) >= 500
    for form in list(forms.values())[part::PARTS]:
        client = browser(form.seat)
        for at, text in enumerate(texts[part::STEP] if STEP > 1 else texts):
            with transaction.atomic():
                given = with_text(form, text, also_hidden=at % 3 == 0)
                checked(client.post(form.action, given), text)
                transaction.set_rollback(True)


def test_the_sweep_finds_the_forms_there_are(forms: Mapping[str, Form]) -> None:
    print(len(forms), *forms, sep="\n")
    assert len(forms) >= FORMS_MIN
    actions = " ".join(forms)
    for one in (
        "/report/", "/console/desk/new", "/console/queue", "/console/setup", "/console/rights", "/r/", "/found",
        "/hand-over", "/console/rounds/sections/", "/console/rounds/handover",
    ):  # fmt: skip
        assert one in actions, one
    assert any(kind in CHOSEN for form in forms.values() for _, _, kind in form.fields)
