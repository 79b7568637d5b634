"""What unpacks to too much, or to too many parts, is refused before it is unpacked, at every door that takes a ZIP."""

import io
import tracemalloc
import zipfile
from collections.abc import Callable

import pytest

from linli.actions.layer_files import read_layer
from linli.actions.load_files import recognise
from linli.actions.packed_files import PARTS_MAX
from linli.actions.setup_workbook import read_workbook
from linli.domain.problems import Refused

DOORS: dict[str, Callable[[bytes], object]] = {"set-up": read_workbook, "table": recognise, "outline": read_layer}
MB = 1024 * 1024


def packed(parts: int, megabytes: int) -> bytes:
    """A ZIP of zeros: small to send, large to open."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made:
        for at in range(parts):
            made.writestr(f"p{at}.shp", b"\0" * (megabytes * MB))
    return buffer.getvalue()


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize(("parts", "megabytes"), [(3, 70), (PARTS_MAX + 1, 0)])
def test_a_file_that_swells_is_refused_before_it_is_unpacked(door: str, parts: int, megabytes: int) -> None:
    content = packed(parts, megabytes)
    assert len(content) < MB
    tracemalloc.start()
    with pytest.raises(Refused) as refused:
        DOORS[door](content)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert refused.value.codes == ("workbook_too_large",)
    assert peak < 16 * MB
