"""Files kept with what they are about: the text of an agreement, its annexes."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, ClassVar

import pghistory
from django.conf import settings
from django.core.files.storage import Storage, storages
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from maillage.agreements.enums import DocumentLanguage, DocumentNature
from maillage.agreements.models.agreements import AgreementVersion
from maillage.common.file_kinds import FILE_KINDS, FileKind

if TYPE_CHECKING:
    from django.core.files import File


def random_name() -> str:
    """Nothing of what the person sent: neither its name nor its ending. Two letters make the folder."""
    name = secrets.token_hex(16)
    return f"{name[:2]}/{name}"


class AttachedFile(models.Model):
    """A file and what is said of it. Archived, never deleted: it stays in the history of what it is about."""

    title = models.CharField(_("titre"), max_length=160)
    stored_as = models.CharField(max_length=80, unique=True, editable=False)  # in the storage « documents »
    kind = models.CharField(_("genre de fichier"), max_length=8)  # a key of FILE_KINDS
    size = models.PositiveIntegerField(_("taille"))
    is_public = models.BooleanField(_("public"), default=False)  # else for the parties
    is_fictitious = models.BooleanField(_("document fictif"), default=False)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    added_at = models.DateTimeField(_("déposé le"))
    archived_at = models.DateTimeField(_("archivé le"), null=True)

    class Meta:
        abstract = True
        constraints: ClassVar = [
            models.CheckConstraint(name="%(class)s_has_a_title", condition=~Q(title="")),
        ]

    def __str__(self) -> str:
        return self.title

    @staticmethod
    def storage() -> Storage:
        return storages["documents"]

    def opened(self) -> File[bytes]:
        return self.storage().open(self.stored_as)

    @property
    def file_kind(self) -> FileKind:
        return FILE_KINDS[self.kind]

    @property
    def download_name(self) -> str:
        """What the file is called on the disk of who receives it."""
        return f"{slugify(self.title) or 'document'}{self.file_kind.endings[0]}"


@pghistory.track()
class AgreementDocument(AttachedFile):
    """The text of a version, or what comes with it."""

    version = models.ForeignKey(AgreementVersion, on_delete=models.PROTECT, related_name="documents")
    nature = models.CharField(_("nature"), max_length=8, choices=DocumentNature, default=DocumentNature.TEXT)
    language = models.CharField(
        _("langue"), max_length=8, choices=DocumentLanguage, default=DocumentLanguage.FRENCH
    )

    class Meta(AttachedFile.Meta):
        verbose_name = _("document d’entente")
        verbose_name_plural = _("documents d’entente")

    def get_absolute_url(self) -> str:
        return reverse("agreements:document", args=[self.version.agreement.slug, self.pk])
