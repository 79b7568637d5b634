"""The access table: every address of the public face by its name, with who may open it."""

from collections.abc import Mapping
from typing import Literal

Access = Literal["public", "draft", "receipt", "granted", "party"]
"""Everybody; the browser that is filling in a report; whoever holds the receipt; of a request that was granted; and
whoever holds the link of one party of a dispute, or of one deputy."""

ACCESS: Mapping[str, Access] = {
    "home": "public",
    "report_place": "public",
    "report_what": "draft",
    "report_photo": "draft",
    "report_check": "draft",
    "report_done": "draft",
    "report_forget": "draft",
    "follow": "public",
    "matter": "receipt",
    "matter_paper": "receipt",
    "matter_photo": "receipt",
    "your_data": "receipt",
    "your_copy": "granted",
    "grid_finder": "public",
    "grid_page": "public",
    "public_map": "public",
    "map_tile": "public",
    "map_place": "public",
    "map_base": "public",
    "services": "public",
    "service_stuck": "public",
    "service_taken": "receipt",
    "service_guide": "public",
    "service_apply": "public",
    "service_desk": "public",
    "public_oversight": "public",
    "public_suggestions": "public",
    "public_suggestion": "public",
    "deputy_feedback": "party",
    "public_draws": "public",
    "public_draw": "public",
    "public_draw_file": "public",
    "mediation": "public",
    "party": "party",
    "party_sitting": "party",
    "charter": "public",
    "help": "public",
    "privacy": "public",
    "notices": "public",
    "notice": "public",
    "channels": "public",
    "public_reception": "public",
    "public_reception_feed": "public",
    "ticket": "receipt",
    "robots": "public",
    "favicon": "public",
    "manifest": "public",
}


def access_table() -> Mapping[str, Access]:
    """Return who may open each address; raises LookupError for an address that is not listed."""
    from linli.public.urls import urlpatterns  # the addresses import the views

    missing = {str(pattern.name) for pattern in urlpatterns} ^ set(ACCESS)
    if missing:
        raise LookupError(f"not in the access table, or no address: {sorted(missing)}")
    return ACCESS
