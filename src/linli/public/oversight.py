"""Notices of oversight rounds, for everybody: who is visited, until when, and how to reach the team."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from linli.actions.oversight_views import PublicNotice, public_notices
from linli.domain.oversight_round import CHANNEL_WORDS
from linli.public.opening import public_page
from linli.public.words import language, unit_called
from linli.ui.office import the_office
from linli.ui.time_words import date_words


@public_page
def notices(request: HttpRequest) -> HttpResponse:
    """Show the notices of the rounds that are going on."""
    return render(request, "public/oversight.html", {"notices": [_told(one) for one in public_notices(the_office())]})


def _told(one: PublicNotice) -> dict[str, object]:
    """Return what everybody may read of it; nobody of the team is named."""
    office, line = the_office(), one.line
    unit = office.directory.units.get(line.unit)
    days = [date_words(day, language=language(), this_year=None) for day in (line.starts_date, line.ends_date)]
    return {
        "title": line.title, "number": line.notice_number, "period": " – ".join(days), "words": one.words,
        "team": unit_called(office, line.unit), "phone": unit.phone if unit else "",
        "visited": [unit_called(office, id_) for id_ in line.visited],
        "channels": [CHANNEL_WORDS[key].within(language()) for key in one.channels],
    }  # fmt: skip
