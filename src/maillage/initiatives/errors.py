from django.utils.translation import gettext_lazy as _

from maillage.common.refusals import ChangedMeanwhile as ChangedMeanwhile  # noqa: PLC0414 - one for all, refused here too
from maillage.common.refusals import Refusal


class TooMuch(Refusal):
    message = _("Il reste %(left)s à affecter : ce montant en demande davantage.")


class AlreadyGiven(Refusal):
    message = _("%(given)s sont déjà affectés : libérez-les d’abord, ou gardez au moins ce montant.")


class AlreadyPlaced(Refusal):
    message = _("Des activités prennent déjà %(placed)s de cette affectation : libérez-les d’abord.")


class RestrictedElsewhere(Refusal):
    message = _("Cette contribution est réservée à l’initiative « %(initiative)s ».")


class OtherBook(Refusal):
    message = _("Le réseau qui tient cette contribution ne porte pas « %(target)s ».")


class AlreadyEnded(Refusal):
    message = _("Cette ligne a déjà été remplacée ou retirée. Voici le livre comme il est maintenant.")


class ReasonNeeded(Refusal):
    message = _("Dites pourquoi : la raison reste dans le livre.")


class LeadStays(Refusal):
    message = _("Ce réseau pilote l’initiative : il y reste.")


class StillGives(Refusal):
    message = _("Des contributions de ce réseau vont à l’initiative : libérez-les d’abord.")


class InitiativeIsOver(Refusal):
    message = _("« %(initiative)s » s’est terminée le %(day)s : prolongez-la pour lui affecter encore.")


class JustFounded(Refusal):
    message = _(
        "Une initiative de ce titre vient d’être fondée : enregistrez de nouveau, ou changez le titre."
    )
