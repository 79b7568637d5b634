"""Templates of papers: the shipped one of each form, a district's own versions of it, and how each would read."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from linli.actions.deciding import Office
from linli.domain.engine.access import may_set_up
from linli.domain.entry import to_milliseconds
from linli.domain.paper import FontFound, PaperForm, sample_of
from linli.domain.paper_forms import FORMS
from linli.domain.ports import MadePdf
from linli.domain.problems import Problem, Refused
from linli.domain.unit import Post
from linli.store import journal, staff
from linli.store import papers as stored

REASON_MAX = 200
NAME_MAX = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateView:
    """A form with its template as the set-up shows it."""

    form: PaperForm
    version: int
    """0: the shipped one was never changed."""
    history: tuple[stored.TemplateVersion, ...] = ()
    who: tuple[str, ...] = ()
    """Names of whoever made each version, in the order of `history`."""

    @property
    def is_own(self) -> bool:
        """Say whether the district's own template is in use."""
        return bool(self.history) and not self.history[0].is_shipped


def template_in_use(office: Office, form: PaperForm) -> tuple[int, bytes]:
    """Return the number and bytes of the template that papers of `form` are made with now."""
    versions = stored.versions_of(office.county_id, form.key)
    if not versions:
        return 0, shipped(office, form)
    version = versions[0].version
    content = stored.template_content(office.county_id, form.key, version)
    return version, content if content is not None else shipped(office, form)


def template_of_version(office: Office, form: PaperForm, version: int) -> bytes:
    """Return the bytes of one version; 0 is the shipped one. Raises Refused for one that never was."""
    if version and all(one.version != version for one in stored.versions_of(office.county_id, form.key)):
        raise Refused([Problem("template_version_unknown", at="version")])
    content = stored.template_content(office.county_id, form.key, version) if version else None
    return content if content is not None else shipped(office, form)


def shipped(office: Office, form: PaperForm) -> bytes:
    """Return the template that comes with Linli."""
    if office.ports.papers is None:
        raise Refused([Problem("paper_no_press")])
    return office.ports.papers.template_of(form)


def templates(office: Office) -> tuple[TemplateView, ...]:
    """Return every form with the version that is in use."""
    found = stored.versions_of(office.county_id)
    views = []
    for form in FORMS.values():
        history = tuple(one for one in found if one.form == form.key)
        views.append(TemplateView(form=form, version=history[0].version if history else 0, history=history))
    return tuple(views)


def template_view(office: Office, key: str) -> TemplateView | None:
    """Return one form with its history, the newest version first."""
    form = FORMS.get(key)
    if form is None:
        return None
    history = stored.versions_of(office.county_id, key)
    names = staff.names_of({one.staff for one in history if one.staff})
    return TemplateView(
        form=form, version=history[0].version if history else 0, history=history,
        who=tuple(names.get(one.staff, "") for one in history),
    )  # fmt: skip


def check_template(office: Office, form: PaperForm, content: bytes) -> tuple[FontFound, ...]:
    """Return what prints each type of a template here; raises Refused with every mistake in it."""
    if office.ports.papers is None:
        raise Refused([Problem("paper_no_press")])
    return office.ports.papers.check(content, form)


def sample(office: Office, form: PaperForm, template: bytes) -> tuple[bytes, MadePdf]:
    """Return a template filled with invented words, as DOCX and as PDF."""
    if office.ports.papers is None:
        raise Refused([Problem("paper_no_press")])
    docx = office.ports.papers.fill(template, form, sample_of(form))
    return docx, office.ports.papers.pdf(docx)


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """A template that somebody sends, and why."""

    filename: str
    content: bytes
    reason: str


def upload(office: Office, post: Post, form: PaperForm, sent: Upload, now: datetime) -> int:
    """Put a district's own template into use; return its version. Raises Refused with every mistake."""
    problems = _reason_problems(office, post, sent.reason)
    try:
        check_template(office, form, sent.content)
    except Refused as refused:
        problems += refused.problems
    if not problems and sent.content == template_in_use(office, form)[1]:
        problems.append(Problem("template_same", at="file"))
    if problems:
        raise Refused(problems)
    return _added(office, post, form, sent, now, content=sent.content)


def roll_back(office: Office, post: Post, form: PaperForm, version: int, reason: str, *, now: datetime) -> int:
    """Put an earlier version (0: the shipped one) back into use as a new version; nothing is taken out."""
    problems = _reason_problems(office, post, reason)
    content = b""
    try:
        content = template_of_version(office, form, version)
    except Refused as refused:
        problems += refused.problems
    if not problems and content == template_in_use(office, form)[1]:
        problems.append(Problem("template_same", at="version"))
    if problems:
        raise Refused(problems)
    kept = stored.template_content(office.county_id, form.key, version) if version else None
    sent = Upload(filename=f"v{version}", content=content, reason=reason)
    return _added(office, post, form, sent, now, content=kept)


def _reason_problems(office: Office, post: Post, reason: str) -> list[Problem]:
    if not may_set_up("setup.change", post, office.directory):
        raise Refused([Problem("not_found")])
    if not reason.strip():
        return [Problem("reason_needed", at="reason")]
    if len(reason) > REASON_MAX or not reason.strip().isprintable():
        return [Problem("too_long", at="reason", params={"limit": REASON_MAX})]
    return []


def _added(
    office: Office, post: Post, form: PaperForm, sent: Upload, now: datetime, *, content: bytes | None
) -> int:  # fmt: skip
    told = stored.TemplateVersion(
        form=form.key, version=0, sha256=hashlib.sha256(sent.content).hexdigest(), filename=sent.filename[:NAME_MAX],
        reason=sent.reason.strip(), post=post.id, staff=post.staff_id or "", made_at=to_milliseconds(now),
        is_shipped=content is None,
    )  # fmt: skip
    with journal.one_transaction():
        return stored.add_version(office.county_id, told, content)
