"""A private PostgreSQL in the data folder: unix socket only, started by the first user, stopped by the last.

Source: docs/explanation/embedded-postgres.md.
"""

from linli.adapters.embedded_postgres.cluster import ClusterStatus, EmbeddedCluster, Server
from linli.adapters.embedded_postgres.failure import EmbeddedPostgresError
from linli.adapters.embedded_postgres.roles import APP_ROLE, OWNER_ROLE, prepare_roles

__all__ = [
    "APP_ROLE",
    "OWNER_ROLE",
    "ClusterStatus",
    "EmbeddedCluster",
    "EmbeddedPostgresError",
    "Server",
    "prepare_roles",
]
