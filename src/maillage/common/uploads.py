"""Files that a person sends. A page that takes none reads none; a page that takes some says so, and has its limits.

`takes_files` is the only door. Behind it a file is kept up to MOST_BYTES: what is beyond is read off the wire and
thrown away, so that the form can answer in words instead of a broken connection.
"""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from tempfile import SpooledTemporaryFile
from typing import IO, TYPE_CHECKING, Any, TypeVar

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopUpload

if TYPE_CHECKING:
    from django.http import HttpRequest

MOST_BYTES = 10_000_000
MOST_READ_OFF = 100 * MOST_BYTES  # a body said to be larger is not read at all
KEPT_IN_MEMORY = 500_000

View = TypeVar("View", bound=Callable[..., Any])


def takes_files(view: View) -> View:
    """Let this view receive files, from people who have an account."""
    view.takes_files = True  # type: ignore[attr-defined]
    return view


class FilesWhereTheyAreTaken(FileUploadHandler):
    """Stops at the first byte, except on the pages that take files; there, stops keeping beyond MOST_BYTES."""

    chunk_size = 256 * 1024

    def __init__(self, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        self.kept: IO[bytes] | None = None
        self.said_length = 0

    def handle_raw_input(self, *about: Any, **more: Any) -> None:
        super().handle_raw_input(*about, **more)
        self.said_length = about[2]

    def new_file(self, *about: Any, **more: Any) -> None:
        super().new_file(*about, **more)
        if not self._is_taken() or self.said_length > MOST_READ_OFF:
            raise StopUpload(connection_reset=True)
        self.kept = SpooledTemporaryFile(max_size=KEPT_IN_MEMORY)  # noqa: SIM115 - closed with the request

    def _is_taken(self) -> bool:
        match, user = (getattr(self.request, name, None) for name in ("resolver_match", "user"))
        takes = match is not None and getattr(match.func, "takes_files", False)
        return takes and user is not None and user.is_authenticated

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Keep it, unless the file proves too large: then what was kept goes too."""
        if self.kept is None:
            return
        if start + len(raw_data) <= MOST_BYTES:
            self.kept.write(raw_data)
        else:
            self.upload_interrupted()

    def file_complete(self, file_size: int) -> UploadedFile[bytes]:
        """The file, rewound. One too large says its true size and holds nothing."""
        kept = self.kept if self.kept is not None else BytesIO()
        self.kept = None
        kept.seek(0)
        return UploadedFile(file=kept, name=self.file_name, content_type=self.content_type, size=file_size)

    def upload_interrupted(self) -> None:
        if self.kept is not None:
            self.kept.close()
            self.kept = None
