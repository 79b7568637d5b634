"""A key store hands out each key once, forgets for good, and says clearly when it cannot be used."""

import json
import os
import pickle
import shutil
import sqlite3
import subprocess
import sys
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from linli.adapters import key_store
from linli.adapters.key_store import FileKeyStore
from linli.adapters.key_store.tables import FILE_NAME
from linli.domain.ports import KeyStoreFailed
from linli.domain.vault import Cipher

LATER = timedelta(days=8)


@pytest.fixture
def store(tmp_path: Path) -> FileKeyStore:
    return FileKeyStore(tmp_path / "keys", tmp_path / "elsewhere" / "kek.json")


def again(store: FileKeyStore) -> FileKeyStore:
    """The same store as another process opens it."""
    return FileKeyStore(store.folder, store.kek_file, store.cipher)


def failure_of(store: FileKeyStore, ids: tuple[bytes, ...] = ()) -> str:
    with pytest.raises(KeyStoreFailed) as failed:
        if ids:
            store.find(ids)
        else:
            store.take(2_000)
    return failed.value.code


def wrapped(store: FileKeyStore, id_: bytes) -> bytes:
    with sqlite3.connect(store.folder / FILE_NAME) as connection:
        row = connection.execute("SELECT wrapped FROM key WHERE id = ?", (id_,)).fetchone()
    return bytes(row[0])


def test_a_missing_key_encryption_key_is_never_made_anew(store: FileKeyStore) -> None:
    key = store.take(1)[0]
    store.kek_file.unlink()
    assert failure_of(again(store), (key.id,)) == "kek_missing"
    assert failure_of(store) == "kek_missing"
    assert not store.kek_file.exists()


def test_another_key_encryption_key_is_refused(store: FileKeyStore, tmp_path: Path) -> None:
    key = store.take(1)[0]
    other = FileKeyStore(tmp_path / "other")
    other.take(1)
    shutil.copy(other.kek_file, store.kek_file)
    assert failure_of(again(store), (key.id,)) == "kek_wrong"
    assert failure_of(again(store)) == "kek_wrong"


@pytest.mark.parametrize(
    "content", ["", "{}", "no json", '{"active": 1, "keys": {"1": "00"}}', '{"active":2,"keys":{}}']
)
def test_a_broken_key_encryption_key_is_refused(store: FileKeyStore, content: str) -> None:
    store.take(1)
    store.kek_file.write_text(content)
    assert failure_of(again(store)) == "kek_wrong"


def test_a_broken_or_missing_file_of_keys_is_named(store: FileKeyStore) -> None:
    key = store.take(1)[0]
    file = store.folder / FILE_NAME
    whole = file.read_bytes()
    file.write_bytes(b"not a database" * 100)
    assert failure_of(again(store), (key.id,)) == "store_broken"
    file.unlink()
    assert failure_of(store, (key.id,)) == "store_missing"
    file.write_bytes(whole)
    assert store.find([key.id]) == {key.id: key.key}


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "keys").write_text("a file where the folder should be")
    assert failure_of(FileKeyStore(tmp_path / "keys", tmp_path / "kek.json")) == "store_broken"


def test_only_the_owner_can_read_what_is_kept(store: FileKeyStore) -> None:
    store.take(1)
    assert store.folder.stat().st_mode & 0o077 == 0
    files = [store.kek_file, *store.folder.iterdir()]
    assert len(files) == 2 and all(one.stat().st_mode & 0o077 == 0 for one in files)


def test_no_key_stands_in_any_file_unwrapped(store: FileKeyStore) -> None:
    keys = store.take(100)
    held = b"".join(one.read_bytes() for one in (store.kek_file, *store.folder.iterdir()))
    assert not any(one.key in held or one.key.hex().encode() in held for one in keys)


def test_every_key_is_handed_out_once_also_to_several_threads(store: FileKeyStore) -> None:
    taken: list[bytes] = []

    def take() -> None:
        for _ in range(40):
            taken.extend(one.id for one in store.take(3))

    threads = [threading.Thread(target=take) for _ in range(4)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert len(set(taken)) == len(taken) == 480
    assert len(again(store).find(taken)) == 480


TAKE = """
import sys
from pathlib import Path
from linli.adapters.key_store import FileKeyStore
store = FileKeyStore(Path(sys.argv[1]), Path(sys.argv[2]))
for _ in range(50):
    print(store.take(1)[0].id.hex())
"""


def test_processes_that_begin_together_share_one_store_and_no_key(store: FileKeyStore) -> None:
    command = [sys.executable, "-c", TAKE, str(store.folder), str(store.kek_file)]
    begun = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(3)]
    ids = [line for one in begun for line in one.communicate(timeout=60)[0].split()]
    assert [one.returncode for one in begun] == [0, 0, 0]
    assert len(ids) == len(set(ids)) == 150
    assert len(store.find([bytes.fromhex(one) for one in ids])) == 150


def test_a_child_process_hands_out_none_of_its_parents_keys(store: FileKeyStore) -> None:
    first = store.take(1)[0]
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:  # nothing of the test may go on in the child
        os.write(writing, b"".join(one.id for one in store.take(5)))
        os._exit(0)
    assert os.waitpid(child, 0)[1] == 0
    told = os.read(reading, 80)
    given = {told[start : start + 16] for start in range(0, 80, 16)}
    own = {first.id, *(one.id for one in store.take(63))}
    assert len(given) == 5 and not given & own


def test_a_destroyed_key_is_gone_for_everybody_and_from_the_files_bytes(store: FileKeyStore) -> None:
    keys = store.take(3)
    other = again(store)
    doomed = wrapped(store, keys[1].id)
    file = store.folder / FILE_NAME
    assert doomed in file.read_bytes()
    assert store.destroy([keys[1].id, b"unknown-key-id-x"]) == 1
    assert doomed not in file.read_bytes() and keys[1].id not in file.read_bytes()
    assert (
        set(store.find([one.id for one in keys]))
        == set(other.find([one.id for one in keys]))
        == {
            keys[0].id,
            keys[2].id,
        }
    )
    assert not list(store.folder.glob("*-journal"))
    assert store.destroy([keys[1].id]) == 0


def test_a_key_in_another_process_cache_is_forgotten_within_a_minute(
    store: FileKeyStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    key, other = store.take(1)[0], again(store)
    assert other.find([key.id])
    store.destroy([key.id])
    now = key_store.monotonic()
    monkeypatch.setattr(key_store, "monotonic", lambda: now + 61)
    assert other.find([key.id]) == {}


def test_the_cache_of_unwrapped_keys_has_a_bound(store: FileKeyStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(key_store, "CACHE_KEYS", 10)
    keys = store.take(50)
    assert len(store.find([one.id for one in keys])) == 50
    assert len(store._cache) == 10


def test_keys_made_ahead_long_ago_are_not_handed_out(store: FileKeyStore, monkeypatch: pytest.MonkeyPatch) -> None:
    store.take(1)
    waiting = {one.id for one in store._pool}
    monkeypatch.setattr(key_store, "POOL_MS", -1)
    assert store.take(1)[0].id not in waiting


def test_rotation_wraps_every_key_anew_and_forgets_the_version_before(store: FileKeyStore) -> None:
    keys, purpose = store.take(10), store.purpose_key("phone")
    before, other = wrapped(store, keys[0].id), again(store)
    other.take(1)
    old = json.loads(store.kek_file.read_text())["keys"]["1"]
    assert list(store.rotate())[-1] >= 10
    kept = json.loads(store.kek_file.read_text())
    assert kept["active"] == 2 and list(kept["keys"]) == ["2"] and old not in store.kek_file.read_text()
    assert before not in (store.folder / FILE_NAME).read_bytes()
    for one in (store, other, again(store)):
        assert one.find([key.id for key in keys]) == {key.id: key.key for key in keys}
    assert again(store).purpose_key("phone") == purpose
    fresh = other.take(2_000)
    assert again(store).find([fresh[-1].id]) == {fresh[-1].id: fresh[-1].key}
    assert set(store.status().versions) == {2}


def test_a_rotation_that_was_cut_off_is_taken_up_again(store: FileKeyStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(key_store, "REWRAP_KEYS", 20)
    keys = store.take(70)
    cut = store.rotate()
    next(cut)
    cut.close()
    assert len(store.status().versions) == 2
    other = again(store)
    assert other.find([key.id for key in keys]) == {key.id: key.key for key in keys}
    more = list(other.rotate())
    assert more and set(other.status().versions) == {2} and other.status().active == 2
    assert list(json.loads(store.kek_file.read_text())["keys"]) == ["2"]


def test_unused_keys_are_those_that_nobody_marked(store: FileKeyStore) -> None:
    keys, now = store.take(64), datetime.now(UTC)
    assert list(store.unused(before=now - LATER, limit=100)) == []
    ids = store.unused(before=now + LATER, limit=100)
    assert sorted(ids) == sorted(key.id for key in keys)
    store.mark_used(ids[:60])
    assert list(store.unused(before=now + LATER, limit=100)) == list(ids[60:])
    assert list(store.unused(before=now + LATER, limit=2, after=ids[61])) == list(ids[62:])


def test_a_copy_holds_the_wrapped_keys_and_none_that_was_destroyed(store: FileKeyStore, tmp_path: Path) -> None:
    keys = store.take(3)
    doomed = wrapped(store, keys[0].id)
    store.destroy([keys[0].id])
    copy = tmp_path / "copy"
    copy.mkdir()
    store.copy_to(str(copy / FILE_NAME))
    assert doomed not in (copy / FILE_NAME).read_bytes()
    restored = FileKeyStore(copy, store.kek_file)
    assert restored.name == store.name and set(restored.find([one.id for one in keys])) == {keys[1].id, keys[2].id}
    assert failure_of(FileKeyStore(copy, tmp_path / "nowhere.json"), (keys[1].id,)) == "kek_missing"


def test_a_store_is_handed_to_another_process_by_its_files(store: FileKeyStore) -> None:
    key = store.take(1)[0]
    assert pickle.loads(pickle.dumps(store)).find([key.id]) == {key.id: key.key}


def test_sm4_wraps_what_aes_did_not_and_both_are_read(store: FileKeyStore) -> None:
    first = store.take(1)[0]
    other = FileKeyStore(store.folder, store.kek_file, Cipher.SM4)
    second = other.take(1)[0]
    assert wrapped(store, first.id)[0] == 1 and wrapped(store, second.id)[0] == 2
    assert again(store).find([first.id, second.id]) == {first.id: first.key, second.id: second.key}
