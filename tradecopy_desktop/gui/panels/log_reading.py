"""Asks for what the trade log shows: searches, and the pages that are on the screen. Draws nothing.

At most one search and one page are asked for at a time, whatever the trader drags or types.
"""

import asyncio
from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from tradecopy_desktop.app.desk_history import DeskPast
from tradecopy_desktop.app.history_views import LogQuery
from tradecopy_desktop.app.views import TradeLogRow
from tradecopy_desktop.gui import words
from tradecopy_desktop.gui.models.log import LogModel, Opened
from tradecopy_desktop.gui.models.log_pages import PAGE
from tradecopy_desktop.gui.tasks import Tasks

TYPING_MS = 250
# Pages that only fly by while the scroll bar is dragged are not asked for.
RESTING_MS = 60
_FRESHEN_MS = 1_000
# Rows read beyond the screen, so that slow scrolling meets no placeholders.
_AHEAD = 60
# What came since the log was opened is read from the disk like the rest when it is more than this.
_MANY = 2_000


class LogReading(QObject):
    """Opens queries and fills the model's pages. `changed` tells that it began or ended to search.

    `about_to_freshen` and `freshened` enclose the same query being read anew, with the rows that
    came since.
    """

    changed = Signal()
    about_to_freshen = Signal()
    freshened = Signal()

    def __init__(self, desk: DeskPast, tasks: Tasks, model: LogModel, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._tasks = tasks
        self._model = model
        self._asked: LogQuery | None = None
        self._opening: asyncio.Task[None] | None = None
        self._renewing: asyncio.Task[None] | None = None
        self._fetching: asyncio.Task[None] | None = None
        self._seen = (0, 0)
        self._wanted: list[int] = []
        self.fault = ""
        self.has_opened = False
        self._typing = QTimer(self, singleShot=True, interval=TYPING_MS)
        self._typing.timeout.connect(self._open_asked)
        self._resting = QTimer(self, singleShot=True, interval=RESTING_MS)
        self._resting.timeout.connect(self._fetch)
        self._freshening = QTimer(self, singleShot=True, interval=_FRESHEN_MS)
        self._freshening.timeout.connect(self.freshen)
        model.stale.connect(self._freshen_soon)
        model.rowsInserted.connect(self._on_rows_inserted)

    @property
    def is_searching(self) -> bool:
        """Tell whether a search was asked for and has not been answered."""
        return self._typing.isActive() or _is_running(self._opening)

    def open(self, query: LogQuery, *, soon: bool = False) -> None:
        """Show what a query finds, at once or when the typing pauses; earlier ones are dropped."""
        self._asked = query
        self._drop_opening()
        self._typing.stop()
        if soon:
            self._typing.start()
            self.changed.emit()
        else:
            self._open_asked()

    def freshen(self) -> None:
        """Read the shown query anew, with all that came since."""
        is_busy = self.is_searching or _is_running(self._renewing)
        if self.has_opened and not is_busy and self._tasks.can_start:
            self._renewing = self._tasks.start(
                self._read(self._model.query, self._seen),
                name=words.LOG,
                done=self._on_freshened,
                refused=self._on_not_freshened,
            )

    def look_at(self, first: int, last: int) -> None:
        """Take note of the rows on the screen; what is missing there is read in a moment."""
        self._seen = (max(0, first), max(0, last))
        wanted = self._missing()
        # The same pages again are no reason to wait longer for them.
        if wanted and wanted != self._wanted:
            self._resting.start()
        self._wanted = wanted

    def _open_asked(self) -> None:
        if self._asked is not None and self._tasks.can_start:
            self._opening = self._tasks.start(
                self._read(self._asked, (0, 0)),
                name=words.LOG,
                done=self._on_opened,
                refused=self._on_refused,
            )
        self.changed.emit()

    async def _read(self, query: LogQuery, seen: tuple[int, int]) -> Opened:
        extent = await self._desk.log_extent(query)
        total = extent
        if query != LogQuery():
            total = await self._desk.log_extent(LogQuery())
        pages = {0, *range(seen[0] // PAGE, seen[1] // PAGE + 1)}
        return Opened(
            query=query,
            lines=extent.lines,
            newest=extent.newest,
            total=total.lines,
            pages={
                page: await self._desk.log_page(
                    query, newest=extent.newest, first=page * PAGE, count=PAGE
                )
                for page in sorted(pages)
                if page * PAGE < extent.lines
            },
        )

    def _on_opened(self, opened: Opened) -> None:
        self._opening = None
        self.has_opened = True
        self.fault = ""
        self._drop_page()
        self._seen = (0, 0)
        self._model.open(opened)
        self.changed.emit()

    def _on_freshened(self, opened: Opened) -> None:
        self._renewing = None
        self._drop_page()
        self.about_to_freshen.emit()
        self._model.open(opened)
        self.freshened.emit()
        self.changed.emit()

    def _on_refused(self, why: str) -> None:
        self._opening = None
        self.fault = why
        self.changed.emit()
        self._tasks.failed.emit(words.log_unread(why))

    def _on_not_freshened(self, _: str) -> None:
        # What is shown stays; the next lines that come are a reason to try again.
        self._renewing = None

    def _missing(self) -> list[int]:
        first, last = self._seen
        wanted = self._model.look_at(first, last)
        ahead = self._model.look_at(first - _AHEAD, last + _AHEAD)
        return wanted + [page for page in ahead if page not in wanted]

    def _fetch(self) -> None:
        wanted = self._missing()
        busy = _is_running(self._fetching) or _is_running(self._opening)
        if not wanted or busy or not self._tasks.can_start:
            return
        model, page = self._model, wanted[0]
        read = self._desk.log_page(model.query, newest=model.newest, first=page * PAGE, count=PAGE)
        self._fetching = self._tasks.start(
            read,
            name=words.LOG,
            done=partial(self._on_page_read, page),
            refused=self._on_page_refused,
        )

    def _on_page_read(self, page: int, rows: Sequence[TradeLogRow]) -> None:
        self._fetching = None
        self._model.put_page(page, rows)
        # What is on the screen by now, not what was there when this page was asked for.
        self._fetch()

    def _on_page_refused(self, why: str) -> None:
        self._fetching = None
        self._wanted = []
        self._tasks.failed.emit(words.log_unread(why))

    def _drop_opening(self) -> None:
        for task in (self._opening, self._renewing):
            if task is not None:
                task.cancel()
        self._opening = self._renewing = None

    def _drop_page(self) -> None:
        if self._fetching is not None:
            self._fetching.cancel()
            self._fetching = None
        self._wanted = []

    def _on_rows_inserted(self) -> None:
        if self._model.fresh > _MANY:
            self._freshen_soon()

    def _freshen_soon(self) -> None:
        if not self._freshening.isActive():
            self._freshening.start()


def _is_running(task: asyncio.Task[None] | None) -> bool:
    # One that failed for a reason that nobody expected must not stand in the way of the next.
    return task is not None and not task.done()
