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


class OutOfTime(Refusal):
    message = _("D’ici là, à ce rythme, ce rôle est hors d’atteinte : %(remedy)s.")


class PathIsWithdrawn(Refusal):
    message = _("Ce parcours n’est plus donné. Ceux qui l’ont commencé le finissent.")


class ModuleIsWithdrawn(Refusal):
    message = _("Ce module n’est plus donné. Ceux qui l’ont commencé le finissent.")


class AnotherVersion(Refusal):
    message = _(
        "Vous lisez la version %(number)s de ce module, commencée ailleurs : la voici, là où vous en étiez."
    )


class NoSuchBlock(Refusal):
    message = _("Ce module n’a pas ce bloc.")


class AnswerIsNotHers(Refusal):
    message = _("Cette réponse est envoyée ou acceptée : reprenez-la avant de la changer.")


class NothingWritten(Refusal):
    message = _("Écrivez votre réponse avant de l’envoyer.")


class NothingToReview(Refusal):
    message = _("Cette réponse n’attend pas de relecture : elle a été reprise, ou déjà relue.")


class NoDraft(Refusal):
    message = _("Ce module n’a pas de brouillon à publier : il l’est peut-être déjà.")


class DraftHasFaults(Refusal):
    message = _("Le brouillon est gardé, pas publié : %(reason)s")


class AlreadyWithdrawn(Refusal):
    message = _("Ce module n’est plus donné, ou ne l’a jamais été.")


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


class UnreadableCartridge(Refusal):
    message = _("Ce fichier n’est pas lu : %(reason)s. Rien n’a été écrit.")


class PathDraftIsRefused(Refusal):
    message = _("Le brouillon est gardé, pas publié. %(reason)s")


class NoPathDraft(Refusal):
    message = _("Ce parcours n’a pas de brouillon à publier : il l’est peut-être déjà.")


class PathAlreadyWithdrawn(Refusal):
    message = _("Ce parcours n’est plus donné, ou ne l’a jamais été.")


class PictureIsThere(Refusal):
    message = _(
        "Une autre image de ce module porte le nom %(name)s. Une image ne change plus : donnez un autre nom à celle-ci."
    )


class PictureIsRead(Refusal):
    message = _("L’image %(name)s est dans une version publiée : elle y reste.")


class PictureIsUnreadable(Refusal):
    message = _("L’image %(name)s ne peut pas être prise : %(reason)s.")


class TargetsOutsideTheDays(Refusal):
    message = _("Ces régions ont une cible en dehors de ces jours : %(regions)s. Changez-les d’abord.")


class PeersAreClosed(Refusal):
    message = _("Dans cette cohorte, la relecture entre pairs n’est pas ouverte, ou pas à vous.")


class GiveFirst(Refusal):
    message = _(
        "Vous relisez déjà autant de réponses que vous en avez envoyé : envoyez-en une autre d’abord."
    )


class NothingToDraw(Refusal):
    message = _("Aucune réponse de vos pairs n’attend d’être relue. Revenez dans quelques jours.")


class NoSuchCase(Refusal):
    message = _("Ce cas n’est pas de ceux que vous avez suivis jusqu’à une issue.")


class CaseIsDecided(Refusal):
    message = _("Ce cas est accepté : il ne change plus.")


class NothingToDecide(Refusal):
    message = _("Ce cas n’attend pas de décision : il a été repris ou changé, ou quelqu’un a déjà décidé.")


class NamesTheFirm(Refusal):
    message = _("Vos lignes nomment « %(name)s ». Dites ce que vous avez fait sans dire pour qui.")
