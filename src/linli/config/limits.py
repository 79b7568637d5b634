"""Answers for input that is too large or malformed, before any page sees it, and for a store that takes nothing."""

import logging
import sys
from collections.abc import Callable

import psycopg
from django.conf import settings
from django.core.exceptions import TooManyFilesSent
from django.db import DatabaseError, DataError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, QueryDict
from django.http.multipartparser import MultiPartParserError
from django.template import TemplateDoesNotExist
from django.template.loader import get_template
from django.views.defaults import server_error

from linli.api.v1.problems import PREFIX, problem_response
from linli.domain.problems import Problem, Refused
from linli.domain.wording import Wording

METHODS = ("GET", "HEAD", "POST", "OPTIONS")
"""What pages are asked by; other systems are told by their own doors which methods each address has."""
OF_OTHER_SYSTEMS = (f"{PREFIX}/", "/open311/", "/wechat/")
WRITING_METHODS = frozenset({"POST", "PUT", "PATCH"})
WORDS = {
    400: Wording(
        "提交的内容不完整或无法识别,请返回后重试。",
        "What was sent is incomplete or cannot be read. Go back and try again.",
    ),
    413: Wording(
        "提交的内容太大。请减少照片张数或缩小文件后重试。",
        "What was sent is too large. Send fewer photos or smaller files.",
    ),
}


LOG = logging.getLogger(__name__)


class HostileInputMiddleware:
    """A body beyond the limit is answered 413, a malformed one 400; neither is ever a 500."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Keep the next step."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Refuse what is announced as too long or holds what PostgreSQL cannot keep; pass on the rest."""
        if settings.SECURE_SSL_REDIRECT and not request.is_secure() and request.path.startswith(OF_OTHER_SYSTEMS):
            return HttpResponse("HTTPS only\n", content_type="text/plain; charset=utf-8", status=403)
        if request.method not in METHODS and not request.path.startswith(OF_OTHER_SYSTEMS):
            return HttpResponseNotAllowed(METHODS)
        if request.method in WRITING_METHODS and announced_bytes(request) > settings.REQUEST_BODY_BYTES_MAX:
            return refusal(request, 413)
        if "\x00" in request.path or holds_nul(request.GET):
            return refusal(request, 400)
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer a body that broke while a page was reading it."""
        if isinstance(exception, MultiPartParserError | TooManyFilesSent):
            return refusal(request, 400)
        if isinstance(exception, DataError | psycopg.DataError) and holds_nul(request.POST):
            return refusal(request, 400)
        if isinstance(exception, Refused) and "vault_unavailable" in exception.codes:
            return shut(request, exception)
        return away(request, exception) if takes_nothing(exception) else None


def holds_nul(given: QueryDict) -> bool:
    """Say whether something that was sent holds what PostgreSQL keeps in no text."""
    return any("\x00" in value for _, values in given.lists() for value in values)


def shut(request: HttpRequest, refused: Refused) -> HttpResponse:
    """Say that values can be neither sealed nor opened at the moment; nothing was kept."""
    if request.path.startswith(f"{PREFIX}/"):
        return problem_response(request, refused.problems, status=503)
    words = " ".join(one.within(request.LANGUAGE_CODE) for one in refused.problems)
    return HttpResponse(words, "text/plain; charset=utf-8", 503, headers={"Retry-After": "60"})


def takes_nothing(failure: BaseException | None) -> bool:
    """Say whether it is the database that cannot: away, full, or refused by its own system; no mistake of a page's.

    Source: PostgreSQL, appendix A (class 53: insufficient resources, 58: system error, XX: internal error, which a
    file-size limit or a quota is reported as).
    """
    if isinstance(failure, OperationalError | psycopg.OperationalError):
        return True
    cause = failure.__cause__ if isinstance(failure, DatabaseError) else failure
    return isinstance(cause, psycopg.Error) and (cause.sqlstate or "")[:2] in ("53", "58", "XX")


def away(request: HttpRequest, failure: BaseException | None) -> HttpResponse:
    """Say that nothing can be saved at the moment: the disk is full, or the database does not answer.

    What was typed is where it was: in the draft, or in the page to which "back" leads. Nothing is written here.
    """
    LOG.error("the database took nothing: %s", type(failure).__name__)
    problem = Problem("database_unavailable")
    if request.path.startswith(f"{PREFIX}/"):
        answer = problem_response(request, [problem], status=503)
    elif request.path.startswith(OF_OTHER_SYSTEMS):
        words = problem.within(getattr(request, "LANGUAGE_CODE", "zh-hans"))
        answer = HttpResponse(words, "text/plain; charset=utf-8", 503)
    else:
        answer = HttpResponse(get_template("503.html").render({}, request), status=503)
    answer["Retry-After"] = "60"
    return answer


def gone_wrong(request: HttpRequest) -> HttpResponse:
    """Answer what no page foresaw; where the database took nothing, say that instead."""
    failure = sys.exception()
    return away(request, failure) if takes_nothing(failure) else server_error(request)


def announced_bytes(request: HttpRequest) -> int:
    """Return the length that the request announces; a malformed one counts as none."""
    text = request.headers.get("Content-Length", "")
    return int(text) if text.isascii() and text.isdigit() else 0


def refusal(request: HttpRequest, status: int) -> HttpResponse:
    """Return the page `<status>.html`, as Django's own error views do; a problem document to other systems."""
    if request.path.startswith(f"{PREFIX}/"):
        return problem_response(request, [Problem("body_too_large" if status == 413 else "not_readable")])
    try:
        page = get_template(f"{status}.html")
    except TemplateDoesNotExist:
        return HttpResponse(WORDS[status].within(request.LANGUAGE_CODE), "text/plain; charset=utf-8", status)
    return HttpResponse(page.render({}, request), status=status)
