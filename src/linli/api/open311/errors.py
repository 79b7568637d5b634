"""Errors of the door: a list in the format that was asked for, each with its code and a sentence that names its field.

Source: GeoReport v2, errors: 404 for what does not exist, 403 for a key that is missing or wrong, 400 for the rest.
"""

from collections.abc import Mapping, Sequence

from django.http import HttpResponse

from linli.api.open311.answers import answer
from linli.domain.problems import Problem
from linli.domain.wording import Language

GENERAL = 400
STATUSES: Mapping[str, int] = {
    "key_needed": 403, "key_wrong": 403, "scope_missing": 403, "outside_area": 403, "not_your_request": 403,
    "service_unknown": 404, "jurisdiction_unknown": 404, "request_unknown": 404, "token_unknown": 404,
    "format_unknown": 404, "not_found": 404, "method_unknown": 405, "too_many_requests": 429, "no_county": 503,
}  # fmt: skip
FIRST = (503, 429, 403, 405, 404, GENERAL)
"""Where there are several errors, the answer has the first of these."""


def error_list(problems: Sequence[Problem], format_: str, language: Language) -> HttpResponse:
    """Return every problem at once."""
    codes = [STATUSES.get(one.code, GENERAL) for one in problems]
    errors = [
        {"code": code, "description": _sentence(one, language)} for code, one in zip(codes, problems, strict=True)
    ]
    response = answer("errors", errors, format_, status=next(one for one in FIRST if one in codes))
    seconds = next((one.params["seconds"] for one in problems if "seconds" in one.params), None)
    if seconds is not None:
        response["Retry-After"] = str(seconds)
    return response


def _sentence(problem: Problem, language: Language) -> str:
    words = problem.within(language)
    return f"{problem.at}: {words}" if problem.at else words
