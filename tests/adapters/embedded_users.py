"""Processes that use a private database, driven over their pipes: a test never waits for a while."""

import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import linli

ENVIRONMENT = {"PYTHONPATH": os.pathsep.join([str(Path(linli.__file__).parents[1]), *sys.path])}
SECONDS_MAX = 30.0

SCRIPT = """
import sys
from pathlib import Path
from linli.adapters.embedded_postgres import EmbeddedCluster
from linli.adapters.embedded_postgres.process import server_process

with EmbeddedCluster(Path(sys.argv[1])).running() as server:
    print(server_process(server.socket_dir), flush=True)
    sys.stdin.readline()
print("left", flush=True)
"""


class User:
    """A process that uses the cluster in `data_dir` until it is told to leave or killed."""

    def __init__(self, data_dir: Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", SCRIPT, str(data_dir)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd="/",
            env=ENVIRONMENT,
        )

    def server(self) -> int:
        """Wait until the user has its server; return the number of the server's process."""
        return int(self._line())

    def leave(self) -> None:
        """Tell the user to leave and wait until it has."""
        assert self.process.stdin is not None
        self.process.stdin.write("\n")
        self.process.stdin.flush()
        assert self._line() == "left"
        self.end()

    def kill(self) -> None:
        """End the user as a power cut would."""
        self.process.kill()
        self.end()

    def end(self) -> None:
        """Wait for the process; one that hangs is killed."""
        with suppress(subprocess.TimeoutExpired):
            self.process.communicate(timeout=SECONDS_MAX)
            return
        self.process.kill()
        self.process.communicate()

    def _line(self) -> str:
        assert self.process.stdout is not None
        return self.process.stdout.readline().strip()


def processes_naming(path: Path) -> list[str]:
    """Command lines of the living processes that name `path`, this one aside."""
    found = []
    for folder in Path("/proc").iterdir():
        with suppress(OSError):
            command = (folder / "cmdline").read_bytes() if folder.name.isdigit() else b""
            if str(path).encode() in command and folder.name != str(Path("/proc/self").resolve().name):
                found.append(command.decode("utf-8", "replace").replace("\0", " "))
    return found
