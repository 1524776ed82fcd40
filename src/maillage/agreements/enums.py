from django.db import models
from django.utils.translation import gettext_lazy as _


class Visibility(models.TextChoices):
    """Who may see a need or an offer; the widest says nothing more of it than its text."""

    ORGANISATION = "organisation", _("Votre organisation seulement")
    NETWORK = "network", _("Votre réseau")
    PARTNERS = "partners", _("Votre réseau et les partenaires d’une entente en vigueur sur ce volet")
    PUBLIC = "public", _("Tout le monde")


class Shore(models.TextChoices):
    """A party keeps its colour on every page of its agreement."""

    A = "a", _("Rive lac")
    B = "b", _("Rive ocre")


class VersionState(models.TextChoices):
    """Where a version is. From « signée » on, dates decide: nobody puts an agreement in force."""

    DRAFT = "draft", _("en projet")
    AGREED = "agreed", _("acceptée")
    SIGNED = "signed", _("signée")
    IN_FORCE = "in_force", _("en vigueur")
    EXPIRED = "expired", _("échue")
    ENDED = "ended", _("terminée avant terme")
    RENEWED = "renewed", _("renouvelée")
    WITHDRAWN = "withdrawn", _("retirée")


class CommitmentState(models.TextChoices):
    """How far a commitment is."""

    PLANNED = "planned", _("pas commencé")
    UNDER_WAY = "under_way", _("en cours")
    KEPT = "kept", _("tenu")
    MISSED = "missed", _("manqué")
    DROPPED = "dropped", _("abandonné")


OPEN_COMMITMENTS = (CommitmentState.PLANNED, CommitmentState.UNDER_WAY)


class Language(models.TextChoices):
    """In which languages an agreement is signed."""

    FRENCH = "fr", _("français")
    ENGLISH = "en", _("anglais")


class DocumentNature(models.TextChoices):
    """What a document is to the version that it belongs to."""

    TEXT = "text", _("Texte de l’entente")
    ANNEX = "annex", _("Annexe")
    OTHER = "other", _("Autre document")


class DocumentLanguage(models.TextChoices):
    """The language that a document is written in, whatever that of the page."""

    FRENCH = "fr", _("Français")
    ENGLISH = "en", _("Anglais")
    BOTH = "fr-en", _("Français et anglais")


class Currency(models.TextChoices):
    CAD = "CAD", _("dollar canadien")
    EUR = "EUR", _("euro")


class MoneyKind(models.TextChoices):
    """Where the money of a line comes from. Only the second is tried against the rules of the fund."""

    OWN = "own", _("Fonds propres")
    FUND = "fund", _("Subvention du Fonds franco-québécois")
    GRANT = "grant", _("Autre subvention")


class HostingState(models.TextChoices):
    PLANNED = "planned", _("prévue")
    HELD = "held", _("tenue")
    SKIPPED = "skipped", _("sautée")


class StayState(models.TextChoices):
    ASKED = "asked", _("demandé")
    ACCEPTED = "accepted", _("accepté")
    DECLINED = "declined", _("décliné")
    WITHDRAWN = "withdrawn", _("retiré")
    UNDER_WAY = "under_way", _("en cours")
    ENDED = "ended", _("terminé")


class StaySide(models.TextChoices):
    """Who moves a stay from one state to the next."""

    FIRM = "firm", _("l’entreprise")
    HOST = "host", _("l’organisme d’accueil")


class StayRefusal(models.TextChoices):
    FULL = "full", _("Pas de place à ces dates")
    NOT_OUR_TRADE = "not_our_trade", _("Nous ne saurions pas bien l’aider")
    TOO_EARLY = "too_early", _("Le projet n’est pas encore prêt")
    OTHER = "other", _("Autre raison")


class StayResult(models.TextChoices):
    """What came of a stay."""

    SETTLED = "settled", _("Un établissement ouvert sur place")
    PARTNER = "partner", _("Un partenaire trouvé")
    SALES = "sales", _("Des ventes sur place")
    LEARNT = "learnt", _("Une idée rapportée")
    NOTHING = "nothing", _("Rien pour l’instant")


class NoticeMatter(models.TextChoices):
    """Why a letter about the life of an agreement is written; never twice to one person for one matter."""

    HOSTING_AHEAD = "hosting_ahead", _("l’an prochain, c’est votre tour")
    HOSTING_NEAR = "hosting_near", _("votre tour approche")
    STAY_ASKED = "stay_asked", _("accueil demandé")
    STAY_ACCEPTED = "stay_accepted", _("accueil accepté")
    STAY_DECLINED = "stay_declined", _("accueil décliné")
    STAY_WITHDRAWN = "stay_withdrawn", _("accueil retiré par l’entreprise")
    STAY_AFTER_3 = "stay_after_3", _("trois mois après un séjour")
    STAY_AFTER_12 = "stay_after_12", _("un an après un séjour")


class FundRuleKey(models.TextChoices):
    MATCH = "match", _("Fonds propres au moins égaux à la subvention")
    CEILING = "ceiling", _("Plafond par projet et par année")
    SPAN = "span", _("Deux années de suite au plus")
    RECIPROCITY = "reciprocity", _("Réciprocité")


class Verdict(models.TextChoices):
    """What the figures answer to a rule."""

    YES = "yes", _("oui")
    NO = "no", _("non")
    UNKNOWN = "unknown", _("il manque un chiffre")


class TransferState(models.TextChoices):
    """Where a practice stands in the community that takes it over."""

    PROPOSED = "proposed", _("proposée")
    ADOPTING = "adopting", _("en cours d’adoption")
    ADOPTED = "adopted", _("adoptée")
    GIVEN_UP = "given_up", _("abandonnée")


class Comparison(models.TextChoices):
    """What a community is compared with."""

    STATISTICS = "statistics", _("statistiques publiques du pays")
    COUNTRY = "country", _("les autres réseaux du pays")
    DIRECTORY = "directory", _("les autres réseaux du répertoire")
    NOTHING = "nothing", _("rien à quoi comparer")
