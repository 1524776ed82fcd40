"""Initiatives and contributions for tests, made as operations make them."""

from datetime import UTC, date, datetime
from decimal import Decimal

import factory
from django.core.files.base import ContentFile

from maillage.common.file_kinds import FILE_KINDS
from maillage.directory.tests.factories import NetworkFactory, OrganisationFactory
from maillage.initiatives.models import Holder, Initiative
from maillage.initiatives.operations import ContributionTold, allocate, attach_document, record_contribution
from maillage.initiatives.rules import InstalmentTold

NOW = datetime(2026, 11, 22, 17, 0, tzinfo=UTC)
TODAY = date(2026, 11, 22)


class InitiativeFactory(factory.django.DjangoModelFactory):
    """From January on, held by one network that leads it: `network=…`."""

    class Meta:
        model = Initiative
        skip_postgeneration_save = True

    slug = factory.Sequence(lambda n: f"initiative-{n}")
    title = factory.Sequence(lambda n: f"Initiative {n}")
    purpose = "Aider les petites entreprises à se servir du numérique."
    starts_on = date(2026, 1, 1)
    created_at = NOW
    updated_at = NOW

    @factory.post_generation
    def network(self, create, extracted, **_kwargs):
        if create:
            Holder.objects.create(initiative=self, network=extracted or NetworkFactory(), leads=True)


def contribution(amount=1_000, *, network=None, instalments=None, now=NOW, **said):
    """Money, in one instalment due today unless told otherwise."""
    told = {
        "funder": said.pop("funder", None) or OrganisationFactory(),
        "kind": "money",
        "purpose": "project",
        "title": "Appui au projet",
        "currency": "CAD",
        "promised_on": TODAY,
    } | said
    return record_contribution(
        network=network or NetworkFactory(),
        told=ContributionTold(**told),
        instalments=[instalment(amount)] if instalments is None else instalments,
        by=None,
        now=now,
    )


def instalment(amount=1_000, **said):
    return InstalmentTold(amount=Decimal(amount), **{"due_on": TODAY} | said)


def given(contribution, target, amount, *, now=NOW):
    """A part of it, allocated."""
    return allocate(
        contribution_id=contribution.pk,
        target=target,
        amount=Decimal(amount),
        read_revision=None,
        by=None,
        now=now,
    )


def document_for_the_book(contribution, **said):
    """A letter that the funder and who keeps the book read."""
    return attach_document(
        contribution=contribution,
        file=ContentFile(b"%PDF-1.7\nfictif"),
        kind=FILE_KINDS["pdf"],
        by=None,
        now=NOW,
        **{"title": "Lettre", "is_public": False} | said,
    )
