from django.db import models
from django.utils.translation import gettext_lazy as _


class ActivityKind(models.TextChoices):
    VISIT = "visit", _("Mission")
    BOOTCAMP = "bootcamp", _("Camp entrepreneurial")
    WORKSHOP = "workshop", _("Atelier")
    OTHER = "other", _("Autre activité")


class ActivityState(models.TextChoices):
    """What is past is a matter of dates, not of a state."""

    DRAFT = "draft", _("Brouillon")
    ANNOUNCED = "announced", _("Annoncée")
    CANCELLED = "cancelled", _("Annulée")


class ItemKind(models.TextChoices):
    MEETING = "meeting", _("Rencontre")
    SESSION = "session", _("Séance")
    TRAVEL = "travel", _("Trajet")
    MEAL = "meal", _("Repas")
    BREAK = "break", _("Temps libre")


class PartRole(models.TextChoices):
    DELEGATE = "delegate", _("Délégation")
    HOST = "host", _("Hôte")
    PARTICIPANT = "participant", _("Participation")
    FACILITATOR = "facilitator", _("Animation")


class PartState(models.TextChoices):
    INVITED = "invited", _("Invitation envoyée")
    WAITING = "waiting", _("En attente d’une place")
    CONFIRMED = "confirmed", _("Présence confirmée")
    DECLINED = "declined", _("Invitation déclinée")
    WITHDRAWN = "withdrawn", _("Désistement")


class RoundShape(models.TextChoices):
    EVERYBODY = "everybody", _("Tout le monde")
    COMMUNITIES = "communities", _("D’une communauté à l’autre")
    HOSTS = "hosts", _("Les hôtes et les autres")
