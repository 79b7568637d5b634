"""The one place where adapters are chosen."""

import hashlib
import hmac
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from urllib.parse import urlsplit

from linli.adapters.duckdb_figures import DuckdbFigures
from linli.adapters.embedded_postgres import EmbeddedCluster, prepare_roles
from linli.adapters.key_store import FileKeyStore
from linli.adapters.notify import PostgresBell
from linli.adapters.open_id import OpenIdConnect
from linli.adapters.outgoing import GuardedDoor
from linli.adapters.papers import OfficePress
from linli.adapters.photos import BYTES_MAX as PICTURE_BYTES_MAX
from linli.adapters.photos import PillowPhotoCleaner
from linli.adapters.sms import NoSmsGateway
from linli.adapters.smtp import SmtpMailSender
from linli.adapters.webhook import HttpsHookSender
from linli.adapters.wecom import NoWeComTenant, WeChatTenant
from linli.config.environment import Environment, database_parts
from linli.domain.live import LivePorts
from linli.domain.ports import Ports
from linli.domain.vault import Cipher
from linli.domain.wechat import Platform, WeChatAccount
from linli.store.live import SessionSeats


@contextmanager
def embedded_database(environment: Environment) -> Iterator[Environment]:
    """Keep the embedded server running, and yield the environment with the addresses of its two roles."""
    with EmbeddedCluster(environment.data_dir).running() as server:
        yield replace(environment, database_url=server.app_url, owner_database_url=server.owner_url)


def prepare_database(environment: Environment) -> None:
    """Make database and roles on a server whose superuser is known; otherwise they stand already.

    The embedded server brings its own, and on a server of its own an operator may have made them by hand.
    """
    told = environment
    if told.superuser_database_url and told.database_url and told.owner_database_url:
        app, owner = database_parts(told.database_url), database_parts(told.owner_database_url)
        prepare_roles(
            told.superuser_database_url,
            owner_password=owner["PASSWORD"],
            app_password=app["PASSWORD"],
            database=app["NAME"],
        )


def ports(environment: Environment) -> Ports:
    """Build the adapters of this installation.

    Without a secret key (a verb that needs no database) receipts cannot be derived; nothing asks for them then.
    """
    host_name = urlsplit(environment.public_url).hostname or "localhost"
    tenant = wechat(environment)
    return Ports(
        photos=PillowPhotoCleaner(),
        mail=SmtpMailSender(sender=environment.email_from, host_name=host_name),
        sms=NoSmsGateway(),
        wecom=tenant or NoWeComTenant(),
        wechat=tenant,
        secret=_secret(environment.secret_key or ""),
        secrets_before=tuple(_secret(one) for one in environment.secret_keys_before),
        public_url=environment.public_url,
        figures=DuckdbFigures(str(environment.data_dir / "facts")),
        hooks=HttpsHookSender(GuardedDoor(networks=environment.outgoing_networks)),
        open_id=open_id(environment),
        papers=OfficePress(),
    )


def _secret(key: str) -> bytes:
    """Return what receipts and look-ups are derived from, so that nothing else shares their key."""
    return hmac.new(key.encode(), b"linli/ports/v1", hashlib.sha256).digest()


def key_store(environment: Environment) -> FileKeyStore:
    """Build the key store of sealed values; its files are made at the first value."""
    folder = environment.key_dir or environment.data_dir / "keys"
    return FileKeyStore(folder, environment.kek_file, Cipher(environment.cipher))


def open_id(environment: Environment) -> OpenIdConnect | None:
    """Return the district's single sign-on, where one is configured."""
    if not environment.open_id_issuer:
        return None
    # An open line is fine to this very machine only, and only where its network is named.
    schemes = frozenset({"https", urlsplit(environment.open_id_issuer).scheme})
    return OpenIdConnect(
        door=GuardedDoor(schemes=schemes, networks=environment.open_id_networks),
        issuer=environment.open_id_issuer,
        client_id=environment.open_id_client,
        client_secret=environment.open_id_secret,
        claim=environment.open_id_claim,
        name=environment.open_id_name,
    )


def wechat(environment: Environment) -> WeChatTenant | None:
    """Return the district's account with WeChat or WeCom, where one is configured."""
    if not environment.wechat_platform:
        return None
    account = WeChatAccount(
        platform=Platform(environment.wechat_platform),
        id=environment.wechat_id,
        token=environment.wechat_token,
        aes_key=environment.wechat_aes_key,
    )
    # An open line is fine to this very machine only, and only where its network is named.
    schemes = frozenset({"https", urlsplit(environment.wechat_api_url).scheme})
    networks = environment.outgoing_networks
    return WeChatTenant(
        account,
        door=GuardedDoor(schemes=schemes, networks=networks, answer_bytes_max=PICTURE_BYTES_MAX),
        api_url=environment.wechat_api_url,
        secret=environment.wechat_secret,
        agent=environment.wechat_agent,
    )


def live_ports(environment: Environment, *, now: Callable[[], datetime]) -> LivePorts:
    """Build what the live process listens with; it speaks to the database itself, as the app role."""
    url = environment.database_url or ""
    return LivePorts(
        bell=PostgresBell(url),
        seats=SessionSeats(url, secret_keys=(environment.secret_key or "", *environment.secret_keys_before), now=now),
        hosts=frozenset(host.strip("[]") for host in environment.allowed_hosts),
    )
