"""Badges that an operation signed, verified by the wallet of tests/wallet/verify.mjs, which knows nothing of our code."""

import copy
import json
import shutil
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from maillage.learning.models import Enrolment
from maillage.learning.operations import change_key, revoke_award
from maillage.learning.queries.badges import evidence_of
from maillage.learning.tests.badges import awarded, badge, earner

pytestmark = pytest.mark.django_db
HERE = Path(__file__).parent
ISSUED = datetime(2024, 1, 8, 15, 0, tzinfo=UTC)  # a wallet reads the clock of the machine: long enough ago
VALID = {"verified": True, "revoked": False, "told": []}
AFTER = ISSUED + timedelta(days=1)


@pytest.fixture(scope="session", autouse=True)
def _packages():
    assert shutil.which("node"), "no Node on this machine: make setup"
    assert (HERE / "node_modules").is_dir(), "the packages of tests/wallet are not there: make setup"


@pytest.fixture
def award():
    """With a name and evidence."""
    given = badge()
    person = earner(given)
    shown = [row.key for row in evidence_of(given, Enrolment.objects.get(person=person))]
    return awarded(badge=given, person=person, evidence=shown, now=ISSUED)


@pytest.fixture
def wallet(client, settings):
    """What the wallet says of a credential; it reads the addresses that it names from the site."""

    def verify(credential):
        issuer = credential["issuer"]["id"]
        listed = credential["credentialStatus"]["statusListCredential"]
        documents = {url: client.get(url.removeprefix(settings.SITE_URL)).json() for url in (issuer, listed)}
        ran = subprocess.run(
            ["node", "verify.mjs"],
            cwd=HERE,
            input=json.dumps({"credential": credential, "documents": documents}),
            capture_output=True,
            text=True,
            timeout=60,
            check=True,
        )
        return json.loads(ran.stdout)

    return verify


def test_a_badge_verifies_in_a_wallet(client, award, wallet, settings):
    downloaded = client.get(award.credential["id"].removeprefix(settings.SITE_URL)).json()

    assert downloaded["evidence"]
    assert wallet(downloaded) == VALID


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("credentialSubject", "identifier", 0, "identityHash"), "Une autre personne"),
        (("credentialSubject", "achievement", "name"), "Diriger une banque"),
        (("evidence", 0, "narrative"), "Autre chose."),
        (("validFrom",), "2023-01-01T00:00:00Z"),
        (("proof", "created"), "2023-01-01T00:00:00Z"),
        (("ajout",), "ce que rien ne définit"),
    ],
)
def test_a_tampered_copy_is_refused_by_a_wallet(award, wallet, path, value):
    tampered = copy.deepcopy(award.credential)
    node = tampered
    for step in path[:-1]:
        node = node[step]
    node[path[-1]] = value

    assert wallet(tampered)["verified"] is False


def test_a_wallet_sees_that_a_badge_is_revoked_and_another_not(award, wallet):
    other = awarded(badge=award.badge, now=AFTER)
    revoke_award(award_id=award.pk, reason="Donné par erreur.", now=AFTER)

    assert wallet(award.credential) == VALID | {"revoked": True}
    assert wallet(other.credential) == VALID


def test_what_an_old_key_signed_still_verifies_in_a_wallet(award, wallet):
    change_key(network=award.badge.network, now=AFTER)

    assert wallet(award.credential) == VALID
    assert wallet(awarded(badge=award.badge, now=AFTER).credential) == VALID
