"""Open311, writing: a request is filed by the same action as a resident's report, an update is a resident's note."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from secrets import token_urlsafe
from typing import Any

from linli.actions.cases import move_case
from linli.actions.deciding import FiledCase, Filing, Office
from linli.actions.open311 import Reader
from linli.actions.public_views import filing_problems
from linli.actions.reports import Origin, file_report
from linli.actions.settings import is_set_on
from linli.domain.allowance import Passage
from linli.domain.area_names import find_areas
from linli.domain.engine.context import RESIDENT, Command
from linli.domain.open311_filing import OURS_TO_THEIRS, Posted, read_posted
from linli.domain.open311_services import attributes_of, is_private, services_among
from linli.domain.placing import How
from linli.domain.problems import Problem, Refused
from linli.domain.source_values import kept_text
from linli.store import cases, doors, journal

PHOTOS_MAX = 6
PHOTO_MB_MAX = 12
UPDATE_ID_MAX = 200
NOTE_MAX = 2000
Params = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sender:
    """Who sends, from which address of the net, and what they sent beside the parameters."""

    address: str
    photos: tuple[bytes, ...] = ()
    repeat_key: str = ""
    """The sender's own word for this request: the same again is answered the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What a POST gives back: an id, or (for a kind that is not public) only the receipt code."""

    filed: FiledCase
    is_private: bool


def check_right(office: Office, reader: Reader, scope: str) -> None:
    """Raise Refused where a key is needed and missing, or not good for this; too much without one only waits."""
    if reader.client is None:
        if scope != "case.file" or is_set_on(office, "abuse.open311_key", reader.now):
            raise Refused([Problem("key_needed", at="api_key")])
    elif not reader.client.may(scope):
        raise Refused([Problem("scope_missing", at="api_key", params={"scope": scope})])


def file_request(office: Office, params: Params, sender: Sender, reader: Reader) -> Taken:
    """File a request; raises Refused with every mistake, each by the name it has at this door."""
    check_right(office, reader, "case.file")
    code = _one(params, "service_code")
    services = {one.key for one in services_among(office.directory.categories)}
    problems: list[Problem] = []
    if not code:
        problems.append(Problem("required", at="service_code"))
    elif code not in services:
        problems.append(Problem("service_unknown", at="service_code", params={"value": code[:40]}))
    asked = attributes_of(code) if code in services else ()
    posted, found = read_posted(params, asked, language=reader.language)
    known = [one for one in found if code in services or not one.at.startswith("attribute[")]
    photos, wrong_photos = _cleaned(office, sender.photos)
    fields, wrong_place = _fields(office, posted, reader)
    problems += [*known, *wrong_photos, *wrong_place]
    if not posted.words and not photos and not any(one.at == "description" for one in problems):
        problems.append(Problem("description_or_media", at="description"))
    if problems:
        raise Refused(problems)
    fields |= {"category": code, **({"photo": photos} if photos else {})}
    return _filed(office, fields, sender, reader)


def _filed(office: Office, fields: Mapping[str, Any], sender: Sender, reader: Reader) -> Taken:
    found = filing_problems(office, fields, reader.now)
    if found:
        raise Refused([replace(one, at=OURS_TO_THEIRS.get(one.at, one.at)) for one in found])
    client_id = reader.client.id if reader.client else "open"
    # Without a key two strangers could use the same word; nobody may be given another's receipt.
    is_named = bool(sender.repeat_key) and reader.client is not None
    repeat = hashlib.sha256(sender.repeat_key.encode()).hexdigest()[:32] if is_named else token_urlsafe(18)
    filing = Filing(command_id=f"o3-{client_id}-{repeat}", fields=fields)
    passage = Passage.KEY if reader.client else None
    with journal.one_transaction():
        filed = file_report(office, filing, Origin(address=sender.address, passage=passage), now=reader.now).filed
        if reader.client is not None:
            doors.note_filing(reader.client.id, filed.case_id)
    return Taken(filed=filed, is_private=is_private(str(fields["category"])))


def _fields(office: Office, posted: Posted, reader: Reader) -> tuple[dict[str, Any], list[Problem]]:
    """Return the fields of the filing form with the place worked out, and what is wrong with the place."""
    fields: dict[str, Any] = {
        "channel": "open311",
        "requester": "known" if posted.contact else "anonymous",
        "words": posted.words,
        "place_words": posted.place_words,
        **posted.contact,
    }
    path, how, problems = _placed(office, posted)
    if posted.point is not None:
        lon_e6, lat_e6 = posted.point.microdegrees
        fields["point"] = {"lon_e6": lon_e6, "lat_e6": lat_e6}
    fields |= {"area": path, "how_placed": how}
    if path and reader.client is not None and not path.startswith(reader.client.area_path):
        problems.append(Problem("outside_area", at="api_key"))
    return {key: value for key, value in fields.items() if value not in ("", None)}, problems


def _placed(office: Office, posted: Posted) -> tuple[str, str, list[Problem]]:
    """A point goes before an area's key, and that before words; words help where a point falls nowhere."""
    tree = office.directory.tree
    if posted.point is not None:
        placement = office.placer.place(posted.point.rounded())
        if placement.area_path:
            return placement.area_path, placement.how.value, []
        if not posted.place_words and not posted.address_id:
            return "", "", [Problem("point_outside", at="lat")]
    if posted.address_id:
        area = tree.by_key.get(posted.address_id)
        if area is not None:
            return area.path, How.BY_HAND.value, []
        return "", "", [Problem("unknown_choice", at="address_id", params={"value": posted.address_id[:40]})]
    if not posted.place_words:
        return "", "", []
    areas = find_areas(office.directory, posted.place_words)
    told = {"value": posted.place_words[:40]}
    if not areas:
        return "", "", [Problem("address_unknown", at="address_string", params=told)]
    best = areas[0]
    rivals = [one for one in areas if one.level is best.level and one.name == best.name]
    if len(rivals) > 1:
        return "", "", [Problem("address_unclear", at="address_string", params=told)]
    return best.path, How.BY_HAND.value, []


def _cleaned(office: Office, photos: Sequence[bytes]) -> tuple[tuple[bytes, ...], list[Problem]]:
    """Photos are re-encoded from their pixels, as on the public pages."""
    if len(photos) > PHOTOS_MAX:
        return (), [Problem("too_many_photos", at="media", params={"limit": PHOTOS_MAX})]
    if any(len(one) > PHOTO_MB_MAX * 1024 * 1024 for one in photos):
        return (), [Problem("photo_too_large", at="media", params={"limit": PHOTO_MB_MAX})]
    try:
        return tuple(office.ports.photos.clean(one) for one in photos), []
    except Refused as refused:
        return (), [replace(one, at="media") for one in refused.problems]


def add_update(office: Office, params: Params, sender: Sender, reader: Reader) -> str:
    """Add what the sender knows to a request of its own, as a note of whoever reported it; returns the update's id.

    The state is ours to change: whatever state is sent stands in the note and moves nothing.
    """
    check_right(office, reader, "case.note")
    given = {key: _one(params, key) for key in ("service_request_id", "update_id", "description", "status")}
    problems = [Problem("required", at=key) for key in ("service_request_id", "update_id") if not given[key]]
    if not given["description"] and not given["status"]:
        problems.append(Problem("required", at="description"))
    for key, limit in (("update_id", UPDATE_ID_MAX), ("description", NOTE_MAX - 100), ("status", 40)):
        try:
            kept_text(given[key], limit=limit, at=key)
        except Refused as refused:
            problems.extend(refused.problems)
    line = None
    if given["service_request_id"]:
        line = cases.find_case(office.county_id, given["service_request_id"])
        if line is None or reader.client is None or not doors.has_filed(reader.client.id, line.id):
            problems.append(Problem("not_your_request", at="service_request_id"))
    if problems or line is None or reader.client is None:
        raise Refused(problems)
    note = "\n".join(one for one in (given["description"], given["status"] and f"status: {given['status']}") if one)
    repeat = hashlib.sha256(f"{line.id}\0{given['update_id']}".encode()).hexdigest()[:32]
    command = Command(
        id=f"o3u-{reader.client.id}-{repeat}", verb="note", stream=line.stream, fields={"note": note}
    )  # fmt: skip
    move_case(office, command, actor=RESIDENT, now=reader.now)
    return given["update_id"]


def _one(params: Params, key: str) -> str:
    values = params.get(key, ())
    return values[-1].strip() if values else ""
