from django.db import models
from django.utils.translation import gettext_lazy as _


class ActivityKind(models.TextChoices):
    VISIT = "visit", _("Mission")
    BOOTCAMP = "bootcamp", _("Camp entrepreneurial")
    WORKSHOP = "workshop", _("Atelier")
    COHORT = "cohort", _("Cohorte")
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


class EditionStage(models.TextChoices):
    """Where an edition of a bootcamp stands: a matter of its dates and of its list, never of a click alone."""

    CALL = "call", _("Appel")
    SCORING = "scoring", _("Évaluation")
    SELECTION = "selection", _("Sélection")
    CONFIRMATIONS = "confirmations", _("Confirmations")
    EDITION = "edition", _("Camp")
    FOLLOW_UP = "follow_up", _("Suites")


class ApplicationState(models.TextChoices):
    DRAFT = "draft", _("Brouillon")
    SUBMITTED = "submitted", _("Candidature envoyée")
    WITHDRAWN = "withdrawn", _("Candidature retirée")
    OFFERED = "offered", _("Place proposée")
    WAITING = "waiting", _("En liste d’attente")
    REFUSED = "refused", _("Non retenue")
    CONFIRMED = "confirmed", _("Place confirmée")
    DECLINED = "declined", _("Place déclinée")
    EXPIRED = "expired", _("Sans réponse à temps")


class FirmStage(models.TextChoices):
    IDEA = "idea", _("Une idée, pas encore d’entreprise")
    LAUNCH = "launch", _("Un démarrage : premiers clients")
    GROWTH = "growth", _("Une croissance")
    TRANSFER = "transfer", _("Une reprise ou une relève")


class Verdict(models.TextChoices):
    YES = "yes", _("Remplit les conditions")
    NO = "no", _("Ne remplit pas une condition")
    UNKNOWN = "unknown", _("Une réponse manque")


class Outcome(models.TextChoices):
    """What the coordination decides against the order of the scores, with a reason."""

    SELECTED = "selected", _("Lui proposer une place")
    WAITING = "waiting", _("Mettre en liste d’attente")
    REFUSED = "refused", _("Ne pas retenir")


class CampMatter(models.TextChoices):
    """Why an applicant is written to."""

    LINK = "link", _("Lien personnel")
    RECEIVED = "received", _("Candidature reçue")
    OFFERED = "offered", _("Place proposée")
    WAITING = "waiting", _("Liste d’attente")
    REFUSED = "refused", _("Non retenue")
    FIRST_REMINDER = "reminder_1", _("Premier rappel")
    SECOND_REMINDER = "reminder_2", _("Second rappel")
    EXPIRED = "expired", _("Délai passé")
    CONFIRMED = "confirmed", _("Place confirmée")
    SATISFACTION = "satisfaction", _("Questionnaire anonyme")
    AFTER_3 = "follow_up_3", _("Nouvelles à 3 mois")
    AFTER_6 = "follow_up_6", _("Nouvelles à 6 mois")
    AFTER_12 = "follow_up_12", _("Nouvelles à 12 mois")


class Situation(models.TextChoices):
    """What became of a project some months after a bootcamp."""

    GROWING = "growing", _("Il avance")
    STEADY = "steady", _("Il se maintient")
    CHANGED = "changed", _("Il a changé de route")
    STOPPED = "stopped", _("Il s’est arrêté")


class RoundShape(models.TextChoices):
    EVERYBODY = "everybody", _("Tout le monde")
    COMMUNITIES = "communities", _("D’une communauté à l’autre")
    HOSTS = "hosts", _("Les hôtes et les autres")
