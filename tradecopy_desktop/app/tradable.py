"""The symbols that an account can trade, by name: rows are made when they are looked at."""

from collections.abc import Sequence
from typing import overload

from tradecopy_desktop.app.preview_views import TradableSymbol
from tradecopy_desktop.domain.instruments import TradeMode
from tradecopy_desktop.domain.values import Side
from tradecopy_desktop.engine.book import AccountState
from tradecopy_desktop.engine.money.quotes import entry_at


class TradableSymbols(Sequence[TradableSymbol]):
    """Symbols of an account out of its usable ones, those it traded lately first."""

    def __init__(self, account: AccountState, usable: Sequence[str]) -> None:
        self._account = account
        lately = _lately(account)
        first = sorted(lately.intersection(usable))
        self._names = (*first, *(name for name in usable if name not in lately))

    def __len__(self) -> int:
        return len(self._names)

    @overload
    def __getitem__(self, at: int) -> TradableSymbol: ...

    @overload
    def __getitem__(self, at: slice) -> Sequence[TradableSymbol]: ...

    def __getitem__(self, at: int | slice) -> TradableSymbol | Sequence[TradableSymbol]:
        """Return a symbol as it is known now."""
        if isinstance(at, slice):
            return [self._row(name) for name in self._names[at]]
        return self._row(self._names[at])

    def _row(self, name: str) -> TradableSymbol:
        instrument = self._account.instruments[name]
        return TradableSymbol(
            name=name,
            min_lots=instrument.smallest,
            step=instrument.lot_step,
            price=entry_at(self._account.quotes.get(name), Side.BUY),
        )


def usable_names(account: AccountState) -> tuple[str, ...]:
    """Return the names of what an account can trade, sorted; it takes a while for thousands."""
    return tuple(
        sorted(
            name
            for name, each in account.instruments.items()
            if each.is_complete and each.trade_mode is not TradeMode.DISABLED
        )
    )


def _lately(account: AccountState) -> set[str]:
    lately = {position.symbol for position in account.positions.values()}
    lately.update(order.symbol for order in account.pendings.values())
    lately.update(ended.symbol for ended in account.closed.values())
    return lately
