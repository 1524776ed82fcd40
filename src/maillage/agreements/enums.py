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
