"""Counting for the wall: a figure is the parameters of an address, counted by the very query of that address."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.http import QueryDict
from django.urls import reverse
from django.utils.timezone import localtime

from linli.actions import wall_views
from linli.actions.deciding import Office
from linli.console.case_moments import ACTS, spelled
from linli.console.cases import query_of
from linli.console.seat import SeatedRequest
from linli.domain.case_query import CaseQuery


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A number with the list that holds exactly those matters."""

    number: int
    url: str
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One large number and a smaller one beside it."""

    key: str
    title: str
    main: Link
    beside: Link | None = None


class WallCounting:
    """Counts within the reach of one seat at one moment."""

    def __init__(self, request: SeatedRequest) -> None:
        """Keep who asks and when."""
        self._request = request
        self.now: datetime = request.now
        self.office: Office = request.office
        self.midnight = localtime(request.now).replace(hour=0, minute=0, second=0, microsecond=0)
        self._counts: dict[str, int] = {}
        self._acts: Mapping[str, int] | None = None

    def query(self, **asked: str) -> CaseQuery:
        """Return the query of an address with these parameters."""
        return query_of(self._request, _values(asked))

    def url(self, **asked: str) -> str:
        """Return that address."""
        return f"{reverse('console:cases')}?{_values(asked).urlencode()}"

    def link(self, words: str = "", **asked: str) -> Link:
        """Count what an address asks for; the same address is counted once."""
        url = self.url(**asked)
        if url not in self._counts:
            self._counts[url] = wall_views.count(self.query(**asked))
        return Link(number=self._counts[url], url=url, words=words)

    def acted(self, key: str, words: str) -> Link:
        """Return how many cases an act was done to today; all acts are counted together."""
        asked = {"act_from": spelled(self.midnight)}
        if self._acts is None:
            self._acts = wall_views.acts(self.query(**asked), {one: types for one, (_words, types) in ACTS.items()})
        return self.known(self._acts[key], words=words, act=key, **asked)

    def known(self, number: int, *, words: str = "", **asked: str) -> Link:
        """Return the link of a number that was counted together with others, over the same query."""
        return Link(number=number, url=self.url(**asked), words=words)

    def figure(self, key: str, title: str, *, beside: Link | None = None, **asked: str) -> Figure:
        """Count a figure of its own."""
        return Figure(key=key, title=title, main=self.link(**asked), beside=beside)


def _values(asked: dict[str, str]) -> QueryDict:
    values = QueryDict(mutable=True)
    values.update(asked)
    return values
