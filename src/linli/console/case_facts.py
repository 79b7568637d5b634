"""The facts of a case: what, where, through which door, for whom; and the head of every page about it."""

from datetime import datetime
from json import loads
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from linli.actions.case_views import REQUESTER_FIELDS, CaseView
from linli.actions.deciding import Office
from linli.actions.look_views import field_title
from linli.console.masking import masked_field
from linli.console.place_sketch import sketch_for
from linli.console.words import (
    area_name,
    area_words,
    category_words,
    choice_words,
    language,
    move_called,
    one_area,
    stage_of,
    title_of,
    unit_name,
)
from linli.domain.area import AreaLevel
from linli.domain.coordinates import Point
from linli.domain.deadline_steps import length_wording
from linli.domain.default_limits import cited
from linli.domain.engine.declarations import LengthFrom, Procedure
from linli.domain.engine.erasing import ERASED_WORDS
from linli.domain.seal import Seal
from linli.domain.working_time import ClockUnit
from linli.ui.map_view import MapView, place_map
from linli.ui.sketch_view import Position

PLACE_KEPT = 1
"""The place is given in the first entry."""
FIRST_WORDS = frozenset({"words", "place_words", "point"})
"""What the first entry says of the matter itself."""


def case_head(office: Office, view: CaseView) -> dict[str, Any]:
    """Return title, crumbs, stage and holder."""
    state = view.state
    community = office.directory.tree.at_level(state.area, AreaLevel.COMMUNITY)
    place = one_area(community) if community else area_name(office, state.area)
    title = state.title or f"{place} {title_of(office, state)}"
    helpers = [
        _("%(unit)s (%(stage)s)")
        % {
            "unit": unit_name(office, part.unit),
            "stage": next(
                one.title.within(language()) for one in view.procedure.part(part.rule).stages if one.key == part.stage
            ),
        }
        for part in state.parts.values()
        if part.unit
    ]
    post = office.directory.posts.get(state.holder.post)
    return {
        "title": title,
        "short_title": title_of(office, state),
        "number": state.number,
        "procedure": view.procedure,
        "category_words": category_words(office, state.category),
        "stage": stage_of(state),
        "holder_name": unit_name(office, state.holder.unit),
        "holder_role": post.role.wording if post else None,
        "co_handlers": helpers,
        "case_url": reverse("console:case", args=[state.id]),
        "links": [
            {"words": _link_words(link.relation), "url": reverse("console:case", args=[link.stream.partition("/")[2]])}
            for link in state.links
        ],
        "held_for": state.notes.get("held", ""),
        "proposals": [_proposal_title(view, verb) for verb in state.proposals],
    }


def _link_words(relation: str) -> str:
    words = {
        "merged": _("Merged matter"),
        "child": _("Split-off matter"),
        "raised_from": _("Raised from this"),
        "follows": _("Follows another"),
        "like_place": _("Same kind of place"),
    }
    return words.get(relation, _("Related matter"))


def _proposal_title(view: CaseView, verb: str) -> str:
    move = move_called(view.procedure, verb)
    return move.title.within(language()) if move else verb


def case_facts(office: Office, view: CaseView, now: datetime) -> dict[str, Any]:
    """Return what stands at the left: place, category with its limit, channel, requester, publicity."""
    state = view.state
    limit = office.directory.limit(state.category, state.area, state.urgency)
    is_erased = any(key in REQUESTER_FIELDS for _seq, key in view.erased) and not view.has_contact
    is_masked = (state.requester == "known" or view.has_contact) and not is_erased
    contact = [one for one in view.hidden if one.key in REQUESTER_FIELDS]
    first = [one for one in view.hidden if one.seq == PLACE_KEPT and one.key in FIRST_WORDS]
    return {
        "sketch": sketch_for(office, state.area, _point(view)),
        "map": _map(office, view),
        "place_words": _given(view, "place_words"),
        "words": _given(view, "words"),
        "photo_links": [
            reverse("console:photo", args=[state.id, seq, name]) for seq, name in view.photos if seq == PLACE_KEPT
        ],
        "area_words": area_words(office, state.area, joint=" / "),
        "how_placed": choice_words("how_placed", state.how_placed) if state.how_placed else "",
        "limit_words": length_wording(limit.length, ClockUnit(limit.unit)) if has_limit(view.procedure) else None,
        "limit_source": cited(limit.source),
        "channel_words": choice_words("channel", state.channel),
        "requester_words": ERASED_WORDS.within(language()) if is_erased else choice_words("requester", state.requester),
        "is_masked": is_masked,
        "contact": _contact(view),
        "contact_masked": masked_field(view, contact, key="contact"),
        "words_masked": masked_field(view, first, key="first"),
        "seal_words": Seal(state.seal).wording,
        "is_sealed": state.seal not in (Seal.OPEN, Seal.RESTRICTED),
        "is_urgent": state.urgency == "urgent",
        "grade_words": choice_words("grade", state.notes["grade"])
        if view.has("case.rating") and state.notes.get("grade")
        else "",
    }


def has_limit(procedure: Procedure) -> bool:
    """Say whether the category's handling limit binds the matter; other procedures bring lengths of their own."""
    return any(rule.length.source is LengthFrom.MATRIX for rule in procedure.clocks)


def _contact(view: CaseView) -> list[tuple[str, str]]:
    """Return how the requester is called and reached, where this answer opened it."""
    found = [(key, words) for (_seq, key), words in sorted(view.values.items()) if key in REQUESTER_FIELDS]
    return [(field_title(key).within(language()), words) for key, words in found]


def _map(office: Office, view: CaseView) -> MapView | None:
    """Return the map of the place: its area marked, its point only where the reader may see it."""
    spot = _point(view)
    title = area_words(office, view.state.area)
    return place_map(office, view.state.area, title=title, point=Point(*spot) if spot else None)


def _given(view: CaseView, key: str) -> str:
    """Return what was written at filing, or that it was erased by law."""
    if (PLACE_KEPT, key) in view.erased:
        return ERASED_WORDS.within(language())
    return view.values.get((PLACE_KEPT, key), "")


def _point(view: CaseView) -> Position | None:
    """Return the place's point where the reader may see it."""
    spelled = view.values.get((PLACE_KEPT, "point"), "")
    if not spelled:
        return None
    point = loads(spelled)
    return (point["lon_e6"] / 1e6, point["lat_e6"] / 1e6)
