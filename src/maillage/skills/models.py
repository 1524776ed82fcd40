"""The reference of competences, version by version. A published version never changes: the database sees to it."""

from __future__ import annotations

from typing import ClassVar

import pgtrigger
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from maillage.skills.enums import Language

HOUSE = "maillage"  # our own framework; others come from elsewhere
LEVELS = (1, 2, 3, 4)
LONGEST_TITLE, LONGEST_NAME, LONGEST_CODE = 300, 120, 60
CODE = RegexValidator(r"^[\w.-]+$")
NEVER_CHANGES = [pgtrigger.Protect(name="published_stays", operation=pgtrigger.Update | pgtrigger.Delete)]


def is_a_level(field: str) -> Q:
    return Q(**{f"{field}__gte": LEVELS[0], f"{field}__lte": LEVELS[-1]})


def is_said(field: str) -> Q:
    """In one language at least."""
    return ~Q(**{f"{field}_fr": "", f"{field}_en": ""})


class InTwoLanguages(models.Model):
    """Texts in French, in English or in both: each is read in the language of the page, else in the other."""

    class Meta:
        abstract = True

    def said(self, field: str, language: str | None = None) -> str:
        first = Language.ENGLISH if (language or get_language() or "").startswith("en") else Language.FRENCH
        return str(getattr(self, f"{field}_{first}") or getattr(self, f"{field}_{first.other}"))


class Told(InTwoLanguages):
    """What has a title."""

    title_fr = models.CharField(_("titre"), max_length=LONGEST_TITLE, blank=True)
    title_en = models.CharField(_("titre en anglais"), max_length=LONGEST_TITLE, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        return self.said("title")


class Described(Told):
    description_fr = models.TextField(_("description"), blank=True)
    description_en = models.TextField(_("description en anglais"), blank=True)

    class Meta(Told.Meta):
        abstract = True

    @property
    def description(self) -> str:
        return self.said("description")


class FrameworkVersion(Described):
    """One published state of a framework, whole: areas, competences, levels and role profiles are its own."""

    framework = models.SlugField(_("référentiel"), max_length=LONGEST_NAME)
    number = models.CharField(_("version"), max_length=LONGEST_CODE, validators=[CODE])
    slug = models.CharField(_("adresse"), max_length=LONGEST_NAME + LONGEST_CODE + 1, unique=True)
    identifier = models.UUIDField(_("identifiant"), unique=True)
    languages = models.JSONField(_("langues"))  # values of Language; identifiers are those of the first
    creator = models.CharField(_("auteur"), max_length=LONGEST_TITLE)
    attribution_fr = models.TextField(_("attribution"), blank=True)
    attribution_en = models.TextField(_("attribution en anglais"), blank=True)
    licence_title = models.CharField(_("licence"), max_length=LONGEST_TITLE, blank=True)
    licence_url = models.URLField(_("texte de la licence"), max_length=500, blank=True)
    published_on = models.DateField(_("publiée le"))
    imported_at = models.DateTimeField(_("importée le"))
    digest = models.CharField(_("empreinte"), max_length=64)  # of all it says: the same file changes nothing

    class Meta:
        verbose_name = _("version du référentiel")
        triggers: ClassVar = NEVER_CHANGES
        constraints: ClassVar = [
            models.UniqueConstraint(name="framework_version_once", fields=["framework", "number"]),
            models.CheckConstraint(name="framework_version_has_a_title", condition=is_said("title")),
            models.CheckConstraint(name="framework_version_has_a_number", condition=~Q(number="")),
            models.CheckConstraint(
                name="framework_version_address",
                condition=Q(framework=HOUSE, slug=F("number")) | ~Q(framework=HOUSE),
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("skills:version", args=[self.slug])

    @property
    def attribution(self) -> str:
        return self.said("attribution")


class Level(Described):
    """What a level means in this version, whatever the competence."""

    version = models.ForeignKey(FrameworkVersion, on_delete=models.PROTECT, related_name="levels")
    number = models.PositiveSmallIntegerField(_("niveau"))

    class Meta:
        verbose_name = _("niveau")
        triggers: ClassVar = NEVER_CHANGES
        constraints: ClassVar = [
            models.UniqueConstraint(name="level_once", fields=["version", "number"]),
            models.CheckConstraint(name="level_from_1_to_4", condition=is_a_level("number")),
        ]


class Area(Described):
    """Competences that belong together."""

    version = models.ForeignKey(FrameworkVersion, on_delete=models.PROTECT, related_name="areas")
    code = models.CharField(_("code"), max_length=LONGEST_CODE, validators=[CODE])
    identifier = models.UUIDField(_("identifiant"))
    position = models.PositiveSmallIntegerField(_("rang"))

    class Meta:
        verbose_name = _("domaine")
        triggers: ClassVar = NEVER_CHANGES
        constraints: ClassVar = [
            models.UniqueConstraint(name="area_code_once", fields=["version", "code"]),
            models.UniqueConstraint(name="area_identifier_once", fields=["version", "identifier"]),
            models.UniqueConstraint(name="area_position_once", fields=["version", "position"]),
            models.CheckConstraint(name="area_has_a_title", condition=is_said("title")),
        ]


class Competence(Told):
    """Something a person can do, told at four levels."""

    version = models.ForeignKey(FrameworkVersion, on_delete=models.PROTECT, related_name="competences")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="competences")
    code = models.CharField(_("code"), max_length=LONGEST_CODE, validators=[CODE])
    identifier = models.UUIDField(_("identifiant"))  # the same from one version to the next
    position = models.PositiveSmallIntegerField(_("rang"))  # in its version
    definition_fr = models.TextField(_("définition"), blank=True)
    definition_en = models.TextField(_("définition en anglais"), blank=True)
    with_ai_fr = models.TextField(_("ce que l’IA y change"), blank=True)
    with_ai_en = models.TextField(_("ce que l’IA y change, en anglais"), blank=True)

    class Meta:
        verbose_name = _("compétence")
        triggers: ClassVar = NEVER_CHANGES
        constraints: ClassVar = [
            models.UniqueConstraint(name="competence_code_once", fields=["version", "code"]),
            models.UniqueConstraint(name="competence_identifier_once", fields=["version", "identifier"]),
            models.UniqueConstraint(name="competence_position_once", fields=["version", "position"]),
            models.CheckConstraint(name="competence_has_a_title", condition=is_said("title")),
        ]

    @property
    def definition(self) -> str:
        return self.said("definition")

    @property
    def with_ai(self) -> str:
        return self.said("with_ai")


class LevelDescriptor(InTwoLanguages):
    """What a person at this level does."""

    competence = models.ForeignKey(Competence, on_delete=models.PROTECT, related_name="descriptors")
    level = models.PositiveSmallIntegerField(_("niveau"))
    text_fr = models.TextField(_("texte"), blank=True)
    text_en = models.TextField(_("texte en anglais"), blank=True)

    class Meta:
        verbose_name = _("descripteur")
        triggers: ClassVar = NEVER_CHANGES
        constraints: ClassVar = [
            models.UniqueConstraint(name="descriptor_once", fields=["competence", "level"]),
            models.CheckConstraint(name="descriptor_from_1_to_4", condition=is_a_level("level")),
            models.CheckConstraint(name="descriptor_is_said", condition=is_said("text")),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def text(self) -> str:
        return self.said("text")


class RoleProfile(Described):
    """What a role asks of whoever holds it."""

    version = models.ForeignKey(FrameworkVersion, on_delete=models.PROTECT, related_name="roles")
    slug = models.SlugField(_("adresse"), max_length=LONGEST_CODE)
    identifier = models.UUIDField(_("identifiant"))
    position = models.PositiveSmallIntegerField(_("rang"))

    class Meta:
        verbose_name = _("profil de rôle")
        triggers: ClassVar = NEVER_CHANGES
        constraints: ClassVar = [
            models.UniqueConstraint(name="role_once", fields=["version", "slug"]),
            models.UniqueConstraint(name="role_identifier_once", fields=["version", "identifier"]),
            models.UniqueConstraint(name="role_position_once", fields=["version", "position"]),
            models.CheckConstraint(name="role_has_a_title", condition=is_said("title")),
        ]

    def get_absolute_url(self) -> str:
        return reverse("skills:role", args=[self.version.slug, self.slug])


class RequiredLevel(InTwoLanguages):
    """The level of one competence that a role asks for, and why."""

    role = models.ForeignKey(RoleProfile, on_delete=models.PROTECT, related_name="requirements")
    competence = models.ForeignKey(Competence, on_delete=models.PROTECT, related_name="requirements")
    level = models.PositiveSmallIntegerField(_("niveau attendu"))
    why_fr = models.TextField(_("pourquoi"), blank=True)
    why_en = models.TextField(_("pourquoi, en anglais"), blank=True)

    class Meta:
        verbose_name = _("niveau attendu")
        triggers: ClassVar = NEVER_CHANGES
        constraints: ClassVar = [
            models.UniqueConstraint(name="requirement_once", fields=["role", "competence"]),
            models.CheckConstraint(name="requirement_from_1_to_4", condition=is_a_level("level")),
            models.CheckConstraint(name="requirement_says_why", condition=is_said("why")),
        ]

    def __str__(self) -> str:
        return f"{self.role_id}: {self.competence_id} ≥ {self.level}"

    @property
    def why(self) -> str:
        return self.said("why")
