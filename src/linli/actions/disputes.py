"""Disputes come in: by a party's application without an account, or registered by a worker; one door for both."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from linli.actions.case_views import CaseView
from linli.actions.deciding import Filing, Office
from linli.actions.reading import Opening, open_fields
from linli.actions.reports import Origin, Reported, file_report
from linli.actions.settings import is_set_on, setting_text
from linli.domain.contact import EMAIL, PHONE
from linli.domain.danger_words import names_danger
from linli.domain.engine.context import RESIDENT, Actor
from linli.domain.problems import Problem, Refused
from linli.domain.unit import Post
from linli.procedures.dispute import FINDERS

PROCEDURE = "dispute"
TEXTS = ("words", "wishes", "other_party")
"""What is looked through for words of danger."""
AGREEMENT_FIELDS = ("main_facts", "issues", "agreement", "manner")
"""The contents of an agreement by art. 29, beside who the parties are."""
ON_THE_TABLE = (*AGREEMENT_FIELDS, "party_name")


def may_register(post: Post) -> bool:
    """Say whether `post` may register a dispute: whoever finds one in the course of the work."""
    return post.role in FINDERS


def is_dangerous(given: Mapping[str, str]) -> bool:
    """Say whether an application ticks or names danger: then the helplines stand before everything else."""
    return given.get("danger") == "yes" or names_danger(*(given.get(key, "") for key in TEXTS))


def application_problems(office: Office, given: Mapping[str, str], now: datetime) -> tuple[Problem, ...]:
    """Return what an applicant left out or mistyped, beyond what the filing itself finds."""
    if not is_set_on(office, "public.is_open", now):
        return (Problem("reports_closed", params={"hotline": setting_text(office, "public.hotline", now)}),)
    found = [
        Problem("required", at=key)
        for key in ("category", "words", "other_party", "requester_name", "area")
        if not given.get(key, "").strip()
    ]
    phone, email = given.get("requester_phone", "").strip(), given.get("requester_email", "").strip()
    if not phone and not email:
        found.append(Problem("mediation_contact", at="requester_phone"))
    if phone and not PHONE.match(phone):
        found.append(Problem("not_a_phone", at="requester_phone"))
    if email and not EMAIL.match(email):
        found.append(Problem("not_an_email", at="requester_email"))
    return tuple(found)


def file_dispute(
    office: Office, command_id: str, given: Mapping[str, Any], origin: Origin, *, now: datetime, actor: Actor = RESIDENT
) -> Reported:
    """File a dispute; raises Refused with every mistake. What danger was named makes it urgent, never a person."""
    fields = {key: value for key, value in given.items() if value not in ("", None, ())}
    if fields.get("danger") == "yes":
        fields["urgency"] = "urgent"
    filing = Filing(command_id=command_id, procedure=PROCEDURE, fields=fields)
    return file_report(office, filing, origin, now=now, actor=actor)


def hidden_on_the_table(view: CaseView) -> tuple[str, ...]:
    """Return the names of what is hidden and read out at the table: the latest text, and who the parties are."""
    texts = [one for one in view.hidden if one.key in AGREEMENT_FIELDS and one.is_openable]
    latest = max((one.seq for one in texts), default=0)
    named = [one for one in view.hidden if one.key == "party_name" and one.is_openable]
    return tuple(one.name for one in (*named, *(one for one in texts if one.seq == latest)))


def open_the_table(office: Office, view: CaseView, request: str, now: datetime) -> Mapping[tuple[int, str], str]:
    """Open the text and the names for the parties who sit there, on the record; raises Refused."""
    wanted = hidden_on_the_table(view)
    if not wanted:
        raise Refused([Problem("nothing_to_open")])
    asked = Opening(fields=wanted, reason="handle", request=request)
    return open_fields(office, view, asked, now).values
