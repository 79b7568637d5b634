"""What comes in is decoded once, taken literally, trusted with nothing: OWASP ASVS 5.0.0 chapters 1, 3, 12 and 15."""

import datetime as dt
import ipaddress
import re
import socket
import ssl
import threading
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from django.core import mail

from linli.adapters.outgoing import GuardedDoor
from linli.adapters.smtp import SmtpMailSender
from linli.domain.ports import DeliveryFailed
from tests.house.scans import SOURCE, files, is_vendored, name_of
from tests.security.world import World, browser

SCRIPTS = [path for path in files(SOURCE, ".js", ".mjs") if not is_vendored(path)]
NEVER_BY_HAND = re.compile(r"^\s*(?:from|import) (?:ctypes|cffi|mmap|_ctypes)\b", re.MULTILINE)


def test_what_is_typed_is_decoded_once_and_shown_as_it_was_typed(world: World) -> None:
    page = browser("hu").get("/console/cases?q=%2526lt%253B%26lt%3B").content.decode()
    assert 'value="%26lt%3B&amp;lt;"' in page
    assert 'value="&lt;' not in page and 'value="<' not in page


@pytest.mark.parametrize("text", ["%", "_", ".*", "\\d", "' OR 1=1 --", "x' OR 'a'='a", "1; SELECT pg_sleep(9)"])
def test_what_is_searched_for_is_neither_a_pattern_nor_a_statement(text: str, world: World) -> None:
    number, client = world.matters["own"].number, browser("hu")
    assert number in client.get("/console/cases", {"q": number}).content.decode()
    assert number not in client.get("/console/cases", {"q": text}).content.decode()


def test_no_memory_is_handled_by_hand() -> None:
    assert [name_of(one) for one in files(SOURCE, ".py") if NEVER_BY_HAND.search(one.read_text("utf-8"))] == []


def test_pages_hold_no_plug_in_and_scripts_change_no_prototype() -> None:
    element = re.compile(r"<(?:object|embed|applet|frame|iframe|portal)\b", re.IGNORECASE)
    prototype = re.compile(r"__proto__|\.prototype\b[^;\n]*=(?!=)|setPrototypeOf|\.constructor\[")
    assert [name_of(one) for one in files(SOURCE, ".html") if element.search(one.read_text("utf-8"))] == []
    assert [name_of(one) for one in SCRIPTS if prototype.search(one.read_text("utf-8"))] == []


@pytest.mark.parametrize(
    "text", ["催办\r\nBcc: other@example.org", "催办\nContent-Type: text/html\n\n<b>", "x\r\n.\r\nQUIT"]
)
def test_no_text_becomes_a_line_of_a_mails_head(text: str) -> None:
    SmtpMailSender(sender="linli@example.org", host_name="example.org").send(
        to="one@example.org", subject=text, text="body", key="k"
    )
    sent = mail.outbox[-1].message()
    assert set(sent.keys()) == {
        "Content-Type", "MIME-Version", "Content-Transfer-Encoding", "Subject", "From", "To", "Date", "Message-ID",
        "Auto-Submitted",
    }  # fmt: skip
    assert sent.get_payload() == "body" and mail.outbox[-1].recipients() == ["one@example.org"]


@pytest.mark.parametrize("to", ["one@example.org\r\nBcc: other@example.org", "one@example.org\nSubject: x"])
def test_no_address_becomes_a_line_of_a_mails_head(to: str) -> None:
    before = len(mail.outbox)
    with pytest.raises(DeliveryFailed):
        SmtpMailSender(sender="linli@example.org", host_name="example.org").send(
            to=to, subject="s", text="body", key="k"
        )
    assert len(mail.outbox) == before


def own_certificate(folder: Path) -> ssl.SSLContext:
    """A server's certificate for this machine that nobody but itself vouches for."""
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name.from_rfc4514_string("CN=localhost")
    began = dt.datetime.now(dt.UTC) - dt.timedelta(days=1)
    names = x509.SubjectAlternativeName([x509.DNSName("localhost"), x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
    made = x509.CertificateBuilder(name, name, key.public_key(), 1, began, began + dt.timedelta(days=9), [])
    signed = made.add_extension(names, critical=False).sign(key, hashes.SHA256())
    form = serialization.PrivateFormat.PKCS8
    kept = key.private_bytes(serialization.Encoding.PEM, form, serialization.NoEncryption())
    (folder / "both.pem").write_bytes(kept + signed.public_bytes(serialization.Encoding.PEM))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "both.pem")
    return context


def test_a_partner_with_a_certificate_nobody_vouches_for_is_told_nothing(tmp_path: Path) -> None:
    heard: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def serve() -> None:
            raw, _ = listening.accept()
            try:
                with own_certificate(tmp_path).wrap_socket(raw, server_side=True) as spoken:
                    heard.append(spoken.recv(1))
            except OSError as error:
                heard.append(type(error).__name__.encode())

        partner = threading.Thread(target=serve)
        partner.start()
        door = GuardedDoor(networks=("127.0.0.0/8",))
        with pytest.raises(DeliveryFailed, match="CERTIFICATE_VERIFY_FAILED"):
            door.ask("POST", f"https://localhost:{listening.getsockname()[1]}/", headers={}, body=b"secret")
        partner.join(10)
    assert heard and heard[0] != b"P"
