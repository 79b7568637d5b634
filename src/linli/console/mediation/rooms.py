"""The rooms of one's unit: what there is, when each is taken, entering one, taking one out of use."""

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from linli.actions.sittings import enter_room, own_rooms, room_plan, switch_room
from linli.console.mediation.admitted import ROOM_KEEPERS
from linli.console.rail import KEPT_SENT
from linli.console.seat import SeatedRequest, refused_at, who_may
from linli.console.words import unit_name
from linli.domain.problems import Refused
from linli.domain.room import NAME_MAX, WHERE_MAX
from linli.ui.refusals import Refusal, take_refusal

FIELDS = ("name", "where_words", "seats", "is_step_free")


@who_may(ROOM_KEEPERS)
def rooms(request: SeatedRequest) -> HttpResponse:
    """Show the unit's rooms; enter one, or switch one off or on."""
    if request.method == "POST":
        return _changed(request)
    office = request.office
    refusal = take_refusal(request.session, request.get_full_path())
    unit = office.directory.units[request.post.unit_id]
    taken = room_plan(office, unit.area_path, request.now).taken
    context = {
        "unit_name": unit_name(office, unit.id),
        "rooms": [{"room": one, "taken": taken.get(one.id, ())} for one in own_rooms(office, request.post)],
        "typed": refusal.typed,
        "problems": refusal.problems,
        "labels": {"name": _("Name of the room"), "where_words": _("Where it is"), "seats": _("Seats")},
        "name_max": NAME_MAX,
        "where_max": WHERE_MAX,
    }
    return render(request, "console/mediation/rooms.html", context)


def _changed(request: SeatedRequest) -> HttpResponse:
    room_id, post = str(request.POST.get("room", ""))[:26], request.post
    typed = {key: str(request.POST.get(key, ""))[:200] for key in FIELDS}
    try:
        if room_id:
            switch_room(request.office, post, room_id, is_active="open" in request.POST)
            messages.success(request, _("Changed. What was planned in the room stays."))
        else:
            made = enter_room(request.office, post, typed, request.now)
            request.session[KEPT_SENT] = "room"
            messages.success(request, _("%(room)s is entered.") % {"room": made.name})
    except Refused as refused:
        if room_id:
            raise Http404 from None
        return refused_at(request, request.get_full_path(), Refusal(problems=refused.problems, typed=typed))
    return HttpResponseRedirect(request.path)
