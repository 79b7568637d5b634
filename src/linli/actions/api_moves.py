"""What an outside system may do: file, move and note, each once for each of its command ids.

The ids of two systems never meet, because each is kept under the system's own name.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from linli.actions.api_views import Caller, case_of
from linli.actions.case_views import CaseView, declared_field, open_for
from linli.actions.cases import file_case, move_case
from linli.actions.deciding import FiledCase, Filing, placed
from linli.actions.seats import actor_at
from linli.domain.engine.context import Actor, Command
from linli.domain.engine.declarations import FieldType
from linli.domain.problems import Problem, Refused
from linli.store import api_clients, journal

UNKNOWN_CASE = "case/unknown"
"""What a key stands for that leads nowhere: naming a hidden case leads there too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedMove:
    """One move as a client asks for it."""

    command_id: str
    verb: str
    values: Mapping[str, Any] = field(default_factory=dict)
    part: str = ""
    seen_version: int | None = None
    """The version it was decided on; None: whichever there is."""


def command_id_of(caller: Caller, given: str) -> str:
    """Return the id under which a client's command counts once."""
    return f"a-{caller.client.id}-{given}"


def actor_of(caller: Caller) -> Actor:
    """Return who acts: the client at its post, or the system of that source where it has none."""
    return actor_at(caller.post) if caller.post else Actor(kind="system", id=caller.client.id)


def file_for(caller: Caller, command_id: str, procedure: str, values: Mapping[str, Any]) -> FiledCase:
    """File a case for a client; raises Refused with every mistake, `outside_area` among them."""
    outside = _outside(caller, values)
    filing = Filing(command_id=command_id_of(caller, command_id), procedure=procedure, fields=values)
    try:
        with journal.one_transaction():
            filed = file_case(caller.office, filing, actor=actor_of(caller), now=caller.now)
            if outside:
                raise Refused(outside)  # takes the filing back; its other mistakes would have been named before
            return filed
    except Refused as refused:
        already = {one.code for one in refused.problems}
        raise Refused([*refused.problems, *(one for one in outside if one.code not in already)]) from None


def _outside(caller: Caller, values: Mapping[str, Any]) -> tuple[Problem, ...]:
    fields, problems = placed(caller.office, values)
    area = str(fields.get("area", ""))
    if problems or area not in caller.office.directory.tree.by_path or caller.covers(area):
        return ()
    return (Problem("outside_area", at="area" if values.get("area") else "point"),)


def move_for(caller: Caller, key: str, asked: AskedMove) -> tuple[str, int]:
    """Make a move for a client; returns (case id, new version).

    Raises Refused with every reason, `stale` where the case was no longer at the version it was decided on.
    The same command again gives the same answer, also when the case has moved on or out of sight since.
    """
    office, command_id = caller.office, command_id_of(caller, asked.command_id)
    known = journal.known_command(office.county_id, command_id)
    if known is not None and str(known.result.get("stream", "")).startswith("case/"):
        kept = open_for(office, caller.seat, key)
        stream = kept.state.stream if kept else str(known.result["stream"])
        view = kept
    else:
        view = case_of(caller, key)
        stream = view.state.stream
    command = Command(
        id=command_id, verb=asked.verb, stream=stream, part=asked.part, seen_seq=asked.seen_version,
        fields=_with_case(caller, view, asked.values),
    )  # fmt: skip
    with journal.one_transaction():
        result = _moved(caller, command, asked, is_new=known is None, view=view)
        if known is None and asked.seen_version not in (None, api_clients.base_version(office.county_id, command_id)):
            raise Refused([Problem("stale")])
    return str(result["stream"]).partition("/")[2], int(result["seq"])


def _moved(
    caller: Caller, command: Command, asked: AskedMove, *, is_new: bool, view: CaseView | None
) -> Mapping[str, Any]:
    """Make the move; where it is refused on an older version, that it is older is said first."""
    try:
        return move_case(caller.office, command, actor=actor_of(caller), now=caller.now)
    except Refused as refused:
        is_behind = is_new and view is not None and asked.seen_version not in (None, view.state.seq)
        if is_behind and "stale" not in refused.codes:
            raise Refused([Problem("stale"), *refused.problems]) from None
        raise


def _with_case(caller: Caller, view: CaseView | None, values: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the values with another case's id or number turned into its stream; a hidden one is none."""
    if view is None:
        return values
    found = dict(values)
    for key, value in values.items():
        declared = declared_field(view.procedure, key)
        if declared is not None and declared.type is FieldType.CASE and value:
            other = open_for(caller.office, caller.seat, str(value)[:60])
            is_near = other is not None and caller.covers(other.state.area)
            found[key] = other.state.stream if other is not None and is_near else UNKNOWN_CASE
    return found
