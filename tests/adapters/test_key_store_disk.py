"""A disk that is full, cannot be written, or lost a part of the file: named, and every key that was given stays."""

import os
import resource
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from linli.adapters.key_store import FileKeyStore
from linli.adapters.key_store.tables import FILE_NAME
from linli.domain.ports import KeyStoreFailed

NOBODY = 65_534


@pytest.fixture
def store(tmp_path: Path) -> FileKeyStore:
    return FileKeyStore(tmp_path / "keys", tmp_path / "elsewhere" / "kek.json")


def again(store: FileKeyStore) -> FileKeyStore:
    return FileKeyStore(store.folder, store.kek_file, store.cipher)


@contextmanager
def no_file_beyond(size: int) -> Iterator[None]:
    """Let no file of this process grow beyond `size`, as a full disk or a quota does."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@contextmanager
def as_nobody() -> Iterator[None]:
    """Give up what root may do to files of others."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


def failure_of(act: object) -> str:
    with pytest.raises(KeyStoreFailed) as failed:
        act()
    return failed.value.code


def test_a_full_disk_gives_no_key_that_is_not_on_it_and_goes_on_when_there_is_room(store: FileKeyStore) -> None:
    first = store.take(1)[0]
    given, other = [first], again(store)
    with no_file_beyond((store.folder / FILE_NAME).stat().st_size):
        given += [store.take(1)[0] for _ in range(63)]  # made ahead while there was room
        assert failure_of(lambda: store.take(1_000)) == "store_full"
        assert failure_of(lambda: other.take(1_000)) == "store_full"
        assert other.find([first.id]) == {first.id: first.key}
    assert sqlite3.connect(store.folder / FILE_NAME).execute("PRAGMA integrity_check").fetchone() == ("ok",)
    given += [*store.take(1_000), *other.take(10)]
    assert again(store).find([one.id for one in given]) == {one.id: one.key for one in given}
    assert len({one.id for one in given}) == len(given)


def test_a_disk_too_full_for_a_new_store_leaves_no_half_of_one(store: FileKeyStore) -> None:
    with no_file_beyond(4_096):
        assert failure_of(lambda: store.take(1)) in ("store_full", "store_broken")
    assert not (store.folder / FILE_NAME).exists()
    key = store.take(1)[0]
    assert again(store).find([key.id]) == {key.id: key.key}


def test_a_rotation_that_meets_a_full_disk_loses_no_key_and_is_taken_up_again(store: FileKeyStore) -> None:
    keys = store.take(500)
    with no_file_beyond(2_048):
        assert failure_of(lambda: list(store.rotate())) == "store_full"
    assert again(store).find([one.id for one in keys]) == {one.id: one.key for one in keys}
    assert list(again(store).rotate())
    assert again(store).find([one.id for one in keys]) == {one.id: one.key for one in keys}
    assert again(store).status().active == 2


def test_what_can_be_read_and_not_written_is_named_so_and_still_read() -> None:
    folder = Path(tempfile.mkdtemp(prefix="linli-read-only-"))  # a place that others may walk through
    try:
        store = FileKeyStore(folder / "keys", folder / "kek.json")
        key = store.take(1)[0]
        for one in (folder, folder / "keys"):
            one.chmod(0o555)
        for one in (folder / "keys" / FILE_NAME, folder / "kek.json"):
            one.chmod(0o444)
        with as_nobody():
            other = again(store)
            assert other.find([key.id]) == {key.id: key.key}
            assert failure_of(lambda: other.take(1)) == "store_read_only"
            assert failure_of(other.prove) == "store_read_only"
            (folder / "keys").stat()
    finally:
        for one in (folder, folder / "keys"):
            one.chmod(0o755)
        shutil.rmtree(folder)


def test_a_file_that_may_not_even_be_read_is_named() -> None:
    folder = Path(tempfile.mkdtemp(prefix="linli-shut-"))
    try:
        store = FileKeyStore(folder / "keys", folder / "kek.json")
        key = store.take(1)[0]
        folder.chmod(0o700)
        (folder / "keys").chmod(0o000)
        if os.geteuid() == 0:
            os.chown(folder, NOBODY, NOBODY)
        with as_nobody():
            assert failure_of(lambda: again(store).find([key.id])) == "store_read_only"
    finally:
        (folder / "keys").chmod(0o700)
        shutil.rmtree(folder)


@pytest.mark.parametrize("left", [0, 1, 100, 4_096, 0.5, 0.9])
def test_a_file_that_was_cut_short_is_never_taken_for_a_whole_one(store: FileKeyStore, left: float) -> None:
    store.take(2_000)
    file = store.folder / FILE_NAME
    size = file.stat().st_size
    os.truncate(file, int(size * left if 0 < left < 1 else left))
    assert failure_of(lambda: again(store).prove(is_thorough=True)) == "store_broken"


def test_a_page_of_the_file_that_was_overwritten_is_found_by_the_thorough_look(store: FileKeyStore) -> None:
    store.take(2_000)
    file = store.folder / FILE_NAME
    store.prove(is_thorough=True)
    with file.open("r+b") as opened:
        opened.seek(file.stat().st_size // 2 // 4_096 * 4_096)
        opened.write(os.urandom(4_096))
    assert failure_of(lambda: again(store).prove(is_thorough=True)) == "store_broken"


def test_a_look_sees_a_missing_key_encryption_key_though_a_process_still_holds_it(store: FileKeyStore) -> None:
    store.take(1)
    assert store.prove().free_bytes > 0
    store.kek_file.unlink()
    assert store.take(1)
    assert failure_of(store.prove) == "kek_missing"


def test_words_are_kept_beside_the_keys(store: FileKeyStore) -> None:
    store.take(1)
    assert store.notes() == {}
    store.note("copied", "one")
    store.note("copied", "two")
    store.note("audit/x", "three")
    assert again(store).notes() == {"copied": "two", "audit/x": "three"}


def test_a_store_that_was_lost_is_not_made_anew_beside_its_key(store: FileKeyStore) -> None:
    store.take(1)
    (store.folder / FILE_NAME).unlink()
    for act in (lambda: again(store).take(1), lambda: again(store).purpose_key("phone"), lambda: again(store).status()):
        assert failure_of(act) == "store_missing"
    assert list(store.folder.iterdir()) == []


def test_a_store_may_begin_under_a_key_that_was_put_there_for_it(store: FileKeyStore, tmp_path: Path) -> None:
    other = FileKeyStore(tmp_path / "other")
    other.take(1)
    store.kek_file.parent.mkdir()
    shutil.copy(other.kek_file, store.kek_file)
    assert failure_of(lambda: store.take(1)) == "store_missing"
    store.begin()
    key = store.take(1)[0]
    assert again(store).find([key.id]) == {key.id: key.key}
    assert store.kek_file.read_bytes() == other.kek_file.read_bytes()
