from django.db import models
from django.utils.translation import gettext_lazy as _


class OutcomeKind(models.TextChoices):
    """What came of the money and the promises."""

    JOBS_CREATED = "jobs_created", _("Emplois créés")
    JOBS_KEPT = "jobs_kept", _("Emplois maintenus")
    CONTRACT = "contract", _("Contrat")
    REVENUE = "revenue", _("Chiffre d’affaires")
    INVESTMENT = "investment", _("Investissement")
    SAVING = "saving", _("Économie")
    PRODUCT = "product", _("Produit ou service lancé")
    TOOL_ADOPTED = "tool_adopted", _("Outil adopté")
    MATURITY_GAINED = "maturity_gained", _("Maturité gagnée")
    PEOPLE_TRAINED = "people_trained", _("Personnes formées")
    IDEA_TRANSFERRED = "idea_transferred", _("Idée importée")
    PROBLEM_SOLVED = "problem_solved", _("Problème réglé")
    ENERGY = "energy", _("Énergie épargnée")
    CO2 = "co2", _("CO₂ évité")


JOB_KINDS = (OutcomeKind.JOBS_CREATED, OutcomeKind.JOBS_KEPT)
MONEY_KINDS = (OutcomeKind.CONTRACT, OutcomeKind.REVENUE, OutcomeKind.INVESTMENT, OutcomeKind.SAVING)
WHOLE_KINDS = (  # counted one by one
    *JOB_KINDS,
    OutcomeKind.PRODUCT,
    OutcomeKind.TOOL_ADOPTED,
    OutcomeKind.PEOPLE_TRAINED,
    OutcomeKind.IDEA_TRANSFERRED,
    OutcomeKind.PROBLEM_SOLVED,
)


class Origin(models.TextChoices):
    """Who said it first."""

    FIRM = "firm", _("Déclarée par l’entreprise")
    ADVISOR = "advisor", _("Déclarée par le réseau")
    IMPORTED = "imported", _("Importée")
    GATHERED = "gathered", _("Relevée dans Maillage")


class Certainty(models.TextChoices):
    """How sure it is. From the first to the last, each asks for more."""

    CLAIMED = "claimed", _("déclarée")
    DOCUMENTED = "documented", _("documentée")
    VERIFIED = "verified", _("vérifiée")


class PayBand(models.TextChoices):
    """Gross hourly pay beside the legal minimum wage of the place, on the day."""

    LOW = "low", _("moins de 1,5 fois le salaire minimum")
    MIDDLE = "middle", _("de 1,5 à 2 fois le salaire minimum")
    HIGH = "high", _("plus de 2 fois le salaire minimum")


class ShareMethod(models.TextChoices):
    """How an outcome's shares were decided."""

    PRO_RATA = "pro_rata", _("au prorata des montants")
    AGREED = "agreed", _("convenue entre les bailleurs")


class ChainKind(models.TextChoices):
    """The links of the chain, from money to result."""

    CONTRIBUTION = "contribution", _("Contribution")
    INITIATIVE = "initiative", _("Initiative")
    STRAND = "volet", _("Volet d’une entente")
    ACTIVITY = "activite", _("Activité")
    INTRODUCTION = "mise-en-relation", _("Mise en relation")
    PARTICIPATION = "participation", _("Participation")
    OUTCOME = "retombee", _("Retombée")
