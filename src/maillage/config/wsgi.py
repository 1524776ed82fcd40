"""The door for a WSGI server. One process can serve and work (MAILLAGE_WORK_WHILE_SERVING)."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "maillage.config.settings")
application = get_wsgi_application()

from maillage.config.work import warm_up_beside, work_beside  # noqa: E402 - needs the applications ready

warm_up_beside()
work_beside()
