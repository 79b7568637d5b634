"""Hears what other processes save, through PostgreSQL's LISTEN and NOTIFY: one connection for all listeners."""

import asyncio
import logging
from collections.abc import AsyncGenerator
from contextlib import aclosing

import psycopg
from psycopg import sql

from linli.domain.live import CHANNEL, Change, read_change

logger = logging.getLogger(__name__)
AGAIN_SECONDS = (0.2, 0.5, 1.0, 2.0, 5.0)
"""Waits before the server is tried again; the last one repeats."""


class PostgresBell:
    """Listens on one connection and takes a new one whenever that breaks."""

    def __init__(self, url: str) -> None:
        """Remember the address of the app role."""
        self._url = url

    async def changes(self) -> AsyncGenerator[Change | None, None]:
        """Yield changes for ever; None each time listening begins, because some may have been missed before."""
        failures = 0
        while True:
            try:
                async with aclosing(self._listened()) as heard:
                    async for change in heard:
                        failures = 0
                        yield change
            except psycopg.OperationalError as failure:
                logger.warning("live: the database does not answer (%s)", type(failure).__name__)
            await asyncio.sleep(AGAIN_SECONDS[min(failures, len(AGAIN_SECONDS) - 1)])
            failures += 1

    async def _listened(self) -> AsyncGenerator[Change | None, None]:
        async with await psycopg.AsyncConnection.connect(
            self._url, autocommit=True, application_name="linli-live", keepalives_idle=30
        ) as connection:
            await connection.execute(sql.SQL("LISTEN {}").format(sql.Identifier(CHANNEL)))
            yield None
            async for one in connection.notifies():
                if (change := read_change(one.payload)) is not None:
                    yield change
