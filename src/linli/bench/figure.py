"""One measured figure and the limit it is held against."""

from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A value, the limit measured in the same run, and the first divided by the second."""

    name: str
    value: float
    unit: str
    limit_name: str
    """What the limit is: another way to the same result, or the least that must be done anyway."""
    limit_value: float
    ratio: float

    def as_json(self) -> dict[str, str | float]:
        """Return the figure for `--json`."""
        return asdict(self)


def figure(name: str, value: float, unit: str, *, limit_name: str, limit_value: float) -> Figure:
    """Return the figure with its ratio."""
    return Figure(
        name=name,
        value=value,
        unit=unit,
        limit_name=limit_name,
        limit_value=limit_value,
        ratio=value / limit_value,
    )
