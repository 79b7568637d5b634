"""The private database among several processes: who starts it, who stops it, and what a kill leaves."""

import os
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from linli.adapters.embedded_postgres import EmbeddedCluster, EmbeddedPostgresError
from linli.adapters.embedded_postgres.account import account_for
from linli.adapters.embedded_postgres.locks import FileLock, opened
from linli.adapters.embedded_postgres.process import server_process
from tests.adapters.embedded_users import SECONDS_MAX, User, processes_naming


def assert_gone(data_dir: Path) -> None:
    """Fail unless the server ends in good time and leaves no process and no socket."""
    cluster = EmbeddedCluster(data_dir)
    home = cluster.status().home
    assert home is not None
    with opened(home / "users.lock") as users, opened(home / "server.lock") as server:
        assert server.take_within(SECONDS_MAX)  # first: whoever holds the other hinders the keeper
        assert users.take_within(SECONDS_MAX)
    assert processes_naming(home) == []
    assert not (home / "data" / "postmaster.pid").exists()
    assert not (home / "run").exists()


def kill_server(data_dir: Path, socket_dir: Path) -> None:
    """Kill the server as the system does when memory runs out, and wait until its last process is gone."""
    process = server_process(socket_dir)
    assert process is not None
    os.kill(process, signal.SIGKILL)
    with opened(data_dir / "postgres" / "server.lock") as server:
        assert server.take_within(SECONDS_MAX)


@contextmanager
def bystander(used: Path, *, folder: str) -> Iterator[int]:
    """A process of the server's account that has nothing to do with it, working in `folder`."""
    account = account_for(used / "postgres" / "data")
    other = subprocess.Popen(
        ["cat"],
        stdin=subprocess.PIPE,
        cwd=folder,
        user=None if account is None else account.uid,
        extra_groups=None if account is None else [],
    )
    try:
        yield other.pid
        assert other.poll() is None, "the bystander was hurt"
    finally:
        other.communicate()


def test_the_last_user_stops_the_server_not_the_first(fresh: Path):
    first, second = User(fresh), None
    try:
        started = first.server()
        second = User(fresh)
        assert second.server() == started
        first.leave()
        assert EmbeddedCluster(fresh).status().state == "running"
        second.leave()
    finally:
        first.kill()
        if second is not None:
            second.kill()
    assert EmbeddedCluster(fresh).status().state == "stopped"
    assert_gone(fresh)


def test_four_users_at_once_on_an_empty_folder_share_one_server(fresh: Path):
    users = [User(fresh) for _ in range(4)]
    try:
        assert len({user.server() for user in users}) == 1
        for user in users:
            user.leave()
    finally:
        for user in users:
            user.kill()
    assert_gone(fresh)


def test_users_that_leave_and_come_at_once_always_find_a_server(used: Path):
    for _ in range(5):
        users = [User(used) for _ in range(3)]
        try:
            for user in users:
                assert user.server() > 0
                user.leave()
        finally:
            for user in users:
                user.kill()
    assert_gone(used)


def test_a_killed_user_is_not_counted_and_leaves_no_server_behind(used: Path):
    user = User(used)
    user.server()
    user.kill()
    assert_gone(used)
    with EmbeddedCluster(used).running() as server, psycopg.connect(server.app_url) as app:
        assert app.execute("SELECT 1").fetchone() == (1,)
    assert_gone(used)


def test_a_killed_user_does_not_take_the_server_from_the_others(used: Path):
    with EmbeddedCluster(used).running() as server:
        user = User(used)
        user.server()
        user.kill()
        with psycopg.connect(server.app_url) as app:
            assert app.execute("SELECT 1").fetchone() == (1,)
    assert_gone(used)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_a_user_ended_by_a_signal_leaves_no_server_behind(used: Path, number: signal.Signals):
    user = User(used)
    user.server()
    user.process.send_signal(number)
    user.end()
    assert_gone(used)


def test_committed_rows_survive_a_killed_server(used: Path):
    with EmbeddedCluster(used).running() as server:
        with psycopg.connect(server.owner_url) as owner:
            owner.execute("CREATE TABLE IF NOT EXISTS kept (n int)")
            owner.execute("INSERT INTO kept SELECT generate_series(1, 1000)")
        kill_server(used, server.socket_dir)
        assert (used / "postgres" / "data" / "postmaster.pid").exists()
        with EmbeddedCluster(used).running() as again, psycopg.connect(again.owner_url) as owner:
            assert owner.execute("SELECT count(*) FROM kept").fetchone() == (1000,)
            owner.execute("DROP TABLE kept")
    assert_gone(used)


def test_a_stale_process_number_now_of_another_process_hinders_nobody(used: Path):
    with EmbeddedCluster(used).running() as server:
        kill_server(used, server.socket_dir)
    pid_file = used / "postgres" / "data" / "postmaster.pid"
    lines = pid_file.read_text().splitlines()
    with bystander(used, folder="/") as number:
        pid_file.write_text("\n".join([str(number), *lines[1:]]) + "\n")
        with EmbeddedCluster(used).running() as server:
            assert server_process(server.socket_dir) != number
    assert_gone(used)


def test_a_server_started_by_hand_is_named_and_left_alone(used: Path):
    data = used / "postgres" / "data"
    with bystander(used, folder=str(data)) as number:
        (data / "postmaster.pid").write_text(f"{number}\n{data}\n")
        with pytest.raises(EmbeddedPostgresError) as refused, EmbeddedCluster(used).running():
            pass
    (data / "postmaster.pid").unlink()
    assert refused.value.code == "embedded_other_server"
    assert str(number) in refused.value.within("zh")


def test_a_server_whose_keeper_was_killed_is_stopped_by_the_last_user(used: Path):
    with EmbeddedCluster(used).running() as server:
        process = server_process(server.socket_dir)
        keeper = int(Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[1])
        assert b"keeper.py" in Path(f"/proc/{keeper}/cmdline").read_bytes()
        os.kill(keeper, signal.SIGKILL)
    assert_gone(used)


def test_stopping_now_ends_the_server_for_everybody(used: Path):
    user = User(used)
    try:
        user.server()
        assert EmbeddedCluster(used).stop_now()
        assert EmbeddedCluster(used).status().state == "stopped"
        assert not EmbeddedCluster(used).stop_now()
        user.leave()
    finally:
        user.kill()
    assert_gone(used)


def test_an_error_in_the_work_stops_the_server_and_is_not_swallowed(used: Path):
    with pytest.raises(ZeroDivisionError), EmbeddedCluster(used).running():
        raise ZeroDivisionError
    assert_gone(used)


def test_a_lock_file_that_is_a_link_is_refused(folder: Path):
    (folder / "lock").symlink_to(folder / "elsewhere")
    with pytest.raises(OSError, match="lock"):
        FileLock(folder / "lock")
    assert not (folder / "elsewhere").exists()
