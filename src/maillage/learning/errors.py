from django.utils.translation import gettext_lazy as _

from maillage.common.refusals import Refusal


class ModuleIsRefused(Refusal):
    message = _("Le module %(name)s ne peut pas être lu : %(reason)s. Rien n’a été importé.")


class PathIsRefused(Refusal):
    message = _("Le parcours %(name)s ne peut pas être lu : %(reason)s. Rien n’a été importé.")


class SameVersion(Refusal):
    message = _(
        "« %(name)s » : la version %(number)s est publiée et ne change plus. Donnez un autre numéro à ce que vous avez écrit."
    )


class NoCompetences(Refusal):
    message = _("Importez d’abord le référentiel de compétences : maillage skills import.")


class BadgeIsRetired(Refusal):
    message = _("Ce badge n’est plus donné.")


class PathIsNotFinished(Refusal):
    message = _("Ce badge se demande une fois le parcours terminé.")


class AlreadyRevoked(Refusal):
    message = _("Ce badge est déjà révoqué.")


class KeyIsUnreadable(Refusal):
    message = _(
        "La clé de signature de ce réseau ne s’ouvre plus : le secret des réglages a changé. La coordination de la plateforme doit changer la clé."
    )


class NoSuchNetwork(Refusal):
    message = _("Aucun réseau n’a l’adresse %(slug)s.")


class UnreadablePath(Refusal):
    message = _("%(where)s : %(what)s.")
