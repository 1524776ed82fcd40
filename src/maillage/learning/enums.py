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


class CohortMatter(models.TextChoices):
    """Why somebody of a cohort is written to."""

    SESSION = "session", _("Rappel d’une séance")
    NEWS = "news", _("Prise de nouvelles")
