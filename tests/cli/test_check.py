"""`linli check` names every state of keys, clock and disk that keeps the house from its work, and exits with 1."""

import shutil
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest

from linli.actions import vault
from linli.actions.audit import audit
from linli.actions.cases import file_case
from linli.actions.deciding import FiledCase, Office
from linli.adapters.key_store import FileKeyStore
from linli.adapters.key_store.tables import FILE_NAME
from linli.cli import check
from linli.domain.ports import PaperPress
from linli.domain.problems import Problem, Refused
from linli.store import cases
from linli.store.secrets import StoredVault, using
from tests import cast, offices
from tests.actions.plain_press import PlainPress
from tests.actions.silent_ports import SILENT_PORTS
from tests.adapters.test_key_store_disk import no_file_beyond

PHONE = "000-8888-1234"


@pytest.fixture
def now() -> datetime:
    """Return this moment, which the database's own clock is compared with."""
    return datetime.now(UTC).replace(microsecond=0)


@pytest.fixture
def keys(tmp_path: Path) -> Iterator[FileKeyStore]:
    store = FileKeyStore(tmp_path / "keys", tmp_path / "elsewhere" / "kek.json")
    with using(StoredVault(store)):
        yield store


@pytest.fixture
def office(fresh_database: str, keys: FileKeyStore, now: datetime) -> Office:
    found = offices.set_up_office()
    offices.file(found, at=now, requester_phone=PHONE)
    return found


@pytest.fixture
def run(tmp_path: Path, now: datetime, capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str]]:
    def act(now: datetime = now, papers: PaperPress | None = None) -> tuple[int, str]:
        parser = ArgumentParser()
        check.configure(parser)
        house = SimpleNamespace(now=lambda: now, data_dir=tmp_path, ports=lambda: replace(SILENT_PORTS, papers=papers))
        code = check.run(parser.parse_args(["--no-deploy"], Namespace(house=house)))
        return code, capsys.readouterr().out

    return act


def file(office: Office, now: datetime) -> str:
    return offices.file(office, at=now, requester_phone=PHONE).stream


def take_away(keys: FileKeyStore) -> Callable[[], object]:
    return swap(keys.folder / FILE_NAME, None)


def swap(file: Path, content: bytes | None) -> Callable[[], object]:
    """Put something else, or nothing, in the place of a file; return what puts it back."""
    aside = file.with_name("aside")
    shutil.move(file, aside)
    if content is not None:
        file.write_bytes(content)

    def back() -> None:
        file.unlink(missing_ok=True)
        shutil.move(aside, file)

    return back


def another(keys: FileKeyStore, name: str) -> bytes:
    """The same file of a key store of another installation."""
    other = FileKeyStore(keys.folder.with_name("other"), keys.folder.with_name("other.json"))
    other.take(100)
    return {"store": other.folder / FILE_NAME, "kek": other.kek_file}[name].read_bytes()


HARM: dict[str, tuple[Callable[[FileKeyStore], Callable[[], object]], str]] = {
    "store missing": (take_away, "keys_store_missing"),
    "store of another installation, with its key": (
        lambda keys: both(
            swap(keys.folder / FILE_NAME, another(keys, "store")), swap(keys.kek_file, another(keys, "kek"))
        ),
        "keys_other_store",
    ),
    "store of another installation": (
        lambda keys: swap(keys.folder / FILE_NAME, another(keys, "store")), "keys_kek_wrong",
    ),
    "store cut short": (
        lambda keys: swap(keys.folder / FILE_NAME, (keys.folder / FILE_NAME).read_bytes()[:9_000]), "keys_store_broken",
    ),
    "store that is none": (lambda keys: swap(keys.folder / FILE_NAME, b"no database" * 900), "keys_store_broken"),
    "store that is empty": (lambda keys: swap(keys.folder / FILE_NAME, b""), "keys_store_broken"),
    "key-encryption key missing": (lambda keys: swap(keys.kek_file, None), "keys_kek_missing"),
    "key-encryption key of another": (lambda keys: swap(keys.kek_file, another(keys, "kek")), "keys_kek_wrong"),
    "key-encryption key that is none": (lambda keys: swap(keys.kek_file, b"{}"), "keys_kek_wrong"),
}  # fmt: skip


def both(*backs: Callable[[], object]) -> Callable[[], object]:
    return lambda: [one() for one in backs]


@pytest.mark.parametrize("harm", HARM)
def test_each_wrong_key_store_is_named_refuses_reports_with_words_and_works_again_when_put_right(
    office: Office, keys: FileKeyStore, now: datetime, run: Callable[..., tuple[int, str]], harm: str
) -> None:
    kept = file(office, now)
    code, said = run()
    assert code == 0, said
    act, expected = HARM[harm]
    back = act(keys)
    keys._begin()  # a process that begins now, with nothing in memory
    (problem,) = vault.vault_state(is_thorough=True).problems
    assert problem.code == expected
    code, said = run()
    assert code == 1 and problem.within("zh") in said and problem.within("en") in said
    filing = offices.filing(requester_phone=PHONE)
    with pytest.raises(Refused, match="vault_unavailable") as refused:
        file_case(office, filing, actor=cast.actor("resident"), now=now)
    assert "没有收下" in refused.value.problems[0].within("zh")
    back()
    keys._begin()
    filed = file_case(office, filing, actor=cast.actor("resident"), now=now)
    for stream in (kept, filed.stream):
        assert cases.values_of(office.county_id, stream, fields=["requester_phone"])[0].text == PHONE
    assert run()[0] == 0
    assert audit(is_keyed=True).fault_count == 0


def test_an_older_copy_of_the_store_is_told_from_the_newest(
    office: Office, keys: FileKeyStore, now: datetime, run: Callable[..., tuple[int, str]]
) -> None:
    older = (keys.folder / FILE_NAME).read_bytes()
    keys.take(64)  # the next report takes keys that were made after the copy
    stream = file(office, now)
    back = swap(keys.folder / FILE_NAME, older)
    keys._begin()
    code, said = run()
    assert code == 1 and "keys_old_copy" in [one.code for one in vault.vault_state().warnings] and "旧备份" in said
    back()
    keys._begin()
    assert run()[0] == 0
    assert cases.values_of(office.county_id, stream)


def test_a_full_disk_is_named_refuses_with_words_and_lets_in_when_there_is_room(
    office: Office, keys: FileKeyStore, now: datetime, run: Callable[..., tuple[int, str]]
) -> None:
    filed: list[FiledCase] = []
    filing = offices.filing(requester_phone=PHONE)
    with no_file_beyond(512):
        with pytest.raises(Refused, match="vault_unavailable"):
            while len(filed) < 200:
                filed.append(offices.file(office, at=now, requester_phone=PHONE))
        with pytest.raises(Refused, match="vault_unavailable"):
            file_case(office, filing, actor=cast.actor("resident"), now=now)
        assert [one.code for one in vault.vault_state().problems] == ["keys_store_full"]
        assert any("写满" in one for one in check.vault_faults())
    assert 0 < len(filed) < 200
    filed.append(file_case(office, filing, actor=cast.actor("resident"), now=now))
    for one in filed:
        assert cases.values_of(office.county_id, one.stream, fields=["requester_phone"])[0].text == PHONE
    assert run()[0] == 0
    assert audit(is_keyed=True).fault_count == 0


def test_little_room_is_named_before_it_is_too_late(
    office: Office, run: Callable[..., tuple[int, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (vault, check):
        monkeypatch.setattr(module, "SPACE_BYTES_MIN", 10**18)
    code, said = run()
    assert code == 1 and said.count("Once it is full no report can be taken in") == 2


def test_a_wrong_clock_is_named(office: Office, now: datetime, run: Callable[..., tuple[int, str]]) -> None:
    code, said = run(now - timedelta(days=2))
    assert code == 1 and "时钟慢了" in said and "clock is behind" in said
    assert run(now + timedelta(days=90))[0] == 1
    assert run()[0] == 0


def test_what_papers_lack_is_remarked_in_both_languages_and_is_no_fault(
    office: Office, run: Callable[..., tuple[int, str]]
) -> None:
    code, whole = run(papers=PlainPress())
    assert (code, "papers:" in whole, whole.endswith("\nall as it should be\n")) == (0, False, True)
    lacking = (Problem("paper_no_office"), Problem("paper_no_chinese_font"))
    code, said = run(papers=PlainPress(lacking=lacking))
    remarks = [f"  papers: {one.within('zh')} / {one.within('en')}\n" for one in lacking]
    before, last, after = whole.rpartition("all as it should be\n")
    assert (code, said) == (0, before + "".join(remarks) + last + after)


def test_the_last_keyed_audit_and_the_last_copy_of_the_keys_are_told(
    office: Office, keys: FileKeyStore, now: datetime, run: Callable[..., tuple[int, str]], tmp_path: Path
) -> None:
    _, said = run()
    assert said.count("从未 / never") == 2
    audit()
    assert vault.vault_state().audited_at is None
    audit(is_keyed=True)
    vault.copy_keys(tmp_path / "copies", now=now)
    state = vault.vault_state()
    assert state.audited_at is not None and abs(state.audited_at - datetime.now(UTC)) < timedelta(minutes=5)
    assert (state.audit_faults, state.copied_at) == (0, now)
    _, said = run()
    assert "完好 / whole" in said and f"{now:%Y-%m-%d %H:%M}" in said
    keys.destroy([row[0] for row in keys._connections.asked("SELECT id FROM key", ())])
    assert audit(is_keyed=True).fault_count == vault.vault_state().audit_faults > 0
    assert "faults" in run()[1]
