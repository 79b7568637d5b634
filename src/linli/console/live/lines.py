"""What is written to a page that listens, in the form that browsers read.

Source: WHATWG HTML, server-sent events.
"""

import json
from collections.abc import Mapping

from linli.domain.live import ChangeKind

BEAT = b":\n\n"
"""A line that means nothing: it keeps proxies from closing the connection."""
LEAVE = b"event: leave\ndata: {}\n\n"
RETRY_MS, RETRY_SPREAD_MS = 1_500, 4_000


def hello(name: str, serial: int, turn: int) -> bytes:
    """Return the first line; pages that were cut off together come back one after the other."""
    retry = RETRY_MS + turn * 37 % RETRY_SPREAD_MS
    return f"retry: {retry}\nid: {name}-{serial}\nevent: hello\ndata: {{}}\n\n".encode()


def refresh(name: str, serial: int) -> bytes:
    """Return the line that lets a page look again at everything."""
    return f"id: {name}-{serial}\nevent: refresh\ndata: {{}}\n\n".encode()


def changed(name: str, serial: int, cases: Mapping[str, ChangeKind], *, is_wall: bool) -> bytes:
    """Return the line that names what changed: ids by kind, or for the wall how many."""
    told: dict[str, object] = {}
    for kind in sorted(set(cases.values())):
        ids = [case_id for case_id, one in cases.items() if one is kind]
        told[kind.value] = len(ids) if is_wall else ids
    data = json.dumps(told, separators=(",", ":"))
    return f"id: {name}-{serial}\nevent: changed\ndata: {data}\n\n".encode()
