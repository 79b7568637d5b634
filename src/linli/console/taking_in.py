"""Taking in at the window what a letter or a visitor asks: the form of whichever procedure is the right one."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from linli.actions.case_views import clean_photos
from linli.actions.channel_posts import procedures_for
from linli.actions.consenting import remember_call
from linli.actions.deciding import FiledCase, Filing
from linli.console.command_ids import command_id
from linli.console.form_fields import FieldMaker, FormField, candidates_of, read_form
from linli.console.intake import mistakes_in, with_consent, without_doubles
from linli.console.seat import SeatedRequest
from linli.console.words import language
from linli.domain.engine.asked import field_of
from linli.domain.engine.declarations import Field, FieldType
from linli.domain.engine.moves import move_for
from linli.domain.privacy_notice import FOLLOW_UP_CALLS
from linli.domain.problems import Refused
from linli.procedures import procedures
from linli.ui.pieces import FilterChip
from linli.ui.refusals import Refusal

NOT_ASKED = frozenset({"channel", "how_placed", "point"})
"""The door is known, and a place is named by words."""
NOT_HERE = frozenset({FieldType.POINT, FieldType.MOMENT, FieldType.POST, FieldType.CASE, FieldType.FILE})
ALSO_REQUIRED = frozenset({"words", "requester"})
FIRST_VALUES = {"urgency": "ordinary", "requester": "known"}
GROUPS = (
    ("words", "photo"),
    ("requester", "requester_name", "requester_phone", "requester_email", "requester_address"),
)
"""What stands in panels of its own; the rest stands between them."""
Take = Callable[[Filing], FiledCase]


def procedure_chosen(request: SeatedRequest) -> str:
    """Return the procedure that the form is for: the one named in the address, else the first."""
    offered = procedures_for(request.post)
    wanted = str(request.GET.get("procedure", ""))
    return wanted if wanted in offered else (offered[0] if offered else "")


def procedure_chips(request: SeatedRequest, chosen: str) -> list[FilterChip]:
    """Return the procedures in which this post may take the matter in."""
    return [
        FilterChip(
            title=procedures()[key].title.within(language()), url=f"{request.path}?procedure={key}", is_on=key == chosen
        )
        for key in procedures_for(request.post)
    ]


def asked_fields(procedure_key: str) -> Mapping[str, tuple[Field, bool]]:
    """Return what is asked at the window, by key, with whether it has to be filled in."""
    procedure = procedures()[procedure_key]
    move = move_for(procedure, None, "file")
    found = {}
    for key, is_required in move.asks() if move else ():
        declared = field_of(procedure, key)
        if key not in NOT_ASKED and declared.type not in NOT_HERE:
            found[key] = (declared, is_required or key in ALSO_REQUIRED)
    return found


def take_in_with(request: SeatedRequest, procedure_key: str, take: Take) -> tuple[FiledCase | None, Refusal]:
    """File what the form holds by `take`; None with every mistake where it is refused."""
    asked = asked_fields(procedure_key)
    maker = _maker(request, FIRST_VALUES)
    read = with_consent(request, read_form(request, [declared for declared, _required in asked.values()], maker))
    fixed = {key for key, (_one, is_required) in asked.items() if is_required}
    problems = [*read.problems, *mistakes_in(read.fields, {key: one for key, (one, _is) in asked.items()}, fixed)]
    filed = None
    try:
        fields = clean_photos(request.office, {key: value for key, value in read.fields.items() if value}, read.uploads)
        filing = Filing(command_id=command_id(request), procedure=procedure_key, fields=fields)
        if not problems:
            filed = take(filing)
    except Refused as refused:
        problems += refused.problems
    if filed is None:
        return None, Refusal(problems=tuple(problems), typed=read.typed)
    remember_call(request.office, filed.stream, may_call=FOLLOW_UP_CALLS in read.given, now=request.now)
    return filed, Refusal()


def remember_taken(request: SeatedRequest, kept_as: str, of: str, filed: FiledCase) -> None:
    """Keep in the session what letter or visit `of` became, until its own page has shown it once."""
    request.session[kept_as] = {"of": of, "number": filed.number, "receipt": filed.receipt}


def taken_from(request: SeatedRequest, kept_as: str, of: str) -> Mapping[str, str] | None:
    """Return what letter or visit `of` became and forget it; the receipt of another is not shown here."""
    kept: Mapping[str, str] | None = request.session.get(kept_as)
    if not kept or kept.get("of") != of:
        return None
    del request.session[kept_as]
    return kept


def form_context(request: SeatedRequest, procedure_key: str, refusal: Refusal) -> dict[str, Any]:
    """Return what the form's template draws."""
    given = dict(refusal.typed) if refusal.problems else dict(FIRST_VALUES)
    maker = _maker(request, given)
    if refusal.problems:
        maker = replace(maker, candidates=candidates_of(request.office, refusal.typed))
    fields = {
        key: _made(maker, declared, required) for key, (declared, required) in asked_fields(procedure_key).items()
    }
    first, last = GROUPS
    middle = [key for key in fields if key not in first and key not in last]
    return {
        "panels": [
            [fields[key] for key in keys if key in fields] for keys in (first, middle, last) if set(keys) & set(fields)
        ],
        "labels": {key: one.label for key, one in fields.items()},
        "problems": without_doubles(refusal.problems),
        "command_id": command_id(request),
        "may_call": FOLLOW_UP_CALLS in given,
        "procedures": procedure_chips(request, procedure_key),
        "procedure": procedures()[procedure_key],
    }


def _maker(request: SeatedRequest, given: Mapping[str, str]) -> FieldMaker:
    units: Sequence[Any] = [one for one in request.office.directory.units.values() if one.is_active]
    return FieldMaker(office=request.office, within_path=request.post.area_path, given=given, targets=units)


def _made(maker: FieldMaker, declared: Field, required: bool) -> FormField:
    made = maker.field(declared, is_required=required)
    return replace(made, label=_("Who asked")) if declared.key == "requester" else made
