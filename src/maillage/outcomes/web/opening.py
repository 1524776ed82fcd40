"""A report as an address asks for it, and what every page about it says first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from maillage.common import clock
from maillage.outcomes.permissions import reports as permissions
from maillage.outcomes.queries.report import Asked
from maillage.outcomes.rules.addresses import KINDS, report_address
from maillage.outcomes.rules.telling import span_said
from maillage.outcomes.web.spans import SpanForm, moment_told
from maillage.ui.formats import plain_moment
from maillage.ui.language import spoken

if TYPE_CHECKING:
    from datetime import datetime

    from maillage.common.http import Request


@dataclass(frozen=True, kw_only=True)
class Opened:
    """A report that the viewer may read. at: the moment of its figures, which its links carry."""

    asked: Asked
    form: SpanForm
    at: datetime

    def head(self, *, below: str = "") -> dict[str, Any]:
        """Subject, days, moment and crumbs. below: what the page under the report is called; none: the report itself."""
        asked, subject = self.asked, self.asked.row
        back = report_address(asked.kind, subject.slug, asked.span, as_of=asked.as_of)
        way = [{"label": _("Rapport"), "url": back}, {"label": below}] if below else [{"label": _("Rapport")}]
        return {
            "subject": str(subject),
            "span": capfirst(span_said(asked.span)),
            "at": plain_moment(localtime(self.at), spoken()),
            "crumbs": [{"label": str(subject), "url": subject.get_absolute_url()}, *way],
        }


def opened(request: Request, word: str, slug: str) -> Opened:
    """word: what the address calls the kind of its subject. The figures are of now, or of the moment that it tells.

    Raises Http404 for a subject that she may not know of, and for a moment that cannot be read.
    """
    kind, form = KINDS.get(word, ""), SpanForm(request.GET)
    subject = permissions.subject_open_to(request.viewer, kind, slug)
    asked = Asked(kind=kind, row=subject, span=form.span(request.viewer.day), as_of=moment_told(request))
    return Opened(asked=asked, form=form, at=asked.as_of or clock.now())
