"""Pictures of modules: shown to who reads, sent and taken away by who writes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from csp.decorators import csp_update
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from maillage.common import clock
from maillage.common.refusals import Refusal
from maillage.common.uploads import takes_files
from maillage.learning import permissions
from maillage.learning.operations.pictures import add_picture, remove_picture
from maillage.learning.queries.pictures import pictures_of
from maillage.learning.web.picture_forms import PictureForm
from maillage.learning.web.rows import crumbs
from maillage.ui.editing import done, drawn
from maillage.ui.formats import number
from maillage.ui.language import spoken

if TYPE_CHECKING:
    from maillage.common.http import Request
    from maillage.learning.models import Module, ModulePicture

KILOBYTE = 1_000
FOR_EVER = "public, max-age=31536000, immutable"  # a picture never changes under its name
FOR_AUTHORS = "private, no-store"


@require_GET
@csp_update({"sandbox": True})  # type: ignore[arg-type]  # the library forgets the arguments of an address
def picture(request: Request, code: str, name: str) -> HttpResponse:
    """The file itself."""
    found, is_public = permissions.picture_open(request, code, name)
    answer = HttpResponse(bytes(found.content), content_type=found.media_type)
    answer["Cache-Control"] = FOR_EVER if is_public else FOR_AUTHORS
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


@login_required
@require_http_methods(["GET", "POST"])
@takes_files
def pictures(request: Request, code: str) -> HttpResponse:
    """Those of a module, with the lines that show them; one more."""
    module = _module(request, code)
    sent = [request.POST, request.FILES] if request.method == "POST" else []
    form = PictureForm(*sent, length=int(request.META.get("CONTENT_LENGTH") or 0))
    added = done(form, lambda: _added(module, form), on="file")
    if added is not None:
        said = _("« %(name)s » est déposée : copiez sa ligne dans le texte.") % {"name": added.name}
        messages.success(request, said)
        return redirect("learning:pictures", code)
    context = {
        "code": code,
        "pictures": [_row(row) for row in pictures_of([module])],
        "crumbs": crumbs(
            (_("Atelier"), reverse("learning:desk")),
            (code, reverse("learning:write", args=[code])),
            (_("Images"), None),
        ),
    }
    return drawn(request, "learning/pictures.html", form, **context)


def _added(module: Module, form: PictureForm) -> ModulePicture:
    content = form.cleaned_data["file"].read()
    return add_picture(module=module, name=form.name(), content=content, now=clock.now())


@login_required
@require_POST
def remove(request: Request, code: str, name: str) -> HttpResponse:
    try:
        remove_picture(module=_module(request, code), name=name)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("L’image est retirée."))
    return redirect("learning:pictures", code)


def _module(request: Request, code: str) -> Module:
    module = permissions.module_to_write(request.user, code)
    if module is None:
        raise Http404
    return module


def _row(row: ModulePicture) -> dict[str, Any]:
    told = {
        "width": row.width,
        "height": row.height,
        "size": number(-(-row.size // KILOBYTE), spoken()),
    }
    return {
        "name": row.name,
        "id": f"image-{row.pk}",
        "url": row.get_absolute_url(),
        "width": row.width,
        "height": row.height,
        "note": _("%(width)s × %(height)s points, %(size)s ko") % told,
        "remove": reverse("learning:picture_remove", args=[row.module.code, row.name]),
    }
