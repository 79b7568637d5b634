"""Files of other Open311 servers come in through `linli load cases`; what we tell goes back in the same way."""

from pathlib import Path

import pytest

from linli.actions.load_cases import Loaded, each_refused, load_cases, read_hashes
from linli.domain.load_map import read_load_map
from linli.domain.open311_source import map_for, open311_records
from linli.store import models
from tests import cast
from tests.api.open311.conftest import Door
from tests.api.open311.test_reading import matters

FOREIGN = """[
 {"service_request_id": "14-01", "status": "open", "service_name": "Alley Light Out", "service_code": "4ffa",
  "requested_datetime": "2014-07-12T10:58:43-05:00", "updated_datetime": "2014-07-12T11:08:21-05:00",
  "address": "1 SOMEWHERE ST", "lat": 41.858724777757864, "long": -87.66475146237676},
 {"service_request_id": "14-02", "status": "closed", "service_code": "4fd3",
  "requested_datetime": "2014-07-12T10:48:56-05:00", "updated_datetime": "2014-07-13T11:08:20-05:00"},
 {"service_request_id": "14-03", "status": "unheard of", "service_code": "4fd3"},
 {"service_code": "4fd3", "service_name": "no request"}
]"""


def load(door: Door, content: bytes) -> Loaded:
    """Load as the verb does without a map."""
    map_ = read_load_map(map_for({}), category_keys=door.office.directory.categories)
    hashes = read_hashes(content, map_for({}))
    return load_cases(door.office, open311_records(content), map_, hashes=hashes, now=cast.MONDAY)


def test_every_row_of_a_foreign_file_is_kept_or_named_and_known_the_second_time(door: Door) -> None:
    loaded = load(door, FOREIGN.encode())
    assert (loaded.read, loaded.kept, loaded.refused) == (4, 2, 2)
    reasons = {reason.code for _, _, problems in each_refused(loaded) for reason in problems}
    assert reasons == {"unknown_choice", "not_a_request"}
    closed = models.Case.objects.get(origin="open311#14-02")
    assert closed.is_final
    again = load(door, FOREIGN.encode())
    assert (again.read, again.kept, again.known) == (4, 0, 4)


@pytest.mark.parametrize("format_", ["json", "xml"])
def test_what_our_door_tells_another_district_can_load(door: Door, format_: str, tmp_path: Path) -> None:
    matters(door)
    loaded = load(door, door.get(f"requests.{format_}").body)
    assert (loaded.read, loaded.kept, loaded.refused) == (2, 2, 0)
