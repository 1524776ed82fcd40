from django.db import models
from django.utils.translation import gettext_lazy as _


class ContributionKind(models.TextChoices):
    """What a funder brings. All but money is in kind: its value says how it was counted."""

    MONEY = "money", _("Argent")
    EXPERTISE = "expertise", _("Heures d’expertise")
    ROOMS = "rooms", _("Locaux")
    EQUIPMENT = "equipment", _("Matériel")


class ContributionPurpose(models.TextChoices):
    """What a contribution is given for."""

    BUILDING = "building", _("Immeuble et bureaux")
    LABS = "labs", _("Laboratoires")
    PROJECT = "project", _("Projets")
    TRAINING = "training", _("Formation")
    OTHER = "other", _("Autre usage")


class PartnerRole(models.TextChoices):
    """What an organisation does in an initiative. Funders are read from contributions."""

    OPERATOR = "operator", _("Porte l’initiative")
    EXPERT = "expert", _("Apporte son expertise")
    RESEARCH = "research", _("Mène la recherche")
    RELAY = "relay", _("Relaie auprès de son public")


class InclusionGroup(models.TextChoices):
    """A group that an initiative may ask about; answers are voluntary, and told by ten or more."""

    WOMEN = "women", _("Femmes")
    INDIGENOUS = "indigenous", _("Premières Nations, Inuit et Métis")
    NEWCOMERS = "newcomers", _("Personnes nouvellement arrivées")
    YOUNG = "young", _("Moins de 35 ans")
    DISABILITY = "disability", _("Personnes en situation de handicap")
