"""Posting to an address that somebody typed, without being led inside our own walls."""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from maillage.matching.errors import AddressNotAllowed

if TYPE_CHECKING:
    from collections.abc import Mapping

SECONDS = 10
HTTPS = 443
LONGEST_REASON = 80


def checked_address(url: str) -> tuple[str, str]:
    """The host and the path of an https address on its usual port. Raises AddressNotAllowed."""
    try:
        parts = urlsplit(url)
        port = parts.port or HTTPS
    except ValueError as wrong:
        raise AddressNotAllowed from wrong
    if parts.scheme != "https" or not parts.hostname or port != HTTPS or "@" in parts.netloc:
        raise AddressNotAllowed
    if _is_address(parts.hostname) and not _is_public(parts.hostname):
        raise AddressNotAllowed
    path = parts.path or "/"
    return parts.hostname, f"{path}?{parts.query}" if parts.query else path


def public_address_of(host: str) -> str:
    """The address to connect to; a host with any address that is not public is refused whole.

    Raises AddressNotAllowed, OSError when the name does not resolve.
    """
    found = [entry[4][0] for entry in socket.getaddrinfo(host, HTTPS, type=socket.SOCK_STREAM)]
    addresses = [str(address) for address in found]
    if not addresses or not all(_is_public(address) for address in addresses):
        raise AddressNotAllowed
    return addresses[0]


def post(url: str, body: bytes, headers: Mapping[str, str]) -> tuple[bool, str]:
    """Post once, follow nothing: whether it was received (2xx), and the status, or why not."""
    try:
        host, path = checked_address(url)
        connection = PinnedConnection(host, address=public_address_of(host))
        try:
            connection.request("POST", path, body=body, headers=dict(headers))
            status = connection.getresponse().status
        finally:
            connection.close()
    except AddressNotAllowed:
        return False, "address not allowed"
    except (OSError, http.client.HTTPException) as failure:
        return False, f"{type(failure).__name__}: {failure}"[:LONGEST_REASON]
    return http.client.OK <= status < http.client.MULTIPLE_CHOICES, str(status)


class PinnedConnection(http.client.HTTPSConnection):
    """Speaks to the address that was checked, under the name that was given: a name cannot change in between."""

    def __init__(self, host: str, *, address: str) -> None:
        super().__init__(host, HTTPS, timeout=SECONDS, context=ssl.create_default_context())
        self._address = address

    def connect(self) -> None:
        plain = socket.create_connection((self._address, HTTPS), timeout=SECONDS)
        self.sock = ssl.create_default_context().wrap_socket(plain, server_hostname=self.host)


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def _is_public(address: str) -> bool:
    found = ipaddress.ip_address(address)
    mapped = getattr(found, "ipv4_mapped", None)
    return (mapped or found).is_global and not found.is_multicast
