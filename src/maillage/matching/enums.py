from django.db import models
from django.utils.translation import gettext_lazy as _


class NeedKind(models.TextChoices):
    EXPERTISE = "expertise", _("Un savoir-faire")
    FINANCING = "financing", _("Du financement")
    PARTNER = "partner", _("Une entreprise partenaire")
    TRAINING = "training", _("Une formation")
    TALENT = "talent", _("Des personnes à embaucher")


class OfferKind(models.TextChoices):
    """In the order in which answers are shown: what exists already comes first."""

    PROGRAMME = "programme", _("Programmes existants")
    EXPERTISE = "expertise", _("Expertises")
    PARTNER = "partner", _("Entreprises partenaires")
    TRAINING = "training", _("Formations")


class SharingState(models.TextChoices):
    OPEN = "open", _("ouvert")
    CLOSED = "closed", _("fermé")


class IntroductionState(models.TextChoices):
    ASKED = "asked", _("demandée")
    ACCEPTED = "accepted", _("acceptée")
    DECLINED = "declined", _("déclinée")
    SOLVED = "solved", _("besoin réglé")
    UNSOLVED = "unsolved", _("sans solution")


LIVE_STATES = (IntroductionState.ASKED, IntroductionState.ACCEPTED)


class DeclineReason(models.TextChoices):
    NO_CAPACITY = "no_capacity", _("Pas de place en ce moment")
    NOT_OUR_FIELD = "not_our_field", _("Ce n’est pas notre métier")
    TOO_FAR = "too_far", _("Trop loin, ou pas sur notre territoire")
    OTHER = "other", _("Autre raison")


class Fit(models.TextChoices):
    """How well an offer answers a text; a word, never a bare score."""

    STRONG = "strong", _("Correspond bien")
    PARTIAL = "partial", _("Correspond en partie")
    WEAK = "weak", _("À vérifier")


class ProgrammeHelp(models.TextChoices):
    """What a programme gives."""

    GRANT = "grant", _("Subvention")
    LOAN = "loan", _("Prêt")
    TAX_CREDIT = "tax_credit", _("Avantage fiscal")
    ADVICE = "advice", _("Accompagnement")
    TRAINING = "training", _("Formation")
    STUDY = "study", _("Étude ou diagnostic")
    GUARANTEE = "guarantee", _("Garantie")


class Currency(models.TextChoices):
    CAD = "CAD", _("dollar canadien")
    EUR = "EUR", _("euro")


class Answer(models.TextChoices):
    """Whether a firm may have a programme, with what is known of it."""

    YES = "yes", _("Admissible")
    NO = "no", _("Pas pour ce besoin")
    UNKNOWN = "unknown", _("Il manque une réponse")


class AnsweredAs(models.TextChoices):
    """In what name somebody answered for a firm."""

    FIRM = "firm", _("l’entreprise")
    ADVISOR = "advisor", _("le conseil aux entreprises")


class AnswerShape(models.TextChoices):
    """How a question is answered."""

    YES_NO = "yes_no", _("oui ou non")
    NUMBER = "number", _("un nombre")
    DAY = "day", _("une date")


class Facet(models.TextChoices):
    """What narrows the catalogue; the value is its name in the address."""

    KIND = "genre", _("Genre d’offre")
    GIVES = "apporte", _("Ce qu’elle apporte")
    AMOUNT = "montant", _("Montant")
    OPEN = "ouvert", _("Dates")
    STRAND = "volet", _("Domaine")
    PLACE = "territoire", _("Territoire")
    NETWORK = "reseau", _("Réseau")
    LANGUAGE = "langue", _("Langue")


class CatalogueOrder(models.TextChoices):
    RELEVANCE = "pertinence", _("Les plus proches de vos mots")
    RECENT = "recentes", _("Les plus récentes")
    AMOUNT = "montant", _("Les plus gros montants")
    CLOSING = "cloture", _("Celles qui ferment bientôt")


class AlertFrequency(models.TextChoices):
    """How often a person is told what is new in a search that she keeps."""

    DAILY = "daily", _("Chaque jour où il y a du nouveau")
    WEEKLY = "weekly", _("Une fois par semaine au plus")
    NEVER = "never", _("Jamais : je regarderai moi-même")


class CatalogueFormat(models.TextChoices):
    """How a file describes programmes."""

    TEE = "tee", _("Transition écologique des entreprises")
    CSV = "csv", _("tableau")
    JSON = "json", _("objets JSON")


class Difference(models.TextChoices):
    """Why another engine answers otherwise about a firm and a programme."""

    AGE = "age", _("Âge minimal lu dans le texte, que l’autre moteur ne lit pas")
    DEPARTMENT = "department", _("Département lu, là où l’autre moteur lit une région ou le pays")
    NOT_JUDGED = (
        "not_judged",
        _("Programme absent du fichier attendu : un département y est donné comme région"),
    )
    UNEXPLAINED = "unexplained", _("Sans explication")
