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


class Currency(models.TextChoices):
    CAD = "CAD", _("dollars canadiens")
    EUR = "EUR", _("euros")


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
