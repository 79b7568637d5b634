"""Addresses below `/api/v1/`; what is not there is a problem document too."""

from functools import cache

import orjson
from django.http import HttpRequest, HttpResponse
from django.urls import path, re_path

from linli.api.v1.api import answered, make_api, wrapped
from linli.api.v1.problems import problem_response
from linli.domain.problems import Problem

app_name = "api-v1"
api = make_api()


def missing(request: HttpRequest) -> HttpResponse:
    """Answer an address that does not exist."""
    return problem_response(request, [Problem("not_found")])


@cache
def _description() -> bytes:
    return orjson.dumps(api.get_openapi_schema())


def description(request: HttpRequest) -> HttpResponse:
    """Give the description of the API to anybody."""
    if request.method != "GET":
        return problem_response(request, [Problem("method_unknown")], headers={"Allow": "GET"})
    return HttpResponse(_description(), content_type="application/json")


urlpatterns = [
    path("openapi.json", answered(description), name="openapi-json"),
    *wrapped(api.urls[0]),
    re_path(r"^.*$", answered(missing), name="missing"),
]
