"""Files of open formats: made at once of the rows that the reader may read."""

from __future__ import annotations

import csv
import json
from io import BytesIO
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.files import File
from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from maillage.common import clock
from maillage.common.downloads import to_keep
from maillage.initiatives.permissions import initiative_open_to
from maillage.outcomes.queries.detail import details_in
from maillage.outcomes.queries.open_data import book_of, groups_for_research
from maillage.outcomes.queries.totals import Scope
from maillage.outcomes.rules import giving, iati_xml, workbook
from maillage.outcomes.rules.open_giving import grants_of
from maillage.outcomes.rules.open_iati import activity_of
from maillage.outcomes.rules.open_workbook import tables_of
from maillage.outcomes.rules.research import COLUMNS, lines_of

if TYPE_CHECKING:
    from django.db.models import Model
    from django.http import FileResponse

    from maillage.common.http import Request
    from maillage.outcomes.rules.book import Book


@require_GET
def iati(request: Request, slug: str) -> FileResponse:
    book = _book(request, slug)
    data = iati_xml.activities_file([activity_of(book)], generated_at=book.known_at)
    return _file(book, data, "iati.xml", iati_xml.MEDIA_TYPE)


@require_GET
def grants(request: Request, slug: str) -> FileResponse:
    """Not found when she may read no contribution in money: the standard has no empty package."""
    book = _book(request, slug)
    if not book.money:
        raise Http404
    address = request.build_absolute_uri(book.initiative.get_absolute_url())
    package = grants_of(book, address=address, download=request.build_absolute_uri(request.path))
    data = json.dumps(package, ensure_ascii=False, indent=1).encode()
    return _file(book, data, "360giving.json", giving.MEDIA_TYPE)


@require_GET
def sheets(request: Request, slug: str) -> FileResponse:
    def address(row: Model) -> str:
        return request.build_absolute_uri(row.get_absolute_url())  # type: ignore[attr-defined]

    book = _book(request, slug)
    tables = tables_of(book, details_in(Scope(initiative_id=book.initiative.pk), request.viewer), address)
    data = workbook.workbook_of(book.initiative.title, tables, author=book.leader.name, made_at=book.known_at)
    return _file(book, data, "donnees.xlsx", workbook.MEDIA_TYPE)


@require_GET
def research(_request: Request) -> HttpResponse:
    """The same for everybody."""
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    lines = csv.writer(answer)
    lines.writerow(COLUMNS)
    lines.writerows(lines_of(groups_for_research()))
    answer["Content-Disposition"] = 'attachment; filename="retombees.csv"'
    answer["Access-Control-Allow-Origin"] = "*"
    return answer


def _book(request: Request, slug: str) -> Book:
    initiative = initiative_open_to(request.viewer, slug)
    book = book_of(initiative, request.viewer, site=settings.SITE_URL, now=timezone.localtime(clock.now()))
    if not book.networks:
        raise Http404  # nobody publishes it
    return book


def _file(book: Book, data: bytes, ending: str, media_type: str) -> FileResponse:
    """Its name tells when something in it is not published."""
    kept = "" if book.is_open else _("-non-publie")
    return to_keep(File(BytesIO(data)), name=f"{book.initiative.slug}{kept}-{ending}", media_type=media_type)
