"""Papers that a story leaves: issued by the real action, as documents alone, so that no visitor waits for a PDF."""

from linli.actions.case_views import open_for
from linli.actions.papers import Issuing, issue_paper, offer_of
from linli.demo.meeting_steps import with_documents
from linli.demo.stories import Acting
from linli.domain.unit import Post

DUTY = "handle"
"""For what a paper opens what is hidden: to handle the matter."""


def issue(acting: Acting, post: Post, key: str, **typed: str) -> None:
    """Issue one paper of the matter from a seat, where papers are made here and its time has come."""
    office = with_documents(acting.office)
    view = open_for(office, post, acting.state.id)
    if office.ports.papers is None or view is None or offer_of(office, view, key, acting.now) is None:
        return
    command_id = f"story/{acting.token}/paper/{key}/{acting.state.seq}"
    issue_paper(office, view, Issuing(command_id=command_id, key=key, typed=typed, reason=DUTY), acting.now)


def unit_named(acting: Acting, unit_id: str) -> str:
    """Return what a unit is called, as a paper addresses it."""
    return acting.office.directory.unit_name(unit_id) or ""
