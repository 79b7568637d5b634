"""Filing through Open311: from the parameters of a POST to the fields of our filing form, all mistakes at once.

Source: GeoReport v2, POST service request. `device_id` and `account_id` are read and not kept: nothing here needs
to recognise a person's device.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from unicodedata import normalize

from linli.domain.calendar import SHANGHAI
from linli.domain.contact import EMAIL, PHONE
from linli.domain.coordinates import Point
from linli.domain.open311_asking import read_lat_long
from linli.domain.open311_services import TEXT_MAX, Attribute, Datatype
from linli.domain.problems import Problem, Refused
from linli.domain.source_values import kept_text, read_moment

DESCRIPTION_MAX = 4000
ADDRESS_MAX = 120
NAME_MAX = 40
URL_MAX = 500
ATTRIBUTE = re.compile(r"^attribute\[([^\[\]]{1,60})\](\[\])?$")
WEB_ADDRESS = re.compile(r"^https?://[^\s/?#@:\\]+(?::\d{1,5})?(?:[/?#]\S*)?$")
OURS_TO_THEIRS: Mapping[str, str] = {
    "words": "description", "place_words": "address_string", "requester_name": "first_name",
    "requester_phone": "phone", "requester_email": "email", "category": "service_code", "point": "lat",
    "area": "address_string", "photo": "media",
}  # fmt: skip
"""What our fields are called at this door."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Posted:
    """What a POST brings, read and checked as far as it can be without the district."""

    words: str = ""
    place_words: str = ""
    address_id: str = ""
    point: Point | None = None
    contact: Mapping[str, str] = field(default_factory=dict)
    """requester_name, requester_phone, requester_email: only what was given."""


def read_posted(
    params: Mapping[str, Sequence[str]], asked: tuple[Attribute, ...], *, language: str
) -> tuple[Posted, list[Problem]]:
    """Return what was posted and everything wrong with it, by the names of this door."""
    problems: list[Problem] = []
    given = {key: values[-1].strip() for key, values in params.items() if values}
    point = read_lat_long(given, problems)
    address = _text(given, "address_string", ADDRESS_MAX, problems)
    address_id = _text(given, "address_id", ADDRESS_MAX, problems)
    if not (address or address_id or given.get("lat") or given.get("long")):
        problems.append(Problem("location_needed", at="lat, long, address_string"))
    description = _text(given, "description", DESCRIPTION_MAX, problems)
    answers = read_attributes(params, asked, problems, language=language)
    media_url = _url(given, problems)
    lines = [description, *answers, f"media_url: {media_url}" if media_url else ""]
    posted = Posted(
        words="\n".join(line for line in lines if line),
        place_words=address,
        address_id=address_id,
        point=point,
        contact=_contact(given, problems),
    )
    return posted, problems


def read_attributes(
    params: Mapping[str, Sequence[str]], asked: tuple[Attribute, ...], problems: list[Problem], *, language: str
) -> list[str]:
    """Return the answers to a service's questions, one line each, in words that a reader at the desk knows."""
    given: dict[str, list[str]] = {}
    for key, values in params.items():
        if found := ATTRIBUTE.match(key):
            given.setdefault(found[1], []).extend(value.strip() for value in values if value.strip())
    known = {one.code: one for one in asked if one.variable}
    problems.extend(
        Problem("unknown_field", at=f"attribute[{code}]", params={"value": code[:40]})
        for code in given
        if code not in known
    )
    lines = []
    for code, one in known.items():
        answers = given.get(code, [])
        if not answers:
            if one.required:
                problems.append(Problem("required", at=f"attribute[{code}]"))
            continue
        found_words = _answer(one, answers, problems, language)
        if found_words:
            lines.append(f"{one.description.within(language)}: {found_words}")
    return lines


def _answer(one: Attribute, answers: list[str], problems: list[Problem], language: str) -> str:
    at = f"attribute[{one.code}]"
    if one.values:
        names = dict(one.values)
        strange = [value for value in answers if value not in names]
        problems.extend(Problem("unknown_choice", at=at, params={"value": value[:40]}) for value in strange)
        if one.datatype is Datatype.ONE and len(answers) > 1:
            problems.append(Problem("too_many_values", at=at, params={"limit": 1}))
        return ", ".join(names[value].within(language) for value in dict.fromkeys(answers) if value in names)
    try:
        text = kept_text(answers[-1], limit=TEXT_MAX, at=at)
        if one.datatype is Datatype.DATETIME:
            read_moment(text, zone=SHANGHAI, is_day_first=False, at=at)
    except Refused as refused:
        problems.extend(refused.problems)
        return ""
    if one.datatype is Datatype.NUMBER and not re.fullmatch(r"-?\d{1,12}(\.\d{1,6})?", text):
        problems.append(Problem("not_a_number", at=at))
    return text


def _text(given: Mapping[str, str], at: str, limit: int, problems: list[Problem]) -> str:
    try:
        return kept_text(given.get(at, ""), limit=limit, at=at)
    except Refused as refused:
        problems.extend(refused.problems)
        return ""


def _url(given: Mapping[str, str], problems: list[Problem]) -> str:
    """An address of a picture is written down for whoever handles the matter; nobody here ever opens it."""
    url = _text(given, "media_url", URL_MAX, problems)
    if url and not WEB_ADDRESS.match(url):
        problems.append(Problem("not_a_web_address", at="media_url"))
        return ""
    return url


def _contact(given: Mapping[str, str], problems: list[Problem]) -> dict[str, str]:
    """A name is kept only beside a way to answer: alone it is a personal value that serves nobody."""
    phone, email = (normalize("NFKC", _text(given, at, ADDRESS_MAX, problems)) for at in ("phone", "email"))
    if phone and not PHONE.match(phone):
        problems.append(Problem("not_a_phone", at="phone"))
    if email and not EMAIL.match(email):
        problems.append(Problem("not_an_email", at="email"))
    names = [_text(given, at, NAME_MAX, problems) for at in ("last_name", "first_name")]
    if not (phone or email):
        return {}
    is_chinese = any("\u4e00" <= char <= "\u9fff" for name in names for char in name)
    name = ("" if is_chinese else " ").join(one for one in (names if is_chinese else reversed(names)) if one)
    found = {"requester_name": name[:NAME_MAX], "requester_phone": phone, "requester_email": email}
    return {key: value for key, value in found.items() if value}
