"""Words of the console: units, places, categories and moves in the reader's language."""

from linli.actions.deciding import Office
from linli.domain.area import Area, AreaLevel
from linli.domain.case_query import CaseLine
from linli.domain.engine.declarations import Move, Procedure, Stage
from linli.domain.engine.moves import move_for, part_move_for
from linli.domain.engine.shared_fields import SHARED_FIELDS
from linli.domain.engine.state import CaseState
from linli.domain.problems import Problem
from linli.procedures import own_kinds, procedure_of
from linli.ui.language import language as language

MIDDLE_DOT = " · "


def unit_name(office: Office, unit_id: str) -> str:
    """Return a unit's name, "" for an unknown one."""
    unit = office.directory.units.get(unit_id)
    if unit is None:
        return ""
    return unit.name_en if language() == "en" and unit.name_en else unit.name


def one_area(area: Area) -> str:
    """Return an area's own name."""
    return area.name_en if language() == "en" and area.name_en else area.name


def area_name(office: Office, path: str) -> str:
    """Return the name of the lowest area on `path`."""
    lineage = office.directory.tree.lineage(path)
    return one_area(lineage[-1]) if lineage else ""


def area_words(office: Office, path: str, *, joint: str = MIDDLE_DOT) -> str:
    """Return the way to a place from the subdistrict down; the county alone bears its own name."""
    lineage = office.directory.tree.lineage(path)
    below = [area for area in lineage if area.level is not AreaLevel.COUNTY] or list(lineage)
    return joint.join(one_area(area) for area in below)


def category_name(office: Office, key: str) -> str:
    """Return a category's own name: the district's, or that of a procedure which brings its own kinds."""
    category = office.directory.categories.get(key)
    if category:
        return category.name.within(language())
    return own_kinds()[key].within(language()) if key in own_kinds() else key


def category_words(office: Office, key: str) -> str:
    """Return both levels: "市政设施 / 路灯"."""
    parent = key.rpartition(".")[0] if key not in own_kinds() else ""
    return " / ".join(category_name(office, one) for one in (parent, key) if one)


def title_of(office: Office, case: CaseLine | CaseState) -> str:
    """Return the staff-written title, or the category's name: never a resident's words."""
    words = case.title or category_name(office, case.category)
    return words or procedure_of(case.procedure, case.version).title.within(language())


def stage_of(case: CaseLine | CaseState) -> Stage:
    """Return the declared stage a case stands at."""
    return procedure_of(case.procedure, case.version).stage(case.stage)


def choice_words(field_key: str, value: str) -> str:
    """Return the title of one choice of a shared field, or the value itself."""
    found = (one.title.within(language()) for one in SHARED_FIELDS[field_key].choices if one.key == value)
    return next(found, value)


def move_called(procedure: Procedure, verb: str) -> Move | None:
    """Return the move that an entry's verb means: the case's own, or a part's ("co_handler_reply")."""
    move = move_for(procedure, None, verb)
    if move is not None:
        return move
    for rule in procedure.parts:
        if verb.startswith(f"{rule.key}_"):
            return part_move_for(rule, verb.removeprefix(f"{rule.key}_"))
    return None


def problem_words(problem: Problem, procedure: Procedure) -> str:
    """Return a problem's sentence with verbs and stages said in words instead of keys."""
    params = dict(problem.params)
    if "act" in params:
        move = move_called(procedure, str(params["act"]))
        params["act"] = move.title.within(language()) if move else params["act"]
    if language() == "en":
        params["stage"] = params.get("stage_en", "")
        titles = {rule.title.zh: rule.title.en for rule in procedure.parts}
        if "part" in params:
            params["part"] = titles.get(str(params["part"]), params["part"])
    return Problem(problem.code, problem.at, params).within(language())
