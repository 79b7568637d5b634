"""Every address of the product as Django resolves it, filled with what exists and with what does not."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import URLResolver, get_resolver, reverse

from linli.domain.privacy_notice import NOTICES, Form
from tests.security import ready_things, round_things, safe_things
from tests.security.places_there import place_id_of

NOTHING = "01ARZ3NDEKTSV4RRFFQ69G5FAV"
"""The id of nothing."""
PROPOSAL_ID = "p-proposal"
"""A change of the set-up that waits in the world these addresses are asked in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One pattern of the address map."""

    name: str
    route: str
    arguments: tuple[str, ...]

    @property
    def face(self) -> str:
        """The face it belongs to: console, demo, accounts, public or house."""
        namespace = self.name.partition(":")[0] if ":" in self.name else ""
        if namespace:
            return namespace
        return "accounts" if self.route.startswith("accounts/") else "public"

    def filled(self, given: Mapping[str, Any]) -> str:
        """Return the address with `given` in it."""
        return reverse(self.name, kwargs={one: given[one] for one in self.arguments})


def places() -> tuple[Place, ...]:
    """Return every pattern."""
    return tuple(_below(get_resolver().url_patterns, "", ""))


def _below(patterns: list[Any], namespace: str, prefix: str) -> Iterator[Place]:
    for one in patterns:
        route = prefix + str(one.pattern)
        if isinstance(one, URLResolver):
            inner = f"{namespace}{one.namespace}:" if one.namespace else namespace
            yield from _below(one.url_patterns, inner, route)
        else:
            arguments = tuple(one.pattern.converters) or tuple(one.pattern.regex.groupindex)
            yield Place(name=f"{namespace}{one.name}", route=route, arguments=arguments)


@dataclass(frozen=True, slots=True, kw_only=True)
class Filling:
    """What an address is filled with: a matter of some kind, its photo, its receipt."""

    case_id: str
    receipt: str = "0000-0000-0000-0000"
    photo: tuple[int, str] = (1, "photo1")
    verb: str = "note"
    clock: str = "wait"
    grid: str = "minghe-liuan-bridge-east-g1"
    glass: str = "01ARZ3NDEKTSV4RRFFQ69G5FAV"
    """An opening in an emergency; this one does not exist."""

    def arguments(self, place: Place) -> dict[str, Any]:
        """Return the arguments of one pattern."""
        key = {"grid_page": self.grid, "account_confirm_email": "x", "account_reset_password_from_key": "x"}
        missing = self.case_id if self.case_id == NOTHING else ""
        unit_key = "mediation"
        if place.route.startswith("console/centres"):
            unit_key = missing or ready_things.CENTRE_KEY
        story = "facade" if place.face == "demo" else self.case_id
        return {
            "case_id": self.case_id, "key": key.get(place.name, story), "verb": self.verb, "clock_key": self.clock,
            "seq": self.photo[0], "name": self.photo[1], "code": self.receipt, "position": 0, "uidb36": "1",
            "layer": "matter", "z": 14, "x": 13394, "y": 6427,
            "paper": "answer_letter", "kind": "docx", "form": "answer_letter",
            "noun": "unit", "step": "name", "setting": "public.hotline", "year": 2026,
            "glass_id": self.glass, "proposal_id": PROPOSAL_ID, "template": "r_filed",
            "letter_id": self.case_id, "visit_id": self.case_id, "unit": "centre",
            "procedure": "grid_event", "unit_key": unit_key, "area_key": "minghe-liuan", "post_id": "p-hu",
            "version": 0 if "setup_paper" in place.name else NOTICES[Form.REPORT].version,
            "meeting_id": self.case_id, "letter": "a", "sitting": 1, "place_id": place_id_of(self.case_id),
            "checklist": "fire_market",
            "format": "json", "request_id": self.case_id, "token": self.receipt, "rest": "nothing",
            **ready_things.arguments(missing), **round_things.arguments(missing),
            **safe_things.arguments(place.name, missing),
        }  # fmt: skip

    def address(self, place: Place) -> str:
        """Return the address of a pattern with this filling."""
        return place.filled(self.arguments(place))
