from django.utils.translation import gettext_lazy as _

from maillage.common.refusals import ChangedMeanwhile as ChangedMeanwhile  # noqa: PLC0414 - one for all, refused here too
from maillage.common.refusals import Refusal


class AlreadyCancelled(Refusal):
    message = _("Cette activité est annulée : elle ne change plus.")


class AlreadyAnnounced(Refusal):
    message = _("Cette activité est déjà annoncée.")


class NoReason(Refusal):
    message = _("Dites pourquoi : les personnes inscrites le liront.")


class OutsideTheActivity(Refusal):
    message = _("Ce moment est en dehors des jours de l’activité.")


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


class CallClosesBeforeItOpens(Refusal):
    message = _("L’appel doit fermer après son ouverture.")


class CallClosesTooLate(Refusal):
    message = _("L’appel doit fermer avant le premier jour du camp.")


class QuotaAbovePlaces(Refusal):
    message = _("Les communautés ont %(reserved)s places réservées, pour %(places)s places en tout.")


class NoCriterion(Refusal):
    message = _("Il faut au moins un critère, et un poids d’au moins 1 pour chacun.")


class NoQuestion(Refusal):
    message = _("Il faut au moins une question.")


class BadCondition(Refusal):
    message = _("Cette condition ne peut pas être lue : ses bornes se contredisent ou rien n’y est demandé.")


class CallStarted(Refusal):
    message = _("L’appel a commencé : ses questions, ses critères et ses places ne changent plus.")


class CallOpen(Refusal):
    message = _("L’appel est encore ouvert : la liste s’arrête après sa fermeture.")


class CallClosed(Refusal):
    message = _(
        "L’appel est fermé. Ce que vous avez écrit est gardé comme brouillon, et n’est pas une candidature."
    )


class CallNotOpen(Refusal):
    message = _("L’appel n’est pas ouvert.")


class AlreadySubmitted(Refusal):
    message = _("Votre candidature est déjà envoyée : il n’y en a qu’une par personne.")


class AnswersMissing(Refusal):
    message = _("Il manque une réponse. Le reste est gardé.")


class NotConsented(Refusal):
    message = _("Sans votre accord, la candidature ne peut pas être lue. Elle est gardée comme brouillon.")


class NothingToWithdraw(Refusal):
    message = _("Cette candidature n’est plus en cours.")


class NoSuchAccount(Refusal):
    message = _("Aucun compte ouvert ne porte cette adresse.")


class KnowsTheNames(Refusal):
    message = _(
        "Cette personne coordonne le camp : elle connaît les noms et ne peut pas évaluer à l’aveugle."
    )


class AppliesHerself(Refusal):
    message = _("Cette personne a posé sa candidature : elle ne peut pas évaluer les autres.")


class ScoringClosed(Refusal):
    message = _("La liste est arrêtée : les notes ne changent plus.")


class MarksMissing(Refusal):
    message = _("Il manque une note, de 1 à 5. Le reste est gardé.")


class AlreadyDecided(Refusal):
    message = _("La liste est déjà arrêtée.")


class Unscored(Refusal):
    message = _("%(number)s candidatures n’ont pas encore de note : une note qui manque n’est pas un zéro.")


class TooManySelected(Refusal):
    message = _("Plus de personnes sont retenues par décision qu’il n’y a de places.")


class NoPlaceOffered(Refusal):
    message = _("Aucune place ne vous est proposée.")


class PlaceTaken(Refusal):
    message = _("La place a été prise entre-temps. Vous êtes au premier rang de la liste d’attente.")


class AlreadySaid(Refusal):
    message = _("Votre réponse est déjà enregistrée, merci.")


class NotInThisEdition(Refusal):
    message = _("Cette personne ou cette séance n’est pas de ce camp.")


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


class AlreadyConfirmed(Refusal):
    message = _("Votre réponse est déjà arrivée : un courriel vous dit si vous avez une place.")


class NotForThisActivity(Refusal):
    message = _(
        "Cette affectation n’est pas pour « %(activity)s » : ni son initiative, ni le volet de son entente."
    )
