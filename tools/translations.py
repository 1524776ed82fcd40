"""The catalogs: collect the texts of the source, check that nothing is missing, compile.

Texts are written in French. `en` translates all of them; `fr_CA` and `fr_FR` hold what differs there, and every
plural, because « 0 offre » takes the singular in French and only a catalog says so.
"""

import io
import os
import re
import shutil
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "src/maillage"
COMPLETE = "en"
VARIANTS = ("fr_CA", "fr_FR")
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[sd]\b|\{\w*\}")
NOT_SHOWN = shutil.ignore_patterns("locale", "tests", "migrations", "static", "__pycache__")


def collect() -> int:
    """Bring every catalog in step with the source; what is still to translate stays empty."""
    texts = _texts_of_the_source()
    for language in (COMPLETE, *VARIANTS):
        catalog = _catalog(language) or _new_catalog(language)
        since = catalog.creation_date
        catalog.update(texts, no_fuzzy_matching=True)
        catalog.creation_date = since
        if language in VARIANTS:
            _keep_what_differs(catalog)
        _write(_path(language), catalog)
    return 0


def check() -> int:
    """Say what is missing, stale, or does not fit its original."""
    texts = _texts_of_the_source()
    mistakes = [mistake for language in (COMPLETE, *VARIANTS) for mistake in _mistakes_in(language, texts)]
    print("\n".join(mistakes), end="\n" if mistakes else "")
    return bool(mistakes)


def compile_catalogs() -> int:
    """Make the binary catalogs that are older than their source."""
    for source in PACKAGE.glob("locale/*/LC_MESSAGES/*.po"):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime_ns >= source.stat().st_mtime_ns:
            continue
        with source.open("rb") as file:
            catalog = read_po(file, locale=source.parent.parent.name, abort_invalid=True)
        binary = io.BytesIO()
        write_mo(binary, catalog)
        unfinished = target.with_name(f"{target.name}.{os.getpid()}")
        unfinished.write_bytes(binary.getvalue())
        unfinished.replace(target)
    return 0


def _texts_of_the_source() -> Catalog:
    with tempfile.TemporaryDirectory() as folder:
        copy = shutil.copytree(PACKAGE, Path(folder) / "maillage", ignore=NOT_SHOWN)
        (copy / "locale").mkdir()
        outside_any_site = {
            name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"
        }
        subprocess.run(
            [sys.executable, "-m", "django", "makemessages", "--keep-pot", "--locale=en", "--verbosity=0"],
            cwd=copy,
            env=outside_any_site,
            check=True,
        )
        collected = (copy / "locale/django.pot").read_text()
    collected = collected.replace("nplurals=INTEGER; plural=EXPRESSION;", "nplurals=2; plural=(n > 1);")
    return read_po(io.StringIO(collected), abort_invalid=True)


def _path(language: str) -> Path:
    return PACKAGE / "locale" / language / "LC_MESSAGES/django.po"


def _catalog(language: str) -> Catalog | None:
    path = _path(language)
    if not path.exists():
        return None
    with path.open("rb") as file:
        return read_po(file, locale=language, abort_invalid=True)


def _new_catalog(language: str) -> Catalog:
    return Catalog(
        locale=language,
        project="Maillage",
        version="1",
        header_comment="# Textes de Maillage.",
        msgid_bugs_address="",
        last_translator="Maillage",
        language_team=language,
        revision_date=datetime.now(UTC),
        fuzzy=False,
    )


def _write(path: Path, catalog: Catalog) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    text = io.BytesIO()
    write_po(text, catalog, width=110, ignore_obsolete=True, include_lineno=False, sort_output=True)
    path.write_bytes(text.getvalue())


def _keep_what_differs(catalog: Catalog) -> None:
    for message in list(catalog):
        if not message.id:
            continue
        if not isinstance(message.id, str):
            if not any(message.string or ()):
                message.string = tuple(message.id)
        elif message.string in ("", message.id):
            catalog.delete(message.id, message.context)


def _mistakes_in(language: str, texts: Catalog) -> list[str]:
    catalog = _catalog(language)
    if catalog is None:
        return [f"{language}: no catalog (make translations)"]
    mistakes = [
        f"{language}: {message.id!r} is no longer in the source"
        for message in catalog
        if _is_stale(message, texts)
    ]
    for text in texts:
        if not text.id:
            continue
        found = catalog.get(text.id, text.context)
        mistake = _mistake_in(found, is_wanted=language == COMPLETE or not isinstance(text.id, str))
        if mistake:
            mistakes.append(f"{language}: {text.id!r} {mistake} ({_place(text)})")
    return mistakes


def _is_stale(message: Message, texts: Catalog) -> bool:
    return bool(message.id) and texts.get(message.id, message.context) is None


def _mistake_in(found: Message | None, *, is_wanted: bool) -> str | None:
    if found is None:
        return "is missing" if is_wanted else None
    originals = [found.id] if isinstance(found.id, str) else list(found.id)
    translations = [found.string] if isinstance(found.string, str) else list(found.string or ("",))
    if not all(translations):
        return "is not translated"
    if found.fuzzy:
        return "is marked fuzzy"
    allowed = {name for original in originals for name in PLACEHOLDER.findall(original)}
    if {name for translation in translations for name in PLACEHOLDER.findall(translation)} != allowed:
        return f"must keep {', '.join(sorted(allowed)) or 'no placeholder'}"
    return None


def _place(text: Message) -> str:
    return ", ".join(path for path, _line in text.locations[:1]) or "?"


if __name__ == "__main__":
    verbs = {"collect": collect, "check": check, "compile": compile_catalogs}
    if len(sys.argv) != 2 or sys.argv[1] not in verbs:  # noqa: PLR2004
        sys.exit(f"usage: translations.py {'|'.join(verbs)}")
    sys.exit(verbs[sys.argv[1]]())
