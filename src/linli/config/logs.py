"""The log: one JSON object a line, with what happened and nothing of whom it concerns.

Words of our own are written out: they name streams and counts. Of what a library says only the pattern is kept, because
it likes to put addresses (a receipt code stands in one), values and rows into its sentences; of an exception its kind
and the places it went through, never its words and never a value.
"""

import logging
import traceback
from contextvars import ContextVar
from datetime import UTC, datetime
from types import CodeType, TracebackType
from typing import Any

import orjson

OWN = "linli"
FRAMES_MAX = 40
FACTS = ("route", "method", "status", "ms", "post", "staff")
request_id: ContextVar[str] = ContextVar("request_id", default="")


class JsonLines(logging.Formatter):
    """Writes a record as one line."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        line: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "said": _said(record),
        }
        if found := request_id.get():
            line["request"] = found
        line |= {key: record.__dict__[key] for key in FACTS if key in record.__dict__}
        if record.exc_info and record.exc_info[1] is not None:
            line["exception"] = _chain(record.exc_info[1])
        return orjson.dumps(line, default=lambda one: type(one).__name__).decode()


def _said(record: logging.LogRecord) -> str:
    if record.name == OWN or record.name.startswith(f"{OWN}."):
        return record.getMessage()
    # A sentence that came without arguments may have been put together already.
    return record.msg if isinstance(record.msg, str) and record.args else ""


def _chain(error: BaseException) -> list[dict[str, Any]]:
    """Return the exception and those behind it: kinds and places."""
    found: list[dict[str, Any]] = []
    seen: set[int] = set()
    current: BaseException | None = error
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        kind = f"{type(current).__module__}.{type(current).__qualname__}"
        found.append({"kind": kind, "places": _places(current.__traceback__)})
        current = current.__cause__ or (None if current.__suppress_context__ else current.__context__)
    return found


def _places(trace: TracebackType | None) -> list[str]:
    return [_place(frame.f_code, line) for frame, line in traceback.walk_tb(trace)][-FRAMES_MAX:]


def _place(code: CodeType, line: int) -> str:
    """Return where in the product or a library that is; where those lie on this machine is nobody's business."""
    name = code.co_filename.rpartition("/site-packages/")[2].rpartition("/src/")[2]
    return f"{name}:{line} {code.co_name}"
