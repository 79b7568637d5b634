"""Oversight rounds against hostile hands: every form bears any text, words stay sealed, a table holds no formula."""

import io
from collections.abc import Iterator, Mapping
from dataclasses import replace
from random import Random

import pytest
from django.db import connection, transaction
from django.test import override_settings
from openpyxl import load_workbook

from linli.actions.deciding import Office
from linli.actions.oversight import replan
from linli.domain.oversight_round import OversightRound
from linli.store import models
from tests import offices
from tests.actions import oversight_played as played
from tests.actions.plain_press import PlainPress
from tests.security.form_fuzzing import Form, Stranger
from tests.security.hostile_texts import hostile_texts
from tests.security.test_every_form import with_text
from tests.security.test_hostile_text import checked
from tests.security.world import SEATS, World, browser

WORDS = "令牌暗语九三一七"
"""What the team wrote: no word of the product, so that it is found wherever it gets."""
FORMS_MIN = 10


@pytest.fixture(scope="module")
def house(own_world: World) -> Iterator[Office]:
    """A county of this module's own, with a press."""
    ports = replace(own_world.ports, papers=PlainPress())
    with override_settings(LINLI_PORTS=ports):
        yield replace(own_world.office, ports=ports)


@pytest.fixture(scope="module")
def planned(house: Office) -> OversightRound:
    """A round whose notice is still to come, called what nobody would call one."""
    one = played.planned(house)
    plan = replace(played.PLAN, title="=1+1<b>")
    return replan(house, played.CHA, one.id, plan, command_id=offices.command_id("re"), now=played.STARTED_AT)


@pytest.fixture(scope="module")
def going(house: Office) -> OversightRound:
    """A round on site with a problem handed over and one that waits."""
    one = played.noted(house, played.on_site(house, title="=1+1"), "u-lotus", words=WORDS)
    one = played.handed(house, one, "u-lotus")
    return played.noted(house, one, "u-lotus", words=WORDS)


def addresses(planned: OversightRound, going: OversightRound) -> tuple[str, ...]:
    before, here = f"/console/oversight/{planned.id}", f"/console/oversight/{going.id}"
    return (
        "/console/oversight", "/console/oversight/new", before, f"{before}/plan", f"{before}/notice", here,
        *(f"{here}/{tail}" for tail in ("problem", "problem/f2/out", "box", "sheet", "units/u-lotus",
                                        "units/u-lotus/hand-over", "rate")),
    )  # fmt: skip


@pytest.fixture(scope="module")
def forms(own_world: World, planned: OversightRound, going: OversightRound) -> Mapping[str, Form]:
    """Every form that the pages of a round offer."""
    stranger = Stranger(world=own_world, chance=Random(1))
    client = browser("cha")
    for address in addresses(planned, going):
        answer = client.get(address)
        assert answer.status_code == 200, address
        stranger.remember(answer.content.decode(), address, "cha")
    return {kind: found[0] for kind, found in sorted(stranger.forms.items()) if "/oversight" in kind}


def test_every_field_of_every_form_bears_any_text(forms: Mapping[str, Form], own_world: World) -> None:
    assert len(forms) >= FORMS_MIN, [*forms]
    texts = hostile_texts()[::20]
    for form in forms.values():
        client = browser("cha")
        for at, text in enumerate(texts):
            with transaction.atomic():
                checked(client.post(form.action, with_text(form, text, also_hidden=at % 3 == 0)), text)
                transaction.set_rollback(True)


def test_a_notice_and_a_document_that_are_sent_twice_are_made_once(
    planned: OversightRound, going: OversightRound
) -> None:
    """The second press leaves nothing and leads where the first led, though the page of the first is gone by then."""
    notice = {"notice_words": "受理反映", "channels": ["letter"]}
    document = {"findings": ["f2"], "rectify_date": played.RECTIFY_BY, "demands": "逐项整改"}
    for address, given in (
        (f"/console/oversight/{planned.id}/notice", notice),
        (f"/console/oversight/{going.id}/units/u-lotus/hand-over", document),
    ):
        with transaction.atomic():
            client, before, counts, led = browser("cha"), models.Entry.objects.count(), [], []
            for _ in range(2):
                answer = client.post(address, {**given, "command": "7" * 32})
                led.append((answer.status_code, answer.headers.get("Location")))
                counts.append(models.Entry.objects.count())
            assert before < counts[0] == counts[1] and led[0] == led[1] and led[0][0] == 302, address
            transaction.set_rollback(True)


def test_what_the_team_wrote_stands_in_no_table_but_the_sealed_ones(going: OversightRound) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'")
        tables = [name for (name,) in cursor.fetchall()]
        for name in tables:
            cursor.execute(f'SELECT count(*) FROM "{name}" AS t WHERE t::text LIKE %s', [f"%{WORDS}%"])
            assert cursor.fetchone() == (0,), name
        cursor.execute("SELECT count(*) FROM entry WHERE position(%s::bytea IN body) > 0", [WORDS.encode()])
        assert cursor.fetchone() == (0,)


def test_only_who_goes_on_it_or_watches_over_it_reads_what_the_team_wrote(going: OversightRound) -> None:
    here = f"/console/oversight/{going.id}"
    for seat in SEATS:
        client = browser(seat)
        own = (here, f"{here}/units/u-lotus", f"{here}/rate", f"{here}/paper/4.docx")
        for address in ("/console/oversight", "/console/oversight/answers", *own):
            answer = client.get(address)
            body = b"".join(answer.streaming_content) if answer.streaming else answer.content
            reads = WORDS in body.decode("utf-8", "replace")
            is_told = seat == "lan" and address.endswith("answers")  # of the village to which one was handed over
            assert not reads or is_told or seat in ("cha", "yuan", "shen"), (seat, address)
            assert (answer.status_code == 200) is (address.endswith("answers") or seat in ("cha", "yuan", "shen"))


def test_the_table_of_a_round_holds_no_formula(going: OversightRound, own_world: World) -> None:
    book = load_workbook(io.BytesIO(browser("cha").get(f"/console/oversight/{going.id}/rate.xlsx").content))
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    assert "f" not in {cell.data_type for cell in cells}
    assert any("1+1" in str(cell.value) for cell in cells)
