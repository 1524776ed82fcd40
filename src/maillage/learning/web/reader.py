"""The reader: one block a screen, the whole module on one page, and the documents to keep."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.files.base import ContentFile
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from maillage.common import clock
from maillage.common.downloads import to_keep
from maillage.learning import operations, permissions, queries
from maillage.learning.errors import AnotherVersion
from maillage.learning.rules.text import blocks_of
from maillage.learning.web.pieces import FORMS, shown, template_document
from maillage.learning.web.practice import practising
from maillage.learning.web.rows import crumbs
from maillage.people.permissions import person_behind
from maillage.ui.editing import version_sent

if TYPE_CHECKING:
    from maillage.common.http import Request
    from maillage.learning.models import Reading
    from maillage.learning.rules.text import Block

MEDIA = {"md": "text/markdown", "txt": "text/plain"}


@require_GET
def block(request: Request, code: str, number: int) -> HttpResponse:
    version, reading = permissions.module_to_read(request.viewer, code)
    blocks = blocks_of(version.text)
    here = _one_of(blocks, number)
    done = queries.blocks_done(reading) if reading else set()
    several = len(blocks)
    context = {
        "version": version,
        "reading": reading,
        "here": shown(
            [here],
            module=version.module,
            code=code,
            data=request.GET,
            practising=practising(request, code, here),
        )[0],
        "number": number,
        "several": several,
        "percent": round(100 * len(done) / several),
        "is_done": number in done,
        "before": reverse("learning:block", args=[code, number - 1]) if number > 1 else "",
        "after": reverse("learning:block", args=[code, number + 1]) if number < several else "",
        "newer": queries.newer_than(reading) if reading else None,
        "sign_in": f"{reverse('account_login')}?next={request.path}",
        "crumbs": crumbs(
            (version.title, version.module.get_absolute_url()),
            (_("Bloc %(number)s") % {"number": number}, None),
        ),
    }
    return render(request, "learning/block.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def block_done(request: Request, code: str, number: int) -> HttpResponse:
    """« J’ai lu, la suite »: a second press changes nothing."""
    if request.method != "POST":  # she signed in on the way
        return redirect("learning:block", code, number)
    version = permissions.version_before_her(code, version_sent(request.POST, "version"))
    try:
        reading = operations.finish_block(
            version=version, position=number, person=person_behind(request), now=clock.now()
        )
    except AnotherVersion as refusal:
        messages.warning(request, str(refusal))
        return redirect("learning:resume", code)
    return _onward(request, reading, blocks_of(version.text), number)


def _onward(request: Request, reading: Reading, blocks: list[Block], number: int) -> HttpResponse:
    code = reading.version.module.code
    if number < len(blocks):
        return redirect("learning:block", code, number + 1)
    if reading.finished_at:
        messages.success(request, _("Module terminé. Il est compté dans les parcours que vous suivez."))
        path = queries.path_waiting_for(request.viewer.user_id, reading.version.module)
        return redirect(path or reading.version.module)
    messages.info(request, _("Il reste ce bloc à lire pour terminer le module."))
    return redirect("learning:resume", code)


@require_GET
def whole(request: Request, code: str) -> HttpResponse:
    """All of it on one page, to print or to keep."""
    version, _reading = permissions.module_to_read(request.viewer, code)
    context = {
        "version": version,
        "blocks": shown(blocks_of(version.text), module=version.module, code=code, level=3),
        "crumbs": crumbs((version.title, version.module.get_absolute_url()), (_("Tout sur une page"), None)),
    }
    return render(request, "learning/whole.html", context)


@require_GET
def template(request: Request, code: str, number: int, rank: int, form: str) -> FileResponse:
    """A document to fill in, as a file."""
    version, _reading = permissions.module_to_read(request.viewer, code)
    told = template_document(version, _one_of(blocks_of(version.text), number), rank)
    if told is None or form not in FORMS:
        raise Http404
    title, content = told
    name = f"{slugify(title)[:60] or 'document'}.{form}"
    return to_keep(ContentFile(content.encode()), name=name, media_type=f"{MEDIA[form]}; charset=utf-8")


def _one_of(blocks: list[Block], number: int) -> Block:
    if not 1 <= number <= len(blocks):
        raise Http404
    return blocks[number - 1]
