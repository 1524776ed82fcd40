"""How to reach the database: what Django, libpq and people need to know about it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import quote, urlencode

import psycopg
from psycopg.conninfo import conninfo_to_dict

from maillage.common.postgres.errors import UnreadableUrl
from maillage.common.postgres.places import PORT, data_folder, socket_folder

APPLICATION = "maillage"  # the role and the database it owns


@dataclass(frozen=True, slots=True)
class Address:
    """Where the database answers. `options` are the other libpq settings of DATABASE_URL, such as sslmode."""

    host: str
    port: int
    user: str
    name: str
    password: str = field(default="", repr=False)
    options: Mapping[str, str] = field(default_factory=dict, repr=False)

    @property
    def url(self) -> str:
        """The libpq address, password included: for psql, pg_dump and the like, never for a log."""
        secret = f":{quote(self.password, safe='')}" if self.password else ""
        query = urlencode({"host": self.host, "port": self.port, **self.options}, quote_via=quote)
        return f"postgresql://{quote(self.user, safe='')}{secret}@/{quote(self.name, safe='')}?{query}"

    def as_variables(self) -> dict[str, str]:
        """What psql, pg_dump and pg_restore read from their environment to reach the server we launched."""
        return {"PGHOST": self.host, "PGPORT": str(self.port), "PGUSER": self.user, "PGDATABASE": self.name}

    def as_django(self) -> dict[str, object]:
        """One entry of Django's DATABASES."""
        return {
            "ENGINE": "django.db.backends.postgresql",
            "HOST": self.host,
            "PORT": str(self.port),
            "USER": self.user,
            "PASSWORD": self.password,
            "NAME": self.name,
            "OPTIONS": dict(self.options),
        }


def address(environment: Mapping[str, str]) -> Address:
    """Where the database is, or will be once launched. Starts nothing, writes nothing."""
    if url := environment.get("DATABASE_URL"):
        return _from_url(url)
    return local_address(str(socket_folder(data_folder(environment))))


def local_address(folder: str) -> Address:
    return Address(host=folder, port=PORT, user=APPLICATION, name=APPLICATION)


def _from_url(url: str) -> Address:
    if not url.startswith(("postgresql://", "postgres://")):
        raise UnreadableUrl
    try:
        parts = {key: str(value) for key, value in conninfo_to_dict(url).items()}
        return Address(
            host=parts.pop("host", ""),
            port=int(parts.pop("port", PORT)),
            user=parts.pop("user", ""),
            name=parts.pop("dbname"),
            password=parts.pop("password", ""),
            options=parts,
        )
    except (psycopg.ProgrammingError, KeyError, ValueError):
        raise UnreadableUrl from None
