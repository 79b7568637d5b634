"""Papers as the page of a matter lists them: those that can be issued now, and those that were."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.urls import reverse

from linli.actions.case_views import CaseView
from linli.actions.deciding import Office
from linli.actions.paper_files import IssuedPaper, issued_papers
from linli.actions.papers import PaperOffer, offers
from linli.domain.disclosure import Shown


def papers_panel(office: Office, view: CaseView, now: datetime) -> dict[str, Any]:
    """Return the papers of a matter as its page shows them."""
    issued = issued_papers(view)
    return {
        "paper_offers": [_offer(view, one) for one in offers(office, view, now) if one.is_open],
        "papers": [_issued(view, one) for one in issued],
    }


def _offer(view: CaseView, one: PaperOffer) -> Mapping[str, Any]:
    return {"title": one.paper.title, "url": reverse("console:paper", args=[view.state.id, one.paper.key])}


def _issued(view: CaseView, one: IssuedPaper) -> Mapping[str, Any]:
    may_read = one.how in (Shown.PLAIN, Shown.OPENABLE)
    return {
        "title": one.title, "number": one.number, "at": one.at, "is_void": one.is_void, "reader": one.reader.wording,
        "hash": one.docx_sha256[:10], "key": one.key, "is_hidden": one.how is Shown.OPENABLE,
        "void_url": "" if one.is_void else reverse("console:paper_void", args=[view.state.id, one.key]),
        "files": [
            {"kind": kind.upper(), "url": reverse("console:paper_file", args=[view.state.id, one.seq, kind])}
            for kind in (one.kinds if may_read else ())
        ],
    }  # fmt: skip
