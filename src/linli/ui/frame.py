"""What every page's frame needs to know, as one context variable `frame`."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest

from linli.domain.wording import Wording
from linli.ui.pieces import NavGroup, Seat
from linli.ui.preferences import Preferences, preferences_of

MARK = "邻"
"""The character in the product's sign."""
UNNAMED_DISTRICT = Wording("本区", "This district")


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """The district, the reader's choices, and where the reader may go."""

    district_name: str
    is_demo: bool
    preferences: Preferences
    nav: Sequence[NavGroup] = ()
    seat: Seat | None = None
    mark: str = MARK

    @property
    def language(self) -> str:
        """ "zh" or "en"."""
        return self.preferences.language

    @property
    def html_lang(self) -> str:
        """The page's language as HTML writes it."""
        return "en" if self.language == "en" else "zh-Hans"

    @property
    def theme(self) -> str:
        """ "auto", "light" or "dark"."""
        return self.preferences.theme

    @property
    def elder_size(self) -> int:
        """0 when elder mode is off."""
        return self.preferences.elder_size


def frame(request: HttpRequest) -> dict[str, Frame]:
    """Return the frame of this request: a context processor.

    Faces may set `request.linli_nav`, `request.linli_seat` and `request.linli_district` (a Wording); the
    name stands otherwise in `settings.LINLI_DISTRICT_NAME`, and `settings.DEMO` marks every page of a demo.
    """
    preferences = getattr(request, "preferences", None) or preferences_of(request)
    set_name: Wording = getattr(settings, "LINLI_DISTRICT_NAME", UNNAMED_DISTRICT)
    district: Wording = getattr(request, "linli_district", set_name)
    return {
        "frame": Frame(
            district_name=district.within(preferences.language),
            is_demo=bool(getattr(settings, "DEMO", False)),
            preferences=preferences,
            nav=getattr(request, "linli_nav", ()),
            seat=getattr(request, "linli_seat", None),
        )
    }
