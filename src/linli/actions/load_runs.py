"""Files being loaded in the background: some rows a round, gone on with by whoever works next."""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from linli.actions.deciding import Office
from linli.actions.load_cases import CaseLoad
from linli.actions.load_files import file_records
from linli.actions.load_wizard import CANCELLED, DONE, FAILED, RUNNING, checked_map, file_of, sent_file
from linli.domain.problems import Problem, Refused
from linli.domain.unit import Post
from linli.store import load_drafts, loading
from linli.store.load_drafts import BatchSums

SLICE_SECONDS = 1.0
"""How long loading may keep clocks and messages waiting."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far the file of an account is."""

    filename: str
    state: str
    batch_id: str
    total: int
    sums: BatchSums

    @property
    def percent(self) -> int:
        """Rows read of all rows, in per cent."""
        return min(100, self.sums.read * 100 // self.total) if self.total else 100


def progress_of(office: Office, post: Post) -> Progress | None:
    """Return how far the file is that an account started last, or None."""
    sent = sent_file(office, post)
    sums = load_drafts.batch_sums(sent.draft.options.get("batch", "")) if sent else None
    if sent is None or sums is None:
        return None
    options = sent.draft.options
    return Progress(
        filename=sent.draft.filename,
        state=sent.state,
        batch_id=options["batch"],
        total=int(options["total"]),
        sums=sums,
    )


class LoadRuns:
    """What one work process has open; all that matters stands in the store, so that another can go on."""

    def __init__(self) -> None:
        """Begin with nothing open."""
        self._open: dict[str, CaseLoad] = {}

    def work(self, office: Office, *, now: datetime) -> bool:
        """Load rows of the file that waits longest, for a short while; say whether more is left."""
        accounts = load_drafts.running_files(office.county_id)
        if not accounts:
            self._open.clear()
            return False
        until = time.monotonic() + SLICE_SECONDS
        while self._step(office, accounts[0], now):
            if time.monotonic() > until:
                return True
        return bool(load_drafts.running_files(office.county_id))

    def _step(self, office: Office, account: str, now: datetime) -> bool:
        """Load one batch of rows; False once the file has ended, failed or was called off."""
        options = load_drafts.options_of(office.county_id, account) or {}
        if options.get("state") != RUNNING:
            self._open.pop(options.get("batch", ""), None)
            return False
        try:
            if self._opened(office, account, options["batch"]).step(now):
                return True
        except Refused:
            # The set-up changed under the file: a category or area of the map is gone.
            self._end(office, account, FAILED, now)
            return False
        self._end(office, account, DONE, now)
        return False

    def _opened(self, office: Office, account: str, batch_id: str) -> CaseLoad:
        sums = load_drafts.batch_sums(batch_id)
        rows = sums.read if sums else 0
        found = self._open.get(batch_id)
        if found is None or found.rows_read != rows:
            found = _open(office, account, batch_id)
            found.go_on_from(rows)
            self._open = {batch_id: found}
        return found

    def _end(self, office: Office, account: str, state: str, now: datetime) -> None:
        options: Mapping[str, str] = load_drafts.options_of(office.county_id, account) or {}
        batch_id = options.get("batch", "")
        self._open.pop(batch_id, None)
        if options.get("state") != CANCELLED:
            load_drafts.note(office.county_id, account, options={**options, "state": state}, is_file_dropped=True)
        loading.finish_batch(batch_id, now=now)


def _open(office: Office, account: str, batch_id: str) -> CaseLoad:
    sent = file_of(office, account)
    if sent is None:
        raise Refused([Problem("draft_gone", at="file")])
    records = file_records(sent.draft.content, sent.found)
    return CaseLoad(office, records, checked_map(office, sent), batch_id=batch_id)
