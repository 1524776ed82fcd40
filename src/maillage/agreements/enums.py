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
