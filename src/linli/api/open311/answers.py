"""Answers of the door in both formats: XML is what GeoReport defines, JSON is made from the same tree.

Source: GeoReport v2 and its JSON conversion: a list has no root name in JSON, an empty element is null, a list of
one is a list.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any
from xml.sax.saxutils import escape

import orjson
from django.http import HttpResponse

JSON, XML = "json", "xml"
TYPES = {JSON: "application/json; charset=utf-8", XML: "text/xml; charset=utf-8"}
DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Signs that XML 1.0 cannot hold."""

Names = Mapping[str, str]
"""What one member of a list is called in XML, by the name of the list."""
MEMBERS: Names = {
    "services": "service", "attributes": "attribute", "values": "value", "service_requests": "request",
    "service_request_updates": "request_update", "errors": "error", "endpoints": "endpoint", "formats": "format",
    "photos": "photo", "notes": "note",
}  # fmt: skip


def answer(root: str, content: Any, format_: str, *, status: int = 200) -> HttpResponse:
    """Return `content` in a format; `root` is the outer element of the XML."""
    if format_ == JSON:
        body = orjson.dumps(_nulled(content))
    else:
        body = (DECLARATION + _element(root, content)).encode("utf-8", "replace")
    return HttpResponse(body, content_type=TYPES[format_], status=status)


def _nulled(content: Any) -> Any:
    """An empty element is null in JSON."""
    if isinstance(content, Mapping):
        return {key: _nulled(value) for key, value in content.items()}
    if isinstance(content, str):
        return content.encode("utf-8", "replace").decode() or None
    return [_nulled(one) for one in content] if isinstance(content, Sequence) else content


def _element(name: str, content: Any) -> str:
    inner = _inner(name, content)
    return f"<{name}>{inner}</{name}>" if inner else f"<{name}/>"


def _inner(name: str, content: Any) -> str:
    if content is None or content == "":
        return ""
    if isinstance(content, bool):
        return "true" if content else "false"
    if isinstance(content, Mapping):
        return "".join(_element(key, value) for key, value in content.items())
    if isinstance(content, Sequence) and not isinstance(content, str):
        return "".join(_element(MEMBERS[name], one) for one in content)
    return escape(_NOT_IN_XML.sub("\ufffd", str(content)))
