"""Lists of the house, for everybody in post: what a community does, and what is not its job."""

from django.http import HttpResponse
from django.shortcuts import render

from linli.console.seat import SeatedRequest, who_may
from linli.console.seats_admitted import ANY_POST
from linli.domain.engine.access import may_set_up
from linli.domain.house_list import ListKind


@who_may(ANY_POST)
def lists(request: SeatedRequest) -> HttpResponse:
    """Show the lists, or the lines in which the words looked for stand."""
    words = str(request.GET.get("q", "")).strip()[:80]
    directory = request.office.directory
    items = [
        one for one in directory.setup.lists if one.is_active and words.lower() in f"{one.title} {one.body}".lower()
    ]
    groups = [
        {"key": kind.value, "title": kind.wording, "items": sorted((i for i in items if i.list is kind), key=_order)}
        for kind in ListKind
    ]
    context = {
        "groups": groups,
        "count": len(items),
        "search_words": words,
        "may_change": may_set_up("setup.change", request.post, directory),
    }
    return render(request, "console/setup/lists.html", context)


def _order(item: object) -> tuple[int, str]:
    number = str(getattr(item, "number", ""))
    digits = "".join(char for char in number if char.isdecimal())
    return (int(digits) if digits else 0, number)
