"""The one catalogue of problems: what went wrong, where, and what to do next, in both languages."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from linli.domain.problem_catalogue import CATALOGUE


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake or refusal, with the field it belongs to."""

    code: str
    at: str = ""
    """Name of the field, or "" when it concerns the whole request."""
    params: Mapping[str, str | int] = field(default_factory=dict)
    """What the sentence is filled with; "name_en" takes the place of "name" in English."""

    def __post_init__(self) -> None:
        """Refuse a code that the catalogue does not list."""
        if self.code not in CATALOGUE:
            raise KeyError(f"problem not in the catalogue: {self.code}")

    def within(self, language: str) -> str:
        """Return the sentence shown, in `language`."""
        params = dict(self.params)
        if language.startswith("en"):
            params |= {key.removesuffix("_en"): value for key, value in self.params.items() if key.endswith("_en")}
        return CATALOGUE[self.code].within(language).format(**params)


class Refused(Exception):
    """A request that was refused, with every reason at once."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        """Keep all `problems`; raises ValueError when there is none."""
        self.problems = tuple(problems)
        if not self.problems:
            raise ValueError("a refusal needs a reason")
        super().__init__(", ".join(f"{one.code}@{one.at}" if one.at else one.code for one in self.problems))

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes, in the order they were found."""
        return tuple(problem.code for problem in self.problems)
