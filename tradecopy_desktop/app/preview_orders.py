"""The window's door to imagined trades. Orders nothing."""

from collections.abc import Sequence

from tradecopy_desktop.app.preview import Preview
from tradecopy_desktop.app.preview_views import (
    ImaginedRoute,
    ImaginedTrade,
    PreviewRow,
    TradableSymbol,
)
from tradecopy_desktop.app.trader_orders import Parts
from tradecopy_desktop.domain.accounts import AccountKey


class PreviewOrders:
    """Hands questions about imagined trades over; see DeskPreview."""

    def __init__(self, parts: Parts) -> None:
        self._preview = Preview(parts.book, parts.prices, parts.clock, parts.board.name_of)

    def symbols_of(self, master: AccountKey) -> Sequence[TradableSymbol]:
        """Return what an account can trade: symbols it traded lately first, then by name."""
        return self._preview.symbols_of(master)

    def preview(self, route: ImaginedRoute, trade: ImaginedTrade) -> PreviewRow:
        """Return what the follower of a route would get of a trade."""
        return self._preview.preview(route, trade)

    def preview_of_master(self, master: AccountKey, trade: ImaginedTrade) -> Sequence[PreviewRow]:
        """Return what each follower of a master would get, by its routes as they are saved."""
        return self._preview.preview_of_master(master, trade)
