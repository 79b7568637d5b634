"""What a report asks, what it is called, and what is wrong with what was typed: all mistakes at once."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from unicodedata import normalize

from linli.actions.deciding import Filing, Office
from linli.actions.public_views import filing_problems
from linli.domain.contact import EMAIL, PHONE
from linli.domain.problems import Problem
from linli.domain.wording import Wording
from linli.public.drafts import Draft
from linli.public.words import language

CONTACT_FIELDS = ("requester_name", "requester_phone", "requester_email")
WHAT_FIELDS = ("category", "words", "requester", *CONTACT_FIELDS)
PLAIN_FIELDS = ("area", "category", "words", "place_words", "how_placed")
KNOWN, ANONYMOUS = "known", "anonymous"
PHOTOS_MAX = 6
LABELS: Mapping[str, Wording] = {
    "q": Wording("地点", "Place"),
    "area": Wording("地点", "Place"),
    "place_words": Wording("具体在哪里", "Where exactly"),
    "category": Wording("哪一类问题", "Kind of problem"),
    "words": Wording("说说情况", "What happened"),
    "photo": Wording("照片", "Photos"),
    "requester": Wording("谁会知道是我", "Who will know it is me"),
    "requester_name": Wording("怎么称呼您", "Your name"),
    "requester_phone": Wording("电话", "Phone"),
    "requester_email": Wording("邮箱", "E-mail"),
}


def labels() -> dict[str, str]:
    """Return what each field is called, in the reader's language."""
    return {key: words.within(language()) for key, words in LABELS.items()}


def fields_of(draft: Draft, photos: tuple[bytes, ...] = ()) -> dict[str, Any]:
    """Return the draft as the fields of a filing; who stays anonymous leaves no name and no number."""
    kept = draft.values
    found: dict[str, Any] = {key: kept.get(key, "") for key in PLAIN_FIELDS}
    found["channel"] = "web"
    found["requester"] = ANONYMOUS if kept.get("requester") == ANONYMOUS else KNOWN
    if found["requester"] == KNOWN:
        found |= {key: kept.get(key, "").strip() for key in CONTACT_FIELDS}
    if draft.point:
        found["point"] = draft.point
    if photos:
        found["photo"] = photos
    return {key: value for key, value in found.items() if value not in ("", None)}


def filing_of(draft: Draft, photos: tuple[bytes, ...]) -> Filing:
    """Return the command that sends the draft."""
    return Filing(command_id=draft.command_id, fields=fields_of(draft, photos))


def what_problems(office: Office, draft: Draft, now: datetime) -> tuple[Problem, ...]:
    """Return every mistake in what happened and who asks, in the order of the page."""
    kept = draft.values
    found: list[Problem] = []
    if not kept.get("category"):
        found.append(Problem("choose_kind", at="category"))
    if not kept.get("words", "").strip() and not draft.photos:
        found.append(Problem("words_or_photo", at="words"))
    found.extend(_requester_problems(kept))
    checked = filing_problems(office, fields_of(draft), now)
    found.extend(one for one in checked if one.at in WHAT_FIELDS and _is_new(one, found))
    order = {key: at for at, key in enumerate(LABELS)}
    return tuple(sorted(found, key=lambda one: order.get(one.at, len(order))))


def _is_new(problem: Problem, found: list[Problem]) -> bool:
    """What is missing is said once, in this page's own words."""
    return not any(one.at == problem.at and problem.code in ("required", one.code) for one in found)


def _requester_problems(kept: Mapping[str, str]) -> list[Problem]:
    choice = kept.get("requester", KNOWN)
    if choice == ANONYMOUS:
        return []
    found = []
    if choice != KNOWN:
        found.append(Problem("unknown_choice", at="requester", params={"value": choice[:40]}))
    phone, email = (normalize("NFKC", kept.get(key, "")).strip() for key in CONTACT_FIELDS[1:])
    if not phone and not email:
        found.append(Problem("contact_needed", at="requester_phone"))
    if phone and not PHONE.match(phone):
        found.append(Problem("not_a_phone", at="requester_phone"))
    if email and not EMAIL.match(email):
        found.append(Problem("not_an_email", at="requester_email"))
    return found
