"""A file of cases from a form: recognised, mapped, looked at and started; until then nothing of it is a case."""

import json
import tomllib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from itertools import islice
from typing import Any
from unicodedata import category

from linli.actions.deciding import Office, new_id
from linli.actions.load_cases import CheckedRow, check_cases, read_hashes
from linli.actions.load_files import OPEN311, SourceFile, file_records, recognise
from linli.actions.setup_seat import check_seat, drop_draft
from linli.domain.delimited import RawRecord
from linli.domain.load_guess import (
    common_values,
    guess_categories,
    guess_columns,
    guess_day_first,
    guess_statuses,
    map_text,
)
from linli.domain.load_map import LoadMap, read_load_map
from linli.domain.open311_source import MAP
from linli.domain.problems import Problem, Refused
from linli.domain.unit import Post
from linli.store import journal, load_drafts, loading
from linli.store import settings as stored
from linli.store.settings import Draft

SAMPLE_ROWS, PREVIEW_ROWS, MAP_BYTES_MAX = 2_000, 20, 200_000
ENCODINGS = ("utf-8", "utf-8-sig", "gb18030", "big5", "cp1252", "utf-16")
"""What a form offers where the guess is wrong."""
SENT, RUNNING, DONE, CANCELLED, FAILED = "sent", "running", "done", "cancelled", "failed"


@dataclass(frozen=True, kw_only=True)
class SentFile:
    """A file that was sent, with how it is to be read."""

    draft: Draft
    map: Mapping[str, Any]

    @property
    def state(self) -> str:
        """How far it is."""
        return self.draft.options.get("state", SENT)

    @cached_property
    def found(self) -> SourceFile:
        """What the file is."""
        told = self.draft.options
        return recognise(self.draft.content, sheet=told.get("sheet", ""), encoding=told.get("encoding", ""))

    @cached_property
    def sample(self) -> tuple[RawRecord, ...]:
        """The heads and the first rows."""
        return tuple(islice(file_records(self.draft.content, self.found), SAMPLE_ROWS + 1))

    @property
    def heads(self) -> tuple[str, ...]:
        """The names of its columns."""
        return tuple(_shown(one.strip()) for one in self.sample[0].cells) if self.sample else ()

    def values_of(self, head: str) -> list[str]:
        """Return what stands in a column of the first rows."""
        if head not in self.heads:
            return []
        place = self.heads.index(head)
        rows = (one for one in self.sample[1:] if not one.problem and place < len(one.cells))
        return [_shown(one.cells[place]) for one in rows]


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What a file would become."""

    rows: tuple[CheckedRow, ...]
    read: int
    refused: int
    reasons: tuple[tuple[Problem, int], ...]
    remarks: tuple[tuple[Problem, int], ...]


def _shown(cell: str) -> str:
    """Return a cell as a page can show and a table can keep it: what did not decode is a sign that says so."""
    return "".join("\ufffd" if category(char) in ("Cs", "Cc") else char for char in cell)


def send_file(office: Office, post: Post, *, filename: str, content: bytes, now: datetime) -> None:
    """Keep a file with the map guessed for it; raises Refused where it cannot be read or another is under way."""
    check_seat(office, post)
    before = load_drafts.options_of(office.county_id, post.staff_id or "")
    if before and before.get("state") == RUNNING:
        raise Refused([Problem("load_running", at="file")])
    draft = Draft(filename=filename[:120], content=content, made_at=now, options={"state": SENT})
    sent = SentFile(draft=draft, map={})
    if len([one for one in sent.heads if one]) < 2:
        raise Refused([Problem("load_without_heads", at="file")])
    _keep(office, post, sent, map_=guessed_map(office, sent))


def sent_file(office: Office, post: Post) -> SentFile | None:
    """Return the file an account sent last, or None; one that has ended holds no content any more."""
    return file_of(office, post.staff_id or "")


def file_of(office: Office, account: str) -> SentFile | None:
    """Return the file that waits or runs under an account's pseudonym."""
    draft = stored.draft_of(office.county_id, account, load_drafts.KIND)
    return SentFile(draft=draft, map=json.loads(draft.options.get("map", "{}"))) if draft else None


def guessed_map(office: Office, sent: SentFile) -> dict[str, Any]:
    """Return a first map for a file, to be looked at by somebody."""
    columns = dict(MAP["columns"]) if sent.found.kind == OPEN311 else guess_columns(sent.heads)
    source = sent.draft.filename.rpartition(".")[0].strip()[:40] or "file"
    categories = office.directory.categories
    default = "other" if "other" in categories else next((one for one in categories if "." in one), "")
    found = {"source": source, "default_category": default, "columns": columns}
    return with_values(office, sent, found)


def with_values(office: Office, sent: SentFile, map_: Mapping[str, Any]) -> dict[str, Any]:
    """Return a map with a guess for the date form and for each value that it says nothing about yet."""
    columns = map_["columns"]
    states = common_values(sent.values_of(columns.get("status", "")))
    kinds = common_values(sent.values_of(columns.get("category", "")))
    return {
        "day_first": guess_day_first(sent.values_of(columns.get("filed_at", ""))),
        "crs": "wgs84",
        "zone": "Asia/Shanghai",
        **map_,
        "statuses": {**guess_statuses(states), **map_.get("statuses", {})},
        "categories": {**guess_categories(kinds, office.directory.categories), **map_.get("categories", {})},
    }


def keep_map(office: Office, post: Post, map_: Mapping[str, Any], *, sheet: str = "", encoding: str = "") -> SentFile:
    """Keep how the waiting file is to be read, right or not yet; another sheet or encoding is guessed at anew."""
    sent = waiting(office, post)
    if encoding and encoding not in (*ENCODINGS, sent.found.encoding):
        raise Refused([Problem("unknown_choice", at="encoding", params={"value": encoding[:40]})])
    if (sheet and sheet != sent.found.sheet) or (encoding and encoding != sent.found.encoding):
        recognise(sent.draft.content, sheet=sheet, encoding=encoding)
        draft = replace(sent.draft, options={**sent.draft.options, "sheet": sheet, "encoding": encoding})
        sent = SentFile(draft=draft, map={})
        map_ = guessed_map(office, sent)
    return _keep(office, post, sent, map_=map_)


def waiting(office: Office, post: Post) -> SentFile:
    """Return the file that is not started yet; raises Refused where there is none."""
    check_seat(office, post)
    sent = sent_file(office, post)
    if sent is None or sent.state != SENT:
        raise Refused([Problem("draft_gone", at="file")])
    return sent


def _keep(office: Office, post: Post, sent: SentFile, *, map_: Mapping[str, Any]) -> SentFile:
    options = {**sent.draft.options, "map": json.dumps(map_)}
    draft = replace(sent.draft, options=options)
    stored.keep_draft(office.county_id, post.staff_id or "", load_drafts.KIND, draft)
    return SentFile(draft=draft, map=map_)


def kept_maps(office: Office) -> tuple[str, ...]:
    """Return the sources whose map was kept when their last file was started."""
    return tuple(load_drafts.kept_maps(office.county_id))


def kept_map(office: Office, source: str) -> dict[str, Any]:
    """Return the map kept for a source; raises Refused where there is none."""
    text = load_drafts.kept_maps(office.county_id).get(source)
    if text is None:
        raise Refused([Problem("required", at="map_file")])
    return read_map_text(text.encode())


def read_map_text(text: bytes) -> dict[str, Any]:
    """Return the map that a TOML file spells; raises Refused where it is none."""
    try:
        if len(text) > MAP_BYTES_MAX:
            raise ValueError("too long")
        found = tomllib.loads(text.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise Refused([Problem("not_toml", at="map_file", params={"value": str(error)[:80]})]) from None
    for name in ("columns", "statuses", "categories"):
        if not isinstance(found.setdefault(name, {}), dict):
            raise Refused([Problem("not_a_table", at=name)])
    return found


def checked_map(office: Office, sent: SentFile) -> LoadMap:
    """Return the map of a file; raises Refused with everything that is wrong or missing in it."""
    return read_load_map(sent.map, category_keys=office.directory.categories)


def preview(office: Office, sent: SentFile) -> Preview:
    """Return the first rows as they would become cases and what is wrong over the whole file; nothing is kept."""
    first: list[CheckedRow] = []
    reasons: Counter[tuple[str, str]] = Counter()
    remarks: Counter[tuple[str, str]] = Counter()
    read = refused = 0
    seen: set[str] = set()
    for row in check_cases(office, file_records(sent.draft.content, sent.found), checked_map(office, sent)):
        read += 1
        if row.key in seen:
            row = replace(row, given=None, problems=(Problem("row_twice", at="id"),))
        seen.add(row.key)
        refused += row.given is None
        (remarks if row.given else reasons).update({(one.code, one.at) for one in row.problems})
        if len(first) < PREVIEW_ROWS:
            first.append(row)
    return Preview(rows=tuple(first), read=read, refused=refused, reasons=_told(reasons), remarks=_told(remarks))


def _told(counted: Counter[tuple[str, str]]) -> tuple[tuple[Problem, int], ...]:
    return tuple((Problem(code, at=at, params=_ANY), count) for (code, at), count in counted.most_common())


_ANY = {"value": "…", "limit": "…", "count": "…", "wanted": "…"}
"""What stands in a sentence that is told for many rows at once."""


def start(office: Office, post: Post, now: datetime) -> None:
    """Hand the file to the work process; raises Refused where its map is not right or nothing waits."""
    sent = waiting(office, post)
    map_, batch_id = checked_map(office, sent), new_id(now)
    total = sum(1 for _ in file_records(sent.draft.content, sent.found)) - 1
    options = {**sent.draft.options, "state": RUNNING, "batch": batch_id, "total": str(total)}
    with journal.one_transaction():
        load_drafts.keep_map(office.county_id, map_.source, map_text(sent.map), now)
        loading.begin_batch(
            batch_id, county_id=office.county_id, what="cases", source=map_.source,
            hashes=read_hashes(sent.draft.content, sent.map), now=now,
        )  # fmt: skip
        load_drafts.note(office.county_id, post.staff_id or "", options=options)


def cancel(office: Office, post: Post) -> None:
    """Stop after the batch of rows that is being read; what was loaded stays, the file is dropped."""
    check_seat(office, post)
    options = load_drafts.options_of(office.county_id, post.staff_id or "")
    if options is not None and options.get("state") == RUNNING:
        ended = {**options, "state": CANCELLED}
        load_drafts.note(office.county_id, post.staff_id or "", options=ended, is_file_dropped=True)


def give_up(office: Office, post: Post) -> None:
    """Forget the file that was sent, unless it is being loaded."""
    check_seat(office, post)
    sent = sent_file(office, post)
    if sent is not None and sent.state != RUNNING:
        drop_draft(office, post, load_drafts.KIND)
