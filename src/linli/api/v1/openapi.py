"""The description of the API: what ninja derives from the types, and every refusal and header beside it."""

import json
from typing import Any

from linli.api.v1.problems import KINDS, MEDIA_TYPE
from linli.api.v1.schemas import Problem

REFERENCE = {"$ref": "#/components/schemas/Problem"}
TEXT = {"type": "string"}
SECURED = (401, 403, 429)
COUNT_PATTERN = r"^[0-9]+$"
HEADERS: dict[str, dict[str, Any]] = {
    "RateLimit": {"description": "What is left now, and when more comes.", "required": True, "schema": TEXT},
    "RateLimit-Policy": {"description": "How many requests a minute.", "required": True, "schema": TEXT},
    "Retry-After": {"description": "Seconds to wait.", "required": True,
                    "schema": {"type": "string", "pattern": COUNT_PATTERN}},
    "WWW-Authenticate": {"description": "Bearer.", "required": True, "schema": TEXT},
    "Allow": {"description": "The methods there are.", "required": True, "schema": TEXT},
    "ETag": {"description": "The version of the matter.", "required": True,
             "schema": {"type": "string", "pattern": '^"[0-9]+"$'}},
    "Location": {"description": "Where the matter is.", "required": True, "schema": TEXT},
}  # fmt: skip
OF_STATUS = {401: ("WWW-Authenticate",), 405: ("Allow",), 429: ("Retry-After",)}
OF_SUCCESS = {"case": ("ETag",), "file": ("Location",), "move": ("ETag",), "note": ("ETag",)}


def described(schema: Any) -> dict[str, Any]:
    """Return ninja's description with every refusal, its media type and its headers added."""
    whole: dict[str, Any] = json.loads(json.dumps(dict(schema)))
    whole["components"]["schemas"].update(_problem_schemas())
    for path, methods in whole["paths"].items():
        for method, operation in methods.items():
            name = operation["operationId"].rpartition("_")[2]
            operation["operationId"] = f"{method}_{name}" if method == "post" else name
            _complete(operation, path, method, name)
    whole["info"]["license"] = {"name": "Apache-2.0", "identifier": "Apache-2.0"}
    whole["components"].setdefault("securitySchemes", {})["Key"] = {
        "type": "http", "scheme": "bearer", "description": "A key that the district's administrator made.",
    }  # fmt: skip
    whole.pop("servers", None)
    return whole


def _complete(operation: dict[str, Any], path: str, method: str, name: str) -> None:
    is_secured = bool(operation.get("security"))
    responses = operation["responses"]
    for status, answer in list(responses.items()):
        wanted = (*OF_SUCCESS.get(name, ()), *(("RateLimit", "RateLimit-Policy") if is_secured else ()))
        answer["headers"] = {one: HEADERS[one] for one in wanted}
        answer["description"] = {"200": "As asked.", "201": "Taken in."}[str(status)]
    for status in _refusals(path, method, name, is_secured=is_secured):
        headers = {one: HEADERS[one] for one in OF_STATUS.get(status, ())}
        responses[str(status)] = {
            "description": KINDS[status][1].en,
            "content": {MEDIA_TYPE: {"schema": REFERENCE}},
            **({"headers": headers} if headers else {}),
        }
    for parameter in operation["parameters"]:
        parameter["schema"].pop("title", None)


def _refusals(path: str, method: str, name: str, *, is_secured: bool) -> list[int]:
    found = {400, 405, 503}
    if is_secured:
        found |= {401, 403, 429, 422}
    if "{" in path:
        found |= {404}
    if method == "post":
        found |= {409, 413, 415, 422} | ({412} if name == "move" else set())
    return sorted(found)


def _problem_schemas() -> dict[str, Any]:
    made = Problem.model_json_schema(by_alias=True, ref_template="#/components/schemas/{model}")
    return {**made.pop("$defs"), "Problem": made}
