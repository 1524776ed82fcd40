"""What is being written of a path, before anybody reads it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from maillage.learning.models.modules import LONGEST_CODE


class PathSketch(models.Model):
    """The one draft of the next version of a path, under the path's own name; the path itself may not be there yet.

    told: what `rules.path_sketches` writes and reads; None once it is published. edition: how many times it was saved or
    published, which a page sends back.
    """

    code = models.SlugField(_("adresse"), max_length=LONGEST_CODE, unique=True)
    told = models.JSONField(_("contenu"), null=True)
    edition = models.PositiveIntegerField(_("enregistrements"), default=0)
    saved_at = models.DateTimeField(_("gardé le"), null=True)

    class Meta:
        verbose_name = _("brouillon d’un parcours")
        constraints: ClassVar = [
            models.CheckConstraint(
                name="path_sketch_has_its_moment", condition=Q(told__isnull=True) | Q(saved_at__isnull=False)
            )
        ]

    def __str__(self) -> str:
        return self.code
