"""Guarding small numbers: what is too small to show, and what would give it away.

Source: CHARTER, figures: small numbers are suppressed, by default below 5.
"""

from collections.abc import Mapping


def hidden(counts: Mapping[str, int], least: int) -> frozenset[str]:
    """Return the groups whose figure is not shown.

    A group below `least` is hidden; one without any matter says so. Where just one group is hidden, the total would
    give it away by subtraction: then the smallest of the others is hidden too.
    """
    small = {group for group, count in counts.items() if 0 < count < least}
    others = sorted((count, group) for group, count in counts.items() if count >= least)
    if len(small) == 1 and others:
        small.add(others[0][1])
    return frozenset(small)
