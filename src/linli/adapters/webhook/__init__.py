"""News by HTTPS to other systems: a name is resolved once, only a public address is spoken to, nothing is followed."""

import http.client
import ipaddress
import re
import socket
import ssl
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

from linli.adapters.webhook.addresses import Address, is_public
from linli.domain.ports import DeliveryFailed

TIMEOUT_SECONDS = 5.0
WHOLE_SECONDS = 10.0
"""After so long a delivery is cut off, however slowly the other side drips."""
ANSWER_BYTES_MAX = 1024
HOST = re.compile(r"^(?=.{1,253}$)[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Where one delivery goes: the name for TLS and Host, and the one address that was checked."""

    scheme: str
    host: str
    port: int
    path: str
    address: str = ""


class HttpsHookSender:
    """Sends by HTTPS to public addresses; tests may admit another scheme and addresses of their own machine."""

    def __init__(
        self,
        *,
        schemes: frozenset[str] = frozenset({"https"}),
        admits: Callable[[Address], bool] = is_public,
        context: ssl.SSLContext | None = None,
    ) -> None:
        """Admit `schemes`, and the addresses that `admits` lets pass."""
        self._schemes = schemes
        self._admits = admits
        self._context = context or ssl.create_default_context()

    def problem_with(self, url: str) -> str:
        """Return the code of what speaks against an address before anything is resolved, or ""."""
        target = self._read(url)
        if isinstance(target, str):
            return target
        literal = _literal(target.host)
        return "" if literal is None or self._admits(literal) else "hook_not_public"

    def send(self, *, url: str, body: bytes, headers: Mapping[str, str]) -> None:
        """Post `body`; raises DeliveryFailed for any answer but 2xx, for redirects too."""
        target = self._read(url)
        if isinstance(target, str):
            raise DeliveryFailed(target)
        pinned = Target(
            scheme=target.scheme, host=target.host, port=target.port, path=target.path, address=self._resolve(target)
        )
        try:
            status = self._post(pinned, body, headers)
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise DeliveryFailed(f"{type(error).__name__}: {error}"[:200]) from error
        if not 200 <= status < 300:
            raise DeliveryFailed(f"HTTP {status}" + (" (redirects are not followed)" if 300 <= status < 400 else ""))

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
        if not HOST.match(host) and _literal(host) is None:
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
        addresses = [ipaddress.ip_address(str(one[4][0]).partition("%")[0]) for one in found]
        if not addresses or not all(self._admits(one) for one in addresses):
            raise DeliveryFailed("hook_not_public")
        return str(addresses[0])

    def _post(self, target: Target, body: bytes, headers: Mapping[str, str]) -> int:
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
                told = {"Host": _host_of(target), "User-Agent": "linli", "Connection": "close"}
                connection.request("POST", target.path, body=body, headers={**headers, **told})
                answer = connection.getresponse()
                answer.read(ANSWER_BYTES_MAX)
                if is_over.is_set():  # what was read until then only looks like an answer
                    raise TimeoutError("the other side took too long")
                return answer.status
            finally:
                connection.close()
        finally:
            watch.cancel()
            raw.close()


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
