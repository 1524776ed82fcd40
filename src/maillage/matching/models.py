"""Needs, offers, and the introductions between them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import ClassVar, Self

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from maillage.agreements.models import Row, Shared, SharedQuerySet
from maillage.matching.enums import (
    LIVE_STATES,
    Currency,
    DeclineReason,
    IntroductionState,
    NeedKind,
    OfferKind,
    ProgrammeHelp,
    SharingState,
)

LONGEST_TEXT = 4_000
UNTRACKED = ["vector", "vector_of", "vector_at"]  # derived, and large


class SharingQuerySet(SharedQuerySet[Row]):
    def open(self) -> Self:
        return self.filter(state=SharingState.OPEN, organisation__archived_at__isnull=True)


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
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="needs"
    )

    class Meta(Sharing.Meta):
        verbose_name = _("besoin")
        indexes: ClassVar = [
            models.Index(fields=["network", "state", "-created_at", "-id"], name="need_by_network"),
            models.Index(fields=["-created_at", "-id"], name="need_newest_first"),
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
            models.Index(fields=["network", "state", "visibility", "strand"], name="offer_by_network"),
        ]

    def get_absolute_url(self) -> str:
        return reverse("matching:offer", args=[self.pk])


@pghistory.track()
class Programme(models.Model):
    """What an existing programme gives, to whom, and on what conditions.

    Its offer is what people see and ask for: ranking, visibility and introductions know that offer alone.
    Every revision counts one more `version`, and its history keeps the conditions of each.
    """

    offer = models.OneToOneField(
        Offer, on_delete=models.PROTECT, related_name="programme", verbose_name=_("offre")
    )
    slug = models.SlugField(_("identifiant"), max_length=120, unique=True)
    version = models.PositiveIntegerField(_("version"), default=1)
    operator = models.CharField(_("opérateur"), max_length=200)
    gives = models.CharField(_("ce qu’il apporte"), max_length=12, choices=ProgrammeHelp)
    amount_min = models.DecimalField(_("montant minimal"), max_digits=14, decimal_places=2, null=True)
    amount_max = models.DecimalField(_("montant maximal"), max_digits=14, decimal_places=2, null=True)
    amount_share = models.DecimalField(_("part des coûts"), max_digits=5, decimal_places=4, null=True)
    currency = models.CharField(_("monnaie"), max_length=3, choices=Currency, blank=True)
    amount_text = models.TextField(_("montant, en mots"), blank=True)
    cost_text = models.TextField(_("coût pour l’entreprise"), blank=True)
    opens_on = models.DateField(_("premier jour des demandes"), null=True)
    closes_on = models.DateField(_("dernier jour des demandes"), null=True)  # inclusive
    time_zone = models.CharField(_("fuseau horaire"), max_length=40)
    territories = models.ManyToManyField(
        "directory.Territory", related_name="programmes", verbose_name=_("territoires servis")
    )
    steps = models.JSONField(_("démarches"), default=list)  # [{"text", "links": [{"url", "text"}]}]
    contact = models.CharField(_("contact"), max_length=400, blank=True)
    website = models.CharField(_("page officielle"), max_length=600, blank=True)
    languages = models.JSONField(_("langues"), default=list)
    condition = models.JSONField(_("conditions"))  # a tree that rules.conditions describes and checks
    archived_at = models.DateTimeField(_("archivé le"), null=True)

    class Meta:
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")
        indexes: ClassVar = [models.Index(fields=["closes_on"], name="programme_by_last_day")]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="programme_closes_after_it_opens",
                condition=Q(opens_on__isnull=True)
                | Q(closes_on__isnull=True)
                | Q(closes_on__gte=F("opens_on")),
                violation_error_message=_("Le dernier jour ne peut pas précéder le premier."),
            ),
            models.CheckConstraint(
                name="programme_amounts_in_order",
                condition=Q(amount_min__isnull=True)
                | Q(amount_max__isnull=True)
                | Q(amount_max__gte=F("amount_min")),
            ),
            models.CheckConstraint(
                name="programme_amounts_have_a_currency",
                condition=Q(amount_min__isnull=True, amount_max__isnull=True) | ~Q(currency=""),
            ),
            models.CheckConstraint(
                name="programme_share_is_a_part",
                condition=Q(amount_share__isnull=True) | Q(amount_share__gt=0, amount_share__lte=1),
            ),
        ]

    def __str__(self) -> str:
        return self.slug


class ProgrammeFact(models.Model):
    """Where a fact of a programme comes from, when it was last checked, and who answers for it."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="facts")
    field = models.CharField(_("fait"), max_length=40)
    source_url = models.CharField(_("source"), max_length=600)
    checked_on = models.DateField(_("vérifié le"), null=True)  # null: nobody did, for all we know
    keeper = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="programme_facts",
        verbose_name=_("qui en répond"),
    )
    valid_days = models.PositiveSmallIntegerField(_("valable (jours)"), default=365)

    class Meta:
        verbose_name = _("source d’un fait")
        verbose_name_plural = _("sources des faits")
        constraints: ClassVar = [
            models.UniqueConstraint(name="programme_fact_once", fields=["programme", "field"])
        ]

    def __str__(self) -> str:
        return f"{self.programme_id}: {self.field}"

    def is_stale(self, day: date) -> bool:
        """Checked too long ago, or never as far as we know."""
        return self.checked_on is None or self.checked_on + timedelta(days=self.valid_days) < day


@pghistory.track()
class Introduction(models.Model):
    """A need put before the holder of an offer: asked, answered, followed to its end."""

    need = models.ForeignKey(Need, on_delete=models.PROTECT, related_name="introductions")
    offer = models.ForeignKey(Offer, on_delete=models.PROTECT, related_name="introductions")
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="introductions_asked"
    )
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="introductions_answered"
    )
    message = models.TextField(_("votre message"), max_length=LONGEST_TEXT)
    consent = models.ForeignKey("people.Consent", on_delete=models.PROTECT, related_name="introductions")
    reasons = models.JSONField(default=list)  # why this offer was shown: code and facts of each Reason
    state = models.CharField(
        _("état"), max_length=10, choices=IntroductionState, default=IntroductionState.ASKED
    )
    decline_reason = models.CharField(_("raison"), max_length=16, choices=DeclineReason, blank=True)
    asked_at = models.DateTimeField(_("demandée le"))
    changed_at = models.DateTimeField(_("dernier changement"))

    class Meta:
        verbose_name = _("mise en relation")
        verbose_name_plural = _("mises en relation")
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="introduction_one_live_per_pair",
                fields=["need", "offer"],
                condition=Q(state__in=LIVE_STATES),
            ),
            models.CheckConstraint(
                name="introduction_declined_with_a_reason",
                condition=Q(state=IntroductionState.DECLINED) ^ Q(decline_reason=""),
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["state", "-changed_at"], name="introduction_by_state")]

    def __str__(self) -> str:
        return f"{self.need} → {self.offer}"

    def get_absolute_url(self) -> str:
        return reverse("matching:introduction", args=[self.pk])


class IntroductionStep(models.Model):
    """One change of state: who, when, with what words. Both sides read the same list."""

    introduction = models.ForeignKey(Introduction, on_delete=models.PROTECT, related_name="steps")
    state = models.CharField(_("état"), max_length=10, choices=IntroductionState)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    note = models.TextField(_("mot"), blank=True, max_length=LONGEST_TEXT)
    at = models.DateTimeField(_("le"))
    announced_at = models.DateTimeField(null=True)  # when its mail left; never twice

    class Meta:
        verbose_name = _("étape")
        ordering = ("at", "pk")

    def __str__(self) -> str:
        return f"{self.introduction_id}: {self.state}"
