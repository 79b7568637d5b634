"""Applying for mediation without an account: one page, helplines first, a receipt; complete without script."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from linli.actions.consenting import remember_application
from linli.actions.deciding import Office
from linli.actions.disputes import application_problems, file_dispute, is_dangerous
from linli.domain.area import Area, AreaLevel
from linli.domain.engine.asked import field_of
from linli.domain.problems import Problem, Refused
from linli.domain.wording import Wording
from linli.procedures import procedures
from linli.public.drafts import draft_to_fill
from linli.public.opening import private_page
from linli.public.refusals import refused, shown_once
from linli.public.report_check import done_of
from linli.public.sender import origin_of
from linli.public.words import language
from linli.ui.moment import present
from linli.ui.office import the_office
from linli.ui.pieces import Option
from linli.ui.refusals import Refusal

FIELDS = (
    "category", "words", "wishes", "area", "place_words", "danger", "other_party", "requester_name", "requester_phone",
    "requester_email",
)  # fmt: skip
LABELS: Mapping[str, Wording] = {
    "category": Wording("什么纠纷", "What kind of dispute"),
    "words": Wording("是怎么回事", "What it is about"),
    "wishes": Wording("希望怎样解决", "What you ask for"),
    "area": Wording("在哪个社区或村", "In which community or village"),
    "place_words": Wording("具体在哪里", "Where exactly"),
    "danger": Wording("有没有人身危险", "Is anybody in danger"),
    "other_party": Wording("对方是谁、怎么联系", "Who the other is, and how to reach them"),
    "requester_name": Wording("怎么称呼您", "Your name"),
    "requester_phone": Wording("电话", "Phone"),
    "requester_email": Wording("邮箱", "E-mail"),
}
TYPED_MAX = 6000
SEEN = "danger_seen"
"""Sent once the helplines were shown: nobody is kept from applying."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Street:
    """A street or town with its communities, as one group of the choice."""

    title: str
    options: tuple[Option, ...]


@private_page
def apply(request: HttpRequest) -> HttpResponse:
    """Show the form, or file what it holds; where danger is named, the helplines stand first."""
    office, now = the_office(), present()
    if request.method != "POST":
        return _shown(request, office)
    given = {key: request.POST.get(key, "")[:TYPED_MAX].replace("\r\n", "\n") for key in FIELDS}
    problems = list(application_problems(office, given, now))
    if is_dangerous(given) and SEEN not in request.POST:
        problems.insert(0, Problem("danger_first"))
    if problems:
        return refused(request, Refusal(problems=tuple(problems), typed=given))
    return _filed(request, office, given, now)


def _filed(request: HttpRequest, office: Office, given: Mapping[str, str], now: datetime) -> HttpResponse:
    draft = draft_to_fill(request)
    command_id = request.POST.get("command_id", "")[:60] or draft.command_id
    fields: dict[str, Any] = {
        **{key: value.strip() for key, value in given.items()}, "channel": "web", "requester": "known",
        "found_by": "application",
    }  # fmt: skip
    try:
        reported = file_dispute(office, command_id, fields, origin_of(request, draft), now=now)
    except Refused as found:
        return refused(request, Refusal(problems=found.problems, typed=dict(given)))
    remember_application(office, reported.filed.stream, now)
    draft.finish(done_of(reported))
    return draft.save(redirect("report_done"), is_encrypted=request.is_secure())


def _shown(request: HttpRequest, office: Office) -> HttpResponse:
    refusal = shown_once(request)
    draft = draft_to_fill(request)
    dangerous = is_dangerous(refusal.typed)
    page = {
        "typed": refusal.typed,
        "problems": refusal.problems,
        "labels": {key: words.within(language()) for key, words in LABELS.items()},
        "kinds": [
            Option(value=one.key, title=one.title.within(language()))
            for one in field_of(procedures()["dispute"], "category").choices
        ],
        "streets": streets(office),
        "is_dangerous": dangerous,
        "command_id": draft.command_id,
    }
    return draft.save(render(request, "public/mediation.html", page), is_encrypted=request.is_secure())


def streets(office: Office) -> tuple[Street, ...]:
    """Return the communities and villages in use, street by street."""
    tree, today = office.directory.tree, office.directory.calendar.local_date(present())
    found: dict[str, list[Option]] = {}
    for area in tree:
        if area.level is AreaLevel.COMMUNITY and area.is_valid_on(today):
            street = tree.at_level(area.path, AreaLevel.SUBDISTRICT)
            options = found.setdefault(street.path if street else area.path, [])
            options.append(Option(value=area.path, title=_name(area)))
    return tuple(Street(title=_name(tree.by_path[path]), options=tuple(options)) for path, options in found.items())


def _name(area: Area) -> str:
    return area.name_en if language() == "en" and area.name_en else area.name
