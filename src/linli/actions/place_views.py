"""Places as one post may see them: a page of the register, one place with everything that its stream tells."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from linli.actions.deciding import Office
from linli.actions.meeting_words import called
from linli.domain.place import Place
from linli.domain.place_access import is_keeper, may_check, may_help, may_keep, may_read, scope_of
from linli.domain.place_file import PlaceFile
from linli.domain.place_query import PlaceLine, PlacePage, PlaceQuery
from linli.domain.place_row import PlaceReader
from linli.domain.problems import Problem, Refused
from linli.domain.unit import Post
from linli.store import places

TAKEN_MAX = 20_000
"""So many places go into one table; whoever wants more narrows the filters, a street at a time."""
CHAIN_MAX = 20
"""A survivor may itself be merged later; a chain longer than this is no chain but a mistake."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceView:
    """One place, what may be done with it, and what was written of it."""

    file: PlaceFile
    texts: Mapping[tuple[int, str], str]
    called: Mapping[str, str]
    """What the posts in its history are called."""
    remarks: tuple[Problem, ...]
    may_keep: bool
    may_check: bool
    helps: frozenset[str]
    """Units whose help the post may log."""


def list_places(office: Office, post: Post, query: PlaceQuery) -> tuple[PlacePage, int]:
    """Return a page of the register and how many places the filters find, in two queries."""
    own = replace(query, scope=scope_of(post))
    return places.page(office.county_id, own), places.count(office.county_id, own)


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenPlace:
    """One place of a table: its record, and how its line stands."""

    place: Place
    line: PlaceLine


def take_places(office: Office, post: Post, query: PlaceQuery) -> tuple[TakenPlace, ...]:
    """Return every place that the filters find, by name; raises Refused where there are too many for one table."""
    own = replace(query, scope=scope_of(post), cursor="", limit=TAKEN_MAX)
    page = places.page(office.county_id, own)
    if page.next_cursor:
        raise Refused([Problem("places_too_many", params={"limit": TAKEN_MAX})])
    known = {one.id: one for one in office.directory.setup.places}
    return tuple(TakenPlace(place=known[one.id], line=one) for one in page.lines if one.id in known)


def find_place(office: Office, post: Post, place_id: str) -> PlaceFile | None:
    """Return a place as the post may see it; None for one that is missing or not its to see."""
    file = places.files(office.county_id, [place_id]).get(place_id)
    return file if file is not None and may_read(post, file) else None


def survivor_of(office: Office, post: Post, file: PlaceFile) -> PlaceFile | None:
    """Return the place that a merged one leads to in the end; None for one that is not merged."""
    found: PlaceFile | None = None
    following = file
    for _step in range(CHAIN_MAX):
        if not following.place.merged_into:
            break
        nearer = find_place(office, post, following.place.merged_into)
        if nearer is None:
            break
        found = following = nearer
    return found


def open_place(office: Office, post: Post, file: PlaceFile, language: str) -> PlaceView:
    """Return everything that the page of a place shows."""
    posts = {str(one.actor.get("post", "")) for one in file.history} - {""}
    helpers = (one.unit for one in file.adopters)
    return PlaceView(
        file=file,
        texts=places.texts_of(office.county_id, file.place.id),
        called=called(office, posts, language),
        remarks=PlaceReader(office.directory, office.placer).remarks(file.place),
        may_keep=may_keep(post, file.place, office.directory),
        may_check=file.place.is_active and may_check(post, file.place, office.directory),
        helps=frozenset(one for one in helpers if may_help(post, file, one, office.directory)),
    )


def keeps_places(office: Office, post: Post) -> bool:
    """Say whether `post` enters and changes places."""
    return is_keeper(post, office.directory)
