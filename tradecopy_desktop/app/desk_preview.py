"""What the window may ask of trades that nobody made: explain this lot, before a route is armed."""

from collections.abc import Sequence
from typing import Protocol

from tradecopy_desktop.app.preview_views import (
    ImaginedRoute,
    ImaginedTrade,
    PreviewRow,
    TradableSymbol,
)
from tradecopy_desktop.domain.accounts import AccountKey


class DeskPreview(Protocol):
    """Decides as copying would, and sends, stores and remembers nothing. Takes under 1 ms a route.

    A price or a symbol list that is missing is asked for; the next question finds it.
    """

    def symbols_of(self, master: AccountKey) -> Sequence[TradableSymbol]:
        """Return what a master can trade: symbols it traded lately first, then by name."""
        ...

    def preview(self, route: ImaginedRoute, trade: ImaginedTrade) -> PreviewRow:
        """Return what the follower of a route would get of a trade."""
        ...

    def preview_of_master(self, master: AccountKey, trade: ImaginedTrade) -> Sequence[PreviewRow]:
        """Return what each follower of a master would get, by its routes as they are saved."""
        ...
