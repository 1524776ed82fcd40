"""A worker of its own process, on the database and the mailbox of a test: working.py DATABASE MAILBOX TAKES."""

import os
import sys

if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    from django.conf import settings

    settings.DATABASES["default"]["NAME"] = sys.argv[1]
    settings.EMAIL_FILE_PATH = sys.argv[2]
    settings.TAKES = int(sys.argv[3])
    settings.EMAIL_BACKEND = "maillage.config.tests.killing_mail.Backend"

    import django

    django.setup()

    from maillage.config import work

    work.CONCURRENCY = 1  # one letter on its way: what is killed is known
    work.work(until_empty=True)
