"""Shows what waits for each follower. It looks, and never stands in an instruction's way."""

from collections.abc import Callable, Sequence

from tradecopy_desktop.app.dispatching import Dispatcher
from tradecopy_desktop.app.queue_views import QueueRow, QueueState
from tradecopy_desktop.domain.accounts import AccountKey
from tradecopy_desktop.engine.book import AccountState, Book
from tradecopy_desktop.engine.pace import Urgency
from tradecopy_desktop.engine.pace_budget import is_kept_for_closes, is_short


class QueueBoard:
    """Makes a row for each follower of a route, and publishes those that changed."""

    def __init__(
        self, book: Book, dispatcher: Dispatcher, publish: Callable[[QueueRow], None]
    ) -> None:
        self._book = book
        self._dispatcher = dispatcher
        self._publish = publish
        self._shown: dict[AccountKey, QueueRow] = {}

    def rows(self) -> Sequence[QueueRow]:
        """Return a row for each follower, in the order of the routes."""
        followers = dict.fromkeys(route.follower for route in self._book.routes.values())
        return [self._row(self._book.account(each)) for each in followers]

    def flush(self) -> None:
        """Publish the rows that changed."""
        for row in self.rows():
            if self._shown.get(row.follower) != row:
                self._shown[row.follower] = row
                self._publish(row)

    def _row(self, account: AccountState) -> QueueRow:
        waiting = self._dispatcher.lines.tallies.of(account.key).waiting
        return QueueRow(
            follower=account.key,
            waiting_closes=waiting[Urgency.CLOSE],
            waiting_changes=waiting[Urgency.CHANGE],
            waiting_openings=waiting[Urgency.OPENING],
            tokens_left=self._dispatcher.tokens_left(account.key),
            burst=account.pace.burst,
            requests_today=account.requests,
            budget=account.pace.daily_budget,
            state=self._state(account),
        )

    def _state(self, account: AccountState) -> QueueState:
        pace, requests = account.pace, account.requests
        if not self._dispatcher.is_ready(account.key):
            return QueueState.AWAY
        if is_kept_for_closes(pace, requests):
            return QueueState.CLOSES_ONLY
        if self._dispatcher.is_short(account.key):
            return QueueState.WAITING
        return QueueState.SAVING if is_short(pace, requests) else QueueState.FLOWING
