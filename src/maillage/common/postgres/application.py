"""The role of the application and its database, made once after the first start."""

from pathlib import Path

import psycopg
from psycopg import sql

from maillage.common.postgres.address import APPLICATION, Address
from maillage.common.postgres.cluster import SUPERUSER
from maillage.common.postgres.errors import RefusedConnection
from maillage.common.postgres.room import explained

PATIENCE = 10  # seconds


def answers(address: Address) -> bool:
    """True when the application can work at this address, right now."""
    try:
        _connection(address, user=address.user, name=address.name).close()
    except psycopg.OperationalError:
        return False
    return True


def prepare(address: Address, *, data: Path) -> None:
    """Create the role – not a superuser, so that row-level security holds – and the database it owns. Re-runnable.

    Raises DiskFull or RefusedConnection.
    """
    name = sql.Identifier(APPLICATION)
    try:
        with _connection(address, user=SUPERUSER, name="postgres") as connection:
            if not _exists(connection, "SELECT 1 FROM pg_roles WHERE rolname = %s"):
                connection.execute(sql.SQL("CREATE ROLE {} LOGIN CREATEDB").format(name))
            if not _exists(connection, "SELECT 1 FROM pg_database WHERE datname = %s"):
                connection.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(name, name))
    except psycopg.OperationalError as error:
        said = str(error).strip()
        raise explained(data, said, RefusedConnection(reason=said)) from error


def _exists(connection: psycopg.Connection, query: str) -> bool:
    return connection.execute(query.encode(), [APPLICATION]).fetchone() is not None


def _connection(address: Address, *, user: str, name: str) -> psycopg.Connection:
    return psycopg.connect(
        host=address.host,
        port=address.port,
        user=user,
        dbname=name,
        password=address.password,
        connect_timeout=PATIENCE,
        autocommit=True,
    )
