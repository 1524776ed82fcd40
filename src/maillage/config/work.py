"""Deferred work: in its own processes (`maillage worker`), or beside the pages in a demonstration."""

from __future__ import annotations

import asyncio
import gc
import socket
from threading import Thread

from django.conf import settings
from procrastinate.contrib.django import app

from maillage.matching.bridge import warm_up

CONCURRENCY = 2


def work(*, until_empty: bool = False) -> None:
    """Run deferred work until stopped, or until none is left. As many processes and machines as wanted."""
    asyncio.run(_work(until_empty=until_empty, in_main_thread=True))


def warm_up_beside() -> None:
    """Read the model and the offers in a thread of this process, before the first search."""
    Thread(target=_warm_up, name="warm-up", daemon=True).start()


def _warm_up() -> None:
    """What is read now stays: the collector no longer walks through it, 100 ms each time, while pages wait."""
    warm_up()
    gc.collect()
    gc.freeze()


def work_beside() -> None:
    """Start a worker in a thread of this process, where the deployment asks for it."""
    if settings.WORK_WHILE_SERVING:
        Thread(target=_work_in_thread, name="worker", daemon=True).start()


def _work_in_thread() -> None:
    asyncio.run(_work(until_empty=False, in_main_thread=False))


async def _work(*, until_empty: bool, in_main_thread: bool) -> None:
    worker_app = app.with_connector(app.connector.get_worker_connector())  # type: ignore[attr-defined]
    async with worker_app.open_async():
        await worker_app.run_worker_async(
            name=socket.gethostname(),
            concurrency=CONCURRENCY,
            wait=not until_empty,
            install_signal_handlers=in_main_thread,
            delete_jobs="never",
        )
