"""How papers and pages of a joint meeting call a matter, a post and a unit, in Chinese as papers are."""

from collections.abc import Iterable, Mapping

from linli.actions.deciding import Office
from linli.domain.engine.asked import field_of
from linli.domain.engine.state import CaseState
from linli.domain.seal import Seal
from linli.procedures import procedure_of
from linli.store import staff

HIDDEN = "不公开事项"
OPEN_SEALS = frozenset({Seal.OPEN.value, Seal.RESTRICTED.value})
Called = Mapping[str, str]
"""What posts are called, by id."""


def item_title(office: Office, state: CaseState) -> str:
    """Return what minutes call a matter: its title or kind and where it is; nothing of what is sealed."""
    if state.seal not in OPEN_SEALS:
        return HIDDEN
    area = office.directory.tree.by_path.get(state.area)
    return f"{area.name if area else ''}{state.title or _kind(office, state)}"


def _kind(office: Office, state: CaseState) -> str:
    category = office.directory.categories.get(state.category)
    if category is not None:
        return category.name.zh
    procedure = procedure_of(state.procedure, state.version)
    choices = {one.key: one.title.zh for one in field_of(procedure, "category").choices}
    return choices.get(state.category, procedure.title.zh)


def called(office: Office, post_ids: Iterable[str], language: str = "zh") -> dict[str, str]:
    """Return who holds each post and as what, in one query."""
    posts = {id_: office.directory.posts[id_] for id_ in set(post_ids) if id_ in office.directory.posts}
    names = staff.names_of(one.staff_id for one in posts.values() if one.staff_id)
    found = {}
    for id_, post in posts.items():
        role = post.title if post.title and language == "zh" else post.role.wording.within(language)
        name = names.get(post.staff_id or "", "")
        found[id_] = f"{name}({role})" if name else role
    return found
