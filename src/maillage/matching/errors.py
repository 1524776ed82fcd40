from django.utils.translation import gettext_lazy as _

from maillage.common.refusals import Refusal


class EmptyNeed(Refusal):
    message = _("Dites en une phrase ce qui freine votre entreprise.")


class TextTooLong(Refusal):
    message = _(
        "Votre texte compte %(length)s caractères ; la limite est de %(limit)s. Gardez l’essentiel, le reste se dira de vive voix."
    )


class AlreadyAsked(Refusal):
    message = _("Cette mise en relation est déjà demandée. Vous la retrouvez dans votre liste.")


class AlreadyAnswered(Refusal):
    message = _("Quelqu’un a déjà répondu. Où elle en est : %(state)s.")


class OwnOffer(Refusal):
    message = _("Cette offre est la vôtre : il n’y a personne à vous présenter.")


class NoLongerOpen(Refusal):
    message = _("Ce besoin ou cette offre a été retiré des listes.")


class ConsentNeeded(Refusal):
    message = _(
        "Sans votre accord, nous ne transmettons pas vos coordonnées : cochez la case pour continuer."
    )


class UnknownNetwork(Refusal):
    message = _("Le réseau « %(slug)s » n’existe pas.")


class NotAQuestion(Refusal):
    message = _("Cette question n’existe plus, ou la réponse n’a pas la bonne forme.")
