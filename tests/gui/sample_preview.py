"""Imagined trades on the sample desk: the real engine on a small made-up book."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from tests.gui.sample_rows import ACCOUNTS
from tests.unit.app.manual_clock import ManualClock
from tests.unit.app.scripted_broker import ScriptedBroker
from tests.unit.engine.samples import ALLOWED, EURUSD, profile
from tradecopy_desktop.adapters.symbol_table_file import load_symbol_table
from tradecopy_desktop.app.preview import Preview
from tradecopy_desktop.app.preview_views import (
    ImaginedRoute,
    ImaginedTrade,
    PreviewRow,
    TradableSymbol,
)
from tradecopy_desktop.app.prices import Prices
from tradecopy_desktop.app.views import AccountRow, RouteRow
from tradecopy_desktop.bundled import bundled
from tradecopy_desktop.domain.accounts import AccountKey, Funds
from tradecopy_desktop.domain.facts import Quote
from tradecopy_desktop.domain.instruments import Instrument
from tradecopy_desktop.domain.routes import Route, RouteSettings
from tradecopy_desktop.domain.values import MarginMode, Platform
from tradecopy_desktop.engine.book import Book

D = Decimal
_GOLD = replace(
    EURUSD,
    name="XAUUSD",
    digits=2,
    point=D("0.01"),
    tick_size=D("0.01"),
    contract_size=D(100),
    base="XAU",
    profit="USD",
)
_INDEX = replace(_GOLD, name="NAS100", contract_size=D(1), lot_step=D("0.1"), lot_min=D("0.1"))
_EURO = replace(EURUSD, base="EUR", profit="USD")
_ENDINGS = {"Calder prop 100k": ".r", "Vistamere small": "m"}
_PRICES = {"XAUUSD": "2987.40", "NAS100": "19702.30", "EURUSD": "1.08810"}


def _book() -> Book:
    book = Book(table=load_symbol_table(bundled("resources/symbols.toml")))
    for row in ACCOUNTS:
        account = book.account(row.key)
        told = profile(row.key, row.margin_mode or MarginMode.HEDGING, row.platform or Platform.MT5)
        account.profile = replace(told, currency=row.currency)
        account.connected.update(row.connected)
        account.whole.update(row.roles)
        account.permissions = ALLOWED if row.may_trade else None
        account.listed = True
        _fill(book, row)
    return book


def _fill(book: Book, row: AccountRow) -> None:
    account, ending = book.account(row.key), _ENDINGS.get(row.name, "")
    for each in (_EURO, _INDEX, _GOLD):
        listed: Instrument = replace(each, name=each.name + ending)
        account.instruments[listed.name] = listed
        bid = D(_PRICES[each.name])
        ask = bid + 2 * each.point
        account.quotes[listed.name] = Quote(symbol=listed.name, bid=bid, ask=ask, at=0)
    money = row.equity or D(0)
    account.funds = Funds(
        balance=row.balance or D(0),
        equity=money,
        margin=D(0),
        free_margin=money,
        credit=D(0),
        floating=D(0),
    )


class SamplePreview:
    """The part of the sample desk that explains; `_settings` and `_routes` are the desk's."""

    _settings: dict[str, RouteSettings]
    _routes: dict[str, RouteRow]

    def __init__(self, *, empty: bool) -> None:
        self.book = Book() if empty else _book()
        self.imagined: list[ImaginedTrade] = []
        clock = ManualClock()
        prices = Prices(self.book, ScriptedBroker(), clock)
        self._preview = Preview(self.book, prices, clock, self._named)

    def _named(self, key: AccountKey) -> str:
        return next((row.name for row in ACCOUNTS if row.key == key), str(key))

    def symbols_of(self, master: AccountKey) -> Sequence[TradableSymbol]:
        return self._preview.symbols_of(master)

    def preview(self, route: ImaginedRoute, trade: ImaginedTrade) -> PreviewRow:
        self.imagined.append(trade)
        self._take_routes()
        return self._preview.preview(route, trade)

    def preview_of_master(self, master: AccountKey, trade: ImaginedTrade) -> Sequence[PreviewRow]:
        self._take_routes()
        return self._preview.preview_of_master(master, trade)

    def _take_routes(self) -> None:
        for row in self._routes.values():
            self.book.put_route(
                Route(
                    id=row.id,
                    name=row.name,
                    master=row.master,
                    follower=row.follower,
                    mode=row.mode,
                    settings=self._settings[row.id],
                )
            )
