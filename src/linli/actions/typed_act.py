"""An act by a form: what somebody typed, on its way to values and to a command."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from linli.actions.own_streams import Asked
from linli.domain.supply_checks import Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedAct:
    """What somebody does with a thing that stands ready: the form as it was typed."""

    command_id: str
    typed: Mapping[str, str]

    def reading(self, today: date) -> Reading:
        """Return the form on its way to values."""
        return Reading(typed=self.typed, today=today)

    def asked(self, verb: str, **more: str) -> Asked:
        """Return the act as it was asked for, once."""
        return Asked(command_id=self.command_id, verb=verb, fields={**self.typed, **more})
