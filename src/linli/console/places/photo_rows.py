"""Photos of a place as pages draw them: where each is, what it shows, who added it and when."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from linli.actions.place_views import PlaceView


@dataclass(frozen=True, slots=True, kw_only=True)
class PhotoRow:
    """One photo."""

    url: str
    which: str
    """How a form names it."""
    alt: str
    caption: str
    at: datetime
    who: str


def photo_rows(view: PlaceView) -> list[PhotoRow]:
    """Return the photos that are there, the latest first."""
    file = view.file
    told = {one.seq: one for one in file.history}
    rows = [
        PhotoRow(
            url=photo_url(view, seq, name), which=f"{seq}.{name}", alt=_("Photo %(number)s") % {"number": number},
            caption=view.texts.get((seq, "caption"), ""), at=told[seq].at,
            who=view.called.get(str(told[seq].actor.get("post", "")), ""),
        )
        for number, (seq, name) in enumerate(file.photos, start=1)
    ]  # fmt: skip
    return rows[::-1]


def photo_urls(view: PlaceView, seq: int, names: Iterable[str]) -> list[str]:
    """Return the addresses of the photos of one entry that are still there."""
    return [photo_url(view, seq, name) for name in names if (seq, name) in view.file.photos]


def photo_url(view: PlaceView, seq: int, name: str) -> str:
    """Return the address of one photo."""
    return reverse("console:place_photo", args=[view.file.place.id, seq, name])
