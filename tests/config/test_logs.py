"""The log: a line is JSON, says what happened, and holds nothing of whom it concerns."""

import logging
from collections.abc import Iterator

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from linli.config import settings as product
from linli.config.logs import JsonLines
from linli.config.request_log import RequestLogMiddleware
from tests.logged import Log, listening

CANARIES = ("金丝雀甲", "13900007777")


@pytest.fixture
def log() -> Iterator[Log]:
    with listening() as kept:
        yield kept


def test_the_product_writes_its_log_in_this_form() -> None:
    handlers = product.LOGGING["handlers"]
    assert {one["formatter"] for one in handlers.values()} == {"line"}
    assert product.LOGGING["formatters"]["line"] == {"()": "linli.config.logs.JsonLines"}
    assert product.MIDDLEWARE[0] == "linli.config.request_log.RequestLogMiddleware"


def test_a_request_leaves_one_line_with_its_route_and_never_its_address(log: Log) -> None:
    answer = Client().get("/healthz?name=金丝雀甲", headers={"x-request-id": "from-the-proxy-1"})
    (line,) = [one for one in log.lines if one["logger"] == "linli.requests"]
    assert (line["route"], line["method"], line["status"], line["request"]) == (
        "health", "GET", 200, "from-the-proxy-1",
    )  # fmt: skip
    assert line["ms"] >= 0
    assert answer["X-Request-ID"] == "from-the-proxy-1"
    assert "金丝雀甲" not in log.text


@pytest.mark.parametrize("given", ["", "x", "a b c d e f g h", "x" * 65, "bad\x1b[31m-id", "<script>-----"])
def test_an_id_that_is_none_is_replaced(given: str, log: Log) -> None:
    answer = Client().get("/healthz", headers={"x-request-id": given})
    assert answer["X-Request-ID"] != given
    assert log.lines[-1]["request"] == answer["X-Request-ID"]


def test_an_exception_leaves_its_kind_and_its_places_and_none_of_its_words(log: Log) -> None:
    def page(request: HttpRequest) -> HttpResponse:
        secret = CANARIES[0]
        try:
            raise KeyError(secret)
        except KeyError as error:
            logging.getLogger("django.request").error("Internal Server Error: %s", request.path, exc_info=error)
            return HttpResponse(status=500)

    RequestLogMiddleware(page)(RequestFactory().get(f"/r/{CANARIES[1]}"))
    line = next(one for one in log.lines if "exception" in one)
    assert line["exception"][0]["kind"] == "builtins.KeyError"
    assert line["exception"][0]["places"][0].endswith(" page")
    assert line["said"] == "Internal Server Error: %s"
    assert not any(one in log.text for one in CANARIES)


def test_what_a_library_put_together_itself_is_not_written(log: Log) -> None:
    logging.getLogger("some.library").warning("row of " + CANARIES[0])
    logging.getLogger("linli.actions.ticks").warning("the clocks of %s", "case/1")
    assert [one["said"] for one in log.lines] == ["", "the clocks of case/1"]
    assert "\n" not in JsonLines().format(logging.makeLogRecord({"msg": "a\nb", "name": "linli.x"}))
