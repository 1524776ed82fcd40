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


class UnreadableRound(Refusal):
    message = _("%(where)s : %(what)s.")


class NoSlot(Refusal):
    message = _("Ajoutez d’abord des créneaux.")


class SlotsOverlap(Refusal):
    message = _("Ces créneaux en chevauchent d’autres : %(when)s.")


class PlanIsOld(Refusal):
    message = _("Ce tour a changé depuis ce plan : refaites le plan avant de le publier.")


class RoundIsPast(Refusal):
    message = _("Ce tour est passé : il ne change plus.")
