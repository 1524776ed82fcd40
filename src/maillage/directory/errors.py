"""Refusals of the directory, each with its sentence and its facts."""

from django.utils.translation import gettext_lazy as _

from maillage.common.refusals import Refusal


class OrganisationIsArchived(Refusal):
    message = _("Cette organisation est archivée : elle ne change plus.")


class NameIsEmpty(Refusal):
    message = _("Il manque le nom de l’organisation.")


class NotInThisNetwork(Refusal):
    message = _("%(organisation)s ne fait pas partie de %(network)s.")


class RoleNeedsAnOrganisation(Refusal):
    message = _("Ce rôle se tient au nom d’une organisation : %(role)s.")


class AlreadyAMember(Refusal):
    message = _("Cette personne tient déjà ce rôle dans %(network)s.")


class MembershipHasEnded(Refusal):
    message = _("Cette appartenance est déjà terminée.")


class EndsBeforeItStarts(Refusal):
    message = _("Le dernier jour ne peut pas précéder le premier.")


class NoNetworkInCommon(Refusal):
    message = _("%(organisation)s ne fait partie d’aucun de vos réseaux.")


class FileIsUnreadable(Refusal):
    message = _("%(file)s ne s’ouvre pas : %(reason)s")


class WrongEncoding(Refusal):
    message = _(
        "%(file)s n’est pas en %(expected)s : la ligne %(line)s ressemble à du %(found)s. "
        "Relancez avec --encoding %(found)s, ou enregistrez le fichier en UTF-8. Rien n’a été importé."
    )


class WrongColumns(Refusal):
    message = _(
        "Colonnes inconnues dans %(file)s : %(columns)s. "
        "Le fichier officiel attendu est l’un de ceux-ci : %(expected)s. Rien n’a été importé."
    )


class WrongCountry(Refusal):
    message = _("%(file)s décrit un autre pays que %(country)s. Rien n’a été importé.")


class FileIsTruncated(Refusal):
    message = _("%(file)s semble coupé : %(reason)s. Rien n’a été importé.")


class TooMuchIsMissing(Refusal):
    message = _(
        "%(missing)s codes sur %(known)s manquent dans les fichiers, par exemple %(examples)s. "
        "Si c’est voulu, relancez avec --accept-missing ; si les fichiers ne décrivent qu’une partie, avec --partial. "
        "Rien n’a été importé."
    )


class ReferenceIsMissing(Refusal):
    message = _("Les données de référence livrées avec Maillage sont introuvables : %(file)s.")


class UnknownTerritory(Refusal):
    message = _("Aucun territoire n’a le code %(code)s.")


class CountsHaveNoDay(Refusal):
    message = _(
        "%(file)s ne dit pas le jour que ces comptes décrivent (« %(period)s »). "
        "Relancez avec --as-of et ce jour, lu sur la page de la table. Rien n’a été importé."
    )


class CountsOfTheFuture(Refusal):
    message = _("On ne peut pas avoir lu le %(read_on)s des comptes du %(as_of)s. Rien n’a été importé.")
