"""No e-mail address in a log, whatever wrote it: message, arguments or the text of an exception."""

import logging
import re

HIDDEN = "<courriel>"
_ADDRESS = re.compile(r"[A-Za-z0-9.!#$*+^_`{|}~%-]{1,64}(?:@|%40)[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*", re.ASCII)


def without_addresses(text: str) -> str:
    """The same text, each e-mail address replaced; also where a web address spells @ as %40."""
    return _ADDRESS.sub(HIDDEN, text)


class AddressFreeFormatter(logging.Formatter):
    """Formats like its parent, then hides every e-mail address: traceback included, since it comes last."""

    def format(self, record: logging.LogRecord) -> str:
        return without_addresses(super().format(record))
