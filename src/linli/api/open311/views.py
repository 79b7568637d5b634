"""The addresses of Open311: each asks an action and tells what it found in the format that was asked for."""

from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from linli.actions.open311 import list_requests, list_updates, request_id_of_token, request_of
from linli.actions.open311_filing import Sender, add_update, file_request
from linli.actions.public_views import wrong_codes
from linli.api.open311.answers import answer
from linli.api.open311.door import Visit, door, language
from linli.api.open311.errors import error_list
from linli.api.open311.tellings import (
    told_attribute,
    told_discovery,
    told_request,
    told_service,
    told_update,
)
from linli.domain.open311_asking import SPAN, Asked, read_asked, read_span
from linli.domain.open311_services import attributes_of, services_among
from linli.domain.problems import Problem, Refused
from linli.ui.sender_address import sender_address

TOKEN_WAIT_SECONDS = 600


@door("GET")
def discovery(visit: Visit) -> HttpResponse:
    """Say where the door is and how it speaks."""
    return answer("discovery", told_discovery(visit), visit.format)


@door("GET")
def services(visit: Visit) -> HttpResponse:
    """List what can be reported."""
    found = services_among(visit.office.directory.categories)
    told = [told_service(visit, one) for one in found]
    return answer("services", told, visit.format)


@door("GET")
def definition(visit: Visit, *, code: str) -> HttpResponse:
    """Say what is asked for one kind."""
    known = {one.key for one in services_among(visit.office.directory.categories)}
    if code not in known:
        raise Refused([Problem("service_unknown", at="service_code", params={"value": code[:40]})])
    attributes = [
        told_attribute(one, order, visit.reader.language) for order, one in enumerate(attributes_of(code), start=1)
    ]
    return answer("service_definition", {"service_code": code, "attributes": attributes}, visit.format)


@door("GET", "POST")
def requests(visit: Visit) -> HttpResponse:
    """List requests, or take one in."""
    if visit.is_post:
        return _taken(visit)
    asked = read_asked(visit.single, now=visit.reader.now)
    page = list_requests(visit.office, asked, visit.reader)
    told = [told_request(one, is_extended=asked.is_extended) for one in page.requests]
    response = answer("service_requests", told, visit.format)
    if page.next_cursor:
        response["Link"] = f'<{_next_page(visit, asked, page.next_cursor)}>; rel="next"'
    return response


def _next_page(visit: Visit, asked: Asked, cursor: str) -> str:
    """The address of the next page holds the span as it was read, so that it stays the same as time goes on."""
    kept = {key: value for key, value in visit.single.items() if key not in ("page", "api_key") and value.strip()}
    span = {"start_date": asked.since.isoformat(), "end_date": (asked.before - timedelta(microseconds=1)).isoformat()}
    query = {**kept, **span, "page_size": str(min(asked.page_size, 500)), "cursor": cursor}
    base = visit.office.ports.public_url or f"{visit.request.scheme}://{visit.request.get_host()}"
    return f"{base}{visit.request.path}?{urlencode(query)}"


@door("GET")
def request(visit: Visit, *, request_id: str) -> HttpResponse:
    """Show one request, wrapped as a list."""
    found = request_of(visit.office, request_id, visit.reader)
    is_extended = any(visit.single.get(one, "").lower() == "true" for one in ("extensions", "extended"))
    return answer("service_requests", [told_request(found, is_extended=is_extended)], visit.format)


@door("GET")
def token(visit: Visit, *, token: str) -> HttpResponse:
    """Lead from a token to its request; guessing is slow, as with receipts on the pages."""
    try:
        request_id = request_id_of_token(visit.office, token)
    except Refused:
        if wrong_codes(visit.office, _address(visit.request), visit.reader.now):
            wait = {"seconds": TOKEN_WAIT_SECONDS}
            raise Refused([Problem("too_many_requests", at="token", params=wait)]) from None
        raise
    told = [{"service_request_id": request_id, "token": token}]
    return answer("service_requests", told, visit.format)


@door("GET", "POST")
def updates(visit: Visit) -> HttpResponse:
    """List how requests went on, or take in what a client knows of its own."""
    if visit.is_post:
        update_id = add_update(visit.office, visit.params, _sender(visit), visit.reader)
        return answer("service_request_updates", [{"update_id": update_id}], visit.format)
    problems: list[Problem] = []
    span: tuple[datetime, datetime] = read_span(visit.single, now=visit.reader.now, span=SPAN, problems=problems)
    if problems:
        raise Refused(problems)
    told = [told_update(one) for one in list_updates(visit.office, span, visit.reader)]
    return answer("service_request_updates", told, visit.format)


@csrf_exempt
def elsewhere(request: HttpRequest, rest: str) -> HttpResponse:
    """Answer an address that does not exist in the language of the door."""
    format_ = "json" if rest.endswith(".json") else "xml"
    return error_list([Problem("format_unknown")], format_, language())


def _taken(visit: Visit) -> HttpResponse:
    taken = file_request(visit.office, visit.params, _sender(visit), visit.reader)
    base = visit.office.ports.public_url or f"{visit.request.scheme}://{visit.request.get_host()}"
    code = taken.filed.receipt
    notice = {
        "zh": f"回执码 {code}。凭它在 {base}/r/{code} 查看进展和答复,请保存好。",
        "en": f"Receipt code {code}. Keep it: {base}/r/{code} shows how it goes on and the answer.",
    }[visit.reader.language]
    named: dict[str, Any] = {"token": code} if taken.is_private else {"service_request_id": taken.filed.case_id}
    return answer("service_requests", [{**named, "service_notice": notice, "account_id": None}], visit.format)


def _sender(visit: Visit) -> Sender:
    return Sender(
        address=_address(visit.request),
        photos=tuple(one.read() for one in visit.request.FILES.getlist("media") if one.size),
        repeat_key=visit.request.headers.get("Idempotency-Key", "")[:200],
    )


def _address(request: HttpRequest) -> str:
    return sender_address(request)
