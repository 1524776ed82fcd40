"""Several people at the same instant, each with her own connection. For tests marked django_db(transaction=True)."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connection

from maillage.common.refusals import Refusal


def at_once(*acts):
    """Do all of this at once: "done", or the name of the refusal, for each act in its turn. Other errors rise."""
    start = Barrier(len(acts), timeout=60)

    def run(act):
        start.wait()
        try:
            act()
        except Refusal as refusal:
            return type(refusal).__name__
        else:
            return "done"
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))
