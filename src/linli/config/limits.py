"""Answers for input that is too large or malformed, before any page sees it."""

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.template import TemplateDoesNotExist
from django.template.loader import get_template

from linli.api.v1.problems import PREFIX, problem_response
from linli.domain.problems import Problem
from linli.domain.wording import Wording

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


class HostileInputMiddleware:
    """A body beyond the limit is answered 413, a malformed one 400; neither is ever a 500."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Keep the next step."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Refuse what is announced as too long or holds what PostgreSQL cannot keep; pass on the rest."""
        if request.method in WRITING_METHODS and announced_bytes(request) > settings.REQUEST_BODY_BYTES_MAX:
            return refusal(request, 413)
        if "\x00" in request.path or any("\x00" in value for value in request.GET.values()):
            return refusal(request, 400)
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer a body that broke while a page was reading it."""
        if isinstance(exception, MultiPartParserError | TooManyFilesSent):
            return refusal(request, 400)
        return None


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
