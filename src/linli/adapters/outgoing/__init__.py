"""The one way out: a name is resolved once, only a checked address is spoken to, nothing is followed.

Whatever this house sends to an address that somebody wrote down goes through here.
"""

import http.client
import ipaddress
import re
import socket
import ssl
import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from urllib.parse import SplitResult, urlsplit

from linli.adapters.outgoing.addresses import Address, admits
from linli.domain.ports import DeliveryFailed, OutgoingAnswer

TIMEOUT_SECONDS = 5.0
WHOLE_SECONDS = 10.0
"""After so long a request is cut off, however slowly the other side drips."""
ANSWER_BYTES_MAX = 256 * 1024
HOST = re.compile(r"[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?")
HOST_MAX = 253


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Where one request goes: the name for TLS and Host, and the one address that was checked."""

    scheme: str
    host: str
    port: int
    path: str
    address: str = ""


class GuardedDoor:
    """Speaks HTTPS to public addresses and to the operator's own networks; tests may admit other schemes."""

    def __init__(
        self,
        *,
        schemes: frozenset[str] = frozenset({"https"}),
        networks: Iterable[str] = (),
        context: ssl.SSLContext | None = None,
        answer_bytes_max: int = ANSWER_BYTES_MAX,
    ) -> None:
        """Admit `schemes`, and beside public addresses those in `networks`; read no more than so much of an answer."""
        self._answer_bytes_max = answer_bytes_max
        self._schemes = schemes
        self._networks = tuple(ipaddress.ip_network(one) for one in networks)
        self._context = context or ssl.create_default_context()

    def problem_with(self, url: str) -> str:
        """Return the code of what speaks against an address before anything is resolved, or ""."""
        target = self._read(url)
        if isinstance(target, str):
            return target
        literal = _literal(target.host)
        return "" if literal is None or admits(literal, self._networks) else "hook_not_public"

    def ask(self, method: str, url: str, *, headers: Mapping[str, str], body: bytes = b"") -> OutgoingAnswer:
        """Send one request and return the answer, redirects unfollowed; raises DeliveryFailed where there is none."""
        target = self._read(url)
        if isinstance(target, str):
            raise DeliveryFailed(target)
        pinned = replace(target, address=self._resolve(target))
        try:
            told = _told(pinned, headers)
            return self._speak(pinned, lambda one: one.request(method, pinned.path, body=body, headers=told))
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise DeliveryFailed(f"{type(error).__name__}: {error}"[:200]) from error

    def _read(self, url: str) -> Target | str:
        """Return what an address names, or the code of what is wrong with it."""
        try:
            parts = urlsplit(url)
            port = parts.port
        except ValueError:
            return "hook_not_an_address"
        if parts.scheme.lower() not in self._schemes:
            return "hook_not_https"
        host = parts.hostname or ""
        if not url.isascii() or not url.isprintable() or " " in url or _has_extras(parts) or port == 0:
            return "hook_not_an_address"
        if len(host) > HOST_MAX or (not HOST.fullmatch(host) and _literal(host) is None):
            return "hook_not_an_address"
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        standard = 443 if parts.scheme.lower() == "https" else 80
        return Target(scheme=parts.scheme.lower(), host=host, port=port or standard, path=path)

    def _resolve(self, target: Target) -> str:
        """Return the one address to speak to; one bad address among several refuses them all."""
        try:
            found = socket.getaddrinfo(target.host, target.port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise DeliveryFailed(f"the name cannot be resolved: {error}"[:200]) from error
        addresses: list[Address] = [ipaddress.ip_address(str(one[4][0]).partition("%")[0]) for one in found]
        if not addresses or not all(admits(one, self._networks) for one in addresses):
            raise DeliveryFailed("hook_not_public")
        return str(addresses[0])

    def _speak(self, target: Target, ask: "Callable[[http.client.HTTPConnection], None]") -> OutgoingAnswer:
        raw = socket.socket(socket.AF_INET6 if ":" in target.address else socket.AF_INET, socket.SOCK_STREAM)
        raw.settimeout(TIMEOUT_SECONDS)
        is_over = threading.Event()
        watch = threading.Timer(WHOLE_SECONDS, _cut, [raw, is_over])
        watch.start()
        try:
            raw.connect((target.address, target.port))
            spoken = raw
            if target.scheme == "https":
                spoken = self._context.wrap_socket(raw, server_hostname=target.host)
            connection = http.client.HTTPConnection(target.address, target.port)
            connection.sock = spoken
            try:
                ask(connection)
                answer = connection.getresponse()
                body = answer.read(self._answer_bytes_max)
                if is_over.is_set():  # what was read until then only looks like an answer
                    raise TimeoutError("the other side took too long")
                return OutgoingAnswer(status=answer.status, body=body)
            finally:
                connection.close()
        finally:
            watch.cancel()
            raw.close()


def _told(target: Target, headers: Mapping[str, str]) -> dict[str, str]:
    return {**headers, "Host": _host_of(target), "User-Agent": "linli", "Connection": "close"}


def _has_extras(parts: SplitResult) -> bool:
    return bool(parts.username or parts.password or parts.fragment) or "@" in parts.netloc


def _host_of(target: Target) -> str:
    """Return the name as the other side knows it; the standard port is left out."""
    host = f"[{target.host}]" if ":" in target.host else target.host
    is_standard = target.port == (443 if target.scheme == "https" else 80)
    return host if is_standard else f"{host}:{target.port}"


def _literal(host: str) -> Address | None:
    """Return the address that a host is, also in the spellings that resolvers take for one (0x7f.1, 2130706433)."""
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        pass
    try:
        return ipaddress.IPv4Address(socket.inet_aton(host)) if re.fullmatch(r"[0-9a-fA-FxX.]+", host) else None
    except OSError:
        return None


def _cut(raw: socket.socket, is_over: threading.Event) -> None:
    """End a connection from outside; whoever reads from it is told at once."""
    is_over.set()
    try:
        raw.shutdown(socket.SHUT_RDWR)
    except OSError:
        return  # it has ended by itself
