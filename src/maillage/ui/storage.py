"""How static files are collected: the style arrives as one file, without a build step."""

import re
from collections.abc import Iterator
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import Storage
from whitenoise.storage import CompressedManifestStaticFilesStorage  # type: ignore[import-untyped]

ENTRY = "ui/maillage.css"
IMPORT = re.compile(r'@import url\("([\w.-]+)"\);')


class OneStylesheetStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # whitenoise is not typed
    """Hashed and compressed files, whose `ui/maillage.css` holds what its source only imports.

    A page then asks for one style sheet instead of a dozen, one after the other.
    """

    def post_process(self, paths: dict[str, tuple[Storage, str]], **options: Any) -> Iterator[Any]:
        if ENTRY in paths and not options.get("dry_run"):
            source, path = paths[ENTRY]
            self._replace(ENTRY, _joined(source, path))
            paths = {**paths, ENTRY: (self, ENTRY)}
        yield from super().post_process(paths, **options)

    def _replace(self, name: str, text: str) -> None:
        self.delete(name)
        self._save(name, ContentFile(text.encode()))


def _joined(source: Storage, path: str) -> str:
    folder = path.rpartition("/")[0]
    return IMPORT.sub(lambda found: _read(source, f"{folder}/{found[1]}"), _read(source, path))


def _read(source: Storage, path: str) -> str:
    with source.open(path) as file:
        text: str = file.read().decode()
    return text
