"""Choices of the competence reference."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Language(models.TextChoices):
    """A framework is told in one of these, or in both."""

    FRENCH = "fr", _("français")
    ENGLISH = "en", _("anglais")

    @property
    def other(self) -> "Language":
        return Language.ENGLISH if self == Language.FRENCH else Language.FRENCH


class FrameworkFormat(models.TextChoices):
    """How a file tells a framework."""

    MAILLAGE = "maillage", "Maillage"
    CASE = "case", "CASE"


class CaseVersion(models.TextChoices):
    """The editions of the exchange format of 1EdTech that we write."""

    CASE_1_0 = "case-1.0", "CASE 1.0"
    CASE_1_1 = "case-1.1", "CASE 1.1"


class ChangeKind(models.TextChoices):
    """What became of a competence from one version to another."""

    ADDED = "added", _("ajoutée")
    REMOVED = "removed", _("retirée")
    CHANGED = "changed", _("changée")
