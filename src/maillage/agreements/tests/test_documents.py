"""Documents of an agreement: who puts one, who reads it, and what no file gets past."""

from datetime import UTC, datetime
from io import RawIOBase
from tempfile import SpooledTemporaryFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from django.urls import reverse

from maillage.agreements.errors import DocumentArchived
from maillage.agreements.models import AgreementDocument
from maillage.agreements.operations import archive_document, open_document
from maillage.agreements.tests.factories import (
    StrandFactory,
    VersionFactory,
    agreement_between,
    document_for_parties,
)
from maillage.common.uploads import MOST_BYTES
from maillage.directory.tests.factories import MembershipFactory, NetworkFactory
from maillage.people.tests.factories import UserFactory

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 21, 17, 0, tzinfo=UTC)
PDF = b"%PDF-1.7\nfictif"
EXE = b"MZ\x90\x00" + b"\x00" * 500


@pytest.fixture
def agreement():
    return agreement_between(NetworkFactory(), NetworkFactory(), strands=[StrandFactory()])


def document_of(agreement, **said):
    return document_for_parties(said.pop("version", None) or agreement.versions.get(), **said)


def person_of(agreement, role="firm", party=0):
    network = agreement.parties.order_by("pk")[party].network
    return MembershipFactory(network=network, role=role).user


def readers(client, agreement, address):
    """The answer to each: coordinator, member of the other shore, stranger, visitor."""
    people = {
        "coordinator": person_of(agreement, "coordinator"),
        "member": person_of(agreement, party=1),
        "stranger": MembershipFactory().user,
        "visitor": None,
    }
    answers = {}
    for name, person in people.items():
        client.logout()
        if person:
            client.force_login(person)
        answers[name] = client.get(address).status_code
    return answers


OPEN, CLOSED = 200, 404
EVERYBODY = {"coordinator": OPEN, "member": OPEN, "stranger": OPEN, "visitor": OPEN}
PARTIES = {"coordinator": OPEN, "member": OPEN, "stranger": CLOSED, "visitor": CLOSED}
COORDINATION = {"coordinator": OPEN, "member": CLOSED, "stranger": CLOSED, "visitor": CLOSED}


def test_a_document_is_read_by_those_it_was_put_for(client, agreement):
    for_parties, public = document_of(agreement), document_of(agreement, is_public=True)

    assert readers(client, agreement, for_parties.get_absolute_url()) == PARTIES
    assert readers(client, agreement, public.get_absolute_url()) == EVERYBODY


def test_an_archived_document_leaves_the_public_and_stays_with_the_parties(client, agreement):
    document = document_of(agreement, is_public=True)

    archive_document(document_id=document.pk, now=NOON)

    assert readers(client, agreement, document.get_absolute_url()) == PARTIES
    assert not AgreementDocument.objects.filter(pk=document.pk, archived_at=None).exists()


def test_a_document_of_a_version_nobody_signed_is_for_those_who_negotiate_it(client, agreement):
    draft = VersionFactory(agreement=agreement, number=9_999, draft=True)
    document = document_of(agreement, version=draft, is_public=True)

    assert readers(client, agreement, document.get_absolute_url()) == COORDINATION


def test_an_address_made_of_two_agreements_leads_nowhere(client, agreement):
    document = document_of(agreement, is_public=True)
    other = agreement_between(NetworkFactory(), NetworkFactory(), strands=[StrandFactory()])

    assert client.get(reverse("agreements:document", args=[other.slug, document.pk])).status_code == 404


def test_a_file_leaves_to_be_kept_and_never_to_be_run_here(client, agreement):
    document = document_of(agreement, title="Texte signé, 2021 <script>", is_public=True)

    answer = client.get(document.get_absolute_url())

    assert b"".join(answer.streaming_content) == PDF
    assert answer["Content-Disposition"] == 'attachment; filename="texte-signe-2021-script.pdf"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Type"] == "application/pdf"
    assert "sandbox" in answer["Content-Security-Policy"]


def test_the_place_of_a_file_says_nothing_of_it(agreement):
    stored = document_of(agreement, title="Secret").stored_as

    assert len(stored) == 35
    assert not set(stored) - set("0123456789abcdef/")


def test_a_document_that_the_database_refuses_leaves_no_file(agreement):
    storage = AgreementDocument.storage()
    folders = set(storage.listdir("")[0])

    with pytest.raises(IntegrityError):
        document_of(agreement, title="")

    left = [name for folder in set(storage.listdir("")[0]) - folders for name in storage.listdir(folder)[1]]
    assert left == []


def test_what_is_archived_does_not_change_any_more(agreement):
    document = document_of(agreement)
    archive_document(document_id=document.pk, now=NOON)

    with pytest.raises(DocumentArchived):
        open_document(document_id=document.pk, is_public=True)
    with pytest.raises(DocumentArchived):
        archive_document(document_id=document.pk, now=NOON)


def sent(agreement, file, **said):
    version = agreement.versions.get()
    return {
        "title": "Annexe",
        "version": version.pk,
        "nature": "annex",
        "language": "fr",
        "readers": "parties",
    } | {
        "file": file,
        **said,
    }


def add(agreement):
    return reverse("agreements:document_add", args=[agreement.slug])


def test_a_coordinator_puts_a_document(client, agreement):
    client.force_login(person_of(agreement, "coordinator"))

    client.post(add(agreement), sent(agreement, SimpleUploadedFile("x.pdf", PDF), readers="public"))

    document = AgreementDocument.objects.get()
    assert (document.title, document.kind, document.size, document.is_public) == (
        "Annexe",
        "pdf",
        len(PDF),
        True,
    )
    assert document.storage().open(document.stored_as).read() == PDF


@pytest.mark.parametrize(
    ("file", "words"),
    [
        (SimpleUploadedFile("rapport.pdf", EXE), "rapport.pdf\u00a0» n’est pas un document que nous prenons"),
        (SimpleUploadedFile("rapport.exe", PDF), "rapport.exe\u00a0» n’est pas un document que nous prenons"),
        (SimpleUploadedFile("carte.pdf", b"%PDF-" + b"0" * MOST_BYTES), "carte.pdf\u00a0» pèse"),
        (SimpleUploadedFile("vide.pdf", b""), "vide"),
        ("", "obligatoire"),
    ],
)
def test_a_file_refused_says_why_and_the_rest_of_the_form_stays(client, agreement, file, words):
    client.force_login(person_of(agreement, "coordinator"))

    answer = client.post(add(agreement), sent(agreement, file, title="Carte des volets"))

    page = answer.content.decode()
    assert answer.status_code == 422
    assert words in page
    assert 'value="Carte des volets"' in page
    assert not AgreementDocument.objects.exists()


def test_of_a_file_far_too_large_no_more_than_the_limit_is_ever_kept(client, agreement, monkeypatch):
    client.force_login(person_of(agreement, "coordinator"))
    most = 0

    def counted(self, content, write=SpooledTemporaryFile.write):
        nonlocal most
        most += len(content)
        return write(self, content)

    monkeypatch.setattr(SpooledTemporaryFile, "write", counted)
    file = SimpleUploadedFile("carte.pdf", b"%PDF-" + b"0" * (4 * MOST_BYTES))

    answer = client.post(add(agreement), sent(agreement, file))

    assert answer.status_code == 422
    assert 0 < most <= MOST_BYTES


class Streamed(RawIOBase):
    """A body that is never whole anywhere: its first bytes, many zeros, its last ones."""

    def __init__(self, head, zeros, tail):
        self.head, self.zeros, self.tail = head, zeros, tail
        self.length = len(head) + zeros + len(tail)

    def readable(self):
        return True

    def read(self, size=-1):
        assert size >= 0
        given, self.head = self.head[:size], self.head[size:]
        zeros = min(self.zeros, size - len(given))
        self.zeros -= zeros
        last = size - len(given) - zeros
        given, self.tail = given + bytes(zeros) + self.tail[:last], self.tail[last:]
        return given


def test_two_hundred_megabytes_are_refused_and_the_rest_of_the_form_stays(client, agreement):
    client.force_login(person_of(agreement, "coordinator"))
    file = SimpleUploadedFile("carte.pdf", b"%PDF-|", content_type="application/pdf")
    whole = encode_multipart(BOUNDARY, sent(agreement, file, title="Carte des volets"))
    head, _mark, tail = whole.partition(b"|")
    body = Streamed(head, 199_999_000, tail)

    answer = client.request(
        **{
            "REQUEST_METHOD": "POST",
            "PATH_INFO": add(agreement),
            "CONTENT_TYPE": MULTIPART_CONTENT,
            "CONTENT_LENGTH": str(body.length),
            "wsgi.input": body,
        }
    )

    assert answer.status_code == 422
    assert "carte.pdf\u00a0» pèse 200" in answer.text
    assert 'value="Carte des volets"' in answer.text
    assert not AgreementDocument.objects.exists()


@pytest.mark.parametrize("person", ["member", "stranger"])
def test_nobody_else_puts_a_document(client, agreement, person):
    client.force_login(person_of(agreement) if person == "member" else UserFactory())

    answer = client.post(add(agreement), sent(agreement, SimpleUploadedFile("x.pdf", PDF)))

    assert answer.status_code == 404
    assert not AgreementDocument.objects.exists()


def test_the_file_of_a_visitor_is_never_read(client, agreement):
    answer = client.post(add(agreement), sent(agreement, SimpleUploadedFile("x.pdf", PDF)))

    assert answer.status_code == 302
    assert not answer.wsgi_request.FILES


def test_a_document_is_put_with_a_version_of_its_own_agreement_alone(client, agreement):
    other = VersionFactory()
    client.force_login(person_of(agreement, "coordinator"))

    answer = client.post(add(agreement), sent(agreement, SimpleUploadedFile("x.pdf", PDF), version=other.pk))

    assert answer.status_code == 422
    assert not AgreementDocument.objects.exists()


def test_a_coordinator_opens_and_archives_and_a_member_does_not(client, agreement):
    document = document_of(agreement)
    change = reverse("agreements:document_change", args=[agreement.slug, document.pk])

    client.force_login(person_of(agreement, party=1))
    refused = client.post(change, {"do": "archive"}).status_code
    client.force_login(person_of(agreement, "coordinator", party=1))
    client.post(change, {"do": "public"})
    document.refresh_from_db()
    opened = document.is_public
    client.post(change, {"do": "archive"})

    document.refresh_from_db()
    assert (refused, opened, document.archived_at is not None) == (404, True, True)


def test_the_list_shows_a_reader_what_she_may_open(client, agreement):
    document_of(agreement, title="Pour les parties")
    document_of(agreement, title="Pour tout le monde", is_public=True)
    address = reverse("agreements:documents", args=[agreement.slug])

    visitor = client.get(address).content.decode()
    client.force_login(person_of(agreement))
    member = client.get(address).content.decode()

    assert "Pour les parties" not in visitor
    assert "Pour tout le monde" in visitor
    assert "Pour les parties" in member
    assert "Archiver" not in member


def test_the_list_costs_as_many_queries_for_three_documents_as_for_one(
    client, agreement, assert_constant_queries
):
    address = reverse("agreements:documents", args=[agreement.slug])

    assert_constant_queries(client, address, lambda: document_of(agreement, is_public=True))
