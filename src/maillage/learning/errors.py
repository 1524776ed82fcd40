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


class PathWithdrawn(Refusal):
    message = _("Le parcours « %(name)s » vient d’être retiré. Choisissez-en un autre : le reste est gardé.")


class NoPlace(Refusal):
    message = _("Une cohorte a au moins une place.")


class NotAFacilitator(Refusal):
    message = _("Cette personne n’est pas du réseau qui donne la cohorte.")


class WrittenThisWeek(Refusal):
    message = _("Cette personne a déjà reçu un mot le %(last)s. Le prochain pourra partir le %(next)s.")


class NobodyToWriteTo(Refusal):
    message = _("Cette personne n’a plus de place dans la cohorte, ou pas d’adresse où lui écrire.")


class TargetOutsideTheRollOut(Refusal):
    message = _("Ce jour est en dehors du déploiement : du %(first)s au %(last)s.")
