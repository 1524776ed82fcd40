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
    PICTURE = "image", _("Image")
    TRANSCRIPT = "transcription", _("Ce que montre l’image, en mots")


class Validity(models.TextChoices):
    """What a verification finds of a badge."""

    VALID = "valid", _("Valide")
    REVOKED = "revoked", _("Révoqué")
    ALTERED = "altered", _("Modifié")
    UNKNOWN = "unknown", _("Inconnu")


class StepState(models.TextChoices):
    """Where somebody stands before one step of a path. MASTERED: measured, she need not read it. GONE: nobody may begin it any more."""

    DONE = "done", _("Terminé")
    MASTERED = "mastered", _("Déjà maîtrisé")
    GONE = "gone", _("Retiré")
    NOW = "now", _("En cours")
    NEXT = "next", _("À venir")

    @property
    def is_settled(self) -> bool:
        return self in {StepState.DONE, StepState.MASTERED, StepState.GONE}


class AnswerState(models.TextChoices):
    """Where the answer to an exercise stands."""

    DRAFT = "draft", _("brouillon")
    SENT = "sent", _("envoyée")
    RETURNED = "returned", _("à reprendre")
    ACCEPTED = "accepted", _("acceptée")


class CohortMatter(models.TextChoices):
    """Why somebody of a cohort is written to."""

    SESSION = "session", _("Rappel d’une séance")
    NEWS = "news", _("Prise de nouvelles")


class CaseState(models.TextChoices):
    """Where a real case put forward as evidence stands."""

    SENT = "sent", _("proposé")
    ACCEPTED = "accepted", _("accepté")
    REFUSED = "refused", _("refusé")
