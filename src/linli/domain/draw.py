"""Double-random draws 双随机: which places, and which inspectors go there, by a seed that anybody can check later.

Pure, and short on purpose: `docs/how-to/draw.md` holds the same rule again in twenty lines of Python. A place's lot is
the SHA-256 of seed and key; the lowest lots are drawn. For each drawn place in that order, inspectors are ranked by how
often they were drawn before, then by their lot for this place; whoever has to step aside there is passed over.
Until the day on which the results are opened, only the SHA-256 of the seed and of the pool are published, so that
nobody can be warned and nobody can choose another seed afterwards.
Source: REQUIREMENTS 001-71 (published seed, exclusion for conflict of interest); 国办发〔2015〕58号 (两随机一公开).
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

POOL_MAX = 5000
INSPECTORS_MAX = 500
PER_PLACE_MAX = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Pool:
    """What a draw is made from."""

    places: tuple[str, ...]
    """Keys of places."""
    inspectors: tuple[str, ...]
    """Codes of inspectors: never a name."""
    count: int
    """So many places are drawn."""
    per_place: int
    """So many inspectors go to each."""
    aside: frozenset[tuple[str, str]] = frozenset()
    """(inspector, place): who has to step aside there."""

    @property
    def spelled(self) -> str:
        """The pool in its one written form, whose SHA-256 is published before the draw is opened."""
        told = {
            "places": sorted(self.places), "inspectors": sorted(self.inspectors), "count": self.count,
            "per_place": self.per_place, "aside": sorted(list(one) for one in self.aside),
        }  # fmt: skip
        return json.dumps(told, ensure_ascii=True, separators=(",", ":"), sort_keys=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """One place that was drawn, with who goes there."""

    place: str
    inspectors: tuple[str, ...]


def lot(seed: str, *words: str) -> str:
    """Return the lot of something: the lower, the earlier it is drawn."""
    return hashlib.sha256("|".join((seed, *words)).encode()).hexdigest()


def commitment(text: str) -> str:
    """Return what is published of a seed or a pool before it is opened."""
    return hashlib.sha256(text.encode()).hexdigest()


def drawn(pool: Pool, seed: str) -> tuple[Drawn, ...]:
    """Return the places that `seed` draws from `pool`, in the order in which they were drawn.

    A place for which too few inspectors are left keeps those there are; `shortage` names it.
    """
    places = sorted(set(pool.places), key=lambda key: lot(seed, "place", key))[: pool.count]
    turns: dict[str, int] = dict.fromkeys(sorted(set(pool.inspectors)), 0)
    found = []
    for place in places:
        able = [one for one in turns if (one, place) not in pool.aside]
        ranked = sorted(able, key=lambda one: (turns[one], lot(seed, "inspector", place, one)))
        chosen = tuple(ranked[: pool.per_place])
        for one in chosen:
            turns[one] += 1
        found.append(Drawn(place=place, inspectors=chosen))
    return tuple(found)


def shortage(pool: Pool, results: Iterable[Drawn]) -> tuple[str, ...]:
    """Return the places that have fewer inspectors than were asked for."""
    return tuple(one.place for one in results if len(one.inspectors) < pool.per_place)


def published(pool: Pool, seed: str) -> Mapping[str, object]:
    """Return what a draw publishes once it is opened: all that the script of the docs needs, and what came of it."""
    return {
        **json.loads(pool.spelled),
        "seed": seed,
        "seed_sha256": commitment(seed),
        "pool_sha256": commitment(pool.spelled),
        "drawn": [[one.place, *one.inspectors] for one in drawn(pool, seed)],
    }
