"""The environment, read once into one frozen object; every mistake in it is named in one message.

This is the one file that touches `os.environ`. `.env.example` lists the same names with their meaning.
"""

import ipaddress
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import SplitResult, unquote, urlsplit

WORDS_FOR_YES: Final = frozenset({"1", "true", "yes", "on"})
WORDS_FOR_NO: Final = frozenset({"", "0", "false", "no", "off"})
SECRET_KEY_CHARACTERS_MIN: Final = 40
WECHAT_KEY_CHARACTERS: Final = 43


class BadEnvironment(Exception):
    """The environment cannot be used; the message has one line for each thing to mend."""

    def __init__(self, mistakes: list[str]) -> None:
        """Keep every mistake, and put them all in the message."""
        self.mistakes = tuple(mistakes)
        lines = "\n".join(f"  - {one}" for one in mistakes)
        super().__init__(f"The environment is not complete (see .env.example):\n{lines}")


@dataclass(frozen=True, kw_only=True, slots=True)
class Environment:
    """Everything that differs between two installations and is not data."""

    database_url: str | None
    """The app role's address; None means: use the embedded server in the data folder."""
    owner_database_url: str | None
    """The owner role's address, for migrations only."""
    superuser_database_url: str | None
    """A superuser's address, for `linli init` only: it makes database and roles on a bare server."""
    data_dir: Path
    """Folder of the embedded server, the secret key and attachments."""
    secret_key: str | None
    """Signs sessions and forms; None means: use the one kept in the data folder."""
    allowed_hosts: tuple[str, ...]
    public_url: str
    """Address that people see, without a final slash; it stands in messages and QR codes."""
    live: str
    """Where pages hear of changes: "+1" (same host, the port after the page's), "/" (same address, through a
    proxy), or "off" (they ask now and then)."""
    email_url: str
    """smtp://user:password@host:port, smtps://..., or console: (write messages to stderr)."""
    email_from: str
    base_map_file: Path | None
    """A PMTiles file of the operator's own that maps are drawn over; None: only our own layers."""
    tianditu_key: str
    """Key of the national map service; with one, maps ask that host, without one no host outside is asked."""
    base_map_credit: str
    """Whose base map it is, as it must stand on it."""
    outgoing_networks: tuple[str, ...]
    """Networks beside the public internet to which this house may speak; none by default."""
    proxy_networks: tuple[str, ...]
    """Networks of the proxies before this house, whose word it takes about where a request came from."""
    demo: bool
    debug: bool
    key_dir: Path | None = None
    """Folder of the key store; None means: `keys` in the data folder."""
    kek_file: Path | None = None
    """File of the key-encryption key; None means: in the key store's folder."""
    cipher: str = "aes"
    """What values are sealed with: aes or sm4. What is sealed already opens with either."""
    open_id_issuer: str = ""
    """Address of the district's OpenID Connect provider, exactly as it names itself; empty: none."""
    open_id_client: str = ""
    open_id_secret: str = ""
    open_id_claim: str = "preferred_username"
    """Claim that is the login of an account (or its e-mail address, for "email")."""
    open_id_networks: tuple[str, ...] = ()
    """Networks beside the public internet on which the provider may lie; none by default."""
    open_id_name: str = "统一身份认证"
    """What stands on the button."""
    wechat_platform: str = ""
    """wecom or official; empty: nothing comes in by WeChat."""
    wechat_api_url: str = ""
    """Address of the platform's own interface, or of the one that the house runs before it."""
    wechat_id: str = ""
    """Corp id, or app id."""
    wechat_agent: str = ""
    """Number of the WeCom app."""
    wechat_secret: str = ""
    wechat_token: str = ""
    wechat_aes_key: str = ""
    """Token and EncodingAESKey that callbacks are signed and sealed with."""
    secret_keys_before: tuple[str, ...] = ()
    """Keys that were turned over, newest first: what they signed and sealed still holds, nothing more is."""


PORT = 8000
"""Where pages are served, where nothing else is told."""


def read(variables: Mapping[str, str] | None = None, *, port: int = PORT) -> Environment:
    """Parse `variables` (the process's own by default); raise BadEnvironment with every mistake at once.

    Where no address is told, links lead to `port` of this machine.
    """
    reader = _Reader(os.environ if variables is None else variables)
    public_url = reader.url("LINLI_PUBLIC_URL", ("http", "https"), f"http://localhost:{port}")
    demo, debug = reader.switch("LINLI_DEMO"), reader.switch("LINLI_DEBUG")
    base_map = reader.text("LINLI_BASE_MAP_FILE", "")
    environment = Environment(
        database_url=reader.url("LINLI_DATABASE_URL", ("postgresql", "postgres"), "") or None,
        owner_database_url=reader.url("LINLI_OWNER_DATABASE_URL", ("postgresql", "postgres"), "") or None,
        superuser_database_url=reader.url("LINLI_SUPERUSER_DATABASE_URL", ("postgresql", "postgres"), "") or None,
        data_dir=Path(reader.text("LINLI_DATA_DIR", "~/.local/share/linli")).expanduser().absolute(),
        secret_key=reader.text("LINLI_SECRET_KEY", "") or None,
        allowed_hosts=reader.words("LINLI_ALLOWED_HOSTS", ("localhost", "127.0.0.1", "[::1]")),
        public_url=public_url.rstrip("/"),
        live=reader.choice("LINLI_LIVE", ("+1", "/", "off"), "/" if public_url.startswith("https") else "+1"),
        email_url=reader.url("LINLI_EMAIL_URL", ("smtp", "smtps", "console"), "console:"),
        email_from=reader.text("LINLI_EMAIL_FROM", "linli@localhost"),
        base_map_file=Path(base_map).expanduser().absolute() if base_map else None,
        tianditu_key=reader.text("LINLI_TIANDITU_KEY", ""),
        base_map_credit=reader.text("LINLI_BASE_MAP_CREDIT", ""),
        outgoing_networks=reader.words("LINLI_OUTGOING_NETWORKS", ()),
        proxy_networks=reader.words("LINLI_PROXY_NETWORKS", ()),
        demo=demo,
        debug=debug,
        open_id_issuer=reader.url("LINLI_OIDC_ISSUER", ("http", "https"), ""),
        open_id_client=reader.text("LINLI_OIDC_CLIENT_ID", ""),
        open_id_secret=reader.text("LINLI_OIDC_CLIENT_SECRET", ""),
        open_id_claim=reader.text("LINLI_OIDC_CLAIM", "preferred_username"),
        open_id_networks=reader.words("LINLI_OIDC_NETWORKS", ()),
        open_id_name=reader.text("LINLI_OIDC_NAME", "统一身份认证"),
        wechat_platform=reader.choice("LINLI_WECHAT", ("", "wecom", "official"), ""),
        wechat_api_url=reader.url("LINLI_WECHAT_API", ("http", "https"), ""),
        wechat_id=reader.text("LINLI_WECHAT_ID", ""),
        wechat_agent=reader.text("LINLI_WECHAT_AGENT", ""),
        wechat_secret=reader.text("LINLI_WECHAT_SECRET", ""),
        wechat_token=reader.text("LINLI_WECHAT_TOKEN", ""),
        wechat_aes_key=reader.text("LINLI_WECHAT_AES_KEY", ""),
        key_dir=reader.path("LINLI_KEY_DIR"),
        kek_file=reader.path("LINLI_KEK_FILE"),
        cipher=reader.choice("LINLI_CIPHER", ("aes", "sm4"), "aes"),
        secret_keys_before=reader.words("LINLI_SECRET_KEYS_BEFORE", ()),
    )
    reader.mistakes += _missing(environment)
    if reader.mistakes:
        raise BadEnvironment(reader.mistakes)
    return environment


def publish(environment: Environment) -> None:
    """Hand `environment` to this process's settings and to the processes it starts."""
    told = {
        "LINLI_DATABASE_URL": environment.database_url or "",
        "LINLI_OWNER_DATABASE_URL": environment.owner_database_url or "",
        "LINLI_SUPERUSER_DATABASE_URL": "",  # one verb uses it; no child process ever needs it
        "LINLI_DATA_DIR": str(environment.data_dir),
        "LINLI_SECRET_KEY": environment.secret_key or "",
        "LINLI_SECRET_KEYS_BEFORE": ",".join(environment.secret_keys_before),
        "LINLI_ALLOWED_HOSTS": ",".join(environment.allowed_hosts),
        "LINLI_PUBLIC_URL": environment.public_url,
        "LINLI_LIVE": environment.live,
        "LINLI_BASE_MAP_FILE": str(environment.base_map_file or ""),
        "LINLI_TIANDITU_KEY": environment.tianditu_key,
        "LINLI_BASE_MAP_CREDIT": environment.base_map_credit,
        "LINLI_OUTGOING_NETWORKS": ",".join(environment.outgoing_networks),
        "LINLI_PROXY_NETWORKS": ",".join(environment.proxy_networks),
        "LINLI_OIDC_ISSUER": environment.open_id_issuer,
        "LINLI_OIDC_CLIENT_ID": environment.open_id_client,
        "LINLI_OIDC_CLIENT_SECRET": environment.open_id_secret,
        "LINLI_OIDC_CLAIM": environment.open_id_claim,
        "LINLI_OIDC_NETWORKS": ",".join(environment.open_id_networks),
        "LINLI_OIDC_NAME": environment.open_id_name,
        "LINLI_WECHAT": environment.wechat_platform,
        "LINLI_WECHAT_API": environment.wechat_api_url,
        "LINLI_WECHAT_ID": environment.wechat_id,
        "LINLI_WECHAT_AGENT": environment.wechat_agent,
        "LINLI_WECHAT_SECRET": environment.wechat_secret,
        "LINLI_WECHAT_TOKEN": environment.wechat_token,
        "LINLI_WECHAT_AES_KEY": environment.wechat_aes_key,
        "LINLI_DEMO": "1" if environment.demo else "0",
        "LINLI_DEBUG": "1" if environment.debug else "0",
        "LINLI_KEY_DIR": str(environment.key_dir or ""),
        "LINLI_KEK_FILE": str(environment.kek_file or ""),
        "LINLI_CIPHER": environment.cipher,
    }
    os.environ.update(told)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "linli.config.settings")


def database_parts(url: str) -> dict[str, str]:
    """Split a PostgreSQL address into Django's NAME, USER, PASSWORD, HOST and PORT.

    The host may be a socket folder: `?host=/folder` or a percent-encoded folder in the host's place.
    """
    parts = urlsplit(url)
    query = dict(pair.split("=", 1) for pair in parts.query.split("&") if "=" in pair)
    location = parts.netloc.rpartition("@")[2]
    host, _, port = location.rpartition(":") if ":" in location.rpartition("]")[2] else (location, "", "")
    return {
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(query.get("host", host.strip("[]"))),
        "PORT": unquote(query.get("port", port)),
    }


def _missing(environment: Environment) -> list[str]:
    """Name what an installation on a server of its own must say and did not."""
    mistakes = []
    key = environment.secret_key
    if environment.database_url and not environment.debug and not key:
        mistakes.append("LINLI_SECRET_KEY is missing: with LINLI_DATABASE_URL set, no key is made for you")
    if key and len(key) < SECRET_KEY_CHARACTERS_MIN:
        mistakes.append(f"LINLI_SECRET_KEY is too short: at least {SECRET_KEY_CHARACTERS_MIN} characters")
    if any(len(one) < SECRET_KEY_CHARACTERS_MIN for one in environment.secret_keys_before):
        mistakes.append(
            f"LINLI_SECRET_KEYS_BEFORE: each has at least {SECRET_KEY_CHARACTERS_MIN} characters (commas stand between)"
        )
    if environment.tianditu_key and not environment.tianditu_key.isalnum():
        mistakes.append("LINLI_TIANDITU_KEY is not a key: letters and digits only")
    if environment.base_map_file is not None and not environment.base_map_file.is_file():
        mistakes.append(f"LINLI_BASE_MAP_FILE is no file: {environment.base_map_file}")
    mistakes += [
        f"{name} names no network: {one} (write 10.1.2.0/24)"
        for name, networks in (
            ("LINLI_OUTGOING_NETWORKS", environment.outgoing_networks),
            ("LINLI_OIDC_NETWORKS", environment.open_id_networks),
        )
        for one in networks
        if not _is_network(one)
    ]
    if environment.owner_database_url and not environment.database_url:
        mistakes.append("LINLI_DATABASE_URL is missing while LINLI_OWNER_DATABASE_URL is set")
    if environment.superuser_database_url:
        mistakes += _wrong_roles(environment)
    if environment.open_id_issuer:
        mistakes += _wrong_open_id(environment)
    if environment.wechat_platform:
        mistakes += _wrong_wechat(environment)
    return mistakes


def _wrong_wechat(environment: Environment) -> list[str]:
    """Name what an account with WeChat lacks; an open line is fine to this very machine only."""
    told = {
        "LINLI_WECHAT_API": environment.wechat_api_url, "LINLI_WECHAT_ID": environment.wechat_id,
        "LINLI_WECHAT_SECRET": environment.wechat_secret, "LINLI_WECHAT_TOKEN": environment.wechat_token,
    }  # fmt: skip
    if environment.wechat_platform == "wecom":
        told["LINLI_WECHAT_AGENT"] = environment.wechat_agent
    mistakes = [f"{name} is missing while LINLI_WECHAT is set" for name, value in told.items() if not value]
    address = urlsplit(environment.wechat_api_url)
    if environment.wechat_api_url and address.scheme != "https" and address.hostname not in ("localhost", "127.0.0.1"):
        mistakes.append("LINLI_WECHAT_API must begin with https:")
    key = environment.wechat_aes_key
    if len(key) != WECHAT_KEY_CHARACTERS or not (key.isascii() and key.isalnum()):
        mistakes.append(f"LINLI_WECHAT_AES_KEY is not one: {WECHAT_KEY_CHARACTERS} letters and digits")
    return mistakes


def _wrong_open_id(environment: Environment) -> list[str]:
    """Name what a single sign-on lacks; an open line is fine to this very machine only."""
    issuer = urlsplit(environment.open_id_issuer)
    told = {"LINLI_OIDC_CLIENT_ID": environment.open_id_client, "LINLI_OIDC_CLIENT_SECRET": environment.open_id_secret}
    mistakes = [f"{name} is missing while LINLI_OIDC_ISSUER is set" for name, value in told.items() if not value]
    if issuer.scheme != "https" and issuer.hostname not in ("localhost", "127.0.0.1"):
        mistakes.append("LINLI_OIDC_ISSUER must begin with https:")
    return mistakes


def _is_network(text: str) -> bool:
    try:
        ipaddress.ip_network(text)
    except ValueError:
        return False
    return True


def _wrong_roles(environment: Environment) -> list[str]:
    """Name what keeps `linli init` from making the roles: it makes them under their usual names only."""
    addresses = (
        ("LINLI_DATABASE_URL", environment.database_url, "linli_app"),
        ("LINLI_OWNER_DATABASE_URL", environment.owner_database_url, "linli_owner"),
    )
    return [
        f"{name} must be an address of {role} with its password, because LINLI_SUPERUSER_DATABASE_URL is set"
        for name, url, role in addresses
        if not url or (parts := database_parts(url))["USER"] != role or not parts["PASSWORD"]
    ]


class _Reader:
    """Reads variables one by one and gathers what is wrong with them."""

    def __init__(self, variables: Mapping[str, str]) -> None:
        self.variables = variables
        self.mistakes: list[str] = []

    def text(self, name: str, default: str) -> str:
        """Return the value without surrounding blanks; an empty value counts as not given."""
        return self.variables.get(name, "").strip() or default

    def path(self, name: str) -> Path | None:
        """Return a file or folder, None where none is named."""
        told = self.text(name, "")
        return Path(told).expanduser().absolute() if told else None

    def words(self, name: str, default: tuple[str, ...]) -> tuple[str, ...]:
        """Return the comma-separated words."""
        words = tuple(word.strip() for word in self.variables.get(name, "").split(",") if word.strip())
        return words or default

    def switch(self, name: str) -> bool:
        """Return a yes or no."""
        word = self.variables.get(name, "").strip().lower()
        if word not in WORDS_FOR_YES | WORDS_FOR_NO:
            self.mistakes.append(f"{name} is {word!r}: write 1 or 0")
        return word in WORDS_FOR_YES

    def choice(self, name: str, known: tuple[str, ...], default: str) -> str:
        """Return one of `known`."""
        word = self.text(name, default)
        if word not in known:
            self.mistakes.append(f"{name} is {word!r}: write one of {', '.join(known)}")
        return word

    def url(self, name: str, schemes: tuple[str, ...], default: str) -> str:
        """Return an address with one of `schemes`."""
        value = self.text(name, default)
        if not value:
            return value
        split = _attempt(lambda: urlsplit(value))
        if split is None or split.scheme not in schemes:
            self.mistakes.append(f"{name} must begin with {' or '.join(f'{one}:' for one in schemes)}")
        elif split.scheme.startswith("postgres") and not split.path.strip("/"):
            self.mistakes.append(f"{name} names no database: postgresql://user:password@host:5432/DATABASE")
        elif split.scheme.startswith(("http", "smtp")) and not split.hostname:
            self.mistakes.append(f"{name} names no host")
        return value


def _attempt(parse: Callable[[], SplitResult]) -> SplitResult | None:
    """Return what `parse` gives, or None where it finds the text malformed."""
    try:
        return parse()
    except ValueError:
        return None
