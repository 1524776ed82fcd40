from django.utils.translation import gettext_lazy as _

from maillage.common.refusals import Refusal


class EmailTaken(Refusal):
    message = _("Un compte existe déjà pour ce courriel.")


class NotAnEmail(Refusal):
    message = _("Ce courriel ne peut pas recevoir de message : vérifiez-le.")


class NameMissing(Refusal):
    message = _("Il manque le nom.")


class UnknownLanguage(Refusal):
    message = _("Maillage ne parle pas encore cette langue.")


class ConsentTextMissing(Refusal):
    message = _("Un consentement se donne sur un texte : il manque.")


class AlreadyWithdrawn(Refusal):
    message = _("Ce consentement est déjà retiré.")


class TermsLastAsLongAsTheAccount(Refusal):
    message = _(
        "Les conditions d’utilisation valent tant que le compte existe : pour les retirer, effacez-le."
    )


class AlreadyErased(Refusal):
    message = _("Ce compte est déjà effacé.")
