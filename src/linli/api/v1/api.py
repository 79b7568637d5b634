"""The API whole: its parts, how it refuses, and how it describes itself."""

from collections.abc import Callable
from functools import wraps
from typing import Any

import orjson
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.parser import Parser
from ninja.renderers import BaseRenderer

from linli.api.v1 import cases, reads
from linli.api.v1.door import tell_allowance
from linli.api.v1.openapi import described
from linli.api.v1.problems import (
    PREFIX,
    Where,
    document_response,
    language_of,
    one_error,
    problem_response,
    schema_errors,
)
from linli.domain.problems import Problem, Refused

IN_QUERY = frozenset({"GET", "HEAD"})
CHALLENGE = {"WWW-Authenticate": 'Bearer realm="linli"'}


class StrictParser(Parser):
    """Reads JSON by the letter: no half of a surrogate pair, no NaN."""

    def parse_body(self, request: HttpRequest) -> Any:
        """Return the body; raises ValueError where it is not JSON."""
        return orjson.loads(request.body)


class JsonRenderer(BaseRenderer):
    """Writes JSON; moments bear their zone."""

    media_type = "application/json"

    def render(self, request: HttpRequest, data: Any, *, response_status: int) -> bytes:
        """Return the body."""
        return orjson.dumps(data)


class Api(NinjaAPI):
    """The API, with the description that its answers keep to."""

    def get_openapi_schema(self, *, path_prefix: str | None = None, path_params: Any = None) -> Any:
        """Return the description, refusals and headers included."""
        return described(super().get_openapi_schema(path_prefix=PREFIX.lstrip("/") + "/", path_params=path_params))


def _refused(request: HttpRequest, refused: Refused) -> HttpResponse:
    where: Where = "query" if request.method in IN_QUERY else "body"
    below = str(getattr(request, "linli_fields_below", ""))
    return problem_response(request, refused.problems, where=where, below=below)


def _invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    language = language_of(request)
    known = reads.QUERIES.get(str(request.resolver_match.url_name)) if request.resolver_match else None
    unknown = reads.unknown_parameters(request, known) if known and request.method == "GET" else ()
    errors = [one_error(problem, language, where="query") for problem in unknown]
    return document_response(request, 422, [*schema_errors(error.errors, language), *errors])


def _unauthorized(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    return problem_response(request, [Problem("key_missing")], headers=CHALLENGE)


def _not_read(request: HttpRequest, error: HttpError) -> HttpResponse:
    return problem_response(request, [Problem("not_json" if error.status_code == 400 else "not_readable")])


def _too_big(request: HttpRequest, error: RequestDataTooBig) -> HttpResponse:
    return problem_response(request, [Problem("body_too_large")])


def _suspicious(request: HttpRequest, error: SuspiciousOperation) -> HttpResponse:
    return problem_response(request, [Problem("not_readable")])


def _missing(request: HttpRequest, error: Http404) -> HttpResponse:
    return problem_response(request, [Problem("not_found")])


def make_api() -> Api:
    """Return the API with all of its parts."""
    made = Api(
        title="Linli 邻里",
        version="1",
        description="The working platform of a district's community-governance centre, for other systems.",
        urls_namespace="api-v1",
        docs_url=None,
        openapi_url=None,
        parser=StrictParser(),
        renderer=JsonRenderer(),
    )
    made.add_router("", reads.router)
    made.add_router("", cases.router)
    handlers: tuple[tuple[type[Exception], Callable[..., HttpResponse]], ...] = (
        (Refused, _refused), (ValidationError, _invalid), (AuthenticationError, _unauthorized),
        (HttpError, _not_read), (RequestDataTooBig, _too_big), (SuspiciousOperation, _suspicious), (Http404, _missing),
    )  # fmt: skip
    for kind, handler in handlers:
        made.add_exception_handler(kind, handler)
    return made


def answered(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Give every answer of `view` the same shape: refusals as problems, the allowance told, nothing kept."""

    @wraps(view)
    def whole(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if response.status_code == 405:
            allowed = ", ".join(sorted(one.strip() for one in response["Allow"].split(",")))
            response = problem_response(request, [Problem("method_unknown")], headers={"Allow": allowed})
        tell_allowance(request, response)
        response["Cache-Control"] = "private, no-store"
        return response

    whole.csrf_exempt = True  # type: ignore[attr-defined]  # a key in a header is never sent by a strange page
    return whole


def wrapped(patterns: list[Any]) -> list[URLPattern]:
    """Return the API's own addresses, each answering in that shape."""
    return [
        URLPattern(one.pattern, answered(one.callback), one.default_args, one.name)
        for one in patterns
        if isinstance(one, URLPattern) and one.name != "api-root"
    ]
