"""`maillage` and `python -m maillage`: the command line."""

import os
import sys

from django.core.exceptions import ImproperlyConfigured

from maillage.common.postgres import PostgresError


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "maillage.config.settings")
    os.environ.setdefault(
        "OPENBLAS_NUM_THREADS", "1"
    )  # requests share the cores: one sum must not take them all
    if sys.argv[1:2] == ["demo"] and "--load-only" not in sys.argv:
        os.environ |= {"MAILLAGE_DEMO": "1", "MAILLAGE_WORK_WHILE_SERVING": "1"}  # settings are read once
    try:
        from maillage.config.command_line import app  # noqa: PLC0415 - settings are validated here, not before
    except ImproperlyConfigured as mistake:
        sys.exit(str(mistake))
    try:
        app()
    except PostgresError as refusal:
        sys.exit(str(refusal))


if __name__ == "__main__":
    main()
