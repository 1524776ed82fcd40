"""Badges of a network: what each says, who was given it, and the keys that sign. A credential is kept as it was signed."""

from __future__ import annotations

import uuid
from typing import ClassVar

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from maillage.learning.models.modules import LANGUAGES, LONGEST_REASON, LONGEST_TITLE
from maillage.learning.models.paths import LearningPath
from maillage.learning.models.progress import Enrolment

LONGEST_DESCRIPTION, LONGEST_CRITERIA, LONGEST_KEY, LONGEST_KIND = 600, 2_000, 60, 16


class SigningKey(models.Model):
    """An Ed25519 key of a network. One signs; the others only verify, and their private part is gone."""

    network = models.ForeignKey("directory.Network", on_delete=models.PROTECT, related_name="signing_keys")
    number = models.PositiveSmallIntegerField(_("numéro"))  # from 1
    public = models.CharField(_("partie publique"), max_length=LONGEST_KEY)  # a Multikey
    sealed = models.BinaryField(_("partie privée, scellée"), null=True)
    made_at = models.DateTimeField(_("faite le"))
    retired_at = models.DateTimeField(_("remplacée le"), null=True)

    class Meta:
        verbose_name = _("clé de signature")
        constraints: ClassVar = [
            models.UniqueConstraint(name="signing_key_once", fields=["network", "number"]),
            models.UniqueConstraint(
                name="signing_key_one_signs", fields=["network"], condition=Q(retired_at=None)
            ),
            models.CheckConstraint(
                name="signing_key_gone_once_retired",
                condition=Q(retired_at=None, sealed__isnull=False)
                | Q(retired_at__isnull=False, sealed__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return f"cle-{self.number}"


class RevocationList(models.Model):
    """Which badges of a network are revoked, by their bit, and the list as it was last signed.

    A bit stays set when the badge is erased with its person.
    """

    network = models.OneToOneField(
        "directory.Network", on_delete=models.PROTECT, related_name="revocation_list"
    )
    next_index = models.PositiveIntegerField(_("prochain rang"), default=0)
    revoked = ArrayField(models.PositiveIntegerField(), default=list, verbose_name=_("rangs révoqués"))
    credential = models.JSONField(_("liste signée"), default=dict)
    signed_at = models.DateTimeField(_("signée le"))

    class Meta:
        verbose_name = _("liste de révocation")

    def __str__(self) -> str:
        return f"{self.network_id}"


class Badge(models.Model):
    """What a network recognises in whoever finished a path. Its words stay: those who have it were given these."""

    key = models.UUIDField(_("adresse"), default=uuid.uuid4, unique=True, editable=False)
    network = models.ForeignKey("directory.Network", on_delete=models.PROTECT, related_name="badges")
    path = models.ForeignKey(LearningPath, on_delete=models.PROTECT, related_name="badges")
    title = models.CharField(_("titre"), max_length=LONGEST_TITLE)
    description = models.CharField(_("ce que sait faire la personne"), max_length=LONGEST_DESCRIPTION)
    criteria = models.TextField(_("ce qu’il faut avoir fait"), max_length=LONGEST_CRITERIA)
    language = models.CharField(_("langue"), max_length=2)
    counts_peers = models.BooleanField(_("compte ce qu’un pair a relu"), default=False)
    opened_at = models.DateTimeField(_("ouvert le"))
    retired_at = models.DateTimeField(_("retiré le"), null=True, blank=True)

    class Meta:
        verbose_name = _("badge")
        triggers: ClassVar = [
            pgtrigger.Protect(
                name="badge_words_stay",
                operation=pgtrigger.UpdateOf(  # type: ignore[no-untyped-call]
                    "key",
                    "network_id",
                    "path_id",
                    "title",
                    "description",
                    "criteria",
                    "language",
                    "counts_peers",
                )
                | pgtrigger.Delete,
            )
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="badge_of_a_path_once",
                fields=["network", "path", "language"],
                condition=Q(retired_at=None),
                violation_error_message=_("Ce réseau a déjà un badge pour ce parcours, dans cette langue."),
            ),
            models.CheckConstraint(
                name="badge_says_something", condition=~Q(title="") & ~Q(description="") & ~Q(criteria="")
            ),
            models.CheckConstraint(name="badge_language", condition=Q(language__in=LANGUAGES)),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("badges:model", kwargs={"key": self.key})


class Award(models.Model):
    """A badge that somebody was given. credential: as it was signed, with what she chose to show and nothing else."""

    key = models.UUIDField(_("adresse"), default=uuid.uuid4, unique=True, editable=False)
    badge = models.ForeignKey(Badge, on_delete=models.PROTECT, related_name="awards")
    person = models.ForeignKey("people.User", on_delete=models.CASCADE, related_name="badges")
    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="badges")
    index = models.PositiveIntegerField(_("rang dans la liste de révocation"))
    credential = models.JSONField(_("attestation signée"))
    issued_at = models.DateTimeField(_("émis le"))
    revoked_at = models.DateTimeField(_("révoqué le"), null=True)
    revoked_reason = models.CharField(_("raison"), max_length=LONGEST_REASON, blank=True)

    class Meta:
        verbose_name = _("badge reçu")
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="award_once", fields=["badge", "person"], condition=Q(revoked_at=None)
            ),
            models.CheckConstraint(
                name="award_revoked_with_a_reason",
                condition=Q(revoked_at=None, revoked_reason="")
                | Q(revoked_at__gte=F("issued_at")) & ~Q(revoked_reason=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.badge_id}: {self.person_id}"

    def get_absolute_url(self) -> str:
        return reverse("badges:badge", kwargs={"key": self.key})


class RevocationLetter(models.Model):
    """What is written to whoever had a badge that is revoked."""

    award = models.OneToOneField(Award, on_delete=models.CASCADE, related_name="letter")
    written_at = models.DateTimeField(_("écrite le"))
    sent_at = models.DateTimeField(_("envoyée le"), null=True)
    dropped_at = models.DateTimeField(_("abandonnée le"), null=True)

    class Meta:
        verbose_name = _("lettre d’un badge révoqué")

    def __str__(self) -> str:
        return f"{self.award_id}"


class BadgeRequirement(models.Model):
    """The network of a badge asks for it, or for another that it asks for the same, before an advisor is sent such needs.

    need_kind: a code of matching, which stands beside and is not known here.
    """

    badge = models.ForeignKey(Badge, on_delete=models.CASCADE, related_name="requirements")
    need_kind = models.CharField(_("genre de besoin"), max_length=LONGEST_KIND)

    class Meta:
        verbose_name = _("badge demandé")
        constraints: ClassVar = [
            models.UniqueConstraint(name="badge_requirement_once", fields=["badge", "need_kind"]),
            models.CheckConstraint(name="badge_requirement_names_a_kind", condition=~Q(need_kind="")),
        ]

    def __str__(self) -> str:
        return f"{self.badge_id}: {self.need_kind}"
