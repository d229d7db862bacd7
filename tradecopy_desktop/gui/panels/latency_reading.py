"""Asks how long copies took over a stretch of the past, while somebody looks. Draws nothing."""

import asyncio
from datetime import timedelta
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from tradecopy_desktop.app.desk_history import DeskPast
from tradecopy_desktop.app.history_views import LatencyHistory, LatencyQuery
from tradecopy_desktop.gui import words
from tradecopy_desktop.gui.tasks import Tasks

_SHORT = timedelta(hours=2)
_DAY = timedelta(days=1)
_KEPT = 12


class LatencyReading(QObject):
    """Reads one query again and again; a short span every ten seconds, a long one less often.

    `read` tells that there is something new to show, which `shown` then is; `fault` says why not.
    """

    read = Signal()

    def __init__(self, desk: DeskPast, tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._tasks = tasks
        self._query: LatencyQuery | None = None
        self._looked_at = False
        self._reading: asyncio.Task[None] | None = None
        # What was read lately is shown at once while it is read anew.
        self._known: dict[LatencyQuery, LatencyHistory] = {}
        self.fault = ""
        self._again = QTimer(self, singleShot=True)
        self._again.timeout.connect(self._start)

    @property
    def shown(self) -> LatencyHistory | None:
        """What was read of the present query, None while nothing was."""
        return None if self._query is None else self._known.get(self._query)

    @property
    def is_resting(self) -> bool:
        """Tell whether nothing is read, now or in a while."""
        is_reading = self._reading is not None and not self._reading.done()
        return not is_reading and not self._again.isActive()

    def ask(self, query: LatencyQuery | None) -> None:
        """Read this from now on, None for nothing."""
        self._query = query
        self.fault = ""
        self._begin()

    def set_looked_at(self, looked_at: bool) -> None:
        """Read from now on; or rest."""
        self._looked_at = looked_at
        self._begin()

    def _begin(self) -> None:
        self._again.stop()
        if self._reading is not None:
            self._reading.cancel()
            self._reading = None
        self._start()

    def _start(self) -> None:
        query = self._query
        if query is None or not self._looked_at or not self._tasks.can_start:
            return
        self._reading = self._tasks.start(
            self._desk.latency_history(query),
            name=words.LATENCY,
            done=partial(self._on_read, query),
            refused=self._on_refused,
        )

    def _on_read(self, query: LatencyQuery, history: LatencyHistory) -> None:
        self.fault = ""
        self._known.pop(query, None)
        self._known[query] = history
        while len(self._known) > _KEPT:
            del self._known[next(iter(self._known))]
        self._end(query)

    def _on_refused(self, why: str) -> None:
        self.fault = why
        if self._query is not None:
            self._end(self._query)

    def _end(self, query: LatencyQuery) -> None:
        self._reading = None
        self._again.start(pause_ms(query.span))
        self.read.emit()


def pause_ms(span: timedelta) -> int:
    """Return after how long a span is read anew: the longer it is, the less changes."""
    if span <= _SHORT:
        return 10_000
    return 60_000 if span <= _DAY else 300_000
