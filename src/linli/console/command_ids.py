"""The id under which a form counts once, however often it is sent."""

import re
from uuid import uuid4

from django.http import HttpRequest

OWN_COMMAND = re.compile(r"[0-9A-Za-z]{32}(?:-[0-9a-z]{1,9}){0,4}")
"""Where a page holds several forms, each adds a word of its own to the page's id."""


def command_id(request: HttpRequest) -> str:
    """Return the id under which this form counts once; a fresh one for a fresh form."""
    given = str(request.POST.get("command", ""))
    return given if OWN_COMMAND.fullmatch(given) else uuid4().hex
