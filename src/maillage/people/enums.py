from django.db import models
from django.utils.translation import gettext_lazy as _


class ConsentPurpose(models.TextChoices):
    """What a person agreed to. A purpose is named here before anybody is asked."""

    TERMS = "terms", _("les conditions d’utilisation")
    INTRODUCTION_CONTACT = (
        "introduction_contact",
        _("transmettre vos coordonnées lors d’une mise en relation"),
    )
    ADVISING = "advising", _("ouvrir un besoin à la personne qui vous accompagne")
    WELCOME_CONTACT = "welcome_contact", _("transmettre vos coordonnées à l’organisme qui vous accueille")
    VISIT_NEEDS = (
        "visit_needs",
        _("dire à la coordination d’une mission ce que vous mangez et ce qu’il faut pour vous accueillir"),
    )
    STORY = "story", _("raconter votre réussite dans les rapports d’un réseau")
    INCLUSION = "inclusion", _("compter les groupes dont vous dites faire partie")
    PRACTICE = "practice", _("compter dans votre profil vos réponses aux questions des modules")
