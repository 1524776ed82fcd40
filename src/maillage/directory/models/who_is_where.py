"""Who is where, does what, and belongs to which network."""

from collections.abc import Iterable
from datetime import date
from typing import Any, ClassVar, Self

import pghistory
from django.conf import settings
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Concat
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from maillage.common.text import sort_key
from maillage.directory.enums import (
    ROLES_FOR_AN_ORGANISATION,
    Country,
    OrganisationKind,
    Role,
    Scheme,
    TerritoryChangeKind,
    TerritoryLevel,
)


class Named(models.Model):
    """A name and its French order, stored together: the database has no French collation.

    Bulk writes pass by `save`: they give `sort_key` themselves, and the database refuses an empty one.
    """

    name = models.CharField(_("nom"), max_length=200)
    sort_key = models.CharField(_("clé de tri"), max_length=400, editable=False)  # œ takes two places

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    def save(self, *, update_fields: Iterable[str] | None = None, **options: Any) -> None:
        self.sort_key = sort_key(self.name)[:400]
        if update_fields is not None and "name" in update_fields:
            update_fields = {*update_fields, "sort_key"}
        super().save(update_fields=update_fields, **options)


KINDS_OF_THE_SAME_PLACE = (
    TerritoryChangeKind.RENAMED,
    TerritoryChangeKind.MOVED,
    TerritoryChangeKind.RESTORED,
)


def ends_its_path() -> Q:
    """The path of a node is its own code, or ends with a slash and its code."""
    return Q(path=F("code"), parent__isnull=True) | Q(
        path__endswith=Concat(Value("/"), F("code")), parent__isnull=False
    )


class TerritoryQuerySet(models.QuerySet["Territory"]):
    def current(self) -> Self:
        return self.filter(valid_until__isnull=True)

    def within(self, path: str) -> Self:
        """The territory at this path and all that lies in it."""
        return self.filter(Q(path=path) | Q(path__startswith=f"{path}/"))


class Territory(Named):
    """A place in the tree of its country. A place that merged or disappeared stays, with its last day."""

    country = models.CharField(_("pays"), max_length=2, choices=Country)
    level = models.CharField(_("niveau"), max_length=16, choices=TerritoryLevel)
    designation = models.CharField(_("désignation"), max_length=80)  # « MRC », « département », « Ville »…
    code = models.CharField(_("code officiel"), max_length=12)
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        related_name="children",
        null=True,
        blank=True,
        verbose_name=_("fait partie de"),
    )
    path = models.CharField(_("chemin"), max_length=64, unique=True)  # codes joined by /, country first
    population = models.PositiveIntegerField(_("population"), null=True, blank=True)
    valid_from = models.DateField(_("premier jour"), null=True, blank=True)
    valid_until = models.DateField(_("dernier jour"), null=True, blank=True)  # inclusive

    objects = TerritoryQuerySet.as_manager()

    class Meta:
        verbose_name = _("territoire")
        indexes = [
            models.Index(fields=["level", "country", "code"], name="territory_by_level"),
            GinIndex(OpClass("sort_key", name="gin_trgm_ops"), name="territory_words"),
        ]
        constraints = [
            models.CheckConstraint(name="territory_has_a_name", condition=~Q(name="") & ~Q(sort_key="")),
            models.CheckConstraint(
                name="territory_only_a_country_stands_alone",
                condition=Q(level=TerritoryLevel.COUNTRY, parent__isnull=True)
                | (~Q(level=TerritoryLevel.COUNTRY) & Q(parent__isnull=False)),
            ),
            models.CheckConstraint(name="territory_path_ends_with_its_code", condition=ends_its_path()),
            models.CheckConstraint(
                name="territory_path_starts_with_its_country", condition=Q(path__startswith=F("country"))
            ),
            models.CheckConstraint(
                name="territory_ends_after_it_starts",
                condition=Q(valid_from__isnull=True)
                | Q(valid_until__isnull=True)
                | Q(valid_until__gte=F("valid_from")),
                violation_error_message=_("Le dernier jour ne peut pas précéder le premier."),
            ),
        ]


class TerritoryChange(models.Model):
    """What became of a place: renamed, moved in the tree, merged into another, or gone from the list."""

    old = models.ForeignKey(
        Territory, on_delete=models.PROTECT, related_name="changes", verbose_name=_("territoire d’avant")
    )
    new = models.ForeignKey(
        Territory,
        on_delete=models.PROTECT,
        related_name="origins",
        null=True,
        blank=True,
        verbose_name=_("territoire d’après"),
    )
    kind = models.CharField(_("nature"), max_length=16, choices=TerritoryChangeKind)
    on = models.DateField(_("jour du changement"))
    old_name = models.CharField(_("nom d’avant"), max_length=200)
    old_path = models.CharField(_("chemin d’avant"), max_length=64)

    class Meta:
        verbose_name = _("changement de territoire")
        verbose_name_plural = _("changements de territoire")
        constraints = [
            models.UniqueConstraint(
                name="territory_change_told_once", fields=["old", "new", "kind", "on"], nulls_distinct=False
            ),
            models.CheckConstraint(
                name="territory_change_knows_its_successor",
                condition=Q(kind=TerritoryChangeKind.WITHDRAWN, new__isnull=True)
                | Q(kind=TerritoryChangeKind.MERGED) & Q(new__isnull=False) & ~Q(new=F("old"))
                | Q(kind__in=KINDS_OF_THE_SAME_PLACE, new=F("old")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.old_name} ({self.old_path}): {self.get_kind_display()}"


class IndustryClassQuerySet(models.QuerySet["IndustryClass"]):
    def within(self, path: str) -> Self:
        """The class at this path and all that it contains."""
        return self.filter(Q(path=path) | Q(path__startswith=f"{path}/"))


class IndustryClass(models.Model):
    """A heading of a classification. Level 1 is the section or sector, the widest."""

    scheme = models.CharField(_("classification"), max_length=12, choices=Scheme)
    code = models.CharField(_("code"), max_length=8)
    level = models.PositiveSmallIntegerField(_("niveau"))
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        related_name="children",
        null=True,
        blank=True,
        verbose_name=_("fait partie de"),
    )
    path = models.CharField(_("chemin"), max_length=48, unique=True)  # scheme and codes joined by /
    title_fr = models.CharField(_("intitulé en français"), max_length=300, blank=True)
    title_en = models.CharField(_("intitulé en anglais"), max_length=300, blank=True)
    sort_key = models.CharField(_("clé de tri"), max_length=8, editable=False)  # the code, sections in place

    objects = IndustryClassQuerySet.as_manager()

    class Meta:
        verbose_name = _("secteur d’activité")
        verbose_name_plural = _("secteurs d’activité")
        constraints = [
            models.UniqueConstraint(name="industry_code_once_per_scheme", fields=["scheme", "code"]),
            models.CheckConstraint(name="industry_level_is_known", condition=Q(level__gte=1, level__lte=5)),
            models.CheckConstraint(
                name="industry_only_the_widest_stands_alone",
                condition=Q(level=1, parent__isnull=True) | Q(level__gt=1, parent__isnull=False),
            ),
            models.CheckConstraint(
                name="industry_path_starts_with_scheme_and_ends_with_code",
                condition=Q(path__startswith=Concat(F("scheme"), Value("/")))
                & Q(path__endswith=Concat(Value("/"), F("code"))),
            ),
            models.CheckConstraint(name="industry_has_a_title", condition=~Q(title_fr="", title_en="")),
        ]

    def __str__(self) -> str:
        return f"{self.code} – {self.title}"

    @property
    def title(self) -> str:
        """The title in the language of the page, else in the one the publisher used."""
        in_english = (get_language() or "").startswith("en")
        first, second = (self.title_en, self.title_fr) if in_english else (self.title_fr, self.title_en)
        return first or second


class IndustryLink(models.Model):
    """Two headings of two classifications that overlap. Partial unless each holds exactly the other."""

    source = models.ForeignKey(IndustryClass, on_delete=models.CASCADE, related_name="links_out")
    target = models.ForeignKey(IndustryClass, on_delete=models.CASCADE, related_name="links_in")
    is_partial = models.BooleanField(_("correspondance partielle"))

    class Meta:
        verbose_name = _("correspondance de secteurs")
        verbose_name_plural = _("correspondances de secteurs")
        constraints = [
            models.UniqueConstraint(name="industry_link_once", fields=["source", "target"]),
            models.CheckConstraint(name="industry_link_joins_two_headings", condition=~Q(source=F("target"))),
        ]

    def __str__(self) -> str:
        return f"{self.source_id} {'≈' if self.is_partial else '='} {self.target_id}"


class Network(Named):
    """A network of economic development: the people and organisations that work together on one territory."""

    slug = models.SlugField(_("adresse"), max_length=80, unique=True)
    territory = models.ForeignKey(
        Territory, on_delete=models.PROTECT, related_name="networks", verbose_name=_("territoire")
    )
    contact_email = models.EmailField(_("courriel de la coordination"))
    description = models.TextField(_("présentation"), max_length=4000, blank=True)

    class Meta:
        verbose_name = _("réseau")
        verbose_name_plural = _("réseaux")
        constraints = [
            models.CheckConstraint(name="network_has_a_name", condition=~Q(name="") & ~Q(sort_key="")),
        ]

    def get_absolute_url(self) -> str:
        return reverse("directory:network", kwargs={"slug": self.slug})


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    def active(self) -> Self:
        return self.filter(archived_at__isnull=True)

    def archived(self) -> Self:
        return self.filter(archived_at__isnull=False)


@pghistory.track()
class Organisation(Named):
    """A firm, a town, a college, a bank…: archived when it closes, never deleted."""

    slug = models.SlugField(_("adresse"), max_length=80, unique=True)
    kind = models.CharField(_("type"), max_length=20, choices=OrganisationKind)
    territory = models.ForeignKey(
        Territory,
        on_delete=models.PROTECT,
        related_name="organisations",
        null=True,
        blank=True,
        verbose_name=_("territoire"),
    )
    networks = models.ManyToManyField(
        Network, related_name="organisations", blank=True, verbose_name=_("réseaux")
    )
    sectors = models.ManyToManyField(
        IndustryClass, related_name="organisations", blank=True, verbose_name=_("secteurs d’activité")
    )
    description = models.TextField(_("présentation"), max_length=4000, blank=True)
    website = models.URLField(_("site web"), blank=True)
    employees = models.PositiveIntegerField(_("nombre d’employés"), null=True, blank=True)  # null: unknown
    is_fictitious = models.BooleanField(_("organisation fictive"), default=False)
    archived_at = models.DateTimeField(_("archivée le"), null=True, blank=True)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        indexes = [
            models.Index(
                fields=["sort_key", "id"],
                name="organisation_in_french_order",
                condition=Q(archived_at__isnull=True),
            ),
            GinIndex(OpClass("sort_key", name="gin_trgm_ops"), name="organisation_words"),
            models.Index(fields=["id"], name="organisation_archived", condition=Q(archived_at__isnull=False)),
        ]
        constraints = [
            models.CheckConstraint(name="organisation_has_a_name", condition=~Q(name="") & ~Q(sort_key="")),
        ]

    def get_absolute_url(self) -> str:
        return reverse("directory:organisation", kwargs={"slug": self.slug})


class MembershipQuerySet(models.QuerySet["Membership"]):
    def on(self, day: date) -> Self:
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=day), starts_on__lte=day)


@pghistory.track()
class Membership(models.Model):
    """What a person does in a network, for an organisation or for the network itself, and since when."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="memberships",
        verbose_name=_("personne"),
    )
    network = models.ForeignKey(
        Network, on_delete=models.PROTECT, related_name="memberships", verbose_name=_("réseau")
    )
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        related_name="memberships",
        null=True,
        blank=True,
        verbose_name=_("organisation"),
    )
    role = models.CharField(_("rôle"), max_length=16, choices=Role)
    starts_on = models.DateField(_("premier jour"))
    ends_on = models.DateField(_("dernier jour"), null=True, blank=True)  # inclusive

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("appartenance")
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="membership_once_per_role",
                fields=["user", "network", "organisation", "role"],
                nulls_distinct=False,
                violation_error_message=_("Cette personne tient déjà ce rôle dans ce réseau."),
            ),
            models.CheckConstraint(
                name="membership_ends_after_it_starts",
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                violation_error_message=_("Le dernier jour ne peut pas précéder le premier."),
            ),
            models.CheckConstraint(
                name="membership_speaks_for_an_organisation_when_its_role_does",
                condition=~Q(role__in=ROLES_FOR_AN_ORGANISATION) | Q(organisation__isnull=False),
                violation_error_message=_("Ce rôle se tient au nom d’une organisation."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()}, {self.network_id}"
