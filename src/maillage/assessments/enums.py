"""Choices of assessments."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Subject(models.TextChoices):
    """Whom an instrument tells something about."""

    PERSON = "person", _("une personne")
    FIRM = "firm", _("une entreprise")


class ItemKind(models.TextChoices):
    """How a question is answered. The first four are right or wrong."""

    SINGLE = "single", _("une réponse")
    MULTIPLE = "multiple", _("plusieurs réponses")
    ORDER = "order", _("à mettre en ordre")
    DOCUMENT = "document", _("à lire sur un document")
    GRADED = "graded", _("du plus bas au plus haut")


class Origin(models.TextChoices):
    """Where the parameters of a scale come from."""

    AUTHOR = "author", _("jugement des auteurs")
    ANSWERS = "answers", _("réponses reçues")


class Unsaid(models.TextChoices):
    """Answers that say nothing of the level: they are information, not zeros."""

    DONT_KNOW = "dont_know", _("Je ne sais pas")
    NOT_APPLICABLE = "not_applicable", _("Cela ne nous concerne pas")


class Ending(models.TextChoices):
    """Why a sitting asks nothing more."""

    PRECISE = "precise", _("précision atteinte")
    BUDGET = "budget", _("nombre de questions atteint")
    EXHAUSTED = "exhausted", _("plus rien à demander")
    STOPPED = "stopped", _("arrêtée à la demande")


class ItemState(models.TextChoices):
    """What the place of a question on the scale rests on, and whether it is still asked."""

    RUNNING_IN = "running_in", _("en rodage")
    CALIBRATED = "calibrated", _("étalonnée")
    RETIRED = "retired", _("retirée")


class Standing(models.TextChoices):
    """How a person stands before a level that is asked for."""

    REACHED = "reached", _("atteint")
    LIKELY = "likely", _("sans doute atteint")
    NOT_YET = "not_yet", _("pas encore")
    UNKNOWN = "unknown", _("on ne sait pas")


class Change(models.TextChoices):
    """What two intervals allow to say of the later one."""

    HIGHER = "higher", _("plus haut")
    LOWER = "lower", _("plus bas")
    UNKNOWN = "unknown", _("on ne peut pas dire")


class Why(models.TextChoices):
    """Why a competence is among the first to work on."""

    REQUIRED = "required", _("le rôle demande plus")
    UNSURE = "unsure", _("le rôle le demande, et nous ne savons pas")
    BELOW = "below", _("nettement au-dessous des autres résultats")
    LOWEST = "lowest", _("parmi les résultats les plus bas, sans que l’écart soit certain")


class CalibrationState(models.TextChoices):
    """What has become of a calibration."""

    WAITING = "waiting", _("en cours")
    FINISHED = "finished", _("à décider")
    FAILED = "failed", _("sans résultat")
    ADOPTED = "adopted", _("adopté")
    DECLINED = "declined", _("écarté")

    @classmethod
    def decided(cls) -> list[str]:
        return [cls.ADOPTED.value, cls.DECLINED.value]


class ItemFlag(models.TextChoices):
    """What an author should look at."""

    ILL = "ill", _("mal expliquée")
    TOGETHER = "together", _("liée à une autre")
    FAVOURING = "favouring", _("favorise un groupe")
    DRIFTING = "drifting", _("a bougé")
    WORN = "worn", _("trop vue")
