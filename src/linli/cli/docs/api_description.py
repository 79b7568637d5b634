"""The description of the API, as `/api/v1/openapi.json` gives it."""

import json
from collections.abc import Iterator


def api_pages() -> Iterator[tuple[str, str]]:
    """Yield the one file of the description."""
    from linli.api.v1.urls import api  # its types are made when Django is ready

    spelled = json.dumps(api.get_openapi_schema(), ensure_ascii=False, indent=1, sort_keys=True)
    yield "openapi.json", spelled + "\n"
