"""The closed lists of the directory."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class OrganisationKind(models.TextChoices):
    BUSINESS = "business", _("Entreprise")
    MUNICIPALITY = "municipality", _("Municipalité ou commune")
    INTERCOMMUNALITY = "intercommunality", _("Intercommunalité ou MRC")
    COLLEGE = "college", _("Collège ou université")
    RESEARCH_CENTRE = "research_centre", _("Centre de recherche ou de transfert")
    BANK = "bank", _("Institution financière")
    TOURISM_OFFICE = "tourism_office", _("Office de tourisme")
    LIBRARY = "library", _("Bibliothèque")
    INCUBATOR = "incubator", _("Incubateur ou pôle d’entreprises")
    FUNDER = "funder", _("Bailleur de fonds")
    PUBLIC_SERVICE = "public_service", _("Service public")
    ASSOCIATION = "association", _("Association ou OBNL")


class Role(models.TextChoices):
    """What a person does in a network. One person may hold several."""

    FIRM = "firm", _("Direction d’entreprise")
    ADVISOR = "advisor", _("Conseil aux entreprises")
    OFFER_HOLDER = "offer_holder", _("Responsable d’une offre")
    COORDINATOR = "coordinator", _("Coordination du réseau")
    FUNDER = "funder", _("Bailleur de fonds")
    RESEARCHER = "researcher", _("Recherche")
    LEARNER = "learner", _("En apprentissage")


# They speak for an organisation: without one, the role means nothing.
ROLES_FOR_AN_ORGANISATION = (Role.FIRM, Role.OFFER_HOLDER, Role.FUNDER)

# They may change what an organisation says of itself. An employee who learns, or a researcher, may not.
ROLES_THAT_SPEAK = (Role.FIRM, Role.ADVISOR, Role.OFFER_HOLDER, Role.COORDINATOR, Role.FUNDER)


class Country(models.TextChoices):
    CANADA = "CA", _("Canada")
    FRANCE = "FR", _("France")


class TerritoryLevel(models.TextChoices):
    """From the widest to the narrowest. A federation has provinces between the country and its regions."""

    COUNTRY = "country", _("Pays")
    PROVINCE = "province", _("Province")
    REGION = "region", _("Région")
    COUNTY = "county", _("MRC ou département")
    MUNICIPALITY = "municipality", _("Commune ou municipalité")


class TerritoryChangeKind(models.TextChoices):
    RENAMED = "renamed", _("Renommé")
    MERGED = "merged", _("Fusionné ou recodé")
    MOVED = "moved", _("Rattaché ailleurs")
    WITHDRAWN = "withdrawn", _("Retiré de la liste officielle")
    RESTORED = "restored", _("Rétabli")


class Scheme(models.TextChoices):
    """Classifications of industries. Two NAICS codes of six digits are comparable only within one scheme."""

    NAICS_2017 = "naics2017", _("NAICS 2017 (États-Unis)")
    NAICS_2022 = "naics2022", _("NAICS 2022 (États-Unis)")
    SCIAN_2017 = "scian2017", _("SCIAN 2017 (Canada)")
    NAF_2 = "naf2", _("NAF rév. 2 (France)")
    NACE_2 = "nace2", _("NACE rév. 2 (Union européenne)")


class Fineness(models.TextChoices):
    """How finely a country is counted."""

    SECTOR = "sector", _("par grand secteur")
    DIVISION = "division", _("par division ou sous-secteur")


class CountedUnit(models.TextChoices):
    """What a statistics office counts: they are not the same things from one country to another."""

    EMPLOYER_LOCATIONS = "employer_locations", _("emplacements avec employés")
    ESTABLISHMENTS = "establishments", _("établissements")
    LEGAL_UNITS = "legal_units", _("unités légales")
    ENTERPRISES = "enterprises", _("entreprises")
