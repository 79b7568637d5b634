"""The tablet on the table: one calm page for people who sit together; large words, the text, a pad for each signature.

It shows no name and no text of its own accord: whoever sits there with the parties opens them, on the record.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from linli.actions.case_moves import moves_for
from linli.actions.case_views import CaseView
from linli.actions.cases import move_case
from linli.actions.dispute_parties import ORALLY, SIGNED_ONLY, Deed, record_party
from linli.actions.disputes import AGREEMENT_FIELDS, hidden_on_the_table, open_the_table
from linli.actions.seats import actor_at
from linli.console.command_ids import command_id
from linli.console.dispute_panel import open_verbs, part_state, steps
from linli.console.mediation.sittings import dispute_or_404, frame
from linli.console.rail import KEPT_SENT
from linli.console.seat import SeatedRequest, refused_at, who_may
from linli.console.seats_admitted import BY_CASE
from linli.console.words import language
from linli.domain.dispute_parties import Party, parties_of
from linli.domain.engine.access import AT_WORK
from linli.domain.engine.context import Command
from linli.domain.mediation_fields import HOW_GIVEN, STROKES, STROKES_MAX
from linli.domain.problems import Problem, Refused
from linli.domain.strokes import PAD_HEIGHT, PAD_WIDTH, read_signature
from linli.ui.pieces import Option
from linli.ui.refusals import Refusal, take_refusal

ASKED_IN_ORDER = ("signature", "application", "prolongation", "consent")
"""What lies on the table: the latest thing that the parties are asked for."""
REASON_MAX, ANSWER_MAX = 600, 2100
WAYS = ("on_screen", "on_paper", "orally")


@who_may(BY_CASE)
def table(request: SeatedRequest, key: str) -> HttpResponse:
    """Show the table; take what a party gives or refuses there; open the text for those who sit there."""
    view = dispute_or_404(request, key)
    if not view.relations & AT_WORK:
        raise Http404
    if request.method != "POST":
        refusal = take_refusal(request.session, request.path)
        return _table(request, view, typed=dict(refusal.typed), problems=refusal.problems)
    if "open" in request.POST:
        return _read_out(request, view)
    if "conclude" in request.POST:
        return _concluded(request, view)
    return _taken(request, view)


def _read_out(request: SeatedRequest, view: CaseView) -> HttpResponse:
    try:
        opened = open_the_table(request.office, view, command_id(request), request.now)
    except Refused as found:
        return refused_at(request, request.path, Refusal(problems=found.problems, typed={}))
    return _table(request, view, opened=opened)


def _taken(request: SeatedRequest, view: CaseView) -> HttpResponse:
    """Record one party's answer; whoever sat there is thanked, and the next one's turn comes."""
    letter, rule = str(request.POST.get("party", ""))[:2], str(request.POST.get("rule", ""))[:20]
    party = next((one for one in parties_of(view.entries, view.state) if one.letter == letter), None)
    verb = "refuse" if "refuse" in request.POST else "give"
    deed = Deed(
        command_id=command_id(request), verb=verb, rule=rule, how_given=str(request.POST.get("how_given", ""))[:20],
        strokes=str(request.POST.get(STROKES, ""))[: STROKES_MAX + 1],
        reason=str(request.POST.get("party_reason", ""))[:REASON_MAX].replace("\r\n", "\n"),
        scans=tuple(file.read() for file in request.FILES.getlist("scan")[:6]),
    )  # fmt: skip
    typed = {"party": letter, "rule": rule, "how_given": deed.how_given, "party_reason": deed.reason}
    try:
        if party is None:
            raise Refused([Problem("part_not_found")])
        record_party(request.office, view, party, deed, request.now)
    except Refused as found:
        return refused_at(request, request.path, Refusal(problems=found.problems, typed=typed))
    said = _("%(party)s: recorded. Thank you.") if verb == "give" else _("%(party)s: recorded. Nobody has to.")
    messages.success(request, said % {"party": party.wording.within(language())})
    return HttpResponseRedirect(request.path)


def _concluded(request: SeatedRequest, view: CaseView) -> HttpResponse:
    """Let the mediator sign and seal: from now on the agreement binds."""
    given = str(request.POST.get(STROKES, ""))[: STROKES_MAX + 1]
    answer = str(request.POST.get("answer", ""))[:ANSWER_MAX].replace("\r\n", "\n")
    try:
        strokes = read_signature(given).spelled if given.strip() else ""
        fields = {STROKES: strokes, "answer": answer}
        command = Command(id=command_id(request), verb="conclude", stream=view.state.stream, fields=fields)
        move_case(request.office, command, actor=actor_at(request.post), now=request.now)
    except Refused as found:
        return refused_at(
            request, request.path, Refusal(problems=found.problems, typed={"rule": "conclude", "answer": answer})
        )
    request.session[KEPT_SENT] = f"agreement-{view.state.id}"
    messages.success(request, _("Signed and sealed: the agreement takes effect."))
    return HttpResponseRedirect(request.path)


def _table(
    request: SeatedRequest,
    view: CaseView,
    *,
    typed: dict[str, str] | None = None,
    problems: tuple[Problem, ...] = (),
    opened: Mapping[tuple[int, str], str] | None = None,
) -> HttpResponse:
    shown = replace(view, values={**view.values, **(opened or {})})
    parties = parties_of(view.entries, view.state)
    rule = next((one for one in ASKED_IN_ORDER if _is_asked(parties, one)), "")
    verbs = open_verbs(moves_for(request.office, view, request.now))
    context = {
        **frame(request, view, typed or {}, problems),
        "steps": steps(view.state.stage),
        "rule": rule,
        "rule_title": view.procedure.part(rule).title.within(language()) if rule else "",
        "cards": [_card(shown, one, rule, typed or {}) for one in parties] if rule else [],
        "text": _text(shown, opened) if opened else [],
        "may_open": not opened and rule == "signature" and bool(hidden_on_the_table(view)),
        "may_conclude": "conclude" in verbs,
        "may_propose": "propose_agreement" in verbs,
        "agreement_url": reverse("console:agreement", args=[view.state.id]),
        "ways": _ways(rule),
        "open_id": uuid4().hex,
        "answer": (typed or {}).get("answer") or _("All parties signed an agreement; it takes effect today."),
        "is_final": view.state.is_final,
        "pad": {"width": PAD_WIDTH, "height": PAD_HEIGHT},
        "stage_words": view.procedure.stage(view.state.stage),
    }
    return render(request, "console/mediation/table.html", context)


def _is_asked(parties: tuple[Party, ...], rule: str) -> bool:
    return any(one.stage(rule) for one in parties) and any(one.stage(rule) == "asked" for one in parties)


def _ways(rule: str) -> list[Option]:
    return [
        Option(value=one.key, title=one.title.within(language()))
        for one in HOW_GIVEN
        if one.key in WAYS and not (one.key == ORALLY and rule in SIGNED_ONLY)
    ]


def _card(view: CaseView, party: Party, rule: str, typed: Mapping[str, str]) -> Mapping[str, Any]:
    is_typed = typed.get("party") == party.letter and typed.get("rule") == rule
    return {
        "letter": party.letter, "title": party.wording.within(language()),
        "name": view.values.get((party.seq, "party_name"), ""), "state": part_state(view, party, rule),
        "is_asked": party.stage(rule) == "asked", "is_typed": is_typed,
        "how_given": typed.get("how_given", "") if is_typed else "on_screen",
        "reason": typed.get("party_reason", "") if is_typed else "", "command_id": uuid4().hex,
    }  # fmt: skip


def _text(view: CaseView, opened: Mapping[tuple[int, str], str]) -> list[tuple[str, str]]:
    """Return the text that lies on the table, under the headings of article 29."""
    titles = {one.key: one.title.within(language()) for one in view.procedure.fields}
    latest = max((seq for seq, key in opened if key in AGREEMENT_FIELDS), default=0)
    return [(titles[key], opened[latest, key]) for key in AGREEMENT_FIELDS if (latest, key) in opened]
