"""Refusals of the private database, what it allows to whom, and where it lies."""

import json
import os
import resource
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from linli.adapters.embedded_postgres import (
    EmbeddedCluster,
    EmbeddedPostgresError,
    Server,
    binaries,
    placement,
    prepare_roles,
)
from linli.adapters.embedded_postgres.account import ServerAccount, account_for
from linli.adapters.embedded_postgres.failure import last_lines
from linli.adapters.embedded_postgres.process import server_process
from tests.adapters.embedded_users import ENVIRONMENT, processes_naming

STRANGER = ServerAccount(name="stranger", uid=os.geteuid() + 4242, gid=os.getegid() + 4242)


@pytest.fixture
def server(used: Path):
    with EmbeddedCluster(used).running() as running:
        yield running


def refusal(data_dir: Path) -> EmbeddedPostgresError:
    with pytest.raises(EmbeddedPostgresError) as refused, EmbeddedCluster(data_dir).running():
        pass
    return refused.value


def test_a_platform_without_the_wheel_is_pointed_to_a_server(fresh: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(binaries, "PACKAGE", "no_such_wheel")
    error = refusal(fresh)
    assert error.code == "embedded_no_wheel"
    assert all("LINLI_DATABASE_URL" in error.within(language) for language in ("zh", "en"))


def test_data_of_another_major_version_are_refused_and_untouched(used: Path):
    version = used / "postgres" / "data" / "PG_VERSION"
    before = version.read_text()
    version.write_text("15\n")
    try:
        error = refusal(used)
        assert version.read_text() == "15\n"
    finally:
        version.write_text(before)
    assert error.code == "embedded_other_version"
    assert all(word in error.within("zh") for word in ("15", "18", "linli backup"))


def test_lost_or_damaged_passwords_are_named(used: Path):
    path = used / "postgres-credentials.json"
    before = path.read_text()
    for damage in ("", "[]", "{", json.dumps({**json.loads(before), "superuser": "another"})):
        path.write_text(damage)
        error = refusal(used)
        assert (error.code, error.problem.params["path"]) == ("embedded_credentials", str(path))
    path.unlink()
    assert refusal(used).code == "embedded_credentials"
    path.write_text(before)
    with EmbeddedCluster(used).running() as server:
        assert server.version.startswith("18")


def test_a_server_that_cannot_start_shows_the_end_of_its_log(used: Path):
    settings = used / "postgres" / "data" / "postgresql.conf"
    before = settings.read_text()
    settings.write_text(before + "no_such_setting = 1\n")
    try:
        error = refusal(used)
    finally:
        settings.write_text(before)
    assert error.code == "embedded_not_started"
    assert all(word in str(error) for word in ("server.log", "no_such_setting"))


def test_a_full_disk_leaves_no_half_made_cluster_and_names_the_log(fresh: Path):
    script = (
        "import resource, sys; from pathlib import Path\n"
        "from linli.adapters.embedded_postgres import EmbeddedCluster, EmbeddedPostgresError\n"
        f"resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, {resource.RLIM_INFINITY}))\n"
        "try: EmbeddedCluster(Path(sys.argv[1])).running().__enter__()\n"
        "except EmbeddedPostgresError as error: print(error.code, error)"
    )
    command = [sys.executable, "-c", script, str(fresh)]
    told = subprocess.run(command, capture_output=True, text=True, check=True, env=ENVIRONMENT)
    assert told.stdout.startswith("embedded_not_made")
    assert "server.log" in told.stdout
    assert sorted(path.name for path in (fresh / "postgres").iterdir() if "data" in path.name) == []
    with EmbeddedCluster(fresh).running() as server:
        assert server.version.startswith("18")


def test_what_a_killed_start_left_behind_is_removed(fresh: Path):
    half = fresh / "postgres" / "data.new-dead"
    half.mkdir(parents=True)
    (half / "PG_VERSION").write_text("18\n")
    (fresh / "postgres" / "data.new-dead.password").write_text("secret")
    with EmbeddedCluster(fresh).running() as server:
        assert server.version.startswith("18")
    assert list((fresh / "postgres").glob("data.new-*")) == []


def test_a_data_folder_under_a_file_is_refused_by_name(folder: Path):
    (folder / "file").write_text("")
    error = refusal(folder / "file" / "below")
    assert error.code == "embedded_system_refused"
    assert str(folder / "file") in str(error)


@pytest.mark.parametrize("trap", ["symlink", "open to all", "file"])
def test_a_run_folder_laid_by_somebody_else_is_refused(folder: Path, trap: str):
    laid = folder / trap
    if trap == "symlink":
        laid.symlink_to(folder)
    elif trap == "file":
        laid.write_text("")
    else:
        laid.mkdir()
        laid.chmod(0o777)
    with pytest.raises(EmbeddedPostgresError) as refused:
        placement.claim_private(laid, None)
    assert refused.value.code == "embedded_unsafe_folder"


def test_a_run_folder_of_another_owner_is_refused(folder: Path):
    (folder / "owned").mkdir(mode=0o700)
    with pytest.raises(EmbeddedPostgresError) as refused:
        placement.claim_private(folder / "owned", STRANGER)
    assert refused.value.code == "embedded_unsafe_folder"


def test_the_app_role_creates_nothing_and_cannot_become_the_owner(server: Server):
    for attempt in (
        "CREATE TABLE mine (x int)",
        "CREATE SCHEMA mine",
        "CREATE DATABASE mine",
        "CREATE ROLE mine",
        "SET ROLE linli_owner",
        "SET SESSION AUTHORIZATION linli_owner",
        "ALTER ROLE linli_owner PASSWORD 'x'",
    ):
        with (
            psycopg.connect(server.app_url, autocommit=True) as app,
            pytest.raises(psycopg.errors.InsufficientPrivilege),
        ):
            app.execute(attempt)


def test_the_owner_is_no_superuser_and_what_it_makes_the_app_role_fills(server: Server):
    with psycopg.connect(server.owner_url) as owner:
        assert owner.execute("SHOW is_superuser").fetchone() == ("off",)
        owner.execute("CREATE TABLE note (id int GENERATED BY DEFAULT AS IDENTITY, words text)")
        owner.commit()
        with psycopg.connect(server.app_url) as app:
            app.execute("INSERT INTO note (words) VALUES ('楼道灯不亮')")
            app.execute("UPDATE note SET words = words || '了'")
            assert app.execute("SELECT words FROM note").fetchone() == ("楼道灯不亮了",)
            app.execute("DELETE FROM note")
            app.commit()
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                app.execute("DROP TABLE note")
        owner.execute("DROP TABLE note")


def test_no_role_enters_without_its_password(server: Server):
    host = str(server.socket_dir)
    for role in ("linli_app", "linli_owner", "postgres"):
        with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
            psycopg.connect(host=host, user=role, dbname="linli", password="guess")
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(host=host, user="postgres", dbname="postgres")


def test_preparing_roles_again_changes_nothing_but_passwords(server: Server, used: Path):
    kept = json.loads((used / "postgres-credentials.json").read_text())
    with psycopg.connect(server.superuser_url) as superuser:
        superuser.execute("GRANT linli_owner TO linli_app")  # a mistake that preparing mends
    prepare_roles(server.superuser_url, owner_password="p@ss:/%字", app_password="b")
    for url in (server.owner_url, server.app_url):
        with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
            psycopg.connect(url)
    prepare_roles(server.superuser_url, owner_password=kept["owner"], app_password=kept["app"])
    with psycopg.connect(server.app_url) as app:
        member = app.execute("SELECT pg_has_role('linli_app', 'linli_owner', 'MEMBER')").fetchone()
        assert member == (False,)


def test_text_is_utf8_by_code_point_with_checksums_and_durable_commits(server: Server):
    with psycopg.connect(server.app_url) as app:
        for setting, value in (
            ("server_encoding", "UTF8"),
            ("data_checksums", "on"),
            ("fsync", "on"),
            ("synchronous_commit", "on"),
            ("max_connections", "60"),
            ("shared_buffers", "128MB"),
            ("password_encryption", "scram-sha-256"),
        ):
            assert app.execute("SELECT current_setting(%s)", (setting,)).fetchone() == (value,)
        locale = "SELECT datlocprovider::text, datlocale FROM pg_database WHERE datname = 'linli'"
        assert app.execute(locale).fetchone() == ("b", "C.UTF-8")


def test_the_server_opens_no_tcp_port(server: Server):
    process = Path("/proc", str(server_process(server.socket_dir)))
    links = (os.readlink(entry) for entry in (process / "fd").iterdir())
    sockets = {link.removeprefix("socket:[").removesuffix("]") for link in links if link.startswith("socket:")}
    tables = (process / "net" / name for name in ("tcp", "tcp6") if (process / "net" / name).exists())
    in_tcp = {line.split()[9] for table in tables for line in table.read_text().splitlines()[1:]}
    assert sockets
    assert not sockets & in_tcp


def test_socket_and_passwords_are_for_one_account_only(server: Server, used: Path):
    account = account_for(used / "postgres" / "data")
    status = server.socket_dir.stat()
    assert stat.S_IMODE(status.st_mode) == 0o700
    assert status.st_uid == (os.geteuid() if account is None else account.uid)
    assert stat.S_IMODE((used / "postgres-credentials.json").stat().st_mode) == 0o600
    assert stat.S_IMODE((used / "postgres" / "data").stat().st_mode) == 0o700


def test_passwords_that_others_may_read_are_closed_to_them(used: Path):
    path = used / "postgres-credentials.json"
    path.chmod(0o644)
    with EmbeddedCluster(used).running():
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_addresses_are_kept_out_of_what_is_printed(server: Server):
    assert "postgresql:" not in repr(server)


def test_a_deep_data_folder_gets_a_short_socket_that_is_cleared_away(folder: Path):
    deep = folder / "data-deep"
    for _ in range(4):
        deep = deep / ("深" * 14)
    deep = deep / "data"
    deep.mkdir(parents=True)
    for parent in (deep, *deep.parents[:6]):
        parent.chmod(0o755)
    with EmbeddedCluster(deep).running() as server:
        assert len(os.fsencode(server.socket_dir / placement.SOCKET_NAME)) <= placement.SOCKET_PATH_BYTES_MAX
        assert stat.S_IMODE(server.socket_dir.stat().st_mode) == 0o700
        assert not server.socket_dir.is_relative_to(deep)
        with psycopg.connect(server.app_url) as app:
            assert app.execute("SELECT 1").fetchone() == (1,)
    assert not server.socket_dir.exists()


def test_a_closed_data_folder_is_served_and_stays_closed(folder: Path):
    closed = folder / "data-closed"
    closed.mkdir(mode=0o700)
    cluster = EmbeddedCluster(closed)
    with cluster.running() as server, psycopg.connect(server.app_url) as app:
        assert app.execute("SELECT 1").fetchone() == (1,)
    assert stat.S_IMODE(closed.stat().st_mode) == 0o700
    home = cluster.status().home
    assert home is not None
    assert home.is_relative_to(placement.SYSTEM_FOLDER if os.geteuid() == 0 else closed)
    assert cluster.remove()
    assert not home.exists()
    assert list(closed.iterdir()) == []


def test_an_account_reaches_what_every_folder_above_lets_through(folder: Path):
    (folder / "open" / "below").mkdir(parents=True)
    (folder / "open").chmod(0o755)
    (folder / "open" / "below").chmod(0o711)
    assert STRANGER.reaches(folder / "open" / "below")
    (folder / "open").chmod(0o700)
    assert not STRANGER.reaches(folder / "open" / "below")


def test_programs_in_a_closed_folder_work_from_an_open_copy(folder: Path):
    copies = folder / "copies"
    copies.mkdir()
    copied = binaries.copy_programs(binaries.site_packages(), copies)
    assert binaries.copy_programs(binaries.site_packages(), copies) == copied
    folders = [Path(parent) for parent, _, _ in os.walk(copied)]
    assert all(STRANGER.reaches(one) and not one.stat().st_mode & 0o022 for one in folders)
    postgres = copied / binaries.PROGRAMS / "postgres"
    told = subprocess.run([postgres, "--version"], capture_output=True, text=True, check=True)
    assert "18." in told.stdout
    shutil.rmtree(copies)


def test_the_status_tells_absent_running_and_stopped_without_touching(fresh: Path):
    cluster = EmbeddedCluster(fresh)
    assert cluster.status().state == "absent"
    assert not fresh.exists()
    assert (cluster.stop_now(), cluster.remove()) == (False, False)
    with cluster.running() as server:
        assert (cluster.status().state, cluster.status().socket_dir) == ("running", server.socket_dir)
        with pytest.raises(EmbeddedPostgresError, match="in use"):
            cluster.remove()
    assert (cluster.status().state, cluster.status().major) == ("stopped", "18")
    assert processes_naming(fresh) == []


def test_the_end_of_a_log_is_short_and_survives_any_bytes(folder: Path):
    log = folder / "long.log"
    log.write_bytes(b"\xff\n" * 50_000 + b"last")
    assert last_lines(log).splitlines()[-1] == "last"
    assert len(last_lines(log).splitlines()) == 12
    assert "No such file" in last_lines(folder / "none.log")
