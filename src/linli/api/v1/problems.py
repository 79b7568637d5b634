"""Refusals as `application/problem+json`: every mistake at once, each with its place, in the reader's language.

Source: RFC 9457 (Problem Details for HTTP APIs), with `errors` and JSON pointers as in its section 3.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal

import orjson
from django.http import HttpRequest, HttpResponse

from linli.domain.problems import Problem
from linli.domain.wording import Wording

PREFIX = "/api/v1"
MEDIA_TYPE = "application/problem+json"
Where = Literal["body", "query", "header", "path"]

KINDS: Mapping[int, tuple[str, Wording]] = {
    400: ("not-readable", Wording("请求无法识别", "The request cannot be read")),
    401: ("no-key", Wording("需要密钥", "A key is needed")),
    403: ("forbidden", Wording("没有权限", "Not allowed")),
    404: ("not-found", Wording("没有找到", "Not found")),
    405: ("method-unknown", Wording("不接受这种请求方法", "Method not allowed")),
    409: ("conflict", Wording("现在不能这样做", "This cannot be done now")),
    412: ("stale", Wording("事项已有新进展", "The matter has moved on")),
    413: ("too-large", Wording("请求太大", "The request is too large")),
    415: ("media-type-unknown", Wording("不认识的正文格式", "Unknown media type")),
    422: ("refused", Wording("有需要改正的地方", "Something has to be put right")),
    429: ("too-many", Wording("请求太频繁", "Too many requests")),
    503: ("not-ready", Wording("系统暂时不可用", "Not ready")),
}
"""What each status means here: the end of the problem's `type`, and its `title`."""

STATUS_OF: Mapping[str, int] = {
    "key_missing": 401, "scope_missing": 403, "seat_missing": 403, "not_found": 404, "method_unknown": 405,
    "command_conflict": 409, "stale": 412, "body_too_large": 413, "media_type_unknown": 415, "not_json": 400,
    "not_readable": 400, "too_many_requests": 429, "no_county": 503,
    "vault_unavailable": 503,
}  # fmt: skip


def status_of(problems: Sequence[Problem]) -> int:
    """Return the status of a refusal: its first decisive problem, else by whether something can be put right."""
    for problem in problems:
        if problem.code in STATUS_OF and not (problem.code == "not_found" and problem.at):
            return STATUS_OF[problem.code]
    if all(problem.code == "not_yours" for problem in problems):
        return 403
    return 422 if any(problem.at for problem in problems) else 409


def problem_response(
    request: HttpRequest,
    problems: Sequence[Problem],
    *,
    status: int | None = None,
    where: Where = "body",
    below: str = "",
    headers: Mapping[str, str] | None = None,
) -> HttpResponse:
    """Answer with a problem document; `below` is the pointer under which body fields stand ("/values")."""
    found = status or status_of(problems)
    language = language_of(request)
    errors = [one_error(problem, language, where=where, below=below) for problem in problems]
    return document_response(request, found, errors, headers)


def document_response(
    request: HttpRequest, status: int, errors: Sequence[Mapping[str, Any]], headers: Mapping[str, str] | None = None
) -> HttpResponse:
    """Answer with a problem document made of ready errors."""
    kind, title = KINDS[status]
    language = language_of(request)
    document = {
        "type": f"urn:linli:problem:{kind}",
        "title": title.within(language),
        "status": status,
        "detail": " ".join(dict.fromkeys(str(one["detail"]) for one in errors)),
        "errors": list(errors),
    }
    response = HttpResponse(orjson.dumps(document), status=status, content_type=MEDIA_TYPE)
    for name, value in (headers or {}).items():
        response[name] = value
    return response


def one_error(problem: Problem, language: str, *, where: Where = "body", below: str = "") -> dict[str, Any]:
    """Return one mistake: its code, its sentence, and where in the request it lies."""
    error: dict[str, Any] = {"code": problem.code, "detail": problem.within(language)}
    if problem.at and where == "body":
        error["pointer"] = f"#{below}/{problem.at}"
    elif problem.at:
        error["parameter"] = problem.at
        error["in"] = where
    return error


def language_of(request: HttpRequest) -> str:
    """Return the language that Accept-Language asked for, Chinese where it named none of ours."""
    return str(getattr(request, "LANGUAGE_CODE", "zh-hans"))


# What pydantic finds, in the words of the one catalogue.
_FOUND: Mapping[str, tuple[str, str]] = {
    "missing": ("required", ""),
    "string_too_long": ("too_long", "max_length"),
    "string_too_short": ("required", ""),
    "greater_than_equal": ("too_small", "ge"),
    "less_than_equal": ("too_large", "le"),
    "int_type": ("not_a_number", ""),
    "int_parsing": ("not_a_number", ""),
    "float_type": ("not_a_number", ""),
    "extra_forbidden": ("unknown_field", "value"),
    "string_unicode": ("bad_text", ""),
}


def schema_errors(found: Iterable[Mapping[str, Any]], language: str) -> list[dict[str, Any]]:
    """Return what the schema found wrong, each with its pointer or parameter."""
    return list({str(error): error for error in (_schema_error(one, language) for one in found)}.values())


def _schema_error(found: Mapping[str, Any], language: str) -> dict[str, Any]:
    source, *path = (str(step) for step in found["loc"])
    code, parameter = _FOUND.get(str(found["type"]), ("wrong_shape", ""))
    context = dict(found.get("ctx", {}))
    params: dict[str, str | int] = {}
    if parameter == "value":
        params = {"value": path[-1][:40]}
    elif parameter:
        params = {"limit": int(context[parameter])}
    detail = Problem(code, params=params).within(language)
    if source == "body":
        steps = [step.replace("~", "~0").replace("/", "~1") for step in path[1:]]
        return {"code": code, "detail": detail, "pointer": "#" + "".join(f"/{step}" for step in steps)}
    return {"code": code, "detail": detail, "parameter": path[-1] if path else "", "in": source}
