"""Every way in, side by side: each is as good as the next, and what became of each is told."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from linli.actions.channels import ChannelBoard, channel_board
from linli.actions.deciding import Office
from linli.actions.reception import receiving_on, rota_unit
from linli.actions.settings import is_set_on, setting_text
from linli.actions.wechat import is_open
from linli.domain.calls import CONNECTED_MIN_PERCENT, PICK_UP_MAX_S
from linli.domain.engine.shared_fields import SHARED_FIELDS
from linli.domain.unit import UnitKind
from linli.public.opening import public_page
from linli.public.words import language, unit_name
from linli.ui.moment import present
from linli.ui.office import the_office

OPEN311 = "/open311/v2/discovery.json"
"""Where other people's apps learn how to file here."""


@public_page
def channels(request: HttpRequest) -> HttpResponse:
    """List every way in; all of them are equal."""
    office, now = the_office(), present()
    board = channel_board(office, now)
    context = {
        "hotline": setting_text(office, "public.hotline", now),
        "is_web_open": is_set_on(office, "public.is_open", now),
        "letter_address": setting_text(office, "channels.letter_address", now),
        "reception_place": setting_text(office, "channels.reception_place", now),
        "receiving": _receiving(office, now),
        "is_wechat_open": is_open(office, now),
        "wechat_name": setting_text(office, "channels.wechat_name", now),
        "open311_url": f"{office.ports.public_url}{OPEN311}",
        "centres": _centres(office),
        "board": board,
        "rates": _rates(board),
        "pick_up_s": PICK_UP_MAX_S,
        "connected_min": CONNECTED_MIN_PERCENT,
    }
    return render(request, "public/channels.html", context)


def _receiving(office: Office, now: datetime) -> list[dict[str, Any]]:
    """Return who receives today at the county's centre."""
    unit_id = rota_unit(office)
    today = office.directory.calendar.local_date(now)
    found = receiving_on(office, unit_id, today, now) if unit_id else ()
    return [
        {"line": one, "title": one.title_en if language() == "en" else one.title}
        for one in found
        if one.leader and not one.duty.area_path
    ]


def _centres(office: Office) -> list[dict[str, str]]:
    found = [
        unit for unit in office.directory.units.values() if unit.kind is UnitKind.GOVERNANCE_CENTRE and unit.is_active
    ]
    found.sort(key=lambda unit: (unit.tier.depth, unit.area_path))
    return [{"name": unit_name(unit), "phone": unit.phone} for unit in found if unit.phone]


def _rates(board: ChannelBoard) -> list[dict[str, Any]]:
    names = {one.key: one.title.within(language()) for one in SHARED_FIELDS["channel"].choices}
    return [
        {
            "name": names.get(one.channel, one.channel),
            "due": one.due,
            "answered": one.answered,
            "is_hidden": one.is_hidden,
            "percent": f"{100 * one.answered / one.due:.1f} %",
        }
        for one in board.rates
    ]
