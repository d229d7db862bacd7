"""What the window sees of the program: rows as they are now. Changes nothing."""

from collections.abc import Callable, Mapping, Sequence

from tradecopy_desktop.app.bus import Bus
from tradecopy_desktop.app.desk_state import Shown, desk_state
from tradecopy_desktop.app.queue_board import QueueBoard
from tradecopy_desktop.app.queue_views import QueueRow
from tradecopy_desktop.app.trader_orders import Parts
from tradecopy_desktop.app.views import (
    AccountRow,
    AlertRaised,
    CopyRow,
    DeskState,
    FollowerRow,
    RouteRow,
    TradeLogRow,
)
from tradecopy_desktop.ports import AccountRecord


class AtAGlance:
    """The views of the desk, read from the board."""

    def __init__(
        self, parts: Parts, records: Mapping[str, AccountRecord], port: Callable[[], int]
    ) -> None:
        self._board = parts.board
        self._book = parts.book
        self._demo = parts.demo
        self._records_shown = records
        self._bound_port = port
        self._queues = QueueBoard(parts.book, parts.copying.dispatcher, parts.board.bus.publish)

    @property
    def bus(self) -> Bus:
        """Where changes are published."""
        return self._board.bus

    def state(self) -> DeskState:
        """Return the program at a glance."""
        records = tuple(self._records_shown.values())
        shown = Shown(routes=self.routes(), port=self._bound_port(), demo=self._demo)
        return desk_state(self._book, records, shown)

    def accounts(self) -> Sequence[AccountRow]:
        """Return all accounts."""
        return self._board.accounts()

    def routes(self) -> Sequence[RouteRow]:
        """Return all routes."""
        return self._board.routes()

    def followers(self) -> Sequence[FollowerRow]:
        """Return all followers."""
        return self._board.followers()

    def copies(self) -> Sequence[CopyRow]:
        """Return all open copies."""
        return self._board.copies()

    def queues(self) -> Sequence[QueueRow]:
        """Return what waits for each follower, and what is left of its requests."""
        return self._queues.rows()

    def log(self) -> Sequence[TradeLogRow]:
        """Return the newest lines of the trade log."""
        return self._board.log()

    def alerts(self) -> Sequence[AlertRaised]:
        """Return the alerts since the start."""
        return self._board.alerts()
