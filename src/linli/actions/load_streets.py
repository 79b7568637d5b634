"""Loading streets: GeoJSON of another system becomes what every map draws; all mistakes at once."""

from dataclasses import dataclass
from pathlib import Path

from linli.domain.coordinates import Crs
from linli.domain.problems import Problem, Refused
from linli.domain.streets import read_streets
from linli.store.map import keep_streets, read_street_file


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadedStreets:
    """How many were kept, and what was wrong with the others."""

    kept: int
    refused: tuple[Problem, ...]


def load_streets(folder: Path, content: bytes, *, datum: Crs = Crs.WGS84, is_dry_run: bool = False) -> LoadedStreets:
    """Put the streets in `content` in the place of those before; raises Refused where nothing can be read at all."""
    document, problems = read_street_file(content)
    streets, refused = read_streets(document, datum=datum) if not problems else ((), problems)
    if not streets:
        raise Refused(refused or (Problem("street_without_line", at="file"),))
    if not is_dry_run:
        keep_streets(folder, streets)
    return LoadedStreets(kept=len(streets), refused=refused)
