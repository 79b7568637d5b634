"""LibreOffice, kept short: its own profile without macros, its own folder, a cage of time and memory, no network.

Only documents that Linli filled in itself come here; they were looked at before. Where LibreOffice or a Chinese font
is missing, that is said by name, and no PDF is made rather than one of empty boxes.
"""

import os
import resource
import shutil
import signal
import subprocess
from collections.abc import Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import BoundedSemaphore

PROGRAMS = ("soffice", "libreoffice")
WALL_SECONDS = 60.0
CPU_SECONDS = 50
FILE_BYTES = 64 * 1024 * 1024
MEMORY_BYTES = 4 * 1024 * 1024 * 1024
"""LibreOffice asks for far more addresses than it uses."""
AT_ONCE = 2
LIST_SECONDS = 10
PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:xs="http://www.w3.org/2001/XMLSchema"
xmlns:oor="http://openoffice.org/2001/registry"><!-- Source: the name space of LibreOffice's registry, never fetched -->
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" oor:op="fuse">
<value>true</value></prop><prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop>
<prop oor:name="DisableActiveContent" oor:op="fuse"><value>true</value></prop>
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link" oor:op="fuse">
<value>0</value></prop></item></oor:items>
"""
_places = BoundedSemaphore(AT_ONCE)


class NotConverted(Exception):
    """LibreOffice made no PDF."""


def program() -> str:
    """Return where LibreOffice is, or "" where it is not installed."""
    return next((found for one in PROGRAMS if (found := shutil.which(one))), "")


@cache
def wall() -> tuple[str, ...]:
    """Return what starts a program without any network; empty where this machine does not allow that."""
    found = shutil.which("unshare")
    if not found:
        return ()
    words = (found, "--user", "--map-root-user", "--net", "--")
    tried = subprocess.run([*words, "true"], capture_output=True, check=False, timeout=LIST_SECONDS)
    return words if tried.returncode == 0 else ()


def pdf_of(docx: bytes) -> bytes:
    """Return `docx` as PDF; raises NotConverted."""
    office = program()
    if not office:
        raise NotConverted
    with _places, TemporaryDirectory(prefix="linli-paper-") as folder:
        home = Path(folder)
        (home / "profile" / "user").mkdir(parents=True)
        (home / "profile" / "user" / "registrymodifications.xcu").write_text(PROFILE, encoding="utf-8")
        (home / "paper.docx").write_bytes(docx)
        words = [
            *wall(), office, f"-env:UserInstallation={(home / 'profile').as_uri()}", "--headless", "--norestore",
            "--nologo", "--nodefault", "--nolockcheck", "--convert-to", "pdf", "--outdir", folder, "paper.docx",
        ]  # fmt: skip
        _run(words, home)
        made = home / "paper.pdf"
        if not made.is_file():
            raise NotConverted
        return made.read_bytes()


def _run(words: Sequence[str], home: Path) -> None:
    environment = {"HOME": str(home), "TMPDIR": str(home), "PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8",
                   "SAL_USE_VCLPLUGIN": "svp", "SAL_DISABLE_WATCHDOG": "1"}  # fmt: skip
    process = subprocess.Popen(
        words, cwd=home, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL, close_fds=True, start_new_session=True, preexec_fn=_limit,
    )  # fmt: skip
    try:
        code = process.wait(timeout=WALL_SECONDS)
    except subprocess.TimeoutExpired:
        raise NotConverted from None
    finally:
        _end(process)
    if code != 0:
        raise NotConverted


def _limit() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS + 5))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_FSIZE, (FILE_BYTES, FILE_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _end(process: "subprocess.Popen[bytes]") -> None:
    """End the whole group: LibreOffice is a starter and the program that it started."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


@cache
def families(of: str = "") -> frozenset[str]:
    """Return the families of type that are installed; `of` narrows them to a language, as fontconfig spells it."""
    lister = shutil.which("fc-list")
    if not lister:
        return frozenset()
    words = [lister, *([of] if of else [":"]), "family"]
    done = subprocess.run(words, capture_output=True, text=True, check=False, timeout=LIST_SECONDS)
    return frozenset(name.strip() for line in done.stdout.splitlines() for name in line.split(",") if name.strip())
