"""Questions of a bank that a module showed, and the first answers that a person lets count."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from maillage.assessments.models.instruments import LONGEST_CODE, Item


class SeenItem(models.Model):
    """A question that somebody met while learning: no sitting that she begins afterwards asks it.

    where: the module. Her first answer to it is kept with the consent under which it counts, and goes when that is taken back;
    response and category are as those of an Answer. Nothing here is ever read as an answer of a sitting.
    """

    person = models.ForeignKey("people.User", on_delete=models.CASCADE, related_name="seen_items")
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="seen_by")
    where = models.CharField(_("module"), max_length=LONGEST_CODE)
    shown_at = models.DateTimeField(_("montrée le"))
    consent = models.ForeignKey("people.Consent", on_delete=models.PROTECT, null=True, related_name="+")
    response = models.JSONField(_("réponse"), null=True)
    category = models.PositiveSmallIntegerField(_("catégorie"), null=True)
    answered_at = models.DateTimeField(_("répondue le"), null=True)

    class Meta:
        verbose_name = _("question vue en apprenant")
        constraints: ClassVar = [
            models.UniqueConstraint(name="seen_item_once", fields=["person", "item"]),
            models.CheckConstraint(
                name="seen_item_answered_with_consent",
                condition=Q(consent=None, response__isnull=True, category=None, answered_at=None)
                | Q(consent__isnull=False, response__isnull=False, answered_at__gte=F("shown_at")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.item_id}"
