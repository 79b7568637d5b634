"""Importing: a case that another system kept becomes one `case.imported` entry, without clocks of ours."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from linli.domain.engine import effects as fx
from linli.domain.engine.context import Context, Decision, ValueDraft
from linli.domain.engine.fold import apply_effect
from linli.domain.engine.named_effects import make_effects
from linli.domain.engine.running import conclude
from linli.domain.engine.state import CaseState
from linli.domain.entry import moment_text


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedCase:
    """One row of a source, read and checked."""

    origin: str
    """Source and its own key, e.g. "hoboken-2019#4933221"."""
    category: str
    area: str
    how_placed: str
    is_closed: bool
    filed_at: datetime | None = None
    closed_at: datetime | None = None
    values: Mapping[str, str] = field(default_factory=dict)
    """words, place_words: what people wrote there."""
    point: bytes | None = None
    """Canonical JSON of the point, where one was given."""


def import_case(stream: str, given: ImportedCase, context: Context, *, closed_stage: str) -> Decision:
    """Return the one entry of an imported case: received now, its own times beside it, outside the indicators."""
    procedure = context.procedure
    stage = procedure.stage(closed_stage if given.is_closed else procedure.initial)
    filed = fx.Filed(
        procedure=procedure.key,
        version=procedure.version,
        county=context.directory.county,
        number=context.number,
        category=given.category,
        area=given.area,
        urgency="ordinary",
        channel="import",
        seal=procedure.seal.value,
        requester="none",
        how_placed=given.how_placed,
        record_only=True,
    )
    effects: list[fx.Effect] = [filed, fx.StageSet(to=stage.key, kind=stage.kind.value)]
    effects.append(fx.Noted(key="origin", value=given.origin))
    for key, moment in (("source_filed_at", given.filed_at), ("source_closed_at", given.closed_at)):
        if moment is not None:
            effects.append(fx.Noted(key=key, value=moment_text(moment)))
    state = CaseState(stream=stream)
    working = state
    for effect in effects:
        working = apply_effect(working, effect, context.now)
    effects.extend(make_effects("hold_centre", working, {}, context))
    drafts = [
        ValueDraft(field=key, subject="requester", value=text.encode()) for key, text in given.values.items() if text
    ]
    if given.point is not None:
        drafts.append(ValueDraft(field="point", subject="requester", value=given.point))
    return conclude(
        state,
        verb="imported",
        given={"origin": given.origin},
        effects=tuple(effects),
        values=tuple(drafts),
        context=context,
    )
