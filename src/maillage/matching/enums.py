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
    """Where an introduction stands. What may follow what: rules/introductions.py."""

    ASKED = "asked", _("demandée")
    ACCEPTED = "accepted", _("prise en charge")
    DECLINED = "declined", _("déclinée")
    EXPIRED = "expired", _("sans réponse")
    MET = "met", _("rencontre tenue")
    SOLVED = "solved", _("besoin réglé")
    PARTLY = "partly", _("réglé en partie")
    UNSOLVED = "unsolved", _("sans solution")


UNDER_WAY_STATES = (IntroductionState.ACCEPTED, IntroductionState.MET)
LIVE_STATES = (IntroductionState.ASKED, *UNDER_WAY_STATES)
HELPED_STATES = (IntroductionState.SOLVED, IntroductionState.PARTLY)
CLOSED_STATES = (*HELPED_STATES, IntroductionState.UNSOLVED)  # somebody said how it ended
FRUITFUL_STATES = (*UNDER_WAY_STATES, *HELPED_STATES)  # somebody said yes, and it was not in vain
TRIED_STATES = (*FRUITFUL_STATES, IntroductionState.UNSOLVED)  # what an offer's record is made of


class BoardReason(models.TextChoices):
    """Why a need is on the board of an advisor or a coordinator."""

    UNANSWERED = "unanswered", _("Demandes sans réponse")
    FOLLOW_UP = "follow_up", _("Suites à demander")
    MEETING = "meeting", _("Rencontres à fixer")
    UNMATCHED = "unmatched", _("Besoins que personne n’a repris")


class DeclineReason(models.TextChoices):
    NO_CAPACITY = "no_capacity", _("Pas de place en ce moment")
    NOT_OUR_FIELD = "not_our_field", _("Ce n’est pas notre métier")
    TOO_FAR = "too_far", _("Trop loin, ou pas sur notre territoire")
    OTHER = "other", _("Autre raison")


class LetterMatter(models.TextChoices):
    """What a letter about an introduction is for; its template bears that name, without its number."""

    ASKED = "asked", _("demande")
    ACCEPTED = "accepted", _("prise en charge")
    DECLINED = "declined", _("refus")
    EXPIRED = "expired", _("délai passé")
    SOLVED = "solved", _("besoin réglé")
    PARTLY = "partly", _("besoin réglé en partie")
    UNSOLVED = "unsolved", _("sans solution")
    FIRST_REMINDER = "reminder_1", _("premier rappel")
    SECOND_REMINDER = "reminder_2", _("second rappel")
    FOLLOW_UP_30 = "follow_up_30", _("suite à 30 jours")
    FOLLOW_UP_90 = "follow_up_90", _("suite à 90 jours")


class FollowUpResult(models.TextChoices):
    """What the asker says of her need, weeks later."""

    SOLVED = "solved", _("Oui, il est réglé")
    PARTLY = "partly", _("En partie")
    UNSOLVED = "unsolved", _("Non")


class Fit(models.TextChoices):
    """How well an offer answers a text; a word, never a bare score."""

    STRONG = "strong", _("Correspond bien")
    PARTIAL = "partial", _("Correspond en partie")
    WEAK = "weak", _("À vérifier")


class PartName(models.TextChoices):
    """What a score is made of, in the order in which people read it."""

    RELEVANCE = "relevance", _("Ce que disent les textes")
    ELIGIBILITY = "eligibility", _("Conditions")
    TERRITORY = "territory", _("Lieu")
    SECTOR = "sector", _("Secteur")
    STRAND = "strand", _("Volet")
    FRESHNESS = "freshness", _("Mise à jour")
    TRACK_RECORD = "track_record", _("Ce qu’elle a réglé")
    AVAILABILITY = "availability", _("Disponibilité")


class Standing(models.TextChoices):
    """Where an offer stands for a need."""

    SHOWN = "shown", _("Elle paraît parmi les pistes")
    FOLDED = "folded", _("Elle est rangée sous une offre semblable")
    BEYOND = "beyond", _("Elle vient après les pistes montrées")
    FAINT = "faint", _("Son texte ne répond pas au vôtre plus que par hasard")
    OWN = "own", _("C’est une offre de votre organisation")
    GONE = "gone", _("Elle n’est pas offerte en ce moment")


class ProgrammeHelp(models.TextChoices):
    """What a programme gives."""

    GRANT = "grant", _("Subvention")
    LOAN = "loan", _("Prêt")
    TAX_CREDIT = "tax_credit", _("Avantage fiscal")
    ADVICE = "advice", _("Accompagnement")
    TRAINING = "training", _("Formation")
    STUDY = "study", _("Étude ou diagnostic")
    GUARANTEE = "guarantee", _("Garantie")


class ProgrammeStatus(models.TextChoices):
    """What is known of a programme's life, as far as somebody read."""

    OPEN = "open", _("Ouvert")
    CLOSED = "closed", _("Fermé")
    UNKNOWN = "unknown", _("On ne sait pas s’il est encore ouvert")


class SourceNature(models.TextChoices):
    """What kind of page a fact comes from, the surest first."""

    OPERATOR = "operator", _("page de l’organisme")
    GOVERNMENT = "government", _("page d’une administration")
    PUBLISHED_DATA = "published_data", _("fiche de données publiques")
    PUBLIC_DIRECTORY = "public_directory", _("annuaire public des aides")
    PRESS = "press", _("article ou communiqué")
    THIRD_PARTY = "third_party", _("page d’un tiers, à vérifier en premier")


class ProgrammeFactName(models.TextChoices):
    """The facts of a programme that have a source each, in reading order; each condition is one more."""

    TITLE = "title", _("Nom")
    TEXT = "text", _("Ce que fait le programme")
    OPERATOR = "operator", _("Opérateur")
    GIVES = "gives", _("Ce qu’il apporte")
    AMOUNT = "amount", _("Montant")
    COST = "cost", _("Coût pour l’entreprise")
    INTAKE = "intake", _("Période des demandes")
    STATUS = "status", _("Où en est le programme")
    STEPS = "steps", _("Démarches")
    CONTACT = "contact", _("Contact")
    LANGUAGES = "languages", _("Langues")
    CONDITION = "condition", _("Conditions")


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
    CATALOGUE = "catalogue", _("catalogue livré, avec une source par fait")


class Difference(models.TextChoices):
    """Why another engine answers otherwise about a firm and a programme."""

    AGE = "age", _("Âge minimal lu dans le texte, que l’autre moteur ne lit pas")
    DEPARTMENT = "department", _("Département lu, là où l’autre moteur lit une région ou le pays")
    NOT_JUDGED = (
        "not_judged",
        _("Programme absent du fichier attendu : un département y est donné comme région"),
    )
    UNEXPLAINED = "unexplained", _("Sans explication")


class AvailabilityState(models.TextChoices):
    """Whether an offer can take one more request on a day. Nobody said: unknown, which is not no."""

    FREE = "free", _("Des places")
    FULL = "full", _("Complet")
    ABSENT = "absent", _("Absente")
    UNKNOWN = "unknown", _("Non dite")


class LeftAside(models.TextChoices):
    """Why the routing of a day kept no offer for a need."""

    NO_CANDIDATE = "no_candidate", _("Aucune offre ne correspond")
    ALL_FULL = "all_full", _("Les offres qui correspondent sont complètes ou absentes")


class RevealedState(models.TextChoices):
    """What a firm made of a need that its diagnosis revealed."""

    KEPT = "kept", _("gardé")
    DROPPED = "dropped", _("laissé de côté")


class ToldIn(models.TextChoices):
    """On which page a fact of a firm was told."""

    QUESTION = "question", _("une question posée pour un besoin")
    DIAGNOSIS = "diagnosis", _("le diagnostic")
