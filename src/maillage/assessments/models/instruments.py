"""Instruments and their items: what content/ says, kept so that answers have something to point at."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from maillage.assessments.enums import ItemKind, Subject

if TYPE_CHECKING:
    from collections.abc import Mapping

LONGEST_CODE, LONGEST_REASON = 60, 500


def in_language(told: Mapping[str, Any], name: str, language: str | None = None) -> str:
    """A text of content: `name_fr_FR` in France where it is said, `name_fr` in French, `name_en` in English.

    An empty name is that of the languages alone: `fr`, `fr_FR`, `en`.
    """
    spoken = language or get_language() or ""
    stem = f"{name}_" if name else ""
    if spoken.lower() == "fr-fr" and f"{stem}fr_FR" in told:
        return str(told[f"{stem}fr_FR"])
    return str(told.get(f"{stem}{'en' if spoken.startswith('en') else 'fr'}") or told.get(f"{stem}fr", ""))


class Instrument(models.Model):
    """A bank of questions, what it is for and how its results are told. Its content is replaced by the next import."""

    code = models.SlugField(_("instrument"), max_length=LONGEST_CODE, unique=True)
    subject = models.CharField(_("évalue"), max_length=10, choices=Subject)
    number = models.CharField(_("version"), max_length=20)
    framework = models.ForeignKey(
        "skills.FrameworkVersion", on_delete=models.PROTECT, null=True, related_name="instruments"
    )
    content = models.JSONField(
        _("contenu")
    )  # titles, purpose, dimensions, bands, facts asked: as in content/
    digest = models.CharField(_("empreinte"), max_length=64)
    imported_at = models.DateTimeField(_("importé le"))

    class Meta:
        verbose_name = _("instrument")
        constraints: ClassVar = [
            models.CheckConstraint(name="instrument_subject", condition=Q(subject__in=Subject.values)),
            models.CheckConstraint(
                name="instrument_people_have_competences",
                condition=Q(subject=Subject.FIRM) | Q(framework__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.said("title")

    def said(self, name: str, language: str | None = None) -> str:
        return in_language(self.content, name, language)

    @property
    def is_of_people(self) -> bool:
        return self.subject == Subject.PERSON


class Item(models.Model):
    """A question. Its code never changes meaning: another question has another code."""

    instrument = models.ForeignKey(Instrument, on_delete=models.PROTECT, related_name="items")
    code = models.CharField(_("code"), max_length=LONGEST_CODE)
    dimension = models.CharField(
        _("dimension"), max_length=LONGEST_CODE
    )  # a competence, or one of the instrument
    kind = models.CharField(_("forme"), max_length=10, choices=ItemKind)
    body = models.JSONField(_("contenu"))  # stem, options, document, rationale, source, needs: as in content/
    family = models.CharField(
        _("famille"), max_length=LONGEST_CODE, blank=True
    )  # one of a family a sitting, at most
    retired_at = models.DateTimeField(_("retirée le"), null=True, blank=True)
    retired_by = models.ForeignKey(
        "people.User", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    retired_reason = models.CharField(_("raison"), max_length=LONGEST_REASON, blank=True)

    class Meta:
        verbose_name = _("question")
        constraints: ClassVar = [
            models.UniqueConstraint(name="item_code_once", fields=["instrument", "code"]),
            models.CheckConstraint(name="item_kind", condition=Q(kind__in=ItemKind.values)),
            models.CheckConstraint(
                name="item_retired_with_a_reason",
                condition=Q(retired_at__isnull=True) | ~Q(retired_reason=""),
            ),
        ]

    def __str__(self) -> str:
        return self.code

    def said(self, name: str, language: str | None = None) -> str:
        return in_language(self.body, name, language)
