"""Choices of learning."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Part(models.TextChoices):
    """What a block of a module holds besides its text."""

    EXERCISE = "exercice", _("Exercice")
    ANSWER = "corrige", _("Corrigé")
    QUIZ = "quiz", _("Questions")
    TEMPLATE = "gabarit", _("Document à remplir")
    DISCUSSION = "discussion", _("Pour en parler")
    FACILITATION = "animation", _("Pour animer")
    VIDEO = "video", _("Vidéo")


class Standing(models.TextChoices):
    """What a verification finds of a badge."""

    VALID = "valid", _("Valide")
    REVOKED = "revoked", _("Révoqué")
    ALTERED = "altered", _("Modifié")
    UNKNOWN = "unknown", _("Inconnu")
