"""The settings of the tests: the site's own, minus everything that would reach beyond the tests.

The database server is the developer's (DATABASE_URL, or the one in MAILLAGE_DATA); the rest lives in a
folder that disappears with the run.
"""

import atexit
import hashlib
import os
import shutil
import tempfile
from pathlib import Path

for _name in [name for name in os.environ if name.startswith("MAILLAGE_") and name != "MAILLAGE_DATA"]:
    del os.environ[_name]  # a developer's choices change no test
os.environ["MAILLAGE_SECRET_KEY"] = "for-the-tests-only-" + "x" * 40
os.environ["MAILLAGE_ENCODER"] = "none"

from maillage.config.settings import *  # noqa: E402, F403 - the environment comes first
from maillage.config.settings import DATABASES, PACKAGE, TEMPLATES  # noqa: E402
from tests.walls import UnknownVariable  # noqa: E402

DATA_FOLDER = Path(tempfile.mkdtemp(prefix="maillage-tests-"))
atexit.register(shutil.rmtree, DATA_FOLDER, ignore_errors=True)
MAILBOX_FOLDER = EMAIL_FILE_PATH = DATA_FOLDER / "mailbox"
STATIC_ROOT = DATA_FOLDER / "static"
STATIC_ROOT.mkdir()

_CHECKOUT = hashlib.sha256(str(PACKAGE).encode()).hexdigest()[:8]
DATABASES["default"]["OPTIONS"] = {  # no pool: a test counts its own connections
    "options": f"{DATABASES['default']['OPTIONS']['options']} -c synchronous_commit=off"  # nobody needs these rows after a crash
}
DATABASES["default"]["NAME"] = (
    "postgres"  # a test that forgot its mark meets an empty database, not somebody's data
)
DATABASES["default"]["TEST"] = {"NAME": f"test_maillage_{_CHECKOUT}"}

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "documents": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = UnknownVariable.within(PACKAGE)
