"""Loading by pages: who may, what is refused, and a file's way from its sending to its result."""

import io
import tomllib
from datetime import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import Workbook

from linli.actions import load_cases, load_runs
from linli.actions.deciding import Office
from linli.actions.load_runs import LoadRuns
from linli.store import models
from tests.console.conftest import NOW, Seat

GERMAN = (
    b"Nummer;Kategorie;Beschreibung;Ort;Status;Datum\n"
    b"7;Laterne;Laterne dunkel;Markt;erledigt;31.05.2019\n"
    b"8;Laterne;zweite dunkel;Markt;offen;01.06.2019\n"
    b"9;Loch;tief;Markt;offen;nie\n"
)


def send(client: Client, content: bytes = GERMAN, name: str = "stadt.csv"):
    return client.post("/console/load", {"file": SimpleUploadedFile(name, content)})


def workbook(*rows: tuple[object, ...]) -> bytes:
    book = Workbook()
    page = book.active
    assert page is not None
    for row in rows:
        page.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def work(office: Office) -> None:
    runs = LoadRuns()
    while runs.work(office, now=NOW):
        pass


def started(client: Client, content: bytes = GERMAN) -> None:
    send(client, content)
    assert client.post("/console/load/preview").headers["Location"] == "/console/load/run"


@pytest.mark.parametrize("name", ["hu", "wei", "yuan"])
@pytest.mark.parametrize("path", ["load", "load/map", "load/map.toml", "load/preview", "load/run", "load/refused.csv"])
def test_who_changes_no_set_up_finds_no_page_of_loading(path: str, name: str, seat: Seat) -> None:
    assert seat(name).get(f"/console/{path}").status_code == 404


@pytest.mark.parametrize(
    "content", [b"", b"   ", b"PK\x03\x04broken", b'{"a": ', b"<!DOCTYPE x [<!ENTITY a 'b'>]><x/>", b"one\n1\n"]
)
def test_a_file_that_cannot_be_read_is_refused_and_not_kept(content: bytes, seat: Seat) -> None:
    assert send(seat("admin"), content).status_code == 422
    assert models.SetupDraft.objects.count() == 0


def test_a_map_that_lacks_what_is_needed_is_refused_with_all_of_it(seat: Seat) -> None:
    client = seat("admin")
    send(client)
    answer = client.post(
        "/console/load/map", {"source": "", "default_category": "nothing", "crs": "moon", "onward": "1"}
    )
    words = answer.content.decode()
    assert answer.status_code == 422
    assert "4 things to put right" in words


def test_nothing_is_a_case_before_it_is_started(seat: Seat) -> None:
    client = seat("admin")
    send(client)
    words = client.get("/console/load/preview").content.decode()
    assert "become matters" in words and "Laterne dunkel" in words and "Taken in at ·" in words
    assert models.LoadBatch.objects.count() == models.LoadRow.objects.count() == 0


def test_a_file_is_loaded_in_the_background_and_dropped_at_its_end(office: Office, seat: Seat) -> None:
    client = seat("admin")
    started(client)
    assert "0 of 3 rows read" in client.get("/console/load/run").content.decode()
    work(office)
    batch = models.LoadBatch.objects.get()
    assert (batch.rows_read, batch.rows_kept, batch.rows_refused) == (3, 2, 1)
    assert bytes(models.SetupDraft.objects.get(kind="load").content) == b""
    assert "What was loaded" in client.get("/console/load/run").content.decode()
    refused = client.get("/console/load/refused.csv").content.decode("utf-8-sig")
    assert refused.count("\n") == 2 and '"4","9"' in refused


def test_the_same_file_started_again_changes_nothing(office: Office, seat: Seat) -> None:
    client = seat("admin")
    for _ in range(2):
        started(client)
        work(office)
    sums = [(one.rows_kept, one.rows_known) for one in models.LoadBatch.objects.order_by("id")]
    assert sorted(sums) == [(0, 3), (2, 0)]


def test_another_process_goes_on_where_the_first_one_stopped(
    office: Office, seat: Seat, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(load_cases, "CHUNK_ROWS", 1)
    monkeypatch.setattr(load_runs, "SLICE_SECONDS", -1.0)
    started(seat("admin"))
    assert LoadRuns().work(office, now=NOW)
    assert models.LoadBatch.objects.get().rows_read == 1
    work(office)
    batch = models.LoadBatch.objects.get()
    assert (batch.rows_read, batch.rows_kept, batch.rows_known, batch.rows_refused) == (3, 2, 0, 1)


def test_a_file_called_off_stops_and_keeps_what_was_loaded(
    office: Office, seat: Seat, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(load_cases, "CHUNK_ROWS", 1)
    monkeypatch.setattr(load_runs, "SLICE_SECONDS", -1.0)
    client = seat("admin")
    started(client)
    runs = LoadRuns()
    runs.work(office, now=NOW)
    client.post("/console/load/run", {"cancel": "1"})
    assert not runs.work(office, now=NOW)
    assert models.LoadBatch.objects.get().rows_read == 1
    assert "It was stopped" in client.get("/console/load/run").content.decode()


def test_a_second_file_waits_until_the_first_has_ended(seat: Seat) -> None:
    client = seat("admin")
    started(client)
    assert send(client).status_code == 422


def test_a_workbook_is_mapped_like_a_table_and_no_formula_is_reckoned(office: Office, seat: Seat) -> None:
    client = seat("admin")
    heads, moment = ("编号", "诉求内容", "受理时间"), datetime.fromisoformat("2019-05-03T14:05")
    rows = workbook(("投诉清单",), heads, (1, "路灯不亮", moment), (2, "=1+1", None))
    send(client, rows, "清单.xlsx")
    words = client.get("/console/load/preview").content.decode()
    assert "路灯不亮" in words and "2019-05-03 14:05" in words and "1+1" not in words


def test_the_map_is_downloaded_kept_and_chosen_again(office: Office, seat: Seat) -> None:
    client = seat("admin")
    send(client)
    client.post("/console/load/map", {"source": "stadt", "default_category": "other", "crs": "wgs84", "day_first": "1",
                                      "column-id": "Nummer"})  # fmt: skip
    content = client.get("/console/load/map.toml").content
    assert tomllib.loads(content.decode())["columns"] == {"id": "Nummer"}
    send(client)
    uploaded = SimpleUploadedFile("map.toml", content)
    assert client.post("/console/load/map", {"use_map": "1", "map_file": uploaded}).status_code == 302
    assert tomllib.loads(client.get("/console/load/map.toml").content.decode())["columns"] == {"id": "Nummer"}
