"""The launcher of PostgreSQL: finds a server, starts it when nobody gave one, keeps its data safe.

Knows nothing of Django, so that the settings may ask it for the address.
"""

from maillage.common.postgres.address import Address, address
from maillage.common.postgres.errors import PostgresError
from maillage.common.postgres.launcher import Status, ensure_running, status, stop
from maillage.common.postgres.programs import Elsewhere, Programs, Server, locate

__all__ = [
    "Address",
    "Elsewhere",
    "PostgresError",
    "Programs",
    "Server",
    "Status",
    "address",
    "ensure_running",
    "locate",
    "status",
    "stop",
]
