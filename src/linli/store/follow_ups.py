"""Follow-up calls as their entries tell them, and who agreed to be called; read for many matters at once."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence

from django.db import connection

from linli.domain.entry import parse_entry
from linli.domain.follow_up import Call
from linli.store.models import Consent

CALLED, REOPENED = "case.follow_up", "case.reopen"


def calls_of(county_id: int, streams: Collection[str]) -> Mapping[str, Sequence[Call]]:
    """Return the calls made about each of `streams`, in order of time; those without any are left out."""
    found: defaultdict[str, list[Call]] = defaultdict(list)
    ends: Counter[str] = Counter()
    if not streams:
        return found
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT stream, type, body FROM entry WHERE county_id = %s AND stream = ANY(%s) AND type IN (%s, %s)"
            " ORDER BY stream, seq",
            [county_id, sorted(streams), CALLED, REOPENED],
        )
        rows = cursor.fetchall()
    for stream, type_, body in rows:
        if type_ == REOPENED:
            ends[stream] += 1
            continue
        entry = parse_entry(bytes(body))
        is_reached, satisfied = entry.pub.get("reached") == "reached", str(entry.pub.get("satisfied", ""))
        found[stream].append(Call(at=entry.recv, is_reached=is_reached, satisfied=satisfied, end=ends[stream]))
    return found


def agreed(county_id: int, streams: Collection[str], purpose: str) -> frozenset[str]:
    """Return those of `streams` in which the person agreed to `purpose` and has not taken it back."""
    rows = Consent.objects.filter(
        county_id=county_id, stream__in=sorted(streams), purpose=purpose, withdrawn_at__isnull=True
    )
    return frozenset(str(one) for one in rows.values_list("stream", flat=True))
