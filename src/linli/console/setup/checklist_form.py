"""The next version of a checklist as a form: looked at before it is saved or proposed, all its mistakes at once."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from linli.actions import checklist_setup as acts
from linli.actions.checklist_setup import ITEM, ITEMS_ON_PAGE, Edition
from linli.console.seat import SeatedRequest, who_may
from linli.console.setup.admitted import CHANGERS
from linli.console.setup.checklists import difference_rows
from linli.console.setup.second_person import because_of, say_saved, second_person
from linli.console.words import language
from linli.domain.checklist import ITEMS_MAX
from linli.domain.own_checklist import GRADE_WORDS
from linli.domain.place import KIND_WORDS
from linli.domain.problems import Problem, Refused
from linli.domain.setup_sheets import SHEETS
from linli.ui.pieces import Option

REFUSED_STATUS = 422
BLANK_ROWS = 3
HEAD_FIELDS = ("key", "title", "title_en", "from_date", "category", "again_days", "inspectors", "version")
ITEM_FIELDS = (
    "key", "position", "title", "title_en", "basis", "basis_en", "article", "grade", "part", "part_en", "category",
)  # fmt: skip
TYPED_MAX = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemFields:
    """One item of the form."""

    place: int
    cells: Mapping[str, str]
    is_out: bool
    is_open: bool

    @property
    def names(self) -> dict[str, str]:
        """Names of the fields."""
        return {key: f"items.{self.place}.{key}" for key in (*ITEM_FIELDS, "is_urgent", "is_out")}


@who_may(CHANGERS)
def edit(request: SeatedRequest, checklist: str = "") -> HttpResponse:
    """Show the next version of a list, or a list that is new, as a form; preview it, save it or propose it."""
    key = checklist
    standing = acts.next_edition(request.office, key, request.now)
    if standing is None or len(standing.items) > ITEMS_ON_PAGE:
        raise Http404
    is_sent = request.method == "POST"
    given = _sent(request, key, standing) if is_sent else standing
    problems: tuple[Problem, ...] = ()
    if is_sent and "more" not in request.POST:
        try:
            if "preview" in request.POST:
                _check(request, given, is_new=not key)
            else:
                saved = acts.save_edition(
                    request.office, request.post, given, now=request.now, because=because_of(request), is_new=not key
                )
                say_saved(request, saved)
                return HttpResponseRedirect(_after(given.head["key"], is_proposed=bool(saved.proposal_id)))
        except Refused as refused:
            problems = refused.problems
    context = {
        **_context(request, given, problems, blank=BLANK_ROWS if "more" in request.POST or not given.items else 1),
        "is_new": not key, "key": key,
        "differences": difference_rows(request.office, acts.changes_of(request.office, given, request.now))
        if "preview" in request.POST and not problems else None,
    }  # fmt: skip
    return render(request, "console/setup/checklist_form.html", context, status=REFUSED_STATUS if problems else 200)


def _check(request: SeatedRequest, given: Edition, *, is_new: bool) -> None:
    if problems := acts.problems_of(request.office, given, request.now, is_new=is_new):
        raise Refused(problems)


def _after(key: str, *, is_proposed: bool) -> str:
    """A list that is new and only proposed has no page yet."""
    return reverse("console:setup_checklists") if is_proposed else reverse("console:setup_checklist", args=[key])


def _sent(request: SeatedRequest, key: str, standing: Edition) -> Edition:
    """Return what the form brought; which list and version it is, is for the address to say and not for the form."""
    post = request.POST
    head = {name: str(post.get(name, ""))[:TYPED_MAX].strip() for name in HEAD_FIELDS}
    head |= {"kinds": "、".join(post.getlist("kinds")[: len(KIND_WORDS)]), "version": standing.head["version"]}
    head |= {name: "1" if post.get(name) else "0" for name in ("has_batches", "is_active")}
    if key:
        head["key"] = key
    items, gone = list[dict[str, str]](), set[str]()
    known = {one["key"] for one in standing.items}
    for place in range(ITEMS_ON_PAGE + BLANK_ROWS):
        cells = {name: str(post.get(f"items.{place}.{name}", ""))[:TYPED_MAX].strip() for name in ITEM_FIELDS}
        cells["is_urgent"] = "1" if post.get(f"items.{place}.is_urgent") else "0"
        cells["key"] = cells["key"] if cells["key"] in known else ""
        is_out = bool(post.get(f"items.{place}.is_out"))
        if is_out and cells["key"]:
            gone.add(cells["key"])
        elif is_out or not (cells["key"] or any(cells[name] for name in ("title", "title_en", "basis", "basis_en"))):
            continue
        items.append(cells)
    return Edition(head=head, items=tuple(items), gone=frozenset(gone))


def _context(
    request: SeatedRequest, given: Edition, problems: tuple[Problem, ...], *, blank: int
) -> dict[str, Any]:  # fmt: skip
    directory = request.office.directory
    last = max((int(one["position"]) for one in given.items if one["position"].isdecimal()), default=0)
    free = max(0, min(blank, ITEMS_ON_PAGE - len(given.items)))
    fresh = [{"position": str(last + at), "grade": "cited"} for at in range(1, free + 1)]
    wrong = {one.at.split(".")[1] for one in problems if one.at.startswith("items.")}
    cells = (*given.items, *fresh)
    items = [
        ItemFields(
            place=place, cells=one, is_out=one.get("key", "-") in given.gone,
            is_open=str(place) in wrong or not one.get("title"),
        )
        for place, one in enumerate(cells)
    ]  # fmt: skip
    second = second_person(request, noun="checklist")
    return {
        "head": given.head, "items": items, "problems": problems,
        "kinds": [
            {"value": one.value, "title": words, "is_on": one.value in given.head.get("kinds", "").split("、")}
            for one, words in KIND_WORDS.items()
        ],
        "grades": [Option(value=one.value, title=words.within(language())) for one, words in GRADE_WORDS.items()],
        "categories": [
            Option(value="", title=_("As the list")),
            *_categories(directory.categories.values()),
        ],
        "head_categories": [Option(value="", title=_("Please choose")), *_categories(directory.categories.values())],
        "labels": _labels(items) | second["class_labels"], "items_max": min(ITEMS_MAX, ITEMS_ON_PAGE),
        "has_room": len(cells) < ITEMS_ON_PAGE,
        **second,
    }  # fmt: skip


def _categories(known: Any) -> list[Option]:
    return [Option(value=one.key, title=one.name.within(language())) for one in known if one.is_active]


def _labels(items: list[ItemFields]) -> dict[str, str]:
    columns = {one.key: one.title.within(language()) for one in SHEETS[ITEM].columns}
    found = columns | {one.key: one.title.within(language()) for one in SHEETS["checklist"].columns}
    found |= {"title_item": columns["title"], "title_en_item": columns["title_en"]}
    for item in items:
        number = item.cells.get("position", "")
        for key in ITEM_FIELDS:
            found[f"items.{item.place}.{key}"] = f"{number} · {columns[key]}"
    return found
