"""Desk moves: what one press at the desk does, filing and dispatching together in one transaction."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from linli.actions.case_lists import stages_before
from linli.actions.case_views import CaseView
from linli.actions.cases import move_case_on
from linli.actions.deciding import Office
from linli.actions.seats import actor_at
from linli.domain.engine.context import Command


@dataclass(frozen=True, slots=True, kw_only=True)
class SendOut:
    """What the desk chose for one matter."""

    command_id: str
    unit: str
    classified: Mapping[str, str]
    """Category, area, urgency or title where the desk puts them right."""
    co_unit: str = ""
    request: str = ""
    """What the co-handler is asked, where one is."""
    seen_seq: int | None = None


def send_out(office: Office, view: CaseView, chosen: SendOut, now: datetime) -> Mapping[str, Any]:
    """File the matter where that is still to be done, dispatch it, and ask the co-handler: all or nothing.

    Raises Refused with every reason of the first move that is refused.
    """
    state = view.state
    commands = []
    if state.stage in stages_before(("register",)):
        commands.append(_command(chosen, state.stream, "register", dict(chosen.classified)))
    commands.append(_command(chosen, state.stream, "dispatch", {"unit": chosen.unit}))
    if chosen.co_unit and chosen.co_unit != chosen.unit:
        commands.append(_command(chosen, state.stream, "refer", {"unit": chosen.co_unit, "request": chosen.request}))
    return move_case_on(office, tuple(commands), actor=actor_at(view.post), now=now)


def _command(chosen: SendOut, stream: str, verb: str, fields: dict[str, Any]) -> Command:
    given = {key: value for key, value in fields.items() if value}
    return Command(id=f"{chosen.command_id}/{verb}", verb=verb, stream=stream, fields=given, seen_seq=chosen.seen_seq)
