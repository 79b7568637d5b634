"""Asking the child process about a document: it is killed when it is late, and its fall is the document's fault."""

import base64
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from linli.domain.problems import Problem, Refused

WALL_SECONDS = 20.0
SOURCE = Path(__file__).parents[3]
"""The folder from which Linli itself is loaded: all that the child is told of where it is."""


def asked_of_child(what: str, docx: bytes, **rest: Any) -> dict[str, Any]:
    """Return the child's answer; raises Refused with every mistake it finds."""
    request = json.dumps({"what": what, "docx": base64.b64encode(docx).decode(), **rest})
    try:
        done = subprocess.run(
            [sys.executable, "-P", "-s", "-m", "linli.adapters.papers.child"], input=request.encode(),
            capture_output=True, cwd="/", env={"LC_ALL": "C.UTF-8", "PYTHONPATH": str(SOURCE)}, timeout=WALL_SECONDS,
            check=True, close_fds=True,
        )  # fmt: skip
        answer: dict[str, Any] = json.loads(done.stdout)
    except (subprocess.SubprocessError, OSError, ValueError):
        raise Refused([Problem("template_too_slow", at="file")]) from None
    if answer.get("mistakes"):
        raise Refused(Problem(code, at="file", params=params) for code, params in answer["mistakes"])
    return answer


def docx_in(answer: dict[str, Any]) -> bytes:
    """Return the document of an answer."""
    return base64.b64decode(answer["docx"])
