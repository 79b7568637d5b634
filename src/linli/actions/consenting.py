"""Consents: which notice somebody saw, what they agreed to beside the service, and taking it back.

Source: 个人信息保护法 arts. 14-17. Nothing here is a condition of anything (art. 16).
"""

from collections.abc import Collection, Mapping
from datetime import datetime

from linli.actions.deciding import Office
from linli.actions.kept_things import of_receipt
from linli.domain.privacy_notice import (
    FOLLOW_UP_CALLS,
    NOTICE,
    NOTICE_OF_RATING,
    NOTICES,
    OPTIONAL_PURPOSES,
    TAKEN_AS_AGREED,
    Form,
)
from linli.domain.problems import Problem, Refused
from linli.store import consents


def remember_report(office: Office, stream: str, *, agreed: Collection[str], now: datetime) -> None:
    """Keep which notice stood on a report's form, and which optional purposes were agreed to."""
    _remember(office, stream, Form.REPORT, {one: one in agreed for one in OPTIONAL_PURPOSES}, now)


def remember_application(office: Office, stream: str, now: datetime) -> None:
    """Keep which notice stood on an application for mediation."""
    _remember(office, stream, Form.MEDIATION, {}, now)


def remember_call(office: Office, stream: str, *, may_call: bool, now: datetime) -> None:
    """Keep that the notice of the phone desk was told, and whether a call afterwards was agreed to."""
    _remember(office, stream, Form.PHONE, {FOLLOW_UP_CALLS: may_call}, now)


def _remember(office: Office, stream: str, form: Form, answers: Mapping[str, bool], now: datetime) -> None:
    yes = frozenset(key for key, is_given in answers.items() if is_given)
    consents.remember(
        office.county_id, stream, version=NOTICES[form].version, given=yes | {NOTICE},
        refused=frozenset(answers) - yes, now=now,
    )  # fmt: skip


def remember_rating(office: Office, stream: str, now: datetime) -> None:
    """Keep which notice stood beside a rating."""
    version = NOTICES[Form.RATING].version
    consents.remember(
        office.county_id, stream, version=version, given=frozenset({NOTICE_OF_RATING}), refused=frozenset(), now=now
    )


def agreed_to(office: Office, stream: str) -> Mapping[str, bool]:
    """Return by optional purpose whether the person agrees to it now."""
    return _agreed(consents.of_stream(office.county_id, stream))


def notices_seen(office: Office, stream: str) -> tuple[str, ...]:
    """Return the versions of the notices that stood on the forms of a matter, the filing's first."""
    kept = consents.of_stream(office.county_id, stream)
    return tuple(kept[one][0] for one in (NOTICE, NOTICE_OF_RATING) if one in kept)


def may_call_afterwards(office: Office, stream: str) -> bool:
    """Say whether the person agreed to be called after the end."""
    return agreed_to(office, stream)[FOLLOW_UP_CALLS]


def withdraw_consent(office: Office, code: str, purpose: str, *, is_given: bool, now: datetime) -> None:
    """Take consent to a purpose back, or give it again, from this moment; raises Refused `not_found`."""
    kept = of_receipt(office, code)
    if kept is None or purpose not in OPTIONAL_PURPOSES:
        raise Refused([Problem("not_found")])
    version = NOTICES[Form.REPORT].version
    consents.change(office.county_id, kept.state.stream, purpose, version=version, is_given=is_given, now=now)


def _agreed(answers: Mapping[str, tuple[str, datetime | None]]) -> Mapping[str, bool]:
    return {key: answers[key][1] is None if key in answers else key in TAKEN_AS_AGREED for key in OPTIONAL_PURPOSES}
