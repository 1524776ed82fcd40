"""Searches of the catalogue that a person keeps."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from maillage.matching.enums import AlertFrequency


class SavedSearch(models.Model):
    """The address of a search, and what its owner knows of its results already.

    `known` holds the offers that were among the results when it was kept, or told since: an alert tells the others.
    """

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="saved_searches",
        verbose_name=_("à qui"),
    )
    name = models.CharField(_("nom"), max_length=120)
    query = models.CharField(
        _("recherche"), max_length=2000, blank=True
    )  # as in the address of the catalogue
    frequency = models.CharField(_("me prévenir"), max_length=8, choices=AlertFrequency)
    known = ArrayField(models.BigIntegerField(), default=list)
    created_at = models.DateTimeField(_("gardée le"))
    looked_at = models.DateTimeField(_("regardée le"))  # the last time that we looked for what is new

    class Meta:
        verbose_name = _("recherche gardée")
        verbose_name_plural = _("recherches gardées")
        indexes: ClassVar = [models.Index(fields=["frequency", "looked_at"], name="search_by_last_look")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The catalogue, narrowed to it."""
        return f"{reverse('matching:offers')}?{self.query}"
