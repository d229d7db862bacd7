"""The trade log's lines, newest first, the oldest falling out. Reads no history itself."""

from collections.abc import Iterable, Sequence
from itertools import islice

from PySide6.QtCore import QModelIndex, QObject, Signal

from tradecopy_desktop.app.views import Health, LogOutcome, TradeLogRow
from tradecopy_desktop.gui import words
from tradecopy_desktop.gui.formats import NOTHING, Formats, begun
from tradecopy_desktop.gui.models.columns import Column, Look, marked, number, plain
from tradecopy_desktop.gui.models.copies import SIDE_TONES
from tradecopy_desktop.gui.models.table_model import Index, TableModel
from tradecopy_desktop.gui.theme import Tone

KEEP = 5_000
_REMEMBERED = 500

_HEALTH = {
    LogOutcome.DONE: Health.GOOD,
    LogOutcome.PART: Health.WARNING,
    LogOutcome.SKIPPED: Health.IDLE,
    LogOutcome.REFUSED: Health.BAD,
    LogOutcome.WAITING: Health.IDLE,
    LogOutcome.UNKNOWN: Health.WARNING,
    LogOutcome.IMAGINED: Health.IDLE,
}


class LogModel(TableModel[TradeLogRow]):
    """A ring of lines; a search shows some of them. Cells are written when they are drawn.

    `forgetting` names the first of the rows that are about to fall out.
    """

    forgetting = Signal(int)

    def __init__(
        self, formats: Formats, *, keep: int = KEEP, parent: QObject | None = None
    ) -> None:
        super().__init__(log_columns(formats), parent=parent)
        self._keep = keep
        # Both run from the oldest to the newest; the view counts from the newest.
        self._all: dict[str, TradeLogRow] = {}
        self._shown: list[str] = []
        # Only lines that were on the screen: what is drawn once is often drawn again.
        self._looks: dict[str, list[Look]] = {}
        self._text = ""
        self._outcome: LogOutcome | None = None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return how many lines are shown."""
        return 0 if parent.isValid() else len(self._shown)

    def row_at(self, row: int) -> TradeLogRow:
        """Return the line that is shown at `row`."""
        return self._all[self._shown[-1 - row]]

    def looks(self, row: int) -> Sequence[Look]:
        """Return the cells of a line as they are drawn."""
        key = self._shown[-1 - row]
        looks = self._looks.get(key)
        if looks is None:
            if len(self._looks) >= _REMEMBERED:
                self._looks.clear()
            line = self._all[key]
            looks = self._looks[key] = [column.look(line) for column in self.columns]
        return looks

    @property
    def is_empty(self) -> bool:
        """Tell whether there is no line at all, shown or not."""
        return not self._all

    def replace(self, rows: Iterable[TradeLogRow]) -> None:
        """Show these lines, given oldest first, instead of all earlier ones."""
        self._all = {row.key: row for row in rows}
        self._looks.clear()
        for key in list(self._all)[: -self._keep]:
            del self._all[key]
        self._reset()

    def search(self, text: str, outcome: LogOutcome | None = None) -> None:
        """Show only lines that hold `text` and, where given, ended in `outcome`."""
        self._text = text.strip().casefold()
        self._outcome = outcome
        self._reset()

    def apply(self, rows: Iterable[TradeLogRow]) -> None:
        """Take over new lines and those that replace earlier ones, given oldest first."""
        added: list[str] = []
        changed: list[str] = []
        turned = False
        for row in rows:
            old = self._all.get(row.key)
            self._all[row.key] = row
            if old is None:
                added += [row.key] if self._matches(row) else []
            else:
                changed.append(row.key)
                self._looks.pop(row.key, None)
                turned |= self._matches(old) is not self._matches(row)
        if turned:
            self._reset()
            added = []
        for key in changed:
            self._tell(key)
        if added:
            self.beginInsertRows(QModelIndex(), 0, len(added) - 1)
            self._shown.extend(added)
            self.endInsertRows()
        self._forget_oldest()

    def _tell(self, key: str) -> None:
        # Lines change soon after they came, so the search from the newest end is short.
        for row in range(len(self._shown)):
            if self._shown[-1 - row] == key:
                self.dataChanged.emit(self.index(row, 0), self.index(row, len(self.columns) - 1))
                return

    def _forget_oldest(self) -> None:
        surplus = list(islice(self._all, max(0, len(self._all) - self._keep)))
        if not surplus:
            return
        gone = set(surplus)
        shown = 0
        while shown < len(self._shown) and self._shown[shown] in gone:
            shown += 1
        if shown:
            last = len(self._shown) - 1
            self.forgetting.emit(last - shown + 1)
            self.beginRemoveRows(QModelIndex(), last - shown + 1, last)
            del self._shown[:shown]
            self.endRemoveRows()
        for key in surplus:
            del self._all[key]

    def _reset(self) -> None:
        self.beginResetModel()
        self._shown = [key for key, row in self._all.items() if self._matches(row)]
        self.endResetModel()

    def _matches(self, row: TradeLogRow) -> bool:
        if self._outcome is not None and row.outcome is not self._outcome:
            return False
        if not self._text:
            return True
        searched = (
            row.route_name,
            row.follower_name,
            row.action,
            row.master_symbol,
            row.symbol,
            row.reason,
        )
        return self._text in "\n".join(searched).casefold()


def outcome_look(row: TradeLogRow) -> Look:
    """Return how a line ended, as it is drawn."""
    return marked(words.OUTCOMES[row.outcome], _HEALTH[row.outcome])


def log_columns(formats: Formats) -> tuple[Column[TradeLogRow], ...]:
    """Return the columns of the trade log."""
    return (
        Column(
            title=words.TIME,
            look=plain(lambda row: formats.clock(row.at)),
            chars=12,
            tip=lambda row: formats.moment(row.at),
        ),
        Column(title=words.OUTCOME, look=outcome_look, chars=12),
        Column(title=words.FOLLOWER, look=plain(lambda row: row.follower_name), chars=16),
        Column(title=words.ACTION, look=plain(action), chars=10, tip=action),
        Column(title=words.SIDE, look=_side, chars=5),
        Column(title=words.SYMBOL, look=plain(_symbol), chars=10, tip=_symbol),
        number(words.LOTS, lambda row: row.lots, formats.lots, 6),
        number(words.PRICE, lambda row: row.price, formats.price, 9),
        number(
            words.SLIPPAGE,
            lambda row: row.slippage_points,
            formats.points,
            7,
            tone=_slippage_tone,
            title_tip=words.SLIPPAGE_TIP,
        ),
        number(words.TOTAL_MS, _total, formats.ms, 7, title_tip=words.TOTAL_TIP),
        Column(
            title=words.REASON,
            look=plain(lambda row: begun(row.reason), Tone.MUTED),
            chars=20,
            stretch=True,
            tip=lambda row: row.reason,
        ),
    )


def action(row: TradeLogRow) -> str:
    """Return what was done, as a word that begins a line."""
    return begun(row.action)


def _side(row: TradeLogRow) -> Look:
    if row.side is None:
        return Look(NOTHING, Tone.MUTED)
    return Look(words.SIDES[row.side], SIDE_TONES[row.side])


def _symbol(row: TradeLogRow) -> str:
    return row.symbol or row.master_symbol


def _total(row: TradeLogRow) -> float | None:
    return row.stages.total if row.stages else None


def _slippage_tone(row: TradeLogRow) -> Tone:
    return Tone.GOOD if row.slippage_points is not None and row.slippage_points < 0 else Tone.TEXT
