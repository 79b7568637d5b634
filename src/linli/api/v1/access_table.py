"""The access table of the API: every address by its name, with the scope a key needs there."""

from collections.abc import Mapping

from linli.api.v1 import cases, reads
from linli.api.v1.door import Key

NO_KEY = ""
"""What stands for an address that anybody may read."""
OPEN = {"openapi-json": NO_KEY, "missing": NO_KEY}


def access_table() -> Mapping[str, str]:
    """Return the scope of each address by its name; NO_KEY where none is needed."""
    found = dict(OPEN)
    for router in (reads.router, cases.router):
        for view in router.path_operations.values():
            for one in view.operations:
                key = one.auth_param
                found[one.view_func.__name__] = key.scope if isinstance(key, Key) else NO_KEY
    return found
