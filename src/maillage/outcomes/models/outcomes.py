"""Outcomes: what happened, what is said of it at each moment, its evidence, and who is credited with which share."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from maillage.agreements.enums import Currency
from maillage.agreements.models import AttachedFile
from maillage.initiatives.models import Contribution, Initiative, Recorded, RecordedQuerySet, never_changes
from maillage.outcomes.enums import Certainty, Origin, OutcomeKind, PayBand, ShareMethod
from maillage.outcomes.models.copied import OfItsOutcome, copied_into, indexes_to_add_up

if TYPE_CHECKING:
    from maillage.common.viewer import Viewer

CURRENT = Q(ended_at__isnull=True)
LONGEST_WORDS, LONGEST_REFERENCE, LONGEST_TITLE, LONGEST_REASON = 2_000, 80, 160, 300


def may_be_seen(viewer: Viewer, key: str = "pk") -> Q:
    """What is published; her own organisations'; the books of networks that she coordinates; what she said as an advisor.

    What came to one participant is never her employer's to read. key: the column that holds the key of the outcome.
    """
    rule = (
        Q(is_published=True)
        | Q(organisation__in=viewer.organisation_ids, participant__isnull=True)
        | Q(network__in=viewer.coordinated_network_ids)
    )
    if viewer.advised_network_ids:
        said = Statement.objects.filter(recorded_by=viewer.user_id).values("outcome")
        rule |= Q((f"{key}__in", said), network__in=viewer.advised_network_ids)
    return rule


class OutcomeQuerySet(models.QuerySet["Outcome"]):
    def visible_to(self, viewer: Viewer) -> Self:
        return self.filter(may_be_seen(viewer))


class Outcome(models.Model):
    """One thing that came of it, in one place. Counted once, however many share it; what is said of it is its statements.

    It hangs on the chain by what it came through: an activity, an introduction or a participation, an initiative, a
    strand of an agreement. organisation: the firm. reference: what an import knows it by.
    """

    network = models.ForeignKey(
        "directory.Network", on_delete=models.PROTECT, related_name="outcomes", verbose_name=_("réseau")
    )
    kind = models.CharField(_("nature"), max_length=20, choices=OutcomeKind)
    organisation = models.ForeignKey(
        "directory.Organisation",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="outcomes",
        verbose_name=_("entreprise"),
    )
    territory = models.ForeignKey(
        "directory.Territory",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="outcomes",
        verbose_name=_("lieu"),
    )
    initiative = models.ForeignKey(
        Initiative,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="outcomes",
        verbose_name=_("initiative"),
    )
    agreement = models.ForeignKey(
        "agreements.Agreement",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="outcomes",
        verbose_name=_("entente"),
    )
    strand = models.ForeignKey(
        "agreements.Strand",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("volet"),
    )
    activity = models.ForeignKey(
        "activities.Activity",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="outcomes",
        verbose_name=_("activité"),
    )
    introduction = models.ForeignKey(
        "matching.Introduction",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="outcomes",
        verbose_name=_("mise en relation"),
    )
    participant = models.ForeignKey(
        "activities.Participant",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="outcomes",
        verbose_name=_("participation"),
    )
    origin = models.CharField(_("d’où elle vient"), max_length=16, choices=Origin)
    reference = models.CharField(_("référence"), max_length=LONGEST_REFERENCE, blank=True)
    is_published = models.BooleanField(_("publiée"), default=False)
    is_fictitious = models.BooleanField(_("retombée fictive"), default=False)
    created_at = models.DateTimeField(_("créée le"))

    objects = OutcomeQuerySet.as_manager()

    class Meta:
        verbose_name = _("retombée")
        triggers: ClassVar = [copied_into("outcomes_statement")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="outcome_reference_once", fields=["network", "reference"], condition=~Q(reference="")
            ),
            models.UniqueConstraint(
                name="outcome_of_an_introduction_gathered_once",
                fields=["introduction", "kind"],
                condition=Q(origin=Origin.GATHERED, introduction__isnull=False),
            ),
            models.UniqueConstraint(
                name="outcome_of_a_participation_gathered_once",
                fields=["participant", "kind"],
                condition=Q(origin=Origin.GATHERED, participant__isnull=False),
            ),
            models.CheckConstraint(
                name="outcome_strand_of_an_agreement",
                condition=Q(agreement__isnull=True, strand__isnull=True) | Q(agreement__isnull=False),
            ),
            models.CheckConstraint(
                name="outcome_came_through_one_thing",
                condition=Q(introduction__isnull=True) | Q(participant__isnull=True),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["initiative", "kind"], name="outcome_by_initiative"),
            models.Index(fields=["agreement", "kind"], name="outcome_by_agreement"),
            models.Index(fields=["network", "kind"], name="outcome_by_network"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} ({self.pk})"

    def get_absolute_url(self) -> str:
        return reverse("outcomes:outcome", args=[self.pk])


class Statement(OfItsOutcome, Recorded):
    """What is said of an outcome, from one moment to the next. With no current one, the outcome is withdrawn.

    value: jobs, people, products… one by one; an amount in `currency`; kWh; kilograms of CO₂; levels of maturity.
    full_time_equivalents and pay_band: of jobs. verified_by: an organisation that looked at the evidence.
    """

    outcome = models.ForeignKey(Outcome, on_delete=models.PROTECT, related_name="statements")
    value = models.DecimalField(_("combien"), max_digits=14, decimal_places=2)
    currency = models.CharField(_("monnaie"), max_length=3, choices=Currency, blank=True)
    full_time_equivalents = models.DecimalField(
        _("équivalents temps plein"), max_digits=9, decimal_places=2, null=True, blank=True
    )
    pay_band = models.CharField(_("salaire"), max_length=8, choices=PayBand, blank=True)
    happened_on = models.DateField(_("jour"))
    words = models.TextField(_("en quelques mots"), max_length=LONGEST_WORDS, blank=True)
    certainty = models.CharField(_("certitude"), max_length=12, choices=Certainty, default=Certainty.CLAIMED)
    verified_by = models.ForeignKey(
        "directory.Organisation",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("vérifiée par"),
    )

    objects = RecordedQuerySet["Statement"].as_manager()

    class Meta(Recorded.Meta):
        verbose_name = _("constat")
        triggers: ClassVar = [
            *OfItsOutcome.Meta.triggers,
            *never_changes(
                "outcome_id", "value", "currency", "full_time_equivalents", "pay_band", "happened_on", "words",
                "certainty", "verified_by_id",
            ),
        ]  # fmt: skip
        constraints: ClassVar = [
            *Recorded.Meta.constraints,
            models.UniqueConstraint(
                name="statement_current_once",
                fields=["outcome"],
                include=["value", "currency", "full_time_equivalents", "happened_on", "certainty"],
                condition=CURRENT,
            ),  # what a total of few outcomes reads is in its index
            models.CheckConstraint(
                name="statement_is_more_than_nothing",
                condition=Q(value__gt=0),
                violation_error_message=_(
                    "Une retombée est plus grande que zéro. Rien à déclarer ? Ne déclarez rien."
                ),
            ),
            models.CheckConstraint(
                name="statement_currency_is_known", condition=Q(currency__in=["", *Currency.values])
            ),
            models.CheckConstraint(
                name="statement_full_time_equivalents_are_something",
                condition=Q(full_time_equivalents__isnull=True) | Q(full_time_equivalents__gt=0),
            ),
            models.CheckConstraint(
                name="statement_verified_by_somebody",
                condition=Q(certainty=Certainty.VERIFIED, verified_by__isnull=False)
                | (~Q(certainty=Certainty.VERIFIED) & Q(verified_by__isnull=True)),
                violation_error_message=_("Dites qui a vérifié."),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["-happened_on", "-outcome"], name="statement_by_day", condition=CURRENT),
            *indexes_to_add_up(CURRENT),
        ]

    def __str__(self) -> str:
        return f"{self.outcome_id}: {self.value}"


class Evidence(models.Model):
    """What proves an outcome: a link, or a file when there is no link. Withdrawn, it stays listed with the reason and proves no more."""

    outcome = models.ForeignKey(Outcome, on_delete=models.PROTECT, related_name="evidence")
    title = models.CharField(_("titre"), max_length=LONGEST_TITLE)
    url = models.URLField(_("lien"), max_length=500, blank=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    added_at = models.DateTimeField(_("ajoutée le"))
    withdrawn_at = models.DateTimeField(_("retirée le"), null=True)
    withdrawn_reason = models.CharField(_("raison du retrait"), max_length=LONGEST_REASON, blank=True)

    class Meta:
        verbose_name = _("preuve")
        constraints: ClassVar = [
            models.CheckConstraint(name="evidence_has_a_title", condition=~Q(title="")),
            models.CheckConstraint(
                name="evidence_withdrawn_for_a_reason",
                condition=Q(withdrawn_at__isnull=True) ^ ~Q(withdrawn_reason=""),
                violation_error_message=_("Dites pourquoi cette preuve est retirée."),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class EvidenceFile(AttachedFile):
    """The file of an evidence that is no link."""

    evidence = models.OneToOneField(Evidence, on_delete=models.PROTECT, related_name="file")

    class Meta(AttachedFile.Meta):
        verbose_name = _("fichier d’une preuve")
        verbose_name_plural = _("fichiers de preuves")


class Share(Recorded):
    """The part of an outcome that a contribution is credited with. Current shares of an outcome sum to one, or there is none.

    The sum is judged when the transaction ends, the outcome being locked: two who share it at once take turns.
    """

    outcome = models.ForeignKey(Outcome, on_delete=models.PROTECT, related_name="shares")
    contribution = models.ForeignKey(Contribution, on_delete=models.PROTECT, related_name="shares")
    share = models.DecimalField(_("part"), max_digits=9, decimal_places=8)
    method = models.CharField(_("comment elle est décidée"), max_length=8, choices=ShareMethod)

    objects = RecordedQuerySet["Share"].as_manager()

    class Meta(Recorded.Meta):
        verbose_name = _("part")
        triggers: ClassVar = [
            *never_changes("outcome_id", "contribution_id", "share", "method"),
            pgtrigger.Trigger(
                name="shares_sum_to_one",
                when=pgtrigger.After,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("ended_at"),  # type: ignore[no-untyped-call]
                timing=pgtrigger.Deferred,
                func="""
                    PERFORM 1 FROM outcomes_outcome WHERE id = NEW.outcome_id FOR NO KEY UPDATE;
                    IF (SELECT coalesce(sum(share), 1) FROM outcomes_share
                        WHERE outcome_id = NEW.outcome_id AND ended_at IS NULL) <> 1 THEN
                        RAISE EXCEPTION 'shares of outcome % do not sum to one', NEW.outcome_id
                            USING ERRCODE = 'check_violation', CONSTRAINT = 'shares_sum_to_one';
                    END IF;
                    RETURN NULL;
                """,
            ),
        ]
        constraints: ClassVar = [
            *Recorded.Meta.constraints,
            models.UniqueConstraint(name="share_once", fields=["outcome", "contribution"], condition=CURRENT),
            models.CheckConstraint(name="share_is_a_part", condition=Q(share__gt=0, share__lte=1)),
        ]
        indexes: ClassVar = [
            models.Index(fields=["contribution", "outcome"], name="share_by_contribution"),
            models.Index(
                fields=["outcome"], include=["contribution", "share"], name="share_current", condition=CURRENT
            ),
        ]

    def __str__(self) -> str:
        return f"{self.outcome_id}: {self.share} ({self.contribution_id})"
