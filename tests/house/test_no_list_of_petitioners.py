"""Schema, forms and exports hold no list of petitioners, no count of how often somebody came, no label on a person."""

import pytest

from linli.domain.engine.moves import all_moves
from linli.procedures import procedures
from tests.house.petitioner_words import REGISTRIES, forbidden, names_in, spoken

LEAST = {"schema": 250, "forms": 500, "exports": 120}
"""So many names stand in each registry at the least: a scan that finds fewer looks at nothing."""
KNOWN = {
    "schema": {"Case", "requester", "Entry", "accused"},
    "forms": {"requester_name", "信访事项", "petition_route", "ask_review", "reviews_asked", "applicant"},
    "exports": {"编号", "Channel", "actor_unit", "closure", "filed_at"},
}
"""Names that must be among those scanned."""
PLANTED = {
    "PetitionerList": "a list of people",
    "list_of_petitioners": "a list of people",
    "visitor_register": "a list of people",
    "watchlist": "a list of people",
    "信访人名单": "a list of people",
    "来访人员台账": "a list of people",
    "重点人员": "a list of people",
    "visit_count": "a count of how often somebody came",
    "petitions_per_person": "a count of how often somebody came",
    "times_visited": "a count of how often somebody came",
    "requester_visits": "a count of how often somebody came",
    "number of petitions": "a count of how often somebody came",
    "来访次数": "a count of how often somebody came",
    "同一人信访件数": "a count of how often somebody came",
    "越级次数": "a count of how often somebody came",
    "repeat_petitioner": "a label on a person",
    "petitioner_label": "a label on a person",
    "requester_level": "a label on a person",
    "vexatious complainant": "a label on a person",
    "重复信访": "a label on a person",
    "缠访闹访": "a label on a person",
    "信访人标签": "a label on a person",
    "反映人等级": "a label on a person",
}
PLAIN = (
    "petition_received_at", "petitioner", "requester_name", "信访事项", "信访人一共等了", "请求复查", "reviews_asked",
    "duty list", "resident", "number", "来访", "visit", "anonymous", "名单", "list", "category", "事项类别", "紧急",
    "urgency", "count", "answers", "people", "person",
)  # fmt: skip


@pytest.mark.parametrize("registry", REGISTRIES)
def test_nothing_is_named_after_what_is_never_kept_of_a_person(registry: str) -> None:
    found = {name: what for name in names_in(registry) if (what := forbidden(name))}
    assert found == {}


@pytest.mark.parametrize("registry", REGISTRIES)
def test_the_scan_looks_at_everything_there_is(registry: str) -> None:
    names = set(names_in(registry))
    assert len(names) >= LEAST[registry] and KNOWN[registry] <= names


@pytest.mark.parametrize("name", sorted(PLANTED))
def test_a_planted_name_is_found_for_what_it_is(name: str) -> None:
    assert PLANTED[name] in forbidden(name), spoken(name)


@pytest.mark.parametrize("name", PLAIN)
def test_plain_words_of_the_work_pass(name: str) -> None:
    assert forbidden(name) == []


def test_no_procedure_counts_or_notes_anything_about_how_often_somebody_comes() -> None:
    """What petitions count are deeds of the authority: answers, hand-overs, reviews asked, extensions."""
    counted = {
        effect.removeprefix("count:")
        for move in all_moves(procedures()["petition"])
        for effect in move.effects
        if effect.startswith("count:")
    }
    assert counted <= {
        "answers", "dispatches", "erasures", "escalations", "extension_refusals", "extensions", "final_reviews_asked",
        "follow_ups", "holds", "ratings", "recusals", "returns", "reviews_asked", "supervisions", "transfers",
    }  # fmt: skip
    assert {"answers", "dispatches", "reviews_asked"} <= counted
