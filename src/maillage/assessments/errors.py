from django.utils.translation import gettext_lazy as _

from maillage.common.refusals import Refusal


class UnreadableTable(Refusal):
    message = _("%(where)s : %(what)s.")


class InstrumentIsRefused(Refusal):
    message = _("Le dossier %(folder)s ne décrit pas un instrument : %(reason)s. Rien n’a été importé.")


class NoFramework(Refusal):
    message = _("Importez d’abord le référentiel de compétences : maillage skills import.")


class NothingToAsk(Refusal):
    message = _("Il n’y a aucune question à poser sur ce que vous avez choisi.")


class AlreadyAnswered(Refusal):
    message = _("Vous aviez déjà répondu à cette question : votre première réponse est gardée.")


class NotTheQuestion(Refusal):
    message = _(
        "Cette page n’était plus à jour : la réponse n’a pas été comptée. Voici la question où vous en êtes."
    )


class NotAnAnswer(Refusal):
    message = _("Cette réponse n’est pas de celles que la question propose.")


class SittingIsOver(Refusal):
    message = _("Cette évaluation est terminée : voici le résultat.")


class AlreadyRetired(Refusal):
    message = _("Cette question est déjà retirée.")


class OwnAddress(Refusal):
    message = _("C’est votre adresse : vous voyez déjà ce résultat.")


class ShownToEnough(Refusal):
    message = _("Vous montrez déjà ce résultat à %(most)s adresses. Reprenez-en une d’abord.")


class GroupIsClosed(Refusal):
    message = _("Ce groupe est fermé.")


class InvitationIsTaken(Refusal):
    message = _("Quelqu’un s’est déjà situé par ce lien.")


class TooManyInvited(Refusal):
    message = _("Un groupe compte au plus %(most)s invitations.")


class SittingAlreadyOpen(Refusal):
    message = _("Une autre passation de ce diagnostic est déjà commencée. Terminez-la d’abord.")


class TooFewPeople(Refusal):
    message = _("%(people)s personnes ont terminé une passation : il en faut %(needed)s pour étalonner.")


class AlreadyDecided(Refusal):
    message = _("Quelqu’un a déjà décidé de cet étalonnage, ou il n’est pas fini.")


class ScaleHasChanged(Refusal):
    message = _("L’échelle a changé depuis cet étalonnage : demandez-en un autre.")


class UnreadableQuestions(Refusal):
    message = _("ligne %(line)s : %(reason)s. Rien n’a été écrit.")
