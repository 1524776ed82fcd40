"""What a file is, and which files come in."""

from io import BytesIO
from itertools import count
from types import SimpleNamespace
from zipfile import ZipFile

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.files.uploadhandler import StopUpload

from maillage.common.file_fields import AttachedFileField
from maillage.common.file_kinds import kind_of
from maillage.common.uploads import MOST_BYTES, MOST_READ_OFF, FilesWhereTheyAreTaken, takes_files


def archive(**members):
    content = BytesIO()
    with ZipFile(content, "w") as archive:
        for name, text in members.items():
            archive.writestr(name, text)
    return content.getvalue()


DOCX = archive(**{"[Content_Types].xml": "<Types/>", "word/document.xml": "<w/>"})
XLSX = archive(**{"[Content_Types].xml": "<Types/>", "xl/workbook.xml": "<w/>"})
ODT = archive(mimetype="application/vnd.oasis.opendocument.text", **{"content.xml": "<c/>"})
EXE = b"MZ\x90\x00\x03\x00\x00\x00" + b"\x00" * 200


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("a.pdf", b"%PDF-1.7\n%\xe2\xe3", "pdf"),
        ("A.PDF", b"%PDF-1.4", "pdf"),
        ("a.png", b"\x89PNG\r\n\x1a\n\x00", "png"),
        ("a.jpg", b"\xff\xd8\xff\xe0\x00", "jpeg"),
        ("a.jpeg", b"\xff\xd8\xff\xe0\x00", "jpeg"),
        ("a.docx", DOCX, "docx"),
        ("a.xlsx", XLSX, "xlsx"),
        ("a.odt", ODT, "odt"),
        ("a.txt", "Été à Chambéry\n".encode(), "txt"),
        ("a.csv", "volet;été\n1;2\n".encode("cp1252"), "csv"),
        ("a.txt", "Été".encode("utf-16"), "txt"),
    ],
)
def test_a_file_is_what_its_name_says_and_its_content_confirms(name, content, kind):
    assert kind_of(name, BytesIO(content)).key == kind


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("rapport.pdf", EXE),
        ("rapport.txt", EXE),
        ("rapport.exe", b"%PDF-1.7"),
        ("rapport.pdf.exe", EXE),
        ("rapport", b"%PDF-1.7"),
        ("rapport.pdf", b"\x89PNG\r\n\x1a\n"),
        ("rapport.png", b"%PDF-1.7"),
        ("rapport.html", b"<html></html>"),
        ("rapport.docx", XLSX),
        ("rapport.docx", archive(**{"word/document.xml": "<w/>"})),
        (
            "rapport.docx",
            archive(**{"[Content_Types].xml": "", "word/document.xml": "", "word/vbaProject.bin": "x"}),
        ),
        (
            "rapport.odt",
            archive(mimetype="application/vnd.oasis.opendocument.text", **{"Basic/script.xml": "x"}),
        ),
        ("rapport.odt", archive(mimetype="application/zip")),
        ("rapport.docx", DOCX[:40]),
        ("rapport.txt", b""),
        ("rapport.csv", b"a;b\x00c"),
    ],
    ids=count(),  # what is made here is not the same twice
)
def test_a_file_that_is_not_what_its_name_says_is_none_of_ours(name, content):
    assert kind_of(name, BytesIO(content)) is None


def test_reading_a_file_leaves_it_at_its_start():
    file = BytesIO(DOCX)

    kind_of("a.docx", file)

    assert file.tell() == 0


def refusal(file):
    with pytest.raises(ValidationError) as refused:
        AttachedFileField().clean(file)
    return refused.value.messages[0]


def test_a_refusal_says_what_is_wrong_with_the_file_and_what_to_do():
    large = SimpleUploadedFile("carte.pdf", b"%PDF-1.7")
    large.size = MOST_BYTES + 1

    assert "setup.pdf\u00a0» n’est pas un document" in refusal(SimpleUploadedFile("setup.pdf", EXE))
    assert "carte.pdf\u00a0» pèse 11\u00a0Mo. La limite est de 10" in refusal(large)


def test_a_file_of_just_the_limit_is_taken():
    file = SimpleUploadedFile("a.pdf", b"%PDF-" + b"0" * (MOST_BYTES - 5))

    assert AttachedFileField().clean(file).kind.key == "pdf"


def handler(*, takes=True, signed_in=True):
    view = takes_files(lambda: None) if takes else lambda: None
    user = SimpleNamespace(is_authenticated=signed_in)
    return FilesWhereTheyAreTaken(SimpleNamespace(resolver_match=SimpleNamespace(func=view), user=user))


@pytest.mark.parametrize(
    ("door", "said_length"),
    [
        (handler(takes=False), 100),
        (handler(signed_in=False), 100),
        (handler(), MOST_READ_OFF + 1),
    ],
)
def test_a_file_that_nobody_waits_for_or_far_too_large_is_not_read_at_all(door, said_length):
    door.handle_raw_input(BytesIO(), {}, said_length, b"", None)

    with pytest.raises(StopUpload):
        door.new_file("file", "a.pdf", "application/pdf", None, None, None)


def test_a_file_too_large_says_its_size_and_holds_nothing():
    door = handler()
    door.handle_raw_input(BytesIO(), {}, 3 * MOST_BYTES, b"", None)
    door.new_file("file", "a.pdf", "application/pdf", None, None, None)
    for start in range(0, 2 * MOST_BYTES, MOST_BYTES // 2):
        door.receive_data_chunk(b"0" * (MOST_BYTES // 2), start)

    file = door.file_complete(2 * MOST_BYTES)

    assert (file.size, file.read()) == (2 * MOST_BYTES, b"")
