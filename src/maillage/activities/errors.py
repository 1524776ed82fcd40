from django.utils.translation import gettext_lazy as _

from maillage.common.refusals import Refusal


class AlreadyCancelled(Refusal):
    message = _("Cette activité est annulée : elle ne change plus.")


class AlreadyAnnounced(Refusal):
    message = _("Cette activité est déjà annoncée.")


class NoReason(Refusal):
    message = _("Dites pourquoi : les personnes inscrites le liront.")


class OutsideTheActivity(Refusal):
    message = _("Ce moment est en dehors des jours de l’activité.")


class ChangedMeanwhile(Refusal):
    message = _(
        "Une autre personne a changé cette fiche pendant que vous l’écriviez. Voici ce que vous aviez écrit : comparez, puis enregistrez de nouveau."
    )


class RegistrationClosed(Refusal):
    message = _("Les inscriptions sont fermées. Écrivez à l’organisation : elle peut vous ajouter.")


class AlreadyOver(Refusal):
    message = _("Cette activité est terminée : la liste des présences est faite.")


class FewerPlacesThanPeople(Refusal):
    message = _("%(taken)s personnes ont déjà une place : gardez au moins ce nombre.")


class MomentsLeftOutside(Refusal):
    message = _("Des moments du programme tomberaient hors de ces jours : déplacez-les d’abord.")


class ConflictsFound(Refusal):
    """`conflicts`: each told in a sentence; `digest`: what to send back to keep them knowingly."""

    message = _("Ce moment en gêne d’autres. Changez-le, ou gardez-le en le disant.")


class NoOwner(Refusal):
    message = _("Dites qui s’en charge : une fonction, une organisation ou une personne.")


class FollowUpIsClosed(Refusal):
    message = _("Cette suite est déjà finie.")


class NotAnAddressOfOurs(Refusal):
    message = _("Cette adresse n’est pas celle d’une fiche de la plateforme.")


class NeedsAreHersToSay(Refusal):
    message = _("Seule la personne concernée peut dire ce dont elle a besoin.")
