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


class Audience(models.TextChoices):
    """Who may come forward by herself."""

    MEMBERS = "members", _("Les personnes qui ont un compte et voient l’activité")
    ANYONE = "anyone", _("Tout le monde, même sans compte")


class LetterMatter(models.TextChoices):
    """What a participant is written about, once each."""

    REGISTERED = "registered", _("Place confirmée")
    WAITING = "waiting", _("Liste d’attente")
    PLACE = "place", _("Une place s’est libérée")
    ITEM_CANCELLED = "item_cancelled", _("Moment annulé")
    ACTIVITY_CANCELLED = "activity_cancelled", _("Activité annulée")


class FollowUpState(models.TextChoices):
    OPEN = "open", _("À faire")
    DONE = "done", _("Fait")
    DROPPED = "dropped", _("Abandonné")


class Becomes(models.TextChoices):
    """What a follow-up may become elsewhere on the platform."""

    NEED = "need", _("Un besoin")
    OFFER = "offer", _("Une offre")
    COMMITMENT = "commitment", _("Un engagement")
    PRACTICE = "practice", _("Une pratique")
