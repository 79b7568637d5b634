"""Papers that are addressed to whoever holds a receipt: the very bytes that were issued."""

from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponse

from linli.actions.paper_files import paper_by_receipt
from linli.actions.public_views import opening_code
from linli.public.opening import private_page
from linli.public.refusals import leads_nowhere
from linli.ui.moment import present
from linli.ui.office import the_office

CODE_MAX = 80
TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


@private_page
def matter_paper(request: HttpRequest, *, code: str, seq: int, kind: str) -> HttpResponse:
    """Give one paper of the matter of a receipt."""
    office = the_office()
    written = opening_code(office, code[:CODE_MAX])
    if not written:
        return leads_nowhere(request, office, present())
    found = paper_by_receipt(office, written, seq, kind) if kind in TYPES else None
    if found is None:
        raise Http404
    paper, content = found
    response = HttpResponse(content, content_type=TYPES[kind])
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(paper.title.zh)}.{kind}"
    return response
