"""Counts of broken content policy, a row for each day and directive; old ones go by themselves."""

from collections import Counter
from collections.abc import Iterable
from datetime import date

from django.db import connection
from django.db.models import Sum

from linli.store.models import PolicyCount

COUNT = """
INSERT INTO policy_count (day, directive, count) SELECT %s, one.directive, one.count
FROM unnest(%s::text[], %s::int[]) AS one (directive, count) ORDER BY one.directive
ON CONFLICT (day, directive) DO UPDATE SET count = LEAST(policy_count.count + excluded.count, 1000000000)
"""
FORGET = "DELETE FROM policy_count WHERE day < %s"


def count(directives: Iterable[str], *, today: date, kept_from: date) -> None:
    """Count what was broken today, and forget what lies before `kept_from`."""
    counted = sorted(Counter(directives).items())
    with connection.cursor() as cursor:
        cursor.execute(COUNT, [today, [name for name, _ in counted], [number for _, number in counted]])
        cursor.execute(FORGET, [kept_from])


def counted_since(day: date) -> dict[str, int]:
    """Return how often each directive was broken since `day`, the most frequent first."""
    rows = PolicyCount.objects.filter(day__gte=day).values("directive").annotate(sum=Sum("count"))
    return {str(one["directive"]): int(one["sum"]) for one in rows.order_by("-sum", "directive")}
