"""People who hold an account, and what each of them agreed to."""

from __future__ import annotations

from typing import Any, ClassVar

import pghistory
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from maillage.people.enums import ConsentPurpose


class UserManager(BaseUserManager["User"]):
    """Accounts are made here, so that no e-mail is ever stored with capitals."""

    use_in_migrations = False

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        """An account that signs in with this e-mail; without a password it signs in by code alone."""
        user = self.model(email=email.strip().lower(), **fields)
        user.password = make_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> User:
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(email=(username or "").strip().lower())


@pghistory.track(exclude=["password", "last_login"])
class User(AbstractBaseUser, PermissionsMixin):
    """A person who can sign in. The e-mail is the login; what she may do comes from her memberships."""

    email = models.EmailField(
        _("courriel"), unique=True, error_messages={"unique": _("Un compte existe déjà pour ce courriel.")}
    )
    full_name = models.CharField(_("nom complet"), max_length=150, blank=True)
    language = models.CharField(
        _("langue"), max_length=8, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE
    )
    is_staff = models.BooleanField(_("équipe de la plateforme"), default=False)
    is_active = models.BooleanField(_("compte ouvert"), default=True)
    is_fictitious = models.BooleanField(_("personne fictive"), default=False)
    date_joined = models.DateTimeField(_("inscription"), default=timezone.now)
    erased_at = models.DateTimeField(_("effacement"), null=True, blank=True)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["full_name"]

    class Meta:
        verbose_name = _("personne")
        verbose_name_plural = _("personnes")
        constraints = [
            models.CheckConstraint(  # with unique=True: one account per address, whatever its case
                name="user_email_is_in_lower_case",
                condition=Q(email=Lower("email")),
                violation_error_message=_("Le courriel s’enregistre en minuscules."),
            ),
            models.CheckConstraint(
                name="user_erased_is_closed",
                condition=Q(erased_at__isnull=True) | Q(is_active=False, full_name=""),
            ),
        ]

    def __str__(self) -> str:
        return self.full_name or str(_("Compte effacé") if self.erased_at else _("Personne sans nom"))

    def clean(self) -> None:
        self.email = self.email.strip().lower()

    def get_full_name(self) -> str:
        return str(self)

    def get_short_name(self) -> str:
        return str(self)


class ConsentQuerySet(models.QuerySet["Consent"]):
    def standing(self) -> ConsentQuerySet:
        return self.filter(withdrawn_at__isnull=True)


class Consent(models.Model):
    """The proof that a person agreed: to which purpose, in which words, in which language, when."""

    user = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="consents", verbose_name=_("personne")
    )
    purpose = models.CharField(_("objet"), max_length=32, choices=ConsentPurpose)
    text = models.TextField(_("texte accepté"))
    language = models.CharField(_("langue"), max_length=8, choices=settings.LANGUAGES)
    given_at = models.DateTimeField(_("donné le"))
    withdrawn_at = models.DateTimeField(_("retiré le"), null=True, blank=True)

    objects = ConsentQuerySet.as_manager()

    class Meta:
        verbose_name = _("consentement")
        ordering = ("-given_at", "-pk")
        constraints = [
            models.CheckConstraint(
                name="consent_is_withdrawn_after_it_is_given",
                condition=Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gte=F("given_at")),
                violation_error_message=_("Un consentement ne peut pas être retiré avant d’être donné."),
            ),
            models.CheckConstraint(name="consent_has_a_text", condition=~Q(text="")),
        ]

    def __str__(self) -> str:
        return str(self.get_purpose_display())
