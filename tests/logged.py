"""What was written to the log, in the form in which the product writes it."""

import io
import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from linli.config.logs import JsonLines


class Log:
    """What was written to the log."""

    def __init__(self) -> None:
        self.stream = io.StringIO()
        self.handler = logging.StreamHandler(self.stream)
        self.handler.setFormatter(JsonLines())

    @property
    def text(self) -> str:
        return self.stream.getvalue()

    @property
    def lines(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.text.splitlines()]


@contextmanager
def listening() -> Iterator[Log]:
    """Take down everything that any logger writes."""
    kept, root, requests = Log(), logging.getLogger(), logging.getLogger("linli.requests")
    before = root.level, requests.level
    root.addHandler(kept.handler)
    root.setLevel(logging.DEBUG)
    requests.setLevel(logging.INFO)
    try:
        yield kept
    finally:
        root.removeHandler(kept.handler)
        root.setLevel(before[0])
        requests.setLevel(before[1])
