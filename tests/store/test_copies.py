"""Copies: every place that can hold somebody's words is sealed, cleared or named with its reason; waiting files go."""

from datetime import timedelta
from random import Random
from typing import Any

import pytest
from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.db import models
from django.utils import timezone

from linli.actions import retention
from linli.actions.deciding import Office
from linli.actions.wechat import work_messages
from linli.store import copies, load_drafts, outbox, settings, wechat
from linli.store.loading import RowFate
from linli.store.models import LoadBatch, LoadRow, Outbox, SetupDraft, WechatMessage
from tests import cast, offices
from tests.store.personal_places import CLEARED, PLACES, SEALED

PHONE = "000-9999-4321"
FILE = f"编号,电话\n7,{PHONE}\n".encode()
LATER = cast.MONDAY + timedelta(hours=2)
TEXTUAL = (models.CharField, models.TextField, models.JSONField, models.BinaryField, ArrayField)


@pytest.fixture
def office(fresh_database: str) -> Office:
    return offices.set_up_office()


def textual() -> set[tuple[str, str]]:
    """Every column of every table that can hold text, those of other packages included."""
    return {
        (model._meta.db_table, field.column)
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.concrete_fields
        if isinstance(field, TEXTUAL) and (model._meta.app_label, field.column) != ("store", "")
    }


def reason_of(table: str, column: str) -> str:
    return PLACES.get(table, {}).get(column) or PLACES.get(table, {}).get("*", "")


def test_every_place_that_can_hold_text_is_sealed_cleared_or_named_with_its_reason() -> None:
    assert sorted(one for one in textual() if not reason_of(*one)) == []


def test_no_reason_is_given_for_what_does_not_exist() -> None:
    known = textual()
    named = {(table, column) for table, columns in PLACES.items() for column in columns if column != "*"}
    assert sorted(named - known) == [] and set(PLACES) <= {table for table, _ in known}


def test_what_can_hold_much_text_is_never_passed_over_as_a_code() -> None:
    """Free JSON, bytes and long lines have a reason of their own, or belong to a table that is the district's own."""
    for model in apps.get_models():
        table = model._meta.db_table
        for field in model._meta.concrete_fields:
            free = isinstance(field, (models.JSONField, models.TextField))
            if free and "code" in reason_of(table, field.column) and field.column not in PLACES[table]:
                raise AssertionError(f"{table}.{field.column} can hold anything")


def test_what_is_said_to_be_cleared_or_sealed_is_what_the_tests_here_show() -> None:
    cleared = {(table, key) for table, columns in PLACES.items() for key, why in columns.items() if why == CLEARED}
    assert cleared == {
        ("django_session", "session_data"), ("load_row", "reasons"), ("outbox", "payload"), ("setup_draft", "content"),
        ("setup_draft", "options"), ("setup_draft", "filename"), ("wechat_message", "thread"),
    }  # fmt: skip
    assert [key for key, why in PLACES["value"].items() if why == SEALED] == ["value"]


def draft(office: Office, who: str, *, state: str = "sent", kind: str = "load", content: bytes = FILE) -> None:
    kept = settings.Draft(filename="12345.csv", content=content, made_at=cast.MONDAY, options={"state": state})
    settings.keep_draft(office.county_id, who, kind, kept)


def drafts() -> set[tuple[str, str]]:
    return set(SetupDraft.objects.values_list("pseudonym", "kind"))


def erase(office: Office) -> None:
    stream = offices.file(office, requester_phone=PHONE).stream
    offices.move(office, stream, "bao", "erase", at=LATER, legal_basis="第四十七条", reason="本人申请")
    offices.move(office, stream, "an", "agree", at=LATER, proposal="erase")


def test_an_erasure_takes_every_file_of_rows_that_waits_and_no_other(office: Office) -> None:
    draft(office, "s-hu")
    draft(office, "s-pan", state="running")
    draft(office, "s-gu", state="done", content=b"")
    draft(office, "s-admin", kind="workbook")
    load_drafts.keep_map(office.county_id, "12345", "{}", cast.MONDAY)
    [map_] = [one for one in drafts() if one[0] == load_drafts.MAPS]
    erase(office)
    assert drafts() == {("s-pan", "load"), ("s-gu", "load"), ("s-admin", "workbook"), map_}


def test_what_stands_in_a_message_to_the_person_goes_with_them(office: Office) -> None:
    erase(office)
    left = [one for one in Outbox.objects.all() if one.payload.get("to") == "requester"]
    assert left and all("params" not in one.payload and PHONE not in str(one.payload) for one in left)
    assert outbox.count_waiting(office.county_id)[0] >= 0


def test_the_daily_round_drops_what_nobody_went_on_with(office: Office) -> None:
    draft(office, "s-hu")
    draft(office, "s-admin", kind="workbook")
    draft(office, "s-pan", state="running")
    load_drafts.keep_map(office.county_id, "12345", "{}", cast.MONDAY)
    rounds = retention.RetentionRounds()
    rounds.work(office, now=cast.MONDAY + timedelta(days=6))
    assert len(drafts()) == 4
    rounds.work(office, now=cast.MONDAY + timedelta(days=8))
    assert {who for who, _ in drafts()} == {"s-pan", load_drafts.MAPS}


def test_what_stood_in_a_refused_cell_goes_after_a_week_and_the_reason_stays(office: Office) -> None:
    LoadBatch.objects.create(
        id="b1", county_id=office.county_id, what="cases", source="12345", file_hash="h", mapping_hash="m",
        started_at=cast.MONDAY, finished_at=cast.MONDAY,
    )  # fmt: skip
    refused: list[dict[str, Any]] = [{"code": "unknown_choice", "at": "area", "params": {"value": PHONE}},
                                     {"code": "required", "at": "words", "params": {}}]  # fmt: skip
    fate = RowFate(key="7", row_hash="r", line=2, made="", reasons=refused)
    LoadRow.objects.create(
        county_id=office.county_id, source="12345", key=fate.key, row_hash=fate.row_hash, batch_id="b1",
        line=fate.line, made="", reasons=list(fate.reasons),
    )  # fmt: skip
    copies.drop_old(office.county_id, cast.MONDAY + timedelta(days=6))
    assert LoadRow.objects.get().reasons == refused
    for _ in range(2):
        copies.drop_old(office.county_id, cast.MONDAY + timedelta(days=8))
        assert LoadRow.objects.get().reasons == [{**refused[0], "params": {"value": "…"}}, refused[1]]


def test_who_wrote_by_wechat_is_told_apart_only_while_something_may_be_added(office: Office) -> None:
    """A keyed hash of the writer joins what comes within the half hour; a round of the worker cuts the older ones."""
    for minutes in (0, 20):
        came = wechat.Incoming(
            id=f"w{minutes}", account="a", msg_id=f"{minutes}", kind="text", sealed="x", thread="keyed",
            received_at=cast.MONDAY + timedelta(minutes=minutes),
        )  # fmt: skip
        wechat.keep(office.county_id, came, due_at=cast.MONDAY)
        wechat.mark_told(came.id, now=cast.MONDAY)
    later = cast.MONDAY + timedelta(minutes=31)
    work_messages(office, now=later, chance=Random(1))
    left = dict(WechatMessage.objects.values_list("pk", "thread"))
    assert left == {"w0": "", "w20": "keyed"}
    assert set(WechatMessage.objects.values_list("sealed", flat=True)) == {""}


def test_forms_of_ended_sessions_are_forgotten(office: Office) -> None:
    for left in (60, -60):
        session = SessionStore()
        session["refused"] = {"typed": {"requester_phone": PHONE}}
        session.set_expiry(left)
        session.save()
    copies.drop_old(office.county_id, timezone.now())
    assert Session.objects.count() == 1
