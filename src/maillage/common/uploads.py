"""No page takes a file yet: one that comes is refused before it is read, whatever its size or type."""

from typing import NoReturn

from django.core.files.uploadhandler import FileUploadHandler, StopUpload


class NoFiles(FileUploadHandler):
    """Stops at the first byte. A page that takes files sets handlers of its own, with its limits."""

    def new_file(self, *_args: object, **_options: object) -> NoReturn:
        raise StopUpload(connection_reset=True)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> NoReturn:  # noqa: ARG002 - Django's signature
        raise StopUpload(connection_reset=True)

    def file_complete(self, file_size: int) -> None:  # noqa: ARG002 - Django's signature
        return None
