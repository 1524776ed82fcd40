from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from maillage.ui.web.forms import SpecimenForm
from maillage.ui.web.picture_samples import pictures
from maillage.ui.web.samples import SAMPLES


@require_GET
def gallery(request: HttpRequest) -> HttpResponse:
    """Every component in each of its states, on invented content."""
    refused = SpecimenForm({"email": "camille@exemple", "size": "", "reach": ["region"]})
    return render(
        request,
        "ui/gallery.html",
        {
            **SAMPLES,
            "pictures": pictures(),
            "blank_form": SpecimenForm(prefix="blank"),
            "refused_form": refused,
        },
    )
