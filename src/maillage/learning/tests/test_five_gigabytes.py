"""A film of five gigabytes sent to the authors' desk: a clear answer, nothing read to its end, nothing kept."""

from io import RawIOBase

import pytest
from django.urls import reverse

from maillage.common.uploads import MOST_BYTES, MOST_READ_OFF
from maillage.learning.models import ModulePicture
from maillage.learning.rules.text import faults_of
from maillage.learning.tests.factories import module
from maillage.people.tests.factories import UserFactory

FIVE_GIGABYTES = 5_000_000_000
BOUNDARY = "film"
TAIL = f"\r\n--{BOUNDARY}--\r\n".encode()
MOST_TAKEN = 2_000_000  # bytes that were read before the answer

pytestmark = pytest.mark.django_db


class Film(RawIOBase):
    """The body of a form that holds one file, made as it is read."""

    def __init__(self, length, name="visite.mp4"):
        head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\nContent-Type: video/mp4\r\n\r\n'
        self.head, self.length, self.taken = head.encode(), length, 0

    def read(self, size=-1):
        several = min(size if size >= 0 else self.length, self.length - self.taken)
        start = self.head[self.taken : self.taken + several]
        self.taken += several
        end = TAIL if self.taken == self.length else b""
        return start + b"\0" * (several - len(start) - len(end)) + end


@pytest.fixture
def author(client):
    client.force_login(UserFactory(is_staff=True))
    return client


def sent(author, film, **said):
    address = reverse("learning:pictures", args=[module().module.code])
    told = {"CONTENT_TYPE": f"multipart/form-data; boundary={BOUNDARY}", "wsgi.input": film} | said
    return author.post(address, **told)


def test_a_body_that_says_five_gigabytes_is_answered_without_being_read(author):
    film = Film(FIVE_GIGABYTES)

    answer = sent(author, film, CONTENT_LENGTH=str(FIVE_GIGABYTES))

    assert answer.status_code == 422
    assert "un film reste sur son site" in answer.text
    assert "::: video" in answer.text
    assert film.taken < MOST_TAKEN
    assert not ModulePicture.objects.exists()


def test_a_film_a_little_too_heavy_is_told_the_same_and_not_kept(author):
    length = 2 * MOST_BYTES
    assert length < MOST_READ_OFF

    answer = sent(author, Film(length), CONTENT_LENGTH=str(length))

    assert answer.status_code == 422
    assert "est un film" in answer.text


def test_a_body_in_pieces_is_answered_without_being_read(author):
    film = Film(FIVE_GIGABYTES)

    answer = sent(author, film, CONTENT_LENGTH="", HTTP_TRANSFER_ENCODING="chunked")

    assert answer.status_code == 411
    assert "donnez l’adresse de son site" in answer.text
    assert film.taken == 0


def test_the_page_refuses_it_before_it_leaves_the_browser(author):
    page = author.get(reverse("learning:pictures", args=[module().module.code])).text

    assert f'data-most-bytes="{MOST_BYTES}"' in page
    assert "un film reste sur son site" in page  # what the browser says then


def test_a_text_that_shows_a_film_as_a_picture_is_told_what_to_write():
    text = "## Un\n\n::: image visite.mp4 Une visite.\nSource : nous\n:::\n"

    (fault,) = faults_of(text)

    assert "::: video https://adresse Titre" in fault
