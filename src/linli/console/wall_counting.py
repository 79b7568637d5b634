"""Counting for the wall: a figure is the parameters of an address, counted by the very query of that address."""

from dataclasses import dataclass
from datetime import datetime

from django.http import QueryDict
from django.urls import reverse
from django.utils.timezone import localtime

from linli.actions import wall_views
from linli.actions.deciding import Office
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

    def query(self, **asked: str) -> CaseQuery:
        """Return the query of an address with these parameters."""
        return query_of(self._request, _values(asked))

    def url(self, **asked: str) -> str:
        """Return that address."""
        return f"{reverse('console:cases')}?{_values(asked).urlencode()}"

    def link(self, words: str = "", **asked: str) -> Link:
        """Count what an address asks for."""
        return Link(number=wall_views.count(self.query(**asked)), url=self.url(**asked), words=words)

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
