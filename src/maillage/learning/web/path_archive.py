"""A path to carry away: pages that open from a folder, without a network nor a platform."""

from __future__ import annotations

import re
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING, Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import Http404, HttpResponse
from django.template.loader import render_to_string
from django.utils import translation
from django.views.decorators.http import require_GET

from maillage.common.ratelimit import limited
from maillage.learning import permissions, queries
from maillage.learning.enums import Part
from maillage.learning.queries.pictures import pictures_of
from maillage.learning.rules.rendering import html_of, without_title
from maillage.learning.rules.text import blocks_of, items_of, pictures_named
from maillage.learning.rules.words import duration
from maillage.learning.web.pieces import Showing, exported_name, exported_picture, template_document
from maillage.ui.language import spoken

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from maillage.assessments.models import Item
    from maillage.common.http import Request
    from maillage.learning.models import ModulePicture, ModuleVersion, PathVersion

MOST_A_MINUTE = 20
SHEETS = "tokens", "base", "layout", "actions", "words", "rows", "figures", "paper"
FONT_FILE = re.compile(r"@font-face \{[^}]*\burl\([^}]*\}")  # the fonts of the reader's machine will do
OURS = 'href="/'
OLDEST = (1980, 1, 1, 0, 0, 0)  # the first day that a zip can write: the same content makes the same bytes
READABLE = 0o644 << 16


@require_GET
@limited(group="path_archive", per_minute=MOST_A_MINUTE)
def path_archive(request: Request, code: str) -> HttpResponse:
    version, _enrolment = permissions.path_open(request.viewer, code)
    if version.withdrawn_at:
        raise Http404
    spoken_there = spoken() if spoken().startswith(version.language) else version.language
    with translation.override(spoken_there):
        content = _zipped(dict(_files(version)))
    answer = HttpResponse(content, content_type="application/zip")
    answer["Content-Disposition"] = f'attachment; filename="{code}.zip"'
    return answer


def _files(version: PathVersion) -> Iterator[tuple[str, str | bytes]]:
    """The name and the content of each file. A constant number of queries."""
    steps = queries.modules_to_carry(version)
    rows = [row for step in steps for row in step]
    names = {row.pk: f"{place:02}-{row.module.code}.html" for place, row in enumerate(rows, start=1)}
    asked = queries.items_named(code for row in rows for code in items_of(blocks_of(row.text)))
    pictures = _pictures(rows)
    texts = {"projet.html": version.project, "guide.html": version.guide}
    told: dict[str, Any] = {
        "version": version,
        "site": settings.SITE_URL,
        "address": f"{settings.SITE_URL}{version.path.get_absolute_url()}",
        "steps": [
            [{"version": row, "name": names[row.pk], "length": duration(row.minutes)} for row in step]
            for step in steps
        ],
        "has_project": bool(version.project),
        "has_guide": bool(version.guide),
    }
    yield "index.html", _page("index", told)
    for row in rows:
        yield names[row.pk], _page("module", told | {"module": row, "blocks": _blocks(row, asked, pictures)})
        yield from _documents(row)
    for picture in pictures:
        yield exported_picture(picture.module.code, picture.name), bytes(picture.content)
    for name, text in texts.items():
        if text:
            html = html_of(without_title(text), highest=2)
            yield name, _page("text", told | {"html": html, "is_project": name == "projet.html"})
    yield "style.css", _style()
    yield "LISEZ-MOI.txt", render_to_string("learning/carried/read_me.txt", told)


def _page(name: str, told: dict[str, Any]) -> str:
    """Links to pages of the site say the whole address."""
    html = render_to_string(f"learning/carried/{name}.html", told)
    return html.replace(OURS, f'href="{settings.SITE_URL}/')


def _pictures(rows: Sequence[ModuleVersion]) -> list[ModulePicture]:
    """Those that these texts show, with their bytes: one query, none when they show none."""
    named = {row.module.pk: set(pictures_named(blocks_of(row.text))) for row in rows}
    if not any(named.values()):
        return []
    found = pictures_of(row.module for row in rows).defer(None)
    return [row for row in found if row.name in named[row.module_id]]


def _blocks(
    version: ModuleVersion, asked: Mapping[str, Item], pictures: Sequence[ModulePicture]
) -> list[dict[str, Any]]:
    here = {row.name: row for row in pictures if row.module_id == version.module_id}
    showing = Showing(code="", items=asked, level=3, exported=version.module.code, pictures=here)
    return [showing.block(block) for block in blocks_of(version.text)]


def _documents(version: ModuleVersion) -> Iterator[tuple[str, str]]:
    for block in blocks_of(version.text):
        for rank in range(1, len(block.parts(Part.TEMPLATE)) + 1):
            if told := template_document(version, block, rank):
                yield exported_name(version.module.code, block, rank), told[1]


@cache
def _style() -> str:
    sheets = [finders.find(f"ui/{name}.css") for name in SHEETS]
    return FONT_FILE.sub("", "\n".join(_read(path) for path in sheets if path))


def _read(path: str) -> str:
    with open(path, encoding="utf-8") as opened:  # noqa: PTH123 - the finder gives a string
        return opened.read()


def _zipped(files: Mapping[str, str | bytes]) -> bytes:
    made = BytesIO()
    with ZipFile(made, "w") as archive:
        for name, content in files.items():
            entry = ZipInfo(name, date_time=OLDEST)
            entry.create_system, entry.external_attr, entry.compress_type = 3, READABLE, ZIP_DEFLATED
            archive.writestr(entry, content.encode() if isinstance(content, str) else content)
    return made.getvalue()
