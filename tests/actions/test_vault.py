"""Keys are looked after, erased values go for good, and a caller's number finds no more than a duty allows."""

import sqlite3
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest

from linli.actions import vault
from linli.actions.audit import audit
from linli.actions.deciding import Office
from linli.actions.phone_desk import earlier_of_caller
from linli.adapters.key_store import FileKeyStore
from linli.cli import audit as audit_verb
from linli.cli import keys as verb
from linli.cli.check import vault_faults
from linli.cli.serve import say_vault_problems
from linli.domain.problems import Refused
from linli.store import cases, key_keeping
from linli.store.secrets import StoredVault, using
from tests import cast, offices

PHONE = "000-8888-1234"
NOW = datetime.now(UTC)


@pytest.fixture
def keys(tmp_path: Path) -> Iterator[FileKeyStore]:
    store = FileKeyStore(tmp_path / "keys")
    with using(StoredVault(store)):
        yield store


@pytest.fixture
def office(fresh_database: str, keys: FileKeyStore) -> Office:
    return offices.set_up_office()


def run(*words: str, is_owner_known: bool = True) -> int:
    parser = ArgumentParser()
    verb.configure(parser)
    house = SimpleNamespace(now=lambda: NOW, is_owner_known=is_owner_known)
    return verb.run(parser.parse_args(words, Namespace(house=house)))


def broken(keys: FileKeyStore) -> Path:
    """Take the key-encryption key away; return where it lies instead."""
    aside = keys.kek_file.with_name("aside.json")
    keys.kek_file.rename(aside)
    keys._begin()
    return aside


# states


def test_a_missing_key_is_named_in_check_at_the_start_and_by_every_verb(
    office: Office, keys: FileKeyStore, capsys: pytest.CaptureFixture[str]
) -> None:
    offices.file(office, requester_phone=PHONE)
    assert vault.vault_state().problems == () and list(vault_faults()) == []
    aside = broken(keys)
    (fault,) = vault_faults()
    assert fault.startswith("keys: ") and str(keys.kek_file) in fault
    say_vault_problems()
    assert str(keys.kek_file) in capsys.readouterr().err
    for refused in (vault.keys_status, lambda: run("rotate"), lambda: run("rotate", "--values"), lambda: run("status"),
                    lambda: audit(is_keyed=True)):  # fmt: skip
        with pytest.raises(Refused, match="keys_kek_missing"):
            refused()
    assert audit().fault_count == 0
    assert vault.keep_keys(now=NOW).failure == "kek_missing"
    aside.rename(keys.kek_file)
    assert list(vault_faults()) == []


def test_an_installation_that_sealed_nothing_yet_lacks_nothing(fresh_database: str, keys: FileKeyStore) -> None:
    assert vault.vault_state().problems == ()
    assert vault.keep_keys(now=NOW) == vault.Kept()
    assert not keys.folder.exists()


def test_erased_values_whose_keys_are_still_there_are_shown(
    office: Office, keys: FileKeyStore, capsys: pytest.CaptureFixture[str]
) -> None:
    stream = offices.file(office, requester_phone=PHONE).stream
    offices.move(office, stream, "bao", "erase", legal_basis="第四十七条", reason="本人申请")
    aside = broken(keys)
    # Agreeing writes no value: no key is needed for it.
    offices.move(office, stream, "an", "agree", proposal="erase")
    aside.rename(keys.kek_file)
    assert any("2 of erased values are not destroyed" in one for one in vault_faults())
    run("status")
    assert "to be destroyed: 2" in capsys.readouterr().out
    assert vault.keep_keys(now=NOW).destroyed == 2
    assert list(vault_faults()) == []


# verbs


def test_sealing_anew_needs_the_owner(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("rotate", "--values", is_owner_known=False) == 1
    assert "LINLI_OWNER_DATABASE_URL" in capsys.readouterr().err


def test_every_key_is_turned_over_between_two_keyed_audits(
    office: Office, keys: FileKeyStore, capsys: pytest.CaptureFixture[str]
) -> None:
    stream = offices.handled_case(office)
    before = cases.values_of(office.county_id, stream)
    assert audit(is_keyed=True).fault_count == 0
    assert run("rotate", "--values") == 0
    assert "values sealed anew" in capsys.readouterr().out
    assert audit(is_keyed=True).fault_count == 0 and cases.values_of(office.county_id, stream) == before
    assert keys.status().active == 2
    assert run("status") == 0
    assert "version 2" in capsys.readouterr().out


def test_the_audit_verb_says_whether_it_opened_values(
    office: Office, keys: FileKeyStore, capsys: pytest.CaptureFixture[str]
) -> None:
    stream = offices.file(office, requester_phone=PHONE).stream
    parser = ArgumentParser()
    audit_verb.configure(parser)
    assert audit_verb.run(parser.parse_args([])) == 0
    assert "--keyed" in capsys.readouterr().out
    assert audit_verb.run(parser.parse_args(["--keyed"])) == 0
    assert "--keyed" not in capsys.readouterr().out
    with sqlite3.connect(keys.folder / "keys.sqlite3") as connection:
        connection.execute("DELETE FROM key")
    keys._begin()
    assert audit_verb.run(parser.parse_args(["--keyed", "--stream", stream])) == 1
    assert f"{stream}#1 requester_phone: value_key_missing" in capsys.readouterr().out


def test_copies_of_keys_older_than_thirty_days_go(office: Office, keys: FileKeyStore, tmp_path: Path) -> None:
    offices.file(office, requester_phone=PHONE)
    folder = tmp_path / "copies"
    first, _ = vault.copy_keys(folder, now=NOW - timedelta(days=31))
    second, gone = vault.copy_keys(folder, now=NOW - timedelta(days=29))
    assert gone == 0 and first.exists()
    (folder / "notes.txt").write_text("not ours")
    third, gone = vault.copy_keys(folder, now=NOW)
    assert gone == 1 and not first.exists() and second.exists() and third.exists()
    assert (folder / "notes.txt").exists() and third.stat().st_mode & 0o077 == 0


def test_backups_are_written_by_the_verb(office: Office, keys: FileKeyStore, tmp_path: Path) -> None:
    offices.file(office)
    assert run("backup", str(tmp_path / "copies")) == 0
    assert len(list((tmp_path / "copies").iterdir())) == 1


# a caller's earlier matters


def test_a_callers_earlier_matters_are_found_within_the_askers_duties_only(office: Office) -> None:
    here = offices.file(office, requester_phone=PHONE)
    far = offices.file(office, requester_phone=PHONE, area=cast.FAR_GRID)
    offices.file(office, requester_phone="000-8888-9999")

    def found(who: str, phone: str = "00088881234") -> set[str]:
        return {line.id for line in earlier_of_caller(office, cast.POSTS[who], phone, cast.MONDAY)}

    assert found("hu") == {here.case_id}
    assert found("deng") == {far.case_id}
    assert found("cheng") == {here.case_id, far.case_id}
    for outsider in ("song", "kong", "ren", "lan", "admin", "gao"):
        assert found(outsider) == set(), outsider
    assert found("cheng", "0008888123") == set() and found("cheng", "") == set()


def test_an_erased_number_leads_nowhere(office: Office) -> None:
    stream = offices.file(office, requester_phone=PHONE).stream
    offices.move(office, stream, "bao", "erase", legal_basis="第四十七条", reason="本人申请")
    offices.move(office, stream, "an", "agree", proposal="erase")
    assert earlier_of_caller(office, cast.POSTS["hu"], PHONE, cast.MONDAY) == ()
    assert key_keeping.count_waiting() == (0, None)
