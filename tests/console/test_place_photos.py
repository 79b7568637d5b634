"""Photos of a place: drawn anew, sealed, seen by whoever may open the place, destroyed when they are taken off."""

import io
from dataclasses import replace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from PIL import Image

from linli.actions.deciding import Office
from linli.actions.place_photos import add_photos
from linli.actions.place_register import close, enter
from linli.adapters.photos import PillowPhotoCleaner
from linli.domain.auditing import erased_by
from linli.domain.place_file import PlaceFile
from linli.domain.place_photo import AT_ONCE_MAX, PHOTOS_MAX
from linli.domain.problems import Refused
from linli.store import places
from linli.store.journal import entries_of
from tests import offices
from tests.actions.test_places import CELLS, HU
from tests.console.conftest import NOW, Seat, mistakes


def picture(comment: bytes = b"where-it-was-taken") -> bytes:
    """A JPEG with a word in its metadata."""
    exif = Image.Exif()
    exif[0x010E] = comment.decode()
    made = io.BytesIO()
    Image.new("RGB", (400, 300), (90, 140, 70)).save(made, "JPEG", exif=exif, comment=comment)
    assert comment in made.getvalue()
    return made.getvalue()


def sent(count: int = 1) -> list[SimpleUploadedFile]:
    return [SimpleUploadedFile(f"{at}.jpg", picture(), content_type="image/jpeg") for at in range(count)]


@pytest.fixture
def here(office: Office) -> PlaceFile:
    return enter(office, HU, CELLS, command_id=offices.command_id(), now=NOW)


def photos_of(office: Office, here: PlaceFile) -> tuple[tuple[int, str], ...]:
    return places.files(office.county_id, [here.place.id])[here.place.id].photos


def test_a_photo_is_added_on_site_seen_by_its_area_and_destroyed_when_taken_off(
    office: Office, here: PlaceFile, seat: Seat, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(type(office.ports.photos), "clean", lambda _self, one: PillowPhotoCleaner().clean(one))
    own = f"/console/places/{here.place.id}"
    ren, hu, deng = seat("ren"), seat("hu"), seat("deng")
    assert "Please fill this in." in mistakes(ren, ren.post(f"{own}/photos", {"caption": "南门"}))
    assert 'value="南门"' in mistakes(
        ren, ren.post(f"{own}/photos", {"caption": "南门", "photo": [SimpleUploadedFile("a.jpg", b"GIF89a")]})
    )
    given = {"caption": "南门消防通道", "photo": sent(2), "command": "a" * 32}
    assert ren.post(f"{own}/photos", given).status_code == 302
    assert photos_of(office, here) == ((2, "photo1"), (2, "photo2"))
    shown = hu.get(own).content.decode()
    assert "Photos added" in shown and "南门消防通道" in shown and f"{own}/photos/2/photo1" in shown
    answer = hu.get(f"{own}/photos/2/photo1")
    assert answer.headers["Content-Type"] == "image/jpeg" and b"where-it-was" not in answer.content
    for path in ("/photos", "/photos/2/photo1"):
        missing = deng.get(f"/console/places/01ARZ3NDEKTSV4RRFFQ69G5FAV{path}")
        assert deng.get(own + path).status_code == missing.status_code == 404
    assert hu.get(f"{own}/photos/2/photo9").status_code == hu.get(f"{own}/photos/1/reason").status_code == 404

    assert ren.post(f"{own}/photos", {"act": "take_off", "which": "2.photo1", "reason": "x"}).status_code == 404
    assert "Please fill this in." in mistakes(
        hu, hu.post(f"{own}/photos", {"act": "take_off", "which": "2.photo1", "reason": ""})
    )
    hu.post(f"{own}/photos", {"act": "take_off", "which": "2.photo1", "reason": "拍到了路人"})
    assert photos_of(office, here) == ((2, "photo2"),)
    assert hu.get(f"{own}/photos/2/photo1").status_code == 404
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('linli.opened', '*', true)")
        cursor.execute("SELECT field FROM value WHERE stream = %s AND field LIKE 'photo%%'", [here.stream])
        assert cursor.fetchall() == [("photo2",)], "the picture itself is gone"
        cursor.execute("SELECT set_config('linli.opened', '', true)")
    assert "拍到了路人" in hu.get(own).content.decode()
    again = mistakes(hu, hu.post(f"{own}/photos", {"act": "take_off", "which": "2.photo1", "reason": "又一次"}))
    assert "taken off already" in again
    entry = entries_of(office.county_id, [here.stream])[here.stream][-1]
    assert list(erased_by(entry)) == [(2, "photo1")], "the audit knows why it is not there"


def test_a_place_has_room_for_so_many_and_a_closed_one_for_none(office: Office, here: PlaceFile) -> None:
    office = replace(office, ports=replace(office.ports, photos=PillowPhotoCleaner()))

    def add(count: int) -> PlaceFile:
        pictures = [picture()] * count
        return add_photos(office, HU, here.place.id, pictures, command_id=offices.command_id(), now=NOW)

    for count, code in ((0, "required"), (AT_ONCE_MAX + 1, "too_many_photos")):
        with pytest.raises(Refused) as refusal:
            add(count)
        assert [one.code for one in refusal.value.problems] == [code]
    for _ in range(PHOTOS_MAX // AT_ONCE_MAX):
        add(AT_ONCE_MAX)
    with pytest.raises(Refused) as refusal:
        add(1)
    assert [one.code for one in refusal.value.problems] == ["place_photos_full"]
    close(office, HU, here.place.id, "拆除", command_id=offices.command_id(), now=NOW)
    with pytest.raises(Refused) as refusal:
        add(1)
    assert [one.code for one in refusal.value.problems] == ["place_not_open"]
