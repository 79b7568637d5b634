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
from linli.adapters.notify import PostgresBell
from linli.adapters.photos import PillowPhotoCleaner
from linli.adapters.sms import NoSmsGateway
from linli.adapters.smtp import SmtpMailSender
from linli.adapters.webhook import HttpsHookSender
from linli.adapters.wecom import NoWeComTenant
from linli.config.environment import Environment, database_parts
from linli.domain.live import LivePorts
from linli.domain.ports import Ports
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
    secret = hmac.new((environment.secret_key or "").encode(), b"linli/ports/v1", hashlib.sha256).digest()
    host_name = urlsplit(environment.public_url).hostname or "localhost"
    return Ports(
        photos=PillowPhotoCleaner(),
        mail=SmtpMailSender(sender=environment.email_from, host_name=host_name),
        sms=NoSmsGateway(),
        wecom=NoWeComTenant(),
        secret=secret,
        public_url=environment.public_url,
        figures=DuckdbFigures(str(environment.data_dir / "facts")),
        hooks=HttpsHookSender(),
    )


def live_ports(environment: Environment, *, now: Callable[[], datetime]) -> LivePorts:
    """Build what the live process listens with; it speaks to the database itself, as the app role."""
    url = environment.database_url or ""
    return LivePorts(
        bell=PostgresBell(url),
        seats=SessionSeats(url, secret_key=environment.secret_key or "", now=now),
        hosts=frozenset(host.strip("[]") for host in environment.allowed_hosts),
    )
