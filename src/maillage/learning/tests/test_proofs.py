"""Proofs, held to the published vectors of the suite, and to a credential that is changed in every place."""

import copy
import json
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest

from maillage.learning import bridge
from maillage.learning.bridge.canonical import FILES, FOLDER
from maillage.learning.rules.badges import credential_of

VECTOR = json.loads((Path(__file__).parent / "vectors/eddsa-rdfc-2022.json").read_text())
PUBLISHED = {  # SHA-256 in the two Recommendations of the W3C
    "credentials-v2.jsonld": "59955ced6697d61e03f2b2556febe5308ab16842846f5b586d7f1f7adec92734",
    "data-integrity-v2.jsonld": "67f21e6e33a6c14e5ccfd2fc7865f7474fb71a04af7e94136cb399dfac8ae8f4",
}
CREATED = datetime(2026, 11, 22, 17, 0, tzinfo=UTC)


def parts(credential):
    document = {name: value for name, value in credential.items() if name != "proof"}
    return document, {name: value for name, value in credential["proof"].items() if name != "proofValue"}


def test_the_contexts_are_those_that_were_published():
    found = {name: sha256((FOLDER / name).read_bytes()).hexdigest() for name in FILES.values()}

    assert {name: found[name] for name in PUBLISHED} == PUBLISHED


def test_the_published_vector_has_our_canonical_form_and_our_hashes():
    document, proof = parts(VECTOR["signed"])

    assert (
        bridge.canonical({"@context": document["@context"], **proof}).splitlines() == VECTOR["proofCanonical"]
    )
    assert bridge.to_sign(document, proof).hex() == VECTOR["proofHash"] + VECTOR["documentHash"]


def test_the_published_signature_is_ours_to_the_letter():
    document, proof = parts(VECTOR["signed"])
    private = bridge.bytes_of(VECTOR["privateKeyMultibase"])[2:]

    signed = bridge.signed(
        document, method=proof["verificationMethod"], private=private, created=datetime(2023, 2, 24, 23, 36, 38, tzinfo=UTC)
    )  # fmt: skip

    assert signed == VECTOR["signed"]
    assert bridge.is_genuine(VECTOR["signed"], VECTOR["publicKeyMultibase"])


@pytest.mark.parametrize("data", [b"", b"\0", b"\0\0\x01", b"\xff" * 64, bytes(range(40))])
def test_base58_comes_back(data):
    assert bridge.bytes_of(bridge.multibase(data)) == data


@pytest.fixture(scope="module")
def signed_badge():
    public, private = bridge.new_key()
    document = credential_of(
        site="https://maillage.exemple.test",
        key="0b1f6c1e-8d2b-4a62-9a36-7a7f0d1c2b3a",
        network={"slug": "reseau", "name": "Réseau d’essai"},
        badge={
            "key": "11111111-2222-4333-8444-555555555555",
            "title": "Compter ses planches",
            "description": "Sait compter.",
            "criteria": "Avoir terminé le parcours.",
            "language": "fr",
        },
        name="Camille Personne",
        evidence=[{"name": "Compter", "narrative": "Module terminé le 2026-11-20.", "genre": "Module"}],
        index=12,
        issued_at=CREATED,
    )
    method = f"{document['issuer']['id']}#cle-1"
    return bridge.signed(document, method=method, private=private, created=CREATED), public


def leaves(node, path=()):
    """Every place of a credential that holds a text."""
    if isinstance(node, dict):
        for name, value in node.items():
            yield from leaves(value, (*path, name))
    elif isinstance(node, list):
        for rank, value in enumerate(node):
            yield from leaves(value, (*path, rank))
    else:
        yield path


def changed(credential, path, value):
    copied = copy.deepcopy(credential)
    node = copied
    for step in path[:-1]:
        node = node[step]
    if value is None:
        del node[path[-1]]
    else:
        node[path[-1]] = value
    return copied


def test_a_credential_of_ours_is_genuine(signed_badge):
    credential, public = signed_badge

    assert bridge.is_genuine(credential, public)
    assert bridge.is_genuine(json.loads(json.dumps(credential, sort_keys=True)), public)


def test_one_changed_word_anywhere_is_seen(signed_badge):
    credential, public = signed_badge
    places = [path for path in leaves(credential) if path[0] != "@context"]
    assert len(places) > 25

    unseen = [
        (path, value)
        for path in places
        for value in ("autre", "https://exemple.test/autre")
        if bridge.is_genuine(changed(credential, path, value), public)
    ]

    assert not unseen


def test_one_word_less_anywhere_is_seen(signed_badge):
    credential, public = signed_badge

    unseen = [
        path
        for path in leaves(credential)
        if path[0] != "@context" and bridge.is_genuine(changed(credential, path, None), public)
    ]

    assert not unseen


@pytest.mark.parametrize(
    "path", [("ajout",), ("credentialSubject", "ajout"), ("issuer", "ajout"), ("proof", "ajout")]
)
def test_one_word_more_is_seen_even_when_no_context_defines_it(signed_badge, path):
    credential, public = signed_badge

    assert not bridge.is_genuine(changed(credential, path, "autre"), public)


def test_one_type_more_is_seen(signed_badge):
    credential, public = signed_badge

    assert not bridge.is_genuine(changed(credential, ("type",), [*credential["type"], "Diplome"]), public)


def test_evidence_slipped_in_under_a_relative_name_is_seen(signed_badge):
    credential, public = signed_badge
    slipped = {"id": "relatif", "type": ["Evidence"], "name": "Diplôme d’ingénieure"}

    assert not bridge.is_genuine(
        changed(credential, ("evidence",), [*credential["evidence"], slipped]), public
    )


def test_the_key_of_another_network_verifies_nothing(signed_badge):
    credential, _public = signed_badge

    assert not bridge.is_genuine(credential, bridge.new_key()[0])


def test_no_context_is_fetched():
    with pytest.raises(bridge.NotCanonical):
        bridge.canonical({"@context": ["https://exemple.test/contexte"], "id": "urn:x:1"})


def test_what_is_no_credential_is_refused_without_a_fault(signed_badge):
    _credential, public = signed_badge

    for thing in ({}, {"proof": []}, {"proof": {"proofValue": 3}}, {"proof": {"proofValue": "z0OIl"}}):
        assert not bridge.is_genuine(thing, public)


def test_a_bit_is_set_for_each_revoked_badge_and_no_other():
    told = bridge.encoded([0, 9, 131_071])

    assert told.startswith("u")
    assert [index for index in (0, 1, 8, 9, 10, 131_070, 131_071) if bridge.is_set(told, index)] == [
        0,
        9,
        131_071,
    ]


def test_a_private_key_is_sealed_and_another_secret_does_not_open_it(settings):
    private = bridge.new_key()[1]
    kept = bridge.sealed(private)

    assert private not in kept
    assert bridge.opened(kept) == private
    settings.SIGNING_SECRET = "un autre secret, assez long pour être vrai"
    with pytest.raises(bridge.Unreadable):
        bridge.opened(kept)
