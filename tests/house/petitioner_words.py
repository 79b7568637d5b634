"""Words for what is never kept of whoever petitions, and the names by which the product keeps, asks and exports things.

Source: CHARTER (lists of petitioners, labels such as "repeat petitioner", counting who comes); 信访工作条例 art. 18.
"""

import json
import re
from collections.abc import Iterable, Iterator
from functools import cache

from django.apps import apps
from django.utils.translation import override

from linli.console import figure_sheet, sheet
from linli.domain.engine.declarations import Field, Move, Procedure
from linli.domain.engine.shared_fields import SHARED_FIELDS
from linli.domain.engine.shared_moves import SHARED_MOVES
from linli.domain.load_map import COLUMNS as LOADED
from linli.domain.paper_forms import FORMS
from linli.domain.setup_sheets import SHEETS
from linli.domain.wording import Wording
from linli.indicators import indicators
from linli.indicators.asking import By
from linli.indicators.facts import COLUMNS as FACTS
from linli.procedures import procedures
from tests.house.scans import ROOT, SOURCE, files

INPUT_NAME = re.compile(r"""<(?:input|select|textarea)\b[^>]*?\bname=["']([^"'{]+)["']""", re.IGNORECASE)
WHO_ZH = r"(?:信访人|信访人员|上访人|上访人员|上访户|来访人|来访者|来信人|申请人|反映人|当事人|居民|群众|人员)"
WHO = r"(?:petitioner|visitor|caller|complainant|applicant|requester|reporter|resident|person|citizen|people)s?"
LIST, COUNT, LABEL = "a list of people", "a count of how often somebody came", "a label on a person"
FORBIDDEN: tuple[tuple[str, str], ...] = (
    (LIST, rf"{WHO_ZH}(?:名单|名册|台账|花名册|清单|库|档案)|黑名单|重点人|稳控|专业户|老户"),
    (LIST, rf"\b(?:list|register|roster|file|index|database|ledger)s? of (?:the )?{WHO}\b"),
    (LIST, rf"\b{WHO} (?:list|register|roster|ledger|database|profile|dossier)s?\b"),
    (LIST, r"\b(?:black|watch) ?lists?\b"),
    (COUNT, r"(?:来访|来信|信访|上访|到访)次数|第几次(?:来|信|上)访|累计(?:来|信|上)访|进京|赴省|越级"),
    (COUNT, r"(?:每人|人均|个人|同一人|本人).{0,4}(?:次数|件数|几次)"),
    (COUNT, r"\b(?:visit|petition|complaint)s? (?:count|total|times)\b"),
    (COUNT, r"\b(?:count|number|times|total) (?:of )?(?:visits?|petitions?|complaints?)\b"),
    (COUNT, rf"\b(?!people ){WHO} (?:count|visits|total|times)\b|\b(?:per|by|each) {WHO}\b|\btimes (?:came|visited)\b"),
    (LABEL, r"重复(?:信|上)访|重信重访|缠访|闹访|缠闹|非访|非正常上访|无理上访|偏执|危险人员|涉稳|零上访|息诉罢访"),
    (LABEL, rf"{WHO_ZH}(?:标签|标记|类型|等级|评分|风险|画像|性质|分级)"),
    (LABEL, rf"\b{WHO} (?:labels?|tags?|flags?|scores?|levels?|grades?|types?|risks?|ratings?|class)\b"),
    (LABEL, r"\b(?:repeat|frequent|habitual|serial|vexatious|nuisance|abnormal|problem) ?"
            r"(?:petitioner|complainer|complainant|caller|visitor|person|petition)s?\b"),
    (LABEL, r"\b(?:trouble ?maker|dissuaded|intercepted|stability control)\b"),
)  # fmt: skip
"""What is never kept, each with the words in which a name would give it away."""


def spoken(name: str) -> str:
    """Return a name as lower-case words: `PetitionerList`, `petitioner_list` and "petitioner list" alike."""
    apart = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", name)
    return re.sub(r"[^0-9a-z\u4e00-\u9fff]+", " ", apart.lower()).strip()


def forbidden(name: str) -> list[str]:
    """Return what a name would keep of a person that is never kept."""
    return sorted({what for what, words in FORBIDDEN if re.search(words, spoken(name))})


def _both(words: Wording | None) -> tuple[str, ...]:
    return (words.zh, words.en) if words else ()


def _field_names(fields: Iterable[Field]) -> Iterator[str]:
    for one in fields:
        yield from (one.key, *_both(one.title), *_both(one.hint))
        for choice in one.choices:
            yield from (choice.key, *_both(choice.title))


def _move_names(moves: Iterable[Move]) -> Iterator[str]:
    """What moves are called, and what they note and count."""
    for one in moves:
        yield from (one.verb, *_both(one.title), *_both(one.past))
        yield from (effect.partition(":")[2].partition("=")[0] or effect for effect in one.effects)


def _procedure_names(procedure: Procedure) -> Iterator[str]:
    yield from (procedure.key, *_both(procedure.title))
    yield from _field_names(procedure.fields)
    yield from _move_names(procedure.moves)
    for named in (*procedure.stages, *procedure.clocks, *procedure.links, *procedure.papers):
        yield from (named.key, *_both(named.title))
    for part in procedure.parts:
        yield from (part.key, *_both(part.title))
        yield from _field_names(part.fields)
        yield from _move_names(part.moves)


def schema() -> Iterator[str]:
    """Tables, columns, indexes and constraints."""
    for model in apps.get_app_config("store").get_models():
        options = model._meta
        yield from (model.__name__, options.db_table, str(options.verbose_name))
        yield from (str(one.name) for one in (*options.indexes, *options.constraints))
        for column in options.get_fields():
            yield column.name
            yield str(getattr(column, "verbose_name", ""))
            yield from (str(key) for key, _ in getattr(column, "choices", None) or ())


def forms() -> Iterator[str]:
    """What moves and filings ask, what inputs are called, what papers say."""
    for procedure in procedures().values():
        yield from _procedure_names(procedure)
    yield from _field_names(SHARED_FIELDS.values())
    yield from _move_names(SHARED_MOVES.values())
    for template in files(SOURCE, ".html"):
        yield from INPUT_NAME.findall(template.read_text("utf-8"))
    for form in FORMS.values():
        yield from (form.key, *_both(form.title))
        for one in form.variables:
            yield from (one.key, *_both(one.title))


def exports() -> Iterator[str]:
    """Columns of tables, figures, facts, loaded files and the API."""
    for language in ("zh-hans", "en"):
        with override(language):
            yield from sheet._heads()
            # The heading comes before anything that is counted is asked for.
            yield from (str(one) for one in next(figure_sheet.lines_of(None, None, [])))
    yield from FACTS
    yield from LOADED
    yield from (one.value for one in By)
    for one in indicators().values():
        yield from (one.key, *_both(one.name), *_both(one.formula))
    for table in SHEETS.values():
        for column in table.columns:
            yield from (column.key, *_both(column.title))
    described = json.loads((ROOT / "docs" / "reference" / "openapi.json").read_text("utf-8"))
    for shape in described["components"]["schemas"].values():
        yield from shape.get("properties", {})


REGISTRIES = {"schema": schema, "forms": forms, "exports": exports}


@cache
def names_in(registry: str) -> tuple[str, ...]:
    """Return every name of a registry, once."""
    return tuple(dict.fromkeys(one for one in REGISTRIES[registry]() if one))
