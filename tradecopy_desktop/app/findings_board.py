"""What was found about routes, as the trader sees it; it compares and corrects nothing."""

from collections.abc import Callable, Collection, Sequence
from datetime import datetime

from tradecopy_desktop.app.copies_board import found_row
from tradecopy_desktop.app.views import ComparisonRow, FindingRow
from tradecopy_desktop.domain.accounts import AccountKey, Role
from tradecopy_desktop.domain.findings import Finding
from tradecopy_desktop.domain.routes import Route
from tradecopy_desktop.engine.book import Book
from tradecopy_desktop.ports import Clock


class FindingsBoard:
    """Remembers since when each thing is wrong and when each route was compared last."""

    def __init__(self, book: Book, clock: Clock) -> None:
        self._book = book
        self._clock = clock
        self._since: dict[str, dict[str, datetime]] = {}
        self._compared: dict[str, datetime] = {}
        # What the trader calls an account.
        self.name_of: Callable[[AccountKey], str] = str
        # Told of each comparison.
        self.publish: Callable[[ComparisonRow], None] = lambda _: None

    def note(self, route: Route, found: Collection[str]) -> None:
        """Take over that a route was looked at, and the keys of what was found."""
        at = self._clock.now()
        before = self._since.get(route.id, {})
        self._since[route.id] = {key: before.get(key, at) for key in found}
        if self._waits_for(route) is None:
            self._compared[route.id] = at
        self.publish(self._comparison(route))

    def forget(self, route: str) -> None:
        """Forget a route that is gone."""
        self._since.pop(route, None)
        self._compared.pop(route, None)

    def comparisons(self) -> Sequence[ComparisonRow]:
        """Return when each route was compared last."""
        return [self._comparison(route) for route in self._book.routes.values()]

    def finding(self, finding: Finding) -> FindingRow:
        """Return what was found, with its names."""
        route = self._book.routes.get(finding.route)
        since = self._since[finding.route][finding.key]
        return FindingRow(
            key=finding.key,
            kind=finding.kind,
            route=finding.route,
            route_name=route.name if route else "",
            follower=finding.follower,
            follower_name=self.name_of(finding.follower),
            symbol=finding.symbol,
            since=since,
            text=finding.text,
            remedy=finding.remedy,
            copy=finding.copy,
            beside=found_row(self._book, finding, since, self.name_of),
        )

    def _comparison(self, route: Route) -> ComparisonRow:
        return ComparisonRow(
            route=route.id,
            route_name=route.name,
            master_name=self.name_of(route.master),
            follower_name=self.name_of(route.follower),
            mode=route.mode,
            recovery=route.settings.recovery,
            at=self._compared.get(route.id),
            waits_for=self._waits_for(route),
            found=len(self._since.get(route.id, ())),
        )

    def _waits_for(self, route: Route) -> Role | None:
        if Role.MONITOR not in self._book.account(route.master).whole:
            return Role.MONITOR
        if Role.EXECUTOR not in self._book.account(route.follower).whole:
            return Role.EXECUTOR
        return None
