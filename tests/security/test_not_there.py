"""What the product does without: dangerous calls, libraries and channels that it would have to guard if it had them."""

import ast
import inspect
import re
from collections.abc import Iterator

import pytest
from django.test import Client

from linli.actions import wechat as actions
from linli.actions.staffing import open_desk
from linli.domain import wechat
from linli.domain.engine.declarations import FieldType
from linli.store import models
from tests import cast
from tests.house.scans import SOURCE, files, is_vendored, name_of

PYTHON = files(SOURCE, ".py")
SCRIPTS = [path for path in files(SOURCE, ".js", ".mjs") if not is_vendored(path)]
TEMPLATES = files(SOURCE, ".html")
LOCK = (SOURCE.parent / "requirements.lock").read_text("utf-8")
DYNAMIC = frozenset({"eval", "exec", "compile", "__import__"})
WITH_SHELL = frozenset({"system", "popen", "getoutput", "getstatusoutput"})
ABSENT_LIBRARIES = {
    "LDAP": ("ldap3", "python-ldap"), "XPath and XSLT": ("lxml", "elementpath"), "LaTeX": ("pylatex", "latex"),
    "JNDI and Java": ("jpype1", "pyjnius"), "memcache": ("pymemcache", "python-memcached", "pylibmc"),
    "GraphQL": ("graphene", "strawberry-graphql", "ariadne", "graphql-core"), "SAML": ("pysaml2", "python3-saml"),
    "WebRTC and media": ("aiortc", "av", "gstreamer"), "WebSocket": ("websockets", "channels", "wsproto"),
    "OAuth server": ("django-oauth-toolkit", "authlib"), "markup": ("markdown", "mistune", "docutils", "bbcode"),
    "SMS codes": ("twilio", "django-otp", "phonenumbers"), "pickling caches": ("redis", "django-redis", "dill"),
    "proxied user agents": ("selenium", "requests-html"),
}  # fmt: skip
"""By what each would open: a library of that name in the lock fails, and its requirement becomes live."""
REVIEWED_LIBRARIES = {"lxml"}
"""Comes with python-docx, which reads the templates of papers. What it could do with a hostile one was reviewed: no
XSLT is called, no query holds a word of a template, no entity is expanded, and no part is read that the restrictive
parser did not read before; `tests/security/test_templates_as_xml.py` shows each."""
WEAK_BY_DEMAND = {
    "src/linli/domain/second_factor.py": "SHA-1 under a key, as the standard of one-time codes asks (RFC 6238)",
    "src/linli/domain/wechat.py": "SHA-1 and AES-CBC, as the platform signs and seals its callbacks; it takes no other",
}


def calls(tree: ast.AST) -> Iterator[tuple[str, ast.Call]]:
    """Every call with the last name of what is called."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            called = node.func
            yield (called.id if isinstance(called, ast.Name) else getattr(called, "attr", "")), node


def test_no_code_is_made_at_run_time_and_no_shell_is_asked() -> None:
    found = []
    for path in PYTHON:
        for name, node in calls(ast.parse(path.read_text("utf-8"))):
            is_plain = isinstance(node.func, ast.Name)
            has_shell = any(one.arg == "shell" for one in node.keywords)
            is_os = isinstance(node.func, ast.Attribute) and isinstance(node.func.value, ast.Name)
            is_os = is_os and node.func.value.id in ("os", "subprocess", "commands")
            if (is_plain and name in DYNAMIC) or has_shell or (is_os and name in WITH_SHELL):
                found.append(f"{name_of(path)}:{node.lineno}: {name}")
    assert found == []


def test_nothing_is_unpickled_and_no_object_is_made_from_what_somebody_sent() -> None:
    banned = re.compile(r"^\s*(?:from|import) (pickle|marshal|shelve|dill|yaml)\b", re.MULTILINE)
    assert [name_of(path) for path in PYTHON if banned.search(path.read_text("utf-8"))] == []


def test_xml_is_read_by_the_restrictive_parser_only() -> None:
    inner = r"ElementTree import .*(?:parse|fromstring|XMLParser)\b"
    banned = re.compile(rf"xml\.(?:sax(?!\.saxutils)|dom|parsers)|lxml|{inner}")
    for path in PYTHON:
        source = path.read_text("utf-8")
        assert not re.search(r"\b(?:ElementTree|ET|etree)\.(?:parse|fromstring|iterparse|XML)\b", source), path
        if "defusedxml" not in source:
            assert not re.search(r"^(?:from|import) .*xml.*(?:parse|fromstring)", source, re.MULTILINE), path
            assert not banned.search(source), name_of(path)


def test_no_archive_is_unpacked_to_a_folder() -> None:
    found = [
        f"{name_of(path)}:{node.lineno}"
        for path in PYTHON
        for name, node in calls(ast.parse(path.read_text("utf-8")))
        if name in ("extractall", "extract", "unpack_archive")
    ]
    assert found == []


@pytest.mark.parametrize("what", ABSENT_LIBRARIES)
def test_a_library_that_would_open_another_way_in_is_not_installed(what: str) -> None:
    locked = set(re.findall(r"^([a-z0-9-]+)==", LOCK, re.MULTILINE))
    assert locked & set(ABSENT_LIBRARIES[what]) - REVIEWED_LIBRARIES == set()
    assert locked >= REVIEWED_LIBRARIES, "an exception that is needed no more"
    assert len(locked) > 20, "the lock was read"


def test_no_weak_digest_and_no_cipher_without_authentication() -> None:
    """They stand only where the other side of a line lets nothing else through, and are made up for there."""
    weak = re.compile(
        r"hashlib\.(md5|sha1|new)\b|\bmodes(?:\.| import .*)\b(ECB|CBC|CFB|OFB)\b|\b(?:DES|ARC4|Blowfish|PKCS1v15)\b"
    )
    found = {name_of(path) for path in PYTHON if weak.search(path.read_text("utf-8"))}
    assert found == set(WEAK_BY_DEMAND)
    assert "hmac.new(secret" in (SOURCE / "linli/domain/second_factor.py").read_text("utf-8")


def test_what_wechat_signs_weakly_is_compared_evenly_taken_for_minutes_and_opened_only_afterwards() -> None:
    """Nothing is unsealed before the signature fits, so the padding tells nobody anything; nothing stays sealed by it.

    That a repetition files nothing: `tests/actions/test_wechat.py`; that a forged, a stale and an overheard callback
    get nothing: `tests/api/test_wechat.py`.
    """
    scheme = (SOURCE / "linli/domain/wechat.py").read_text("utf-8")
    assert scheme.count("signature_of(") == 3, "made in one place, compared in one, put under an answer in one"
    assert "hmac.compare_digest(due.encode(), signed.signature.encode())" in scheme
    assert wechat.STALE_SECONDS <= 300
    for caller in (actions.take_message, actions.shake_hands):
        source = inspect.getsource(caller)
        assert 0 < source.rindex("check_signed(") < source.index("unseal(")
    users = {name_of(path) for path in PYTHON if "wechat.unseal(" in path.read_text("utf-8")}
    assert users == {"src/linli/actions/wechat.py"}


def test_ordinary_chance_makes_no_secret() -> None:
    """The module `random` is for the invented district and for spreading load; secrets come from the system."""
    allowed = ("src/linli/demo/", "src/linli/bench/")
    spreading = {f"src/linli/{one}.py" for one in ("actions/webhooks", "actions/outbox", "actions/wechat", "cli/work")}
    importing = re.compile(r"^(?:import random|from random import)", re.MULTILINE)
    found = {name_of(path) for path in PYTHON if importing.search(path.read_text("utf-8"))}
    assert {one for one in found if not one.startswith(allowed)} == spreading
    drawn = re.compile(r"\bchance\.(\w+)|\brandom\.(?!Random\b)(\w+)")
    for name in spreading:  # pauses are made a little longer or shorter, and nothing else is drawn
        lines = [line for line in (SOURCE.parent / name).read_text("utf-8").splitlines() if drawn.search(line)]
        assert all("pause = " in line and "chance.uniform(0.8, 1.2)" in line for line in lines), (name, lines)


def test_scripts_make_no_code_take_no_messages_and_keep_nothing_beyond_the_session() -> None:
    banned = re.compile(
        r"\beval\(|new Function|document\.write|postMessage|addEventListener\([\"']message|localStorage|indexedDB"
        r"|__proto__"
    )
    cookies = {name_of(path) for path in SCRIPTS if "document.cookie" in path.read_text("utf-8")}
    assert cookies == {"src/linli/ui/static/ui/js/preferences.js"}, "how a page looks is all that a script keeps there"
    for path in SCRIPTS:
        assert not banned.search(path.read_text("utf-8")), name_of(path)
    assert len(SCRIPTS) > 5


def test_templates_trust_no_value_and_hold_no_script_of_their_own() -> None:
    banned = re.compile(r"\|\s*safe\b|\|safeseq|autoescape off|<script(?![^>]*\bsrc=)[^>]*>|\son[a-z]+=\"|javascript:")
    for path in TEMPLATES:
        found = [one for one in banned.findall(path.read_text("utf-8")) if "application/json" not in one]
        assert not found, f"{name_of(path)}: {found}"


def test_no_form_asks_a_secret_question_and_no_password_field_refuses_pasting() -> None:
    for path in TEMPLATES:
        source = path.read_text("utf-8")
        assert not re.search(r"onpaste|autocomplete=\"off\"[^>]*type=\"password\"", source), name_of(path)
        assert "secret_question" not in source
    assert "secret" not in {one.value for one in FieldType}


def test_templates_are_files_and_never_made_from_what_somebody_typed() -> None:
    found = [
        f"{name_of(path)}:{node.lineno}"
        for path in PYTHON
        for name, node in calls(ast.parse(path.read_text("utf-8")))
        if name in ("Template", "from_string", "get_template_from_string")
    ]
    assert found == []


@pytest.mark.parametrize("path", ["/.git/config", "/.env", "/static/", "/static/ui/", "/admin/", "/debug/", "/x.php"])
def test_no_metadata_listing_or_tool_of_developers_is_served(path: str) -> None:
    answer = Client().get(path)
    assert answer.status_code in (404, 301, 302)
    assert b"Index of" not in answer.content and b"Traceback" not in answer.content


@pytest.mark.parametrize("method", ["TRACE", "CONNECT", "TRACK", "PROPFIND", "DELETE", "PUT"])
def test_methods_that_nobody_needs_change_and_echo_nothing(method: str) -> None:
    for address in ("/", "/console/", "/accounts/login/"):
        answer = Client(headers={"x-mark": "zqx-echo"}).generic(method, address, "zqx-body", content_type="text/plain")
        assert b"zqx" not in answer.content
        assert answer.status_code in (302, 403, 404, 405), (method, address, answer.status_code)


def test_a_fresh_installation_has_one_account_and_no_password_that_anybody_else_has_seen(fresh_database: str) -> None:
    before = set(models.Staff.objects.values_list("username", flat=True))
    one = open_desk("minghe", name="明河区", username="first.one", now=cast.MONDAY)
    assert set(models.Staff.objects.values_list("username", flat=True)) - before == {"first.one"}
    other = open_desk("minghe", name="明河区", username="second.one", now=cast.MONDAY)
    assert not models.Staff.objects.get(username="first.one").has_usable_password()
    assert len(one.token) >= 32 and one.token != other.token


@pytest.mark.parametrize("address", ["/", "/report", "/accounts/login/", "/nothing-here", "/healthz", "/api/v1/cases"])
def test_every_answer_names_its_type_and_its_characters(address: str) -> None:
    answer = Client(raise_request_exception=False).get(address)
    if answer.content:
        kind = answer["Content-Type"]
        assert re.match(r"(text/[a-z]+; charset=utf-8|application/(problem\+)?json)", kind), (address, kind)
