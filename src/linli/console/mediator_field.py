"""The mediator in a move's form: proposals with their reasons, and the rest of the roster for the parties' choice."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from linli.actions.case_moves import OpenMove
from linli.actions.case_views import CaseView
from linli.actions.mediation import CHOOSING, DISPUTE, MediatorChoice, mediator_choice
from linli.console.form_fields import FormField, OptionGroup, ReadForm
from linli.console.seat import SeatedRequest
from linli.console.words import language, unit_name
from linli.domain.engine.declarations import Field
from linli.domain.engine.state import CaseState
from linli.domain.mediator_choice import ProposedMediator
from linli.domain.problems import Problem
from linli.ui.pieces import Option

POST = "post"


def proposes_mediators(view: CaseView, one: OpenMove) -> bool:
    """Say whether a move gives a dispute to a mediator."""
    return view.state.procedure == DISPUTE and one.part is None and one.move.verb in CHOOSING


def mediator_field(request: SeatedRequest, state: CaseState, declared: Field, given: Mapping[str, str]) -> FormField:
    """Return the field: radios for the proposals, one select for everybody else."""
    chosen = given.get(POST, "")
    found = mediator_choice(request.office, state, request.now, chosen_post=chosen)
    return FormField(
        name=declared.key,
        label=_("Mediator"),
        look="mediator",
        value=chosen,
        hint=_(
            "Whom to propose: the level nearest to the place first, then who has less open."
            " You decide; whom the parties choose goes before."
        ),
        is_optional=True,
        options=[_option(request, found, one) for one in found.proposed],
        groups=_groups(request, found),
    )


def _option(request: SeatedRequest, found: MediatorChoice, one: ProposedMediator) -> Option:
    joint = "," if language() == "zh" else ", "
    reasons = joint.join(words.within(language()) for words in one.reasons)
    name, unit = found.names.get(one.post_id, ""), unit_name(request.office, one.unit_id)
    return Option(value=one.post_id, title=" · ".join(part for part in (name, unit) if part), more=reasons)


def _groups(request: SeatedRequest, found: MediatorChoice) -> list[OptionGroup]:
    groups: dict[str, list[Option]] = {}
    for post in found.others:
        words = found.names.get(post.id) or post.title or post.role.wording.within(language())
        groups.setdefault(post.unit_id, []).append(Option(value=post.id, title=words))
    return [OptionGroup(title=unit_name(request.office, key), options=options) for key, options in groups.items()]


def with_mediator(request: SeatedRequest, view: CaseView, one: OpenMove, read: ReadForm) -> ReadForm:
    """Return what a form brought with the mediator it names, whose body then has the dispute.

    The select stands behind the radios under the same name: what was chosen there counts, being the parties' choice.
    """
    if not proposes_mediators(view, one):
        return read
    chosen = next((value[:26] for value in reversed(request.POST.getlist(POST)) if value), "")
    fields: dict[str, Any] = {key: value for key, value in read.fields.items() if key != POST}
    if not chosen:
        return replace(read, fields=fields, given={**read.given, POST: ""})
    fields[POST] = chosen
    problems = read.problems
    post = request.office.directory.posts.get(chosen)
    if post is not None and not fields.get("unit"):
        fields["unit"] = post.unit_id
    acts = view.state.actors_of(("recuse",))
    if post is not None and any(post.id == act.post or (act.staff and act.staff == post.staff_id) for act in acts):
        problems = (*problems, Problem("mediator_stepped_aside", at=POST))
    return replace(read, fields=fields, given={**read.given, POST: chosen}, problems=problems)
