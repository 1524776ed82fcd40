"""Addresses tried, one small request each: whether a page is still there. For a command, never for a page of the site."""

from __future__ import annotations

import http.client
from concurrent.futures import ThreadPoolExecutor
from enum import Enum, auto
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.error import HTTPError, URLError
from urllib.request import HTTPRedirectHandler, Request, build_opener

if TYPE_CHECKING:
    from collections.abc import Iterable

AT_ONCE = 4
SECONDS = 10
MOST_READ = 65_536  # bytes of an answer; a page that begins is there
GONE = {HTTPStatus.NOT_FOUND, HTTPStatus.GONE}
SAYS_WHO = {"User-Agent": "Maillage (maillage modules check)", "Accept": "*/*"}


class Answer(Enum):
    """What an address answered. UNSURE: it does not answer to a machine, or not today; somebody has to look."""

    THERE = auto()
    GONE = auto()
    UNSURE = auto()


def tried(addresses: Iterable[str], *, seconds: float = SECONDS) -> dict[str, tuple[Answer, str]]:
    """What each address answered, and the words for it: a status, or the name of a failure. At most four at once."""
    wanted = sorted(set(addresses))
    with ThreadPoolExecutor(AT_ONCE) as pool:
        return dict(zip(wanted, pool.map(lambda one: _tried(one, seconds), wanted), strict=True))


def _tried(address: str, seconds: float) -> tuple[Answer, str]:
    """HEAD, then GET where HEAD is not answered well: many sites know only the second."""
    answer = _asked("HEAD", address, seconds)
    return answer if answer[0] is Answer.THERE else _asked("GET", address, seconds)


def _asked(method: str, address: str, seconds: float) -> tuple[Answer, str]:
    request = Request(address, method=method, headers=SAYS_WHO)  # noqa: S310 - the caller checked https
    try:
        with _OPENER.open(request, timeout=seconds) as answer:
            answer.read(MOST_READ)
            return Answer.THERE, str(answer.status)
    except HTTPError as refused:
        refused.close()
        return Answer.GONE if refused.code in GONE else Answer.UNSURE, str(refused.code)
    except (URLError, OSError, http.client.HTTPException, ValueError) as failure:
        return Answer.UNSURE, type(getattr(failure, "reason", failure)).__name__


class _FewRedirections(HTTPRedirectHandler):
    max_redirections = 5
    max_repeats = 2


_OPENER = build_opener(_FewRedirections)
