"""Which places each version of a county's set-up changed: what a process reads again instead of all of them.

A version that changed anything else has no rows here, and neither has one that changed very many places; whoever
stands before such a version reads the whole set-up. A change that
forgets to say what it was costs time, never truth.
"""

from collections.abc import Collection

from linli.store import models

AT_ONCE_MAX = 1_000
"""More places than this are read as fast with everything else."""
VERSIONS_KEPT = 1_000
"""A process that slept through more than this reads everything."""
SWEPT_EVERY = 100


def note(county_id: int, version: int, ids: Collection[str]) -> None:
    """Say that a version changes these places and nothing else, within the transaction that makes it."""
    if not ids or len(ids) > AT_ONCE_MAX:
        return
    rows = (models.PlaceChange(county_id=county_id, version=version, place_id=one) for one in sorted(set(ids)))
    models.PlaceChange.objects.bulk_create(rows)
    if version % SWEPT_EVERY == 0:
        models.PlaceChange.objects.filter(county_id=county_id, version__lte=version - VERSIONS_KEPT).delete()


def between(county_id: int, before: int, after: int) -> frozenset[str] | None:
    """Return the places that changed from one version to a later one; None where anything else may have changed."""
    if not 0 < after - before <= VERSIONS_KEPT:
        return None
    rows = models.PlaceChange.objects.filter(county_id=county_id, version__gt=before, version__lte=after)
    found = list(rows.order_by("version").values_list("version", "place_id")[: AT_ONCE_MAX + 1])
    if len(found) > AT_ONCE_MAX or len({version for version, _ in found}) != after - before:
        return None
    return frozenset(place for _, place in found)
