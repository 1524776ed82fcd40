"""The field by which a form takes a file, and says in words why it refuses one."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from maillage.common.file_kinds import ENDINGS, kind_of
from maillage.common.uploads import MOST_BYTES

MEGABYTE = 1_000_000

TAKEN = _("PDF, PNG, JPEG, ODT, DOCX, XLSX, CSV ou TXT ; 10 Mo au plus.")
TOO_LARGE = _("La limite est de 10 Mo. Déposez une version plus légère, ou coupez-la en deux.")


class AttachedFileField(forms.FileField):
    """A file within our limits. Its cleaned value carries `kind`, the FileKind that its content confirms.

    The page must be let in by `common.uploads.takes_files`, and its form sent as multipart.
    """

    default_error_messages: ClassVar = {
        "too_large": _("« %(name)s » pèse %(size)s Mo. %(limit)s"),
        "unknown": _(
            "« %(name)s » n’est pas un document que nous prenons : PDF, PNG, JPEG, ODT, DOCX, XLSX, CSV ou TXT, "
            "sans macros. C’est le contenu qui compte, et il dit autre chose que le nom."
        ),
    }

    def __init__(self, **options: Any) -> None:
        limits = {"accept": ",".join(ENDINGS), "data-most-bytes": MOST_BYTES, "data-too-large": TOO_LARGE}
        super().__init__(help_text=TAKEN, widget=forms.FileInput(attrs=limits), **options)

    def to_python(self, data: Any) -> Any:
        file: Any = super().to_python(data)
        if file is None:
            return None
        if (file.size or 0) > MOST_BYTES:
            facts = {"name": file.name, "size": -(-(file.size or 0) // MEGABYTE), "limit": TOO_LARGE}
            raise ValidationError(self.error_messages["too_large"], code="too_large", params=facts)
        file.kind = kind_of(file.name or "", file)
        if file.kind is None:
            raise ValidationError(self.error_messages["unknown"], code="unknown", params={"name": file.name})
        return file
