"""The words of one paper: what the office knows, what was chosen, what people wrote, what the issuer fills in.

What somebody wrote comes only from the view of whoever issues the paper: hidden there, it is hidden here.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol

from linli.actions.case_views import CaseView, declared_field
from linli.actions.deciding import Office
from linli.actions.hazard_words import hazard_facts
from linli.actions.paper_signatures import signature_places, signature_rows
from linli.domain.calendar import WorkingCalendar
from linli.domain.deadline_steps import deadline_day
from linli.domain.disclosure import HIDDEN
from linli.domain.engine.declarations import FieldType, Paper
from linli.domain.engine.paper_moves import act_for
from linli.domain.entry import Entry
from linli.domain.paper import Filling, PaperForm, Source, Variable, chinese_day
from linli.domain.problems import Problem
from linli.domain.seal import Seal
from linli.store import staff

TYPED_MAX = 8000
ABOUT = "party_about"
"""What is said of a party beside its name."""
DECIDING = "deciding"
"""The clock of a decision that is owed."""


class Offered(Protocol):
    """A paper with its form."""

    @property
    def paper(self) -> Paper:
        """The declaration of the procedure."""

    @property
    def form(self) -> PaperForm:
        """What it may say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperWords:
    """The words of a paper, and what of them is hidden from whoever issues it."""

    filling: Filling
    hidden: frozenset[str] = frozenset()
    """Variables that wait behind a duty reason."""
    to_open: tuple[str, ...] = ()
    """Names of the hidden values that the paper needs."""
    problems: tuple[Problem, ...] = ()
    is_sealed: bool = False
    """Whether the matter, or a value in the paper, opens only for a duty."""

    def shown(self, form: PaperForm, *, blank: str = "〔待填〕") -> dict[str, str]:
        """Return the words with placeholders: for what is hidden, and for what is required and not there yet."""
        found = dict(self.filling.words)
        for one in form.variables:
            if one.key in self.hidden:
                found[one.key] = HIDDEN.zh
            elif one.is_required and not found.get(one.key):
                found[one.key] = blank
        return found


def words_for(office: Office, view: CaseView, offer: Offered, typed: Mapping[str, str], now: datetime) -> PaperWords:
    """Return the words of a paper as `view` lets its reader know them."""
    act = next((one for one in view.entries if one.seq == act_for(offer.paper, view.state)), None)
    facts = {**_facts(office, view, now), **hazard_facts(office, view, act)}
    words: dict[str, str] = {}
    rows: dict[str, tuple[tuple[str, ...], ...]] = {}
    hidden: set[str] = set()
    to_open: list[str] = []
    problems: list[Problem] = []
    for one in offer.form.variables:
        if one.source is Source.FACT:
            words[one.key] = facts.get(one.key, "")
        elif one.source is Source.CODED:
            words[one.key] = _coded(view, act, one.of)
        elif one.source is Source.ASKED:
            words[one.key] = str(typed.get(one.key, "")).strip()[:TYPED_MAX]
        else:
            places = signature_places(view, act) if one.drawn else _places(view, act, one)
            for found in _hidden(view, [*places, *_beside(one, places)]):
                hidden.add(one.key)
                if found.is_openable:
                    to_open.append(found.name)
                elif one.is_required:
                    told = {"name": one.title.zh, "name_en": one.title.en}
                    problems.append(Problem("paper_words_hidden", at=one.key, params=told))
            if one.drawn:
                rows[one.key] = signature_rows(view, act)
            elif one.source is Source.ROWS:
                rows[one.key] = _party_rows(view, places, str(typed.get(one.key, "")))
            else:
                words[one.key] = next((view.values[place] for place in places if place in view.values), "")
    return PaperWords(
        filling=Filling(words=words, rows=rows), hidden=frozenset(hidden), to_open=tuple(dict.fromkeys(to_open)),
        problems=tuple(problems), is_sealed=view.state.seal in (Seal.SEALED, Seal.CLOSED) or bool(to_open),
    )  # fmt: skip


def _beside(variable: Variable, places: list[tuple[int, str]]) -> list[tuple[int, str]]:
    """Return what is said of each party where its name is: a line of the list shows both."""
    return [(seq, ABOUT) for seq, _key in places] if variable.source is Source.ROWS and not variable.drawn else []


def _hidden(view: CaseView, places: list[tuple[int, str]]) -> Iterator[Any]:
    yield from (one for one in view.hidden if (one.seq, one.key) in places)


def _places(view: CaseView, act: Entry | None, variable: Variable) -> list[tuple[int, str]]:
    """Return where a value stands: with the act itself, else where it was last said; of rows, wherever it was."""
    key = variable.of
    said = [(one.seq, key) for one in view.entries if key in one.com and (one.seq, key) not in view.erased]
    if variable.source is Source.ROWS:
        latest = {str(one.pub.get("party", one.seq)): (one.seq, key) for one in view.entries if (one.seq, key) in said}
        return list(latest.values())
    own = [place for place in said if act is not None and place[0] == act.seq]
    return own or said[-1:]


def _party_rows(view: CaseView, places: list[tuple[int, str]], about: str) -> tuple[tuple[str, ...], ...]:
    """Return one line for each party: what it is called here, its name, and what the issuer says about it."""
    lines = about.splitlines()
    titles = _choices(view, "party")
    rows = []
    for number, (seq, key) in enumerate(places):
        entry = next(one for one in view.entries if one.seq == seq)
        name = view.values.get((seq, key), HIDDEN.zh)
        role = titles.get(str(entry.pub.get("party", "")), "")
        typed = lines[number].strip() if number < len(lines) else ""
        rows.append((role, name, typed or view.values.get((seq, ABOUT), "")))
    return tuple(rows)


def _choices(view: CaseView, key: str) -> dict[str, str]:
    declared = declared_field(view.procedure, key)
    return {one.key: one.title.zh for one in declared.choices} if declared else {}


def _coded(view: CaseView, act: Entry | None, key: str) -> str:
    value = act.pub.get(key) if act is not None else None
    declared = declared_field(view.procedure, key)
    if value is None or declared is None:
        return ""
    if declared.type is FieldType.DATE:
        return chinese_day(date.fromisoformat(str(value)))
    return _choices(view, key).get(str(value), str(value))


def _facts(office: Office, view: CaseView, now: datetime) -> dict[str, str]:
    directory, state = office.directory, view.state
    unit = directory.units.get(view.post.unit_id)
    handler = directory.posts.get(state.handler.post) or view.post
    pseudonym = handler.staff_id or ""
    return {
        "unit": unit.name if unit else "",
        "unit_phone": unit.phone if unit else "",
        "day": chinese_day(directory.calendar.local_date(now)),
        "case_number": state.number,
        "filed_day": chinese_day(directory.calendar.local_date(state.filed_at)) if state.filed_at else "",
        "place": "".join(one.name for one in directory.tree.lineage(state.area)),
        "kind": _kind(office, view),
        "holder": directory.unit_name(state.holder.unit),
        "handler": staff.names_of([pseudonym]).get(pseudonym, "") if pseudonym else "",
        "due_day": _due_day(view, directory.calendar),
        "tries": _tries(office, view),
    }


def _due_day(view: CaseView, calendar: WorkingCalendar) -> str:
    """Return the last day on which the matter may be decided; nothing before it is taken in: no time runs yet."""
    clock = view.state.clocks.get(DECIDING)
    if clock is None or clock.status != "running":
        return ""
    return chinese_day(deadline_day(clock.due_at.astimezone(calendar.zone))[0])


def _tries(office: Office, view: CaseView) -> str:
    """Return when somebody called and nobody answered, since the matter closed."""
    zone, closed_at = office.directory.calendar.zone, view.state.closed_at
    found = [
        one.recv.astimezone(zone)
        for one in view.entries
        if one.pub.get("reached") == "not_reached" and (closed_at is None or one.recv >= closed_at)
    ]
    return ";".join(f"{chinese_day(one.date())}{one.hour}时{one.minute:02d}分" for one in found)


def _kind(office: Office, view: CaseView) -> str:
    category = office.directory.categories.get(view.state.category)
    if category:
        return category.name.zh
    return _choices(view, "category").get(view.state.category, view.procedure.title.zh)
