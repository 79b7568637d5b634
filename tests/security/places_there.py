"""A place of the register in the world of the security tests, and who may open which of its addresses."""

from linli.domain.directory import Directory
from linli.domain.place import Place, PlaceKind, PlaceRisk
from linli.domain.place_access import may_check, may_keep, may_read
from linli.domain.place_file import PlaceFile
from linli.domain.unit import Post
from tests import cast

MISSING_ID = "01ARZ3NDEKTSV4RRFFQ69G5FAV"
PLACE = Place(
    id="01KJPA0CE00000000000000001", key="P-1", name="世纪花园", kind=PlaceKind.ESTATE, area_path=cast.GRID,
    lon_e6=114_305_000, lat_e6=36_105_000, risk=PlaceRisk.GENERAL, owner_unit=cast.UNITS["bridge-east"].id,
)  # fmt: skip
OTHER = Place(
    id="01KJPA0CE00000000000000002", key="P-2", name="世纪花园小区", kind=PlaceKind.ESTATE, area_path=cast.GRID,
    lon_e6=114_305_100, lat_e6=36_105_000,
)  # fmt: skip
"""Almost the same name at the same spot, so that a pair of doubles is offered."""
OF_A_PLACE = {
    "place", "place_edit", "place_standing", "place_check", "place_units", "place_model", "place_photos",
    "place_photo", "places_merge",
}  # fmt: skip


def place_id_of(case_id: str) -> str:
    """The place there is, or for a missing matter one that is missing too."""
    return MISSING_ID if case_id == MISSING_ID else PLACE.id


def opens(post: Post, name: str, directory: Directory) -> bool:
    """Whether the rules let `post` open an address of the place; one only takes forms, one needs two places named.

    No photo was taken of it here; `tests/console/test_place_photos.py` has some.
    """
    file = PlaceFile(place=PLACE, seq=1)
    if name in ("place_standing", "place_photo", "places_merge") or not may_read(post, file):
        return False
    if name in ("place_edit", "place_model"):
        return may_keep(post, PLACE, directory)
    return name != "place_check" or may_check(post, PLACE, directory)
