"""The row of a matter holds every result that a procedure can come to."""

import pytest

from linli.domain.engine.declarations import Field
from linli.procedures import procedures
from linli.store.models import Case

NOTED = "note:result="


def results() -> list[str]:
    """Every value that a move can note as the result: written in the effect, or one of the field's choices."""
    found = []
    for procedure in procedures().values():
        fields: dict[str, Field] = {one.key: one for one in procedure.fields}
        for move in procedure.moves:
            for effect in move.effects:
                value = effect.removeprefix(NOTED) if effect.startswith(NOTED) else ""
                if value.startswith("$"):
                    found += [choice.key for choice in fields[value[1:]].choices]
                elif value:
                    found.append(value)
    return sorted(set(found))


@pytest.mark.parametrize("result", results())
def test_the_row_holds_the_result(result: str) -> None:
    limit = Case._meta.get_field("result").max_length
    assert limit is not None and len(result) <= limit
