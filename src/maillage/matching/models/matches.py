"""What was proposed for a need on a day, why, and with which rules and data. Kept, never changed."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from maillage.matching.enums import Answer, Fit
from maillage.matching.models.sharing import Need, Offer


class MatchRun(models.Model):
    """The list of one need at one moment. The same inputs and the same list are one run, stored once."""

    need = models.ForeignKey(
        Need, on_delete=models.CASCADE, related_name="match_runs", verbose_name=_("besoin")
    )
    digest = models.CharField(max_length=64)  # of all that follows but the hour, and of the matches
    made_at = models.DateTimeField(_("fait le"))
    day = models.DateField(_("jour"))
    networks = models.JSONField(default=list)  # those of whoever looked: they decide what is visible
    firm = models.ForeignKey("directory.Organisation", on_delete=models.PROTECT, related_name="+", null=True)
    text_print = models.CharField(max_length=64)
    kinds = models.JSONField(default=list)  # identifiers of what was understood or corrected
    facts = models.JSONField(default=dict)  # what was known of the firm
    corpus = models.CharField(max_length=200)
    encoder = models.CharField(max_length=64, blank=True)  # blank: words alone
    reference = models.CharField(max_length=16)  # print of the reference of needs
    rules = models.PositiveSmallIntegerField()
    weights = models.JSONField()  # part → points
    weights_version = models.PositiveIntegerField()  # 0: the default ones

    class Meta:
        verbose_name = _("rapprochement daté")
        constraints: ClassVar = [models.UniqueConstraint(name="match_run_once", fields=["need", "digest"])]
        indexes: ClassVar = [models.Index(fields=["need", "-made_at", "-id"], name="match_run_newest")]

    def __str__(self) -> str:
        return f"{self.need_id}, {self.day}"


class Match(models.Model):
    """One offer proposed for a need: its rank, its score part by part, and its reasons."""

    run = models.ForeignKey(MatchRun, on_delete=models.CASCADE, related_name="matches")
    offer = models.ForeignKey(
        Offer, on_delete=models.PROTECT, related_name="matches", verbose_name=_("offre")
    )
    rank = models.PositiveSmallIntegerField(_("rang"))
    score = models.FloatField(_("points"))
    fit = models.CharField(_("accord"), max_length=8, choices=Fit)
    parts = models.JSONField()  # name, value or null, ordinary, facts of each
    reasons = models.JSONField()  # code and facts of each
    verdict = models.CharField(_("conditions"), max_length=8, choices=Answer, blank=True)
    programme_version = models.PositiveIntegerField(null=True)
    similar = models.JSONField(default=list)  # offers folded under this one

    class Meta:
        verbose_name = _("rapprochement")
        constraints: ClassVar = [
            models.UniqueConstraint(name="match_once_in_a_run", fields=["run", "offer"]),
            models.UniqueConstraint(name="match_rank_once_in_a_run", fields=["run", "rank"]),
        ]

    def __str__(self) -> str:
        return f"{self.run} : {self.rank}"
