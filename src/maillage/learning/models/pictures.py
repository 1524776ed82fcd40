"""Pictures of modules. One that is kept never changes: a published text goes on showing what it showed."""

from __future__ import annotations

from typing import ClassVar

import pgtrigger
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from maillage.common.file_kinds import FILE_KINDS
from maillage.learning.models.modules import Module

LONGEST_NAME = 80
LONGEST_SIDE = 4000  # pixels


class ModulePicture(models.Model):
    """A drawing or a photograph that the texts of one module name.

    It stands in the database, and not beside it, so that an import of files enters whole or not at all.
    """

    module = models.ForeignKey(Module, on_delete=models.PROTECT, related_name="pictures")
    name = models.CharField(_("nom"), max_length=LONGEST_NAME)
    kind = models.CharField(_("genre de fichier"), max_length=8)  # a key of FILE_KINDS
    content = models.BinaryField(_("contenu"))
    size = models.PositiveIntegerField(_("taille"))
    width = models.PositiveSmallIntegerField(_("largeur"))
    height = models.PositiveSmallIntegerField(_("hauteur"))
    added_at = models.DateTimeField(_("déposée le"))

    class Meta:
        verbose_name = _("image d’un module")
        triggers: ClassVar = [pgtrigger.Protect(name="picture_stays", operation=pgtrigger.Update)]
        constraints: ClassVar = [
            models.UniqueConstraint(name="module_picture_once", fields=["module", "name"]),
            models.CheckConstraint(name="module_picture_kind", condition=Q(kind__in=("png", "jpeg"))),
            models.CheckConstraint(
                name="module_picture_has_sides",
                condition=Q(width__gte=1, height__gte=1, width__lte=LONGEST_SIDE, height__lte=LONGEST_SIDE),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("learning:picture", args=[self.module.code, self.name])

    @property
    def media_type(self) -> str:
        return FILE_KINDS[self.kind].media_type
