"""Privacy notices to read again: those that stand on the forms now, and every former one."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from linli.domain.notice_history import VERSIONS, every_notice
from linli.domain.privacy_notice import Form
from linli.public.opening import public_page

VERSION_MAX = 40


@public_page
def notices(request: HttpRequest) -> HttpResponse:
    """List every version of every notice, the present one first."""
    rows = [
        {"title": form_words(form), "now": versions[-1], "former": tuple(reversed(versions[:-1]))}
        for form, versions in VERSIONS.items()
    ]
    return render(request, "public/your_data_notices.html", {"rows": rows})


@public_page
def notice(request: HttpRequest, *, version: str) -> HttpResponse:
    """Show one version whole."""
    found = every_notice().get(version[:VERSION_MAX])
    if found is None:
        raise Http404
    is_present = VERSIONS[found.form][-1] == found.version
    page = {"notice": found, "title": form_words(found.form), "is_present": is_present}
    return render(request, "public/your_data_notice.html", page)


def form_words(form: Form) -> str:
    """Return what the form is called on which a notice stands."""
    words = {
        Form.REPORT: _("Report on the web"),
        Form.PHONE: _("Report by phone or at the counter"),
        Form.RATING: _("Rating"),
        Form.DATA_RIGHT: _("Request about your data"),
        Form.MEDIATION: _("Application for mediation"),
    }
    return words[form]
