"""A folder looked over: what is named and is not there, where links lead, and what the network answers."""

import re
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from typer.testing import CliRunner

from maillage.learning.bridge.trying import AT_ONCE, Answer, tried
from maillage.learning.commands import modules_app
from maillage.learning.commands.checking import check
from maillage.learning.operations.checking import check_learning
from maillage.learning.rules.links import Link, findings_about, spelled, two_spellings
from maillage.learning.tests.factories import PICTURED, drawn

HEAD = """---
id: {code}
version: "1"
title: Compter
summary: Court.
minutes: 30
language: fr
audience: []
gains: {{"6.7": 2}}
requires: {{}}
author: Moi
reviewed_on: null
sources:
  - title: Une page
    url: {url}
    read_on: 2026-11-22
---

"""
PATH = """id: compter
version: "1"
title: Compter
summary: Court.
language: fr
audience: []
role: null
modules: [{id: un}]
assessment: {before: [], after: []}
project: null
guide: guide.md
author: Moi
reviewed_on: null
"""


@pytest.fixture
def folder(tmp_path):
    """A module, a picture, a path and its guide: nothing to say."""
    for name in ("modules", "paths"):
        (tmp_path / name).mkdir()
    (tmp_path / "paths" / "compter.yaml").write_text(PATH)
    (tmp_path / "paths" / "guide.md").write_text("# Guide\n\n[Le module](/apprendre/modules/un/)\n")
    (tmp_path / "modules" / "caisse.png").write_bytes(drawn())
    write(tmp_path, PICTURED)
    return tmp_path


def write(folder, text, code="un", url="https://exemple.test/page"):
    (folder / "modules" / f"{code}.md").write_text(HEAD.format(code=code, url=url) + text)


def said(folder):
    return [
        (row.where, row.said.replace("\u00a0", " "), row.is_fault) for row in check_learning(folder).findings
    ]


def test_a_folder_that_holds_together_has_nothing_to_say(folder):
    assert said(folder) == []
    assert [link.address for link in check_learning(folder).outside] == ["https://exemple.test/page"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("## Un\n\n[là](/apprendre/modules/deux/)\n", "« /apprendre/modules/deux/ » ne mène nulle part"),
        ("## Un\n\n[là](/fr-ca/apprendre/parcours/rien/)\n", "ne mène nulle part"),
        ("## Un\n\n[là](/nulle/part/)\n", "ne mène nulle part"),
        ("## Un\n\n[là](/apprendre/modules/un/rien/)\n", "ne mène nulle part"),
        ("## Un\n\n[là](https://seul/)\n", "n’a pas le nom d’un site"),
        ("## Un\n\n[là](https://moi@exemple.test/)\n", "ne commence pas par https://"),
        ("## Un\n\n::: video ftp://exemple.test/film Film\nIl dit.\n:::\n", "ne commence pas par https://"),
        ("## Un\n\n[là](https://www.exemple.test/page/)\n", "s’écrit aussi « https://exemple.test/page »"),
        (PICTURED.replace("caisse", "absente"), "elle n’est pas à côté du texte"),
        ("## Un\n\n::: quizz\n:::\n", "n’est pas une partie"),
    ],
)
def test_what_leads_nowhere_is_a_fault_of_its_file(folder, text, found):
    write(folder, text)

    faults = [(where, words) for where, words, is_fault in said(folder) if is_fault]

    assert any(found in words for _where, words in faults), faults
    assert {where for where, _words in faults} <= {"un.md", "compter.yaml"}


def test_pages_of_the_site_are_found_with_or_without_their_language(folder):
    write(
        folder,
        "## Un\n\n[a](/apprendre/) [b](/fr-ca/apprendre/parcours/compter/) [c](#bloc-1) [d](/aide/?x=1)\n",
    )

    assert [words for _where, words, _fault in said(folder) if "apprendre" in words or "bloc" in words] == []


def test_what_only_deserves_a_look_is_no_fault(folder):
    write(folder, "## Un\n\nRien.\n", url="http://exemple.test/page")

    assert said(folder) == [
        ("caisse.png", "aucun module ne montre cette image", False),
        ("un.md", "« http://exemple.test/page » n’est pas en https", False),
    ]


def test_banks_and_the_reference_are_asked_where_they_are(folder):
    write(folder, "## Un\n\n::: quiz 6.1-a 9.9-z\n:::\n")
    (folder / "items").mkdir()
    (folder / "items" / "area6.json").write_text('[{"id": "6.1-a"}]')
    (folder / "skills").mkdir()
    (folder / "skills" / "framework.json").write_text('{"areas": [{"competences": [{"code": "6.1"}]}]}')

    words = [words for _where, words, _fault in said(folder)]

    assert "question inconnue : 9.9-z" in words
    assert "compétences inconnues : 6.7" in words


def test_a_film_beside_the_texts_is_told(folder):
    (folder / "modules" / "visite.mp4").write_bytes(b"")

    assert "un film reste sur son site" in said(folder)[0][1]


@pytest.mark.parametrize(
    "address",
    [
        "http://www.exemple.test/une%20page/",
        "https://EXEMPLE.test:443/une page",
        "https://exemple.test./une page#la",
    ],
)
def test_one_page_has_one_spelling(address):
    assert spelled(address) == "exemple.test/une page"


def test_the_same_address_in_two_files_is_no_second_spelling():
    assert (
        two_spellings(
            [Link(where="a", address="https://x.test/"), Link(where="b", address="https://x.test/")]
        )
        == []
    )
    assert findings_about(Link(where="a", address="https://x.test:port/"))[0].is_fault


class Site(BaseHTTPRequestHandler):
    """Answers as its paths say, and counts who asks at once, until an answer is begun."""

    asking, most, asked = 0, 0, []
    lock, together, over = threading.Lock(), threading.Barrier(AT_ONCE, timeout=30), threading.Event()

    def do_HEAD(self):
        self._answer()

    do_GET = do_HEAD  # noqa: N815

    def _answer(self):
        with Site.lock:
            Site.asking += 1
            Site.most = max(Site.most, Site.asking)
            Site.asked.append((self.command, self.path))
        if self.path.startswith("/ensemble"):
            Site.together.wait()
        if self.path == "/muet":
            Site.over.wait()
        with Site.lock:
            Site.asking -= 1
        self._say()

    def _say(self):
        if self.path == "/boucle":
            status = 302
        elif self.path == "/sans-head":
            status = 405 if self.command == "HEAD" else 200
        else:
            found = re.match(r"/(\d{3})", self.path)
            status = int(found[1]) if found else 200
        try:
            self.send_response(status)
            if status == 302:
                self.send_header("Location", "/boucle")
            self.end_headers()
            if self.command == "GET":
                self.wfile.write(b"a" * 1_000_000)
        except OSError:
            pass  # whoever asked has read enough

    def log_message(self, *_told):
        pass


@pytest.fixture
def site():
    Site.asking, Site.most, Site.asked = 0, 0, []
    Site.over.clear()
    with ThreadingHTTPServer(("127.0.0.1", 0), Site) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        Site.over.set()
        server.shutdown()
        thread.join()


def test_a_page_is_there_gone_or_for_somebody_to_look_at(site):
    paths = ("/la", "/sans-head", "/404", "/410", "/403", "/500", "/boucle")

    answers = tried([f"{site}{path}" for path in paths])

    assert {path: answers[f"{site}{path}"][0] for path in paths} == {
        "/la": Answer.THERE, "/sans-head": Answer.THERE, "/404": Answer.GONE, "/410": Answer.GONE, "/403": Answer.UNSURE,
        "/500": Answer.UNSURE, "/boucle": Answer.UNSURE,
    }  # fmt: skip
    assert answers[f"{site}/404"][1] == "404"
    assert ("GET", "/la") not in Site.asked  # one request is enough


def test_a_page_that_never_answers_is_waited_for_a_while_only(site):
    assert tried([f"{site}/muet"], seconds=0.3)[f"{site}/muet"][0] is Answer.UNSURE


def test_pages_are_asked_for_four_at_once_and_no_more(site):
    answers = tried([f"{site}/ensemble-{n}" for n in range(3 * AT_ONCE)])

    assert {answer for answer, _words in answers.values()} == {Answer.THERE}
    assert Site.most == AT_ONCE


def test_a_site_that_is_not_there_is_no_proof_that_a_page_is_gone():
    assert tried(["http://127.0.0.1:9/"], seconds=0.3)["http://127.0.0.1:9/"][0] is Answer.UNSURE


def test_the_report_is_told_file_by_file(folder, site, capsys):
    write(folder, f"## Un\n\n[là]({site}/404) [ici]({site}/403)\n", url=f"{site}/la")

    assert not check(folder, online=True)

    told = capsys.readouterr().out.replace("\u00a0", " ")
    assert "un.md\n" in told
    assert "/404 » n’y est plus (404)" in told
    assert "à regarder : " in told
    assert "/403 » n’a pas répondu comme il faut (403)" in told
    assert "/la » n’y est plus" not in told


def test_without_being_asked_nothing_goes_out(folder, site):
    write(folder, PICTURED, url=f"{site}/la")

    run = CliRunner().invoke(modules_app, ["check", str(folder)])

    assert (run.exit_code, Site.asked) == (0, [])
    assert "à regarder : 1" in run.output.replace("\u00a0", " ")
