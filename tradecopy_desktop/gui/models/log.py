"""The trade log's lines, newest first: pages of the past below, what came since on top."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from PySide6.QtCore import QModelIndex, QObject, Qt, Signal

from tradecopy_desktop.app.history_views import LogQuery
from tradecopy_desktop.app.views import TradeLogRow
from tradecopy_desktop.gui import words
from tradecopy_desktop.gui.formats import Formats
from tradecopy_desktop.gui.models.columns import WAITING, Look
from tradecopy_desktop.gui.models.log_columns import log_columns
from tradecopy_desktop.gui.models.log_matching import matches
from tradecopy_desktop.gui.models.log_pages import PAGE, LogPages
from tradecopy_desktop.gui.models.table_model import Index, TableModel

KEEP = 5_000
# Lines that came lately may not have been stored yet when the log was opened.
_LATELY = 1_000
_REMEMBERED = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """What a query found: how many lines, how many of any kind, and the first pages of them."""

    query: LogQuery
    lines: int
    newest: int
    total: int
    pages: Mapping[int, Sequence[TradeLogRow]]


class LogModel(TableModel[TradeLogRow]):
    """Lines that came since the log was opened, then the stored ones, page by page.

    `forgetting` names the first and the last of the rows that are about to fall out; `stale` tells
    that a stored line does not match any more, so that the log wants to be opened anew.
    """

    forgetting = Signal(int, int)
    stale = Signal()

    def __init__(
        self, formats: Formats, *, keep: int = KEEP, parent: QObject | None = None
    ) -> None:
        super().__init__(log_columns(formats), parent=parent)
        self._keep = keep
        self._query = LogQuery()
        self._stored = 0
        self._total = 0
        self._newest = 0
        self._pages = LogPages()
        # From the oldest to the newest; the view counts from the newest.
        self._fresh: dict[str, TradeLogRow] = {}
        self._order: list[str] = []
        self._lately: dict[str, TradeLogRow] = {}
        # Only lines that were on the screen: what is drawn once is often drawn again.
        self._looks: dict[str, list[Look]] = {}
        self._blank = [Look("", mark=WAITING) for _ in self.columns]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return how many lines match, read or not."""
        return 0 if parent.isValid() else len(self._order) + self._stored

    @property
    def query(self) -> LogQuery:
        """What the shown lines match."""
        return self._query

    @property
    def total(self) -> int:
        """How many lines there are, shown or not."""
        return self._total

    @property
    def newest(self) -> int:
        """The newest stored line: pages are counted from it."""
        return self._newest

    @property
    def fresh(self) -> int:
        """How many lines on top came since the log was opened."""
        return len(self._order)

    def line_at(self, row: int) -> TradeLogRow | None:
        """Return the line that is shown at `row`, None while it is being read."""
        if row < len(self._order):
            return self._fresh[self._order[-1 - row]]
        return self._pages.line(row - len(self._order))

    def row_at(self, row: int) -> TradeLogRow:
        """Return the line that is shown at `row`; raise LookupError while it is being read."""
        line = self.line_at(row)
        if line is None:
            raise LookupError(f"line {row} of the trade log is not read yet")
        return line

    def row_of(self, key: str) -> int | None:
        """Return where a line is shown, None if its page is not there."""
        if key in self._fresh:
            return len(self._order) - 1 - self._order.index(key)
        place = self._pages.place_of(key)
        return None if place is None else len(self._order) + place

    def looks(self, row: int) -> Sequence[Look]:
        """Return the cells of a line as they are drawn."""
        line = self.line_at(row)
        if line is None:
            return self._blank
        looks = self._looks.get(line.key)
        if looks is None:
            if len(self._looks) >= _REMEMBERED:
                self._looks.clear()
            looks = self._looks[line.key] = [column.look(line) for column in self.columns]
        return looks

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the cell's text and so on; of a line that is being read only that."""
        if index.isValid() and self.line_at(index.row()) is None:
            if role == Qt.ItemDataRole.ToolTipRole:
                return None
            if role == Qt.ItemDataRole.AccessibleTextRole:
                return f"{self.columns[index.column()].title}: {words.BEING_READ}"
        return super().data(index, role)

    def replace(self, rows: Iterable[TradeLogRow]) -> None:
        """Show lines that are in memory, given oldest first, until the log is opened."""
        self.beginResetModel()
        self._fresh = {row.key: row for row in rows}
        for key in list(self._fresh)[: -self._keep]:
            del self._fresh[key]
        self._order = list(self._fresh)
        self._total = len(self._order)
        self._lately = dict(islice(self._fresh.items(), max(0, self._total - _LATELY), None))
        self._stored = 0
        self._pages.clear()
        self._looks.clear()
        self.endResetModel()

    def open(self, opened: Opened) -> None:
        """Show what a query found, and on top of it what came too late to be found."""
        self.beginResetModel()
        self._query = opened.query
        self._stored, self._newest = opened.lines, opened.newest
        self._pages.clear()
        self._looks.clear()
        for number, rows in opened.pages.items():
            self._pages.put(number, rows)
        self._fresh = {row.key: row for row in self._untold(opened.pages.get(0, ()))}
        self._order = list(self._fresh)
        self._total = max(opened.total + len(self._order), len(self._order) + self._stored)
        self.endResetModel()

    def put_page(self, number: int, rows: Sequence[TradeLogRow]) -> None:
        """Take over a page that was read."""
        self._pages.put(number, [self._lately.get(row.key, row) for row in rows])
        first = len(self._order) + number * PAGE
        last = min(first + PAGE, self.rowCount()) - 1
        if last >= first:
            self._tell(first, last)

    def look_at(self, first: int, last: int) -> list[int]:
        """Note which rows are on the screen; return the pages that are missing there."""
        first, last = first - len(self._order), min(last, self.rowCount() - 1) - len(self._order)
        if last < 0:
            return []
        self._pages.look_at(first, last)
        return self._pages.missing(first, last)

    def apply(self, rows: Iterable[TradeLogRow]) -> None:
        """Take over new lines and those that replace earlier ones, given oldest first."""
        added: dict[str, TradeLogRow] = {}
        for row in rows:
            self._looks.pop(row.key, None)
            is_new = row.key not in self._lately and row.key not in added
            place = self._pages.replace(row)
            if row.key in self._fresh:
                self._change(row)
            elif place is not None:
                self._tell(len(self._order) + place, len(self._order) + place)
                if not matches(self._query, row):
                    self.stale.emit()
            else:
                self._total += is_new
                added.pop(row.key, None)
                if matches(self._query, row):
                    added[row.key] = row
            self._lately[row.key] = row
        self._add(added)
        self._forget_oldest()

    def _untold(self, newest_page: Sequence[TradeLogRow]) -> list[TradeLogRow]:
        """Return lately told lines that the store did not have yet when it was asked."""
        for row in newest_page:
            self._pages.replace(self._lately.get(row.key, row))
        untold: list[TradeLogRow] = []
        for row in reversed(self._lately.values()):
            if self._pages.place_of(row.key) is not None:
                # Lines are stored in the order in which they are told.
                return untold[::-1]
            if matches(self._query, row):
                untold.append(row)
        newest = newest_page[0].at if newest_page else None
        return [row for row in reversed(untold) if newest is None or row.at > newest]

    def _change(self, row: TradeLogRow) -> None:
        # Lines change soon after they came, so the search from the newest end is short.
        place = next(n for n in range(len(self._order)) if self._order[-1 - n] == row.key)
        if matches(self._query, row):
            self._fresh[row.key] = row
            self._tell(place, place)
            return
        self.beginRemoveRows(QModelIndex(), place, place)
        del self._fresh[row.key]
        del self._order[-1 - place]
        self.endRemoveRows()

    def _add(self, added: Mapping[str, TradeLogRow]) -> None:
        if added:
            self.beginInsertRows(QModelIndex(), 0, len(added) - 1)
            self._fresh.update(added)
            self._order.extend(added)
            self.endInsertRows()

    def _tell(self, first: int, last: int) -> None:
        self.dataChanged.emit(self.index(first, 0), self.index(last, len(self.columns) - 1))

    def _forget_oldest(self) -> None:
        for key in list(islice(self._lately, max(0, len(self._lately) - _LATELY))):
            del self._lately[key]
        surplus = len(self._order) - self._keep
        if surplus <= 0:
            return
        last = len(self._order) - 1
        self.forgetting.emit(last - surplus + 1, last)
        self.beginRemoveRows(QModelIndex(), last - surplus + 1, last)
        for key in self._order[:surplus]:
            del self._fresh[key]
        del self._order[:surplus]
        self.endRemoveRows()
