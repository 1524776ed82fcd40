"""Needs and offers: what is said, and who may see it."""

from __future__ import annotations

from typing import ClassVar, Self

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from maillage.agreements.models import Row, Shared, SharedQuerySet
from maillage.directory.models import Organisation
from maillage.matching.enums import NeedKind, OfferKind, SharingState

LONGEST_TEXT = 4_000
UNTRACKED = ["vector", "vector_of", "vector_at"]  # derived, and large


def counting_open_rows(name: str) -> models.Index:
    """All that counting asks, so that it reads no row: texts and vectors make rows large."""
    return models.Index(
        fields=["network", "visibility", "strand"],
        include=["organisation", "id"],
        condition=Q(state=SharingState.OPEN),
        name=name,
    )


class SharingQuerySet(SharedQuerySet[Row]):
    def open(self) -> Self:
        """Those that wait for somebody. Archived organisations are few: naming them is quicker than joining all."""
        return self.filter(state=SharingState.OPEN).exclude(
            organisation__in=Organisation.objects.archived().values("pk")
        )


class Sharing(Shared):
    """What needs and offers have in common."""

    title = models.CharField(_("titre"), max_length=160)
    text = models.TextField(_("texte"), max_length=LONGEST_TEXT)
    territory = models.ForeignKey(
        "directory.Territory", on_delete=models.PROTECT, null=True, blank=True, verbose_name=_("territoire")
    )
    state = models.CharField(_("état"), max_length=8, choices=SharingState, default=SharingState.OPEN)
    text_is_fictitious = models.BooleanField(_("texte fictif"), default=False)
    created_at = models.DateTimeField(_("publié le"))
    updated_at = models.DateTimeField(_("mis à jour le"))
    vector = models.BinaryField(null=True, editable=False)  # float16 little-endian, length of the encoder
    vector_of = models.CharField(max_length=64, blank=True, editable=False)  # encoder and text it stands for
    vector_at = models.DateTimeField(null=True, editable=False)

    objects = SharingQuerySet.as_manager()

    class Meta(Shared.Meta):
        abstract = True

    def __str__(self) -> str:
        return self.title

    @property
    def whole_text(self) -> str:
        """All that was said: the title too, unless the text begins with it."""
        return self.text if self.text.startswith(self.title.rstrip("…")) else f"{self.title}. {self.text}"


@pghistory.track(exclude=UNTRACKED)
class Need(Sharing):
    """What holds a firm back, in its own words."""

    kind = models.CharField(_("ce que vous cherchez"), max_length=16, choices=NeedKind)
    kinds_corrected = models.JSONField(_("genres dits par la personne"), null=True, blank=True)  # null: never
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="needs"
    )

    class Meta(Sharing.Meta):
        verbose_name = _("besoin")
        indexes: ClassVar = [
            models.Index(fields=["network", "state", "-created_at", "-id"], name="need_by_network"),
            models.Index(fields=["-created_at", "-id"], name="need_newest_first"),
            counting_open_rows("need_open"),
        ]

    def get_absolute_url(self) -> str:
        return reverse("matching:need", args=[self.pk])


@pghistory.track(exclude=UNTRACKED)
class Offer(Sharing):
    """What an organisation can do for others, as it describes it."""

    kind = models.CharField(_("genre d’offre"), max_length=16, choices=OfferKind)

    class Meta(Sharing.Meta):
        verbose_name = _("offre")
        indexes: ClassVar = [
            models.Index(fields=["-updated_at", "-id"], name="offer_newest_first"),
            models.Index(fields=["vector_at"], name="offer_encoded_last"),
            counting_open_rows("offer_open"),
        ]

    def get_absolute_url(self) -> str:
        return reverse("matching:offer", args=[self.pk])
