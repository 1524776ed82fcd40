"""What the words of a meeting may become elsewhere: the forms that open with them, and the pages that came of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode, urlsplit

from django.urls import Resolver404, get_script_prefix, resolve, reverse
from django.utils.translation import gettext_lazy

from maillage.activities.enums import Becomes
from maillage.activities.errors import NotAnAddressOfOurs
from maillage.agreements.permissions import may_run
from maillage.ui.language import spoken

if TYPE_CHECKING:
    from datetime import date

    from django.utils.functional import Promise

    from maillage.activities.models import Activity
    from maillage.common.viewer import Viewer


@dataclass(frozen=True, kw_only=True)
class Way:
    """How words become something of another context: its form, its page, the verb of the button.

    Contexts above are named by their addresses alone.
    """

    becomes: Becomes
    verb: Promise
    form: str
    page: str


WAYS = (
    Way(
        becomes=Becomes.NEED,
        verb=gettext_lazy("En faire un besoin"),
        form="matching:need_new",
        page="matching:need",
    ),
    Way(
        becomes=Becomes.OFFER,
        verb=gettext_lazy("En faire une offre"),
        form="matching:offer_new",
        page="matching:offer",
    ),
    Way(
        becomes=Becomes.PRACTICE,
        verb=gettext_lazy("En faire une pratique"),
        form="agreements:practice_new",
        page="agreements:practice",
    ),
    Way(
        becomes=Becomes.COMMITMENT,
        verb=gettext_lazy("En faire un engagement"),
        form="agreements:commitment_new",
        page="agreements:commitment",
    ),
)


def ways_for(
    viewer: Viewer, visit: Activity, text: str, *, owner: str = "", due_on: date | None = None
) -> list[dict[str, str]]:
    """The forms that open with these words. A commitment is for those who run the agreement of the visit."""
    found = [{"label": str(way.verb), "url": _filled(way.form, [], q=text)} for way in WAYS[:-1]]
    agreement, last = visit.agreement, WAYS[-1]
    if agreement is not None and may_run(viewer, agreement):
        told = {"q": text, "qui": owner, "avant": due_on.isoformat() if due_on else ""}
        told["volet"] = visit.strand.slug if visit.strand else ""
        found.append({"label": str(last.verb), "url": _filled(last.form, [agreement.slug], **told)})
    return found


def _filled(form: str, args: list[str], **words: str) -> str:
    return f"{reverse(form, args=args)}?{urlencode({name: said for name, said in words.items() if said})}"


def what_stands_at(address: str) -> tuple[str, str]:
    """What words became, and its path without the language; twice nothing for no address.

    Raises NotAnAddressOfOurs for an address that is not the page of something they may become.
    """
    if not address.strip():
        return "", ""
    path = urlsplit(address.strip()).path
    try:
        found = resolve(path)
    except Resolver404 as unknown:
        raise NotAnAddressOfOurs from unknown
    way = next((way for way in WAYS if way.page == found.view_name), None)
    if way is None:
        raise NotAnAddressOfOurs
    return way.becomes, path.removeprefix(get_script_prefix()).partition("/")[2]


def in_this_language(path: str) -> str:
    return f"{get_script_prefix()}{spoken()}/{path}"
