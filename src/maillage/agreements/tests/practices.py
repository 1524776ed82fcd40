"""Practices for tests, written as people write them."""

from datetime import UTC, datetime

from maillage.agreements.operations import adopt_practice, write_practice
from maillage.agreements.rules.practices import PracticeDraft
from maillage.agreements.tests.factories import StrandFactory
from maillage.directory.tests.factories import NetworkFactory, OrganisationFactory, member_of

NOON = datetime(2026, 11, 21, 17, 0, tzinfo=UTC)


def draft(**changes):
    """Open to partners on a strand of its own, unless `changes` says otherwise."""
    said = {
        "title": "Prêter les outils au lieu de les acheter",
        "context": "Les petits ateliers achètent tous la même machine.",
        "method": "Un registre partagé, une remise, un soir de prêt par semaine.",
        "contact": "Direction technique",
        "visibility": "partners",
    }
    said |= changes
    if "strand" not in said:
        said["strand"] = StrandFactory()
    return PracticeDraft(**said)


def practice_of(organisation=None, network=None, **changes):
    network = network or NetworkFactory()
    organisation = organisation or OrganisationFactory(networks=[network])
    return write_practice(
        organisation=organisation, network=network, draft=draft(**changes), by=None, now=NOON
    )


def adopted(practice, network=None):
    """Being adopted by an organisation of another network."""
    network = network or NetworkFactory()
    return adopt_practice(
        practice_id=practice.pk,
        organisation=OrganisationFactory(networks=[network]),
        network=network,
        adaptation="",
        by=None,
        now=NOON,
    )


def member(network, role="firm", organisation=None):
    """Somebody of an organisation of this network, and that organisation."""
    organisation = organisation or OrganisationFactory(networks=[network])
    return member_of(organisation, network, role), organisation
