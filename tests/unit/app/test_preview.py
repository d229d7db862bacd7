"""Imagined trades: what followers would get, and that nothing comes of the question."""

from copy import deepcopy
from dataclasses import replace
from decimal import Decimal

import pytest

from tests.unit.app.bench import Bench
from tests.unit.engine.samples import (
    EURUSD,
    FOLLOWER,
    FUNDS,
    MASTER,
    OTHER_FOLLOWER,
    SETTINGS,
    opened,
    route,
)
from tradecopy_desktop.app.preview import Preview
from tradecopy_desktop.app.preview_views import ImaginedRoute, ImaginedTrade, PreviewRow
from tradecopy_desktop.app.prices import Prices
from tradecopy_desktop.domain.accounts import AccountKey
from tradecopy_desktop.domain.facts import Quote
from tradecopy_desktop.domain.filters import Filters, MagicRange
from tradecopy_desktop.domain.instruments import Instrument
from tradecopy_desktop.domain.routes import Route, RouteMode, RouteSettings
from tradecopy_desktop.domain.sizing import (
    AboveMaximum,
    BelowMinimum,
    EqualNotional,
    FixedLots,
    FundsBase,
    Multiplier,
    Proportional,
    RiskMoney,
    SameLots,
    SizeMultiplier,
    Sizing,
    VolumeRules,
)
from tradecopy_desktop.domain.values import Side

QUOTE = Quote(symbol="EURUSD", bid=Decimal("1.10000"), ask=Decimal("1.10010"), at=0)
BUY = ImaginedTrade(symbol="EURUSD", side=Side.BUY, lots=Decimal("1.00"))
_NAMES = {FOLLOWER: "Nordpeak", OTHER_FOLLOWER: "Calder"}


class _World:
    def __init__(self, *routes: Route, instrument: Instrument = EURUSD) -> None:
        self.bench = Bench(*(routes or (route(mode=RouteMode.OFF),)), instrument=instrument)
        self.prices = Prices(self.bench.book, self.bench.broker, self.bench.clock)
        self.ask = Preview(
            self.bench.book, self.prices, self.bench.clock, lambda key: _NAMES.get(key, str(key))
        )
        for key in (MASTER, *self.bench.followers):
            self.prices.take(key, FUNDS)

    def quote(self, *accounts: AccountKey) -> None:
        for key in accounts or (MASTER, *self.bench.followers):
            self.prices.take(key, (QUOTE,))

    def preview(self, settings: RouteSettings = SETTINGS, trade: ImaginedTrade = BUY) -> PreviewRow:
        imagined = ImaginedRoute(master=MASTER, follower=FOLLOWER, settings=settings)
        return self.ask.preview(imagined, trade)


@pytest.mark.parametrize(
    ("sizing", "lots"),
    [
        (SameLots(), "1"),
        (FixedLots(lots=Decimal("0.25")), "0.25"),
        # 1.00 x 0.377, down to steps of 0.01.
        (Multiplier(factor=Decimal("0.377")), "0.37"),
        (SizeMultiplier(factor=Decimal("0.5")), "0.5"),
        # Both have 10,000.
        (Proportional(base=FundsBase.EQUITY), "1"),
        # 1.10010 - 1.09510 = 500 points of 1 USD a lot; 100 USD buy 0.2 lots.
        (RiskMoney(amount=Decimal(100)), "0.2"),
        (EqualNotional(factor=Decimal(2)), "2"),
    ],
)
def test_preview_when_a_size_is_imagined_then_the_follower_gets_its_lots(
    sizing: Sizing, lots: str
) -> None:
    world = _World()
    world.quote()
    trade = replace(BUY, stop_loss=Decimal("1.09510"))

    row = world.preview(replace(SETTINGS, sizing=sizing), trade)

    assert row.lots == Decimal(lots)
    assert (row.follower_name, row.symbol, row.side) == ("Nordpeak", "EURUSD", Side.BUY)
    assert (row.stop_loss, row.take_profit, row.reason) == (Decimal("1.09510"), None, "")


def test_preview_when_the_route_reverses_then_the_side_is_the_other_one() -> None:
    world = _World()
    world.quote()

    row = world.preview(replace(SETTINGS, reverse=True))

    assert row.side is Side.SELL


def test_preview_when_below_the_minimum_then_says_so() -> None:
    world = _World()

    row = world.preview(replace(SETTINGS, sizing=Multiplier(factor=Decimal("0.001"))))

    assert (row.lots, row.side) == (None, None)
    assert "minimum" in row.reason


def test_preview_when_the_minimum_is_taken_instead_then_shows_it() -> None:
    world = _World()
    tiny = Multiplier(factor=Decimal("0.001"))
    rules = VolumeRules(below_minimum=BelowMinimum.MINIMUM)

    row = world.preview(replace(SETTINGS, sizing=tiny, volume=rules))

    assert row.lots == Decimal("0.01")


def test_preview_when_the_order_is_split_then_all_parts_count() -> None:
    world = _World()
    rules = VolumeRules(above_maximum=AboveMaximum.SPLIT)
    trade = replace(BUY, lots=Decimal(250))

    row = world.preview(replace(SETTINGS, volume=rules), trade)

    assert row.lots == Decimal(250)


def test_preview_when_a_filter_refuses_then_its_sentence_is_told() -> None:
    world = _World()
    only_gold = Filters(symbols_allowed=frozenset({"XAU*"}))

    row = world.preview(replace(SETTINGS, filters=only_gold))

    assert row.lots is None
    assert row.reason == "EURUSD is not among the symbols of this route"


@pytest.mark.parametrize(
    ("magics", "said"),
    [
        ((MagicRange(low=100, high=200),), "100"),
        ((MagicRange(low=-5, high=-5),), "-5"),
        # 7 to 9 are excluded below.
        ((MagicRange(low=8, high=12),), "12"),
    ],
)
def test_preview_when_a_route_is_for_a_robot_then_the_example_is_a_trade_of_it(
    magics: tuple[MagicRange, ...], said: str
) -> None:
    world = _World()
    filters = Filters(
        magics_allowed=magics,
        magics_denied=(MagicRange(low=7, high=9),),
        comments_allowed=("gold",),
    )

    row = world.preview(replace(SETTINGS, filters=filters))

    assert row.lots == Decimal(1)
    assert row.steps[0].text == (
        f"this route is for trades with magic number {said} and 'gold' in its comment, "
        "so the example is one of them"
    )


def test_preview_when_the_follower_is_away_then_its_sentence_is_told() -> None:
    world = _World()
    world.bench.lose(FOLLOWER)

    row = world.preview()

    assert (row.lots, row.reason) == (None, "the follower's terminal is not connected")


def test_preview_when_the_symbol_is_unknown_then_no_symbol_is_told() -> None:
    world = _World()

    row = world.preview(trade=replace(BUY, symbol="NOTHING7"))

    assert (row.lots, row.symbol) == (None, "")
    assert row.reason == "the broker has no symbol that is known to be NOTHING7; map it"


def test_s1_preview_when_contract_sizes_differ_then_lots_are_shown_with_what_arming_asks() -> None:
    world = _World(instrument=replace(EURUSD, contract_size=Decimal(10_000)))

    row = world.preview()

    assert row.lots == Decimal(1)
    assert row.reason == (
        "arming asks you first: 1 lot is 100000 of EURUSD at the master and 10000 of EURUSD at "
        "the follower: confirm in the route what lots mean there"
    )


def test_s1_preview_of_master_when_a_live_route_is_unconfirmed_then_nothing_is_got() -> None:
    world = _World(route(), instrument=replace(EURUSD, contract_size=Decimal(10_000)))

    (row,) = world.ask.preview_of_master(MASTER, BUY)

    assert row.lots is None


def test_preview_of_master_when_two_routes_are_saved_then_each_follower_gets_its_own() -> None:
    half = replace(SETTINGS, sizing=Multiplier(factor=Decimal("0.5")))
    world = _World(route(), route(half, id="r2", follower=OTHER_FOLLOWER, mode=RouteMode.OFF))

    rows = world.ask.preview_of_master(MASTER, BUY)

    assert [(row.route, row.follower_name, row.lots) for row in rows] == [
        ("r1", "Nordpeak", Decimal(1)),
        ("r2", "Calder", Decimal("0.5")),
    ]
    assert [row.reason for row in rows] == [
        "",
        "the route is off now: nothing is copied until it is armed",
    ]


def test_preview_when_prices_are_missing_then_they_are_asked_for_and_found_the_next_time() -> None:
    world = _World()
    by_value = replace(SETTINGS, sizing=EqualNotional())

    before = world.preview(by_value)
    world.prices.subscribe()
    asked_of_master = world.bench.broker.watched[MASTER]
    world.quote(MASTER)
    world.preview(by_value)
    world.prices.subscribe()
    world.quote(FOLLOWER)
    after = world.preview(by_value)

    assert before.lots is None
    assert before.reason == "the master's price of EURUSD is not known yet; it was asked for"
    assert asked_of_master == ("EURUSD",)
    assert world.bench.broker.watched[FOLLOWER] == ("EURUSD",)
    assert after.lots == Decimal(1)


def test_preview_when_many_symbols_were_looked_at_then_only_the_newest_are_asked_for() -> None:
    names = ("AUDUSD", "EURUSD", "GBPUSD", "NZDUSD", "USDCAD", "USDCHF")
    world = _World()
    listed = {name: replace(EURUSD, name=name) for name in names}
    world.bench.book.account(MASTER).instruments.update(listed)

    for name in names:
        world.preview(trade=replace(BUY, symbol=name))
    world.prices.subscribe()

    assert world.bench.broker.watched[MASTER] == ("GBPUSD", "NZDUSD", "USDCAD", "USDCHF")


@pytest.mark.parametrize("symbol", ["EURUSD", "NOTHING7"])
def test_preview_when_asked_then_the_book_is_as_before_and_nothing_is_sent(symbol: str) -> None:
    world = _World(route())
    world.quote()
    world.bench.handle(opened("0.50"))
    before, sent = deepcopy(world.bench.book), list(world.bench.broker.sent)
    stranger = AccountKey(login="9009", server="Nowhere")
    trade = replace(BUY, symbol=symbol)

    world.preview(replace(SETTINGS, symbol_map=(("EURUSD", "EURUSD"),)), trade)
    world.ask.preview_of_master(MASTER, trade)
    world.ask.preview(ImaginedRoute(master=MASTER, follower=stranger, settings=SETTINGS), trade)

    for _ in range(3):
        world.prices.subscribe()

    assert world.bench.book == before
    assert world.bench.broker.sent == sent
    assert world.bench.notes.troubles == []


def test_preview_when_the_map_is_edited_then_what_was_confirmed_before_does_not_count() -> None:
    world = _World()
    world.bench.book.mappings["r1", "EURUSD"] = "GONE"

    kept = world.preview()
    edited = world.preview(replace(SETTINGS, symbol_map=(("XAUUSD", "GOLD"),)))

    assert kept.reason == "EURUSD was confirmed before as GONE, which is gone; map it anew"
    assert edited.lots == Decimal(1)


def test_symbols_of_when_some_were_traded_lately_then_they_come_first() -> None:
    world = _World(route())
    listed = {name: replace(EURUSD, name=name) for name in ("AUDUSD", "ZARJPY")}
    world.bench.book.account(MASTER).instruments.update(listed)
    world.bench.handle(opened("0.50"))
    world.quote(MASTER)

    symbols = world.ask.symbols_of(MASTER)

    assert [each.name for each in symbols] == ["EURUSD", "AUDUSD", "ZARJPY"]
    assert [each.price for each in symbols[:2]] == [Decimal("1.10010"), None]
    assert (symbols[0].min_lots, symbols[0].step) == (Decimal("0.01"), Decimal("0.01"))


def test_symbols_of_when_the_account_is_unknown_then_there_are_none() -> None:
    world = _World()

    assert len(world.ask.symbols_of(AccountKey(login="9", server="Nowhere"))) == 0
