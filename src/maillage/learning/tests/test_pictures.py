"""Pictures of modules: their words, their files, where they are shown, and who sees them."""

import shutil
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import Error, transaction
from django.urls import reverse
from PIL import Image

from maillage.common import clock
from maillage.learning.errors import ModuleIsRefused
from maillage.learning.models import Module, ModulePicture, ModuleVersion
from maillage.learning.operations import import_learning
from maillage.learning.operations.authoring import edition_of
from maillage.learning.operations.pictures import import_picture
from maillage.learning.queries import draft_of
from maillage.learning.rules.picture_files import PictureError, cleaned, picture_file
from maillage.learning.rules.text import blocks_of, faults_of, pictures_named
from maillage.learning.tests.factories import LATER, NOON, PICTURED, drawn, module, path, picture, skills
from maillage.people.tests.factories import UserFactory

pytestmark = pytest.mark.django_db
HEAD = """---
id: compter
version: "1"
title: Compter
summary: Court.
minutes: 30
language: fr
audience: []
gains: {"6.7": 2}
requires: {}
author: Moi
reviewed_on: null
sources: []
---

"""


@pytest.fixture
def desk(client, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: LATER)
    client.force_login(UserFactory(is_staff=True))
    return client


@pytest.fixture
def folder(tmp_path):
    skills()
    (tmp_path / "modules").mkdir()
    (tmp_path / "modules" / "compter.md").write_text(HEAD + PICTURED)
    (tmp_path / "modules" / "caisse.png").write_bytes(drawn())
    return tmp_path


def at(name, *arguments):
    return reverse(f"learning:{name}", args=arguments)


def sent(desk, code, content, name="Ma caisse.PNG", **headers):
    return desk.post(at("pictures", code), {"file": SimpleUploadedFile(name, content)}, **headers)


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("caisse.png La caisse passe sous zéro en mars.", "caisse.png", "texte de remplacement"),
        ("caisse.png", "Caisse.svg", "nom-du-fichier.png"),
        ("caisse.png", "film.mp4", "est un film"),
        ("Source : dessin", "Un dessin", "d’où elle vient"),
        ("La caisse", "La caisse " * 30, "250 caractères"),
    ],
)
def test_a_picture_without_its_words_is_a_fault_with_its_line(before, after, said):
    (fault,) = faults_of(PICTURED.replace(before, after))

    assert "ligne 3" in fault
    assert said in fault


def test_a_picture_with_its_words_is_none():
    assert faults_of(PICTURED) == []
    assert pictures_named(blocks_of(PICTURED)) == ["caisse.png"]


def test_it_is_shown_with_its_words_its_caption_and_its_source(client):
    shown = picture()

    for page in (at("block", shown.module.code, 1), at("whole", shown.module.code)):
        text = client.get(page).text
        assert f'src="{shown.get_absolute_url()}" width="8" height="4"' in text
        assert 'alt="La caisse passe sous zéro en mars." loading="lazy"' in text
        assert "<strong>mois par mois</strong>" in text
        assert "dessin de l’équipe, CC BY 4.0" in text
        assert "mars, moins 2" in text


def test_everybody_sees_a_published_picture_and_keeps_it(client):
    answer = client.get(picture().get_absolute_url())

    assert answer.content == drawn()
    assert answer["Content-Type"] == "image/png"
    assert "immutable" in answer["Cache-Control"]


def test_a_picture_of_a_draft_is_for_its_authors(desk, client):
    version = module()
    told = {"number": "2", "title": "Compter", "minutes": 30, "language": "fr", "text": PICTURED}
    ModuleVersion.objects.create(module=version.module, written_at=LATER, **told)
    kept = import_picture(module=version.module, name="caisse.png", content=drawn(), now=NOON)

    assert "no-store" in desk.get(kept.get_absolute_url())["Cache-Control"]
    client.logout()
    assert client.get(kept.get_absolute_url()).status_code == 404


def test_an_author_sends_one_and_is_told_the_line_to_write(desk):
    version = module()

    assert sent(desk, version.module.code, drawn()).url == at("pictures", version.module.code)

    kept = ModulePicture.objects.get()
    assert (kept.name, kept.width, kept.height, kept.kind) == ("ma-caisse.png", 8, 4, "png")
    assert "::: image ma-caisse.png" in desk.get(at("pictures", version.module.code)).text


def test_what_a_photograph_says_of_its_author_is_taken_out():
    told = Image.Exif()
    told[0x010F], told[0x0112] = "Un appareil", 6  # its maker; turned by a quarter
    photograph = drawn(40, 20, "JPEG", exif=told, comment="Chez moi")
    assert b"Un appareil" in photograph
    assert b"Chez moi" in photograph

    plain = cleaned(photograph)

    assert b"Un appareil" not in plain.content
    assert b"Chez moi" not in plain.content
    assert (plain.width, plain.height) == (20, 40)


def test_a_wide_one_is_made_as_narrow_as_a_page_needs():
    assert (cleaned(drawn(3200, 100)).width, cleaned(drawn(800, 100)).width) == (1600, 800)


@pytest.mark.parametrize("content", [b"", b"<svg/>", drawn()[:40], b"\x89PNG\r\n\x1a\n" + b"0" * 50])
def test_what_is_no_picture_is_refused_in_words(content):
    with pytest.raises(PictureError):
        cleaned(content)


def test_a_picture_of_too_many_points_is_not_decoded():
    with pytest.raises(PictureError, match="trop de points"):
        cleaned(drawn(6000, 5000))
    with pytest.raises(PictureError, match="de côté"):
        picture_file(drawn(4001, 1))


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("visite.mp4", b"\x00\x00\x00 ftypisom", "un film reste sur son site"),
        ("dessin.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "n’est pas une image que nous prenons"),
        ("note.pdf", b"%PDF-1.7", "n’est pas une image que nous prenons"),
        ("caisse.png", b"%PDF-1.7", "C’est le contenu qui compte"),
        ("caisse.png", drawn()[:40], "ni une image PNG"),
    ],
)
def test_what_is_sent_and_is_none_is_told(desk, name, content, said):
    version = module()

    answer = sent(desk, version.module.code, content, name)

    assert answer.status_code == 422
    assert said in answer.text
    assert not ModulePicture.objects.exists()


def test_another_picture_takes_another_name(desk):
    version = module()
    sent(desk, version.module.code, drawn())

    answer = sent(desk, version.module.code, drawn(9, 9))

    assert answer.status_code == 422
    assert "ma-caisse.png" in answer.text
    assert ModulePicture.objects.get().width == 8


def test_one_that_is_read_stays_and_another_is_taken_away(desk):
    shown = picture()
    import_picture(module=shown.module, name="autre.png", content=drawn(), now=NOON)

    for name in ("caisse.png", "autre.png"):
        desk.post(at("picture_remove", shown.module.code, name))

    assert [row.name for row in ModulePicture.objects.all()] == ["caisse.png"]


def test_the_database_keeps_what_it_shows():
    shown = picture()
    shown.content = drawn(9, 9)

    with pytest.raises(Error, match="Cannot"), transaction.atomic():
        shown.save()


def test_a_text_waits_for_its_pictures_to_be_published(desk):
    version = module()
    code = version.module.code
    told = {
        "title": "Compter", "summary": "Court.", "number": "2", "minutes": "25", "language": "fr", "gains": "6.7: 3",
        "author": "Moi", "text": PICTURED, "seen": "0", "do": "publish",
    }  # fmt: skip

    answer = desk.post(at("write", code), told)

    assert answer.status_code == 422
    assert "pas encore déposée" in answer.text
    assert "pas encore déposée" in desk.get(at("preview", code)).text
    sent(desk, code, drawn(), "caisse.png")
    assert "<img" in desk.get(at("preview", code)).text
    desk.post(at("write", code), told | {"seen": edition_of(draft_of(version.module))})
    assert "<img" in desk.get(at("whole", code)).text


def test_a_path_carried_away_has_its_pictures(client):
    shown = picture()
    version = path(shown.module.versions.get(), module("deux"))

    data = client.get(at("path_archive", version.path.code)).content

    with ZipFile(BytesIO(data)) as archive:
        name = f"images/{shown.module.code}-caisse.png"
        assert archive.read(name) == drawn()
        assert f'src="{name}"' in archive.read(f"01-{shown.module.code}.html").decode()


def test_pictures_cost_one_query_whatever_their_number(client, django_assert_num_queries):
    shown = picture()
    code = shown.module.code
    with django_assert_num_queries(4) as one:
        client.get(at("whole", code))

    text = "".join(PICTURED.replace("caisse.png", f"c{n}.png") for n in range(3))
    version = module("trois", text=text)
    for n in range(3):
        import_picture(module=version.module, name=f"c{n}.png", content=drawn(), now=NOON)
    with django_assert_num_queries(len(one)):
        client.get(at("whole", "trois"))


def test_a_picture_enters_with_its_text_and_once(folder):
    import_learning(folder=folder, now=NOON)
    import_learning(folder=folder, now=LATER)

    kept = ModulePicture.objects.get()
    assert (bytes(kept.content), kept.added_at) == (drawn(), NOON)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("caisse.png", None, "n’est pas à côté de lui"),
        ("caisse.png", b"GIF89a", "ni une image PNG ni une image JPEG"),
        ("caisse.png", b"0" * 1_000_001, "n’a pas été lu"),
        ("visite.mp4", b"", "un film reste sur son site"),
        ("enorme.md", b"0" * 1_000_001, "n’a pas été lu"),
    ],
)
def test_a_file_that_does_not_fit_is_told_and_nothing_enters(folder, name, content, said):
    file = folder / "modules" / name
    if content is None:
        file.unlink()
    else:
        file.write_bytes(content)

    with pytest.raises(ModuleIsRefused) as refused:
        import_learning(folder=folder, now=NOON)

    assert said in str(refused.value)
    assert not Module.objects.exists()


def test_a_picture_that_changed_under_its_name_is_told(folder, tmp_path):
    import_learning(folder=folder, now=NOON)
    (folder / "modules" / "caisse.png").write_bytes(drawn(9, 9))

    with pytest.raises(ModuleIsRefused, match="donnez un autre nom"):
        import_learning(folder=folder, now=LATER)


def test_a_film_of_five_gigabytes_beside_the_texts_is_not_read(folder):
    film = folder / "modules" / "visite.mov"
    with film.open("wb") as opened:
        opened.truncate(5_000_000_000)  # takes no room on the disk
    shutil.copy(folder / "modules" / "compter.md", folder / "modules" / "autre.md")

    with pytest.raises(ModuleIsRefused, match="est un film"):
        import_learning(folder=folder, now=NOON)
