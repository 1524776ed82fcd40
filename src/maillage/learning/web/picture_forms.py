"""The file that an author sends to be shown in a module."""

from __future__ import annotations

from pathlib import PurePath
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from maillage.common.file_fields import AttachedFileField
from maillage.common.uploads import MOST_BYTES
from maillage.learning.models.pictures import LONGEST_NAME
from maillage.learning.rules.picture_files import ENDINGS
from maillage.learning.rules.pictures import film_said, is_film

FILM = _(
    "10 Mo au plus, et pas de film : un film reste sur son site. Écrivez dans le texte « ::: video https://adresse Titre », avec dedans ce qu’il dit."
)


class PictureField(AttachedFileField):
    """A PNG or a JPEG. A film is told what to become, however heavy it is."""

    default_error_messages: ClassVar = {
        "unknown": _(
            "« %(name)s » n’est pas une image que nous prenons : PNG ou JPEG. C’est le contenu qui compte, et il dit autre chose que le nom."
        ),
    }

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.help_text = _(
            "PNG ou JPEG, 10 Mo au plus. Réduite à 1 600 points de large ; la date, le lieu et l’appareil en sont enlevés."
        )
        self.widget.attrs |= {"accept": ".png,.jpg,.jpeg", "data-too-large": FILM}

    def to_python(self, data: Any) -> Any:
        if data is not None and is_film(data.name or ""):
            raise ValidationError(f"{film_said(data.name)}.", code="film")
        file = super().to_python(data)
        if file is not None and file.kind.key not in ENDINGS:
            raise ValidationError(self.error_messages["unknown"], code="unknown", params={"name": file.name})
        return file


class PictureForm(forms.Form):
    """length: how much was sent; a body that was not read, since nothing here weighs that much, is told so."""

    file = PictureField(label=_("Fichier"))

    def __init__(self, *sent: Any, length: int = 0) -> None:
        super().__init__(*sent)
        self.length = length

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or {}
        if not self.files and self.length > MOST_BYTES:
            self.errors["file"] = self.error_class([str(FILM)])
        return told

    def name(self) -> str:
        """For a valid form: the name of the picture in the texts, made of that of the file."""
        file = self.cleaned_data["file"]
        ending = ENDINGS[file.kind.key]
        stem = slugify(PurePath(file.name).stem).replace("_", "-").strip("-")
        return f"{stem[: LONGEST_NAME - len(ending)].strip('-') or 'image'}{ending}"
