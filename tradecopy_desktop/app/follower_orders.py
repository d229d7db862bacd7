"""What the trader orders about one follower, whichever masters it follows. Decides nothing."""

from tradecopy_desktop.domain.accounts import AccountKey
from tradecopy_desktop.domain.preflight import Wishes
from tradecopy_desktop.domain.routes import RouteMode
from tradecopy_desktop.engine.book import Book


class FollowerOrders:
    """Gives the order for each of a follower's routes."""

    _book: Book

    async def pause_follower(self, account: AccountKey) -> int:
        """Put every live route to a follower on close-only; return how many."""
        routes = self._book.routes.values()
        live = [r for r in routes if r.follower == account and r.mode is RouteMode.LIVE]
        for route in live:
            await self.set_route_mode(route.id, RouteMode.CLOSE_ONLY)
        return len(live)

    async def set_route_mode(
        self, route: str, mode: RouteMode, wishes: Wishes | None = None
    ) -> None:
        """Give a route another mode."""
        raise NotImplementedError
