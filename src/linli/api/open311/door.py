"""What every address of the door does first: format, method, jurisdiction, key; and how a refusal is answered."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.utils.cache import patch_vary_headers
from django.views.decorators.csrf import csrf_exempt

from linli.actions.deciding import Office
from linli.actions.doors import Client, client_of, take_token
from linli.actions.open311 import Reader
from linli.api.open311.errors import error_list
from linli.domain.area import AreaLevel
from linli.domain.problems import Problem, Refused
from linli.ui.language import language as language
from linli.ui.moment import present
from linli.ui.office import the_office

View = Callable[..., HttpResponse]


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One request of the door, ready to be answered."""

    office: Office
    reader: Reader
    format: str
    params: Mapping[str, Sequence[str]]
    """Of the query, or of the body where something is sent."""
    is_post: bool
    request: HttpRequest

    @property
    def single(self) -> dict[str, str]:
        """The last value of each parameter."""
        return {key: values[-1] for key, values in self.params.items() if values}


def door(*methods: str) -> Callable[[Callable[..., HttpResponse]], View]:
    """Let a view answer a `Visit`; what it refuses becomes an error list in the format that was asked for."""

    def wrapped(view: Callable[..., HttpResponse]) -> View:
        @csrf_exempt
        @wraps(view)
        def answered(request: HttpRequest, format: str = "xml", **named: Any) -> HttpResponse:
            try:
                response = view(_visit(request, format, methods), **named)
            except Refused as refused:
                response = error_list(refused.problems, format, language())
                if request.method not in (*methods, "HEAD"):
                    response["Allow"] = ", ".join(methods)
            if request.method in ("GET", "HEAD"):
                response["Access-Control-Allow-Origin"] = "*"
            patch_vary_headers(response, ["Accept-Language"])
            return response

        return answered

    return wrapped


def _visit(request: HttpRequest, format_: str, methods: tuple[str, ...]) -> Visit:
    if request.method not in (*methods, "HEAD"):
        raise Refused([Problem("method_unknown")])
    office, now = the_office(), present()
    is_post = request.method == "POST"
    try:
        sent = [request.GET, request.POST] if is_post else [request.GET]
    except (SuspiciousOperation, MultiPartParserError, UnreadablePostError):
        raise Refused([Problem("not_readable")]) from None
    params = {key: values for one in sent for key, values in one.lists()}
    given = {key: values[-1].strip() for key, values in params.items() if values}
    _check_jurisdiction(office, given.get("jurisdiction_id", ""))
    client = _client(given.get("api_key", ""), office, now)
    reader = Reader(now=now, language=language(), client=client)
    return Visit(office=office, reader=reader, format=format_, params=params, is_post=is_post, request=request)


def _check_jurisdiction(office: Office, asked: str) -> None:
    """One district answers here: its key or code may be named, another's is not found."""
    top = next((area for area in office.directory.tree if area.level is AreaLevel.COUNTY), None)
    ours = {office.directory.county, *((top.key, top.code or top.key) if top else ())}
    if asked and asked not in ours:
        told = {"value": asked[:40], "ours": office.directory.county}
        raise Refused([Problem("jurisdiction_unknown", at="jurisdiction_id", params=told)])


def _client(key: str, office: Office, now: Any) -> Client | None:
    """A key that is shown must be right, also where none is needed; each request with one is paid for."""
    if not key:
        return None
    client = client_of(key, now=now)
    if client is None or client.county_id != office.county_id:
        raise Refused([Problem("key_wrong", at="api_key")])
    seconds = take_token(client, now)
    if seconds:
        raise Refused([Problem("too_many_requests", at="api_key", params={"seconds": seconds})])
    return client
