"""What the master's largest trade would become, and the margin it takes (C9)."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from tests.unit.engine.money_samples import MOMENT
from tests.unit.engine.samples import (
    EURUSD,
    FOLLOWER,
    FUNDS,
    MASTER,
    SETTINGS,
    book,
    ended,
    position,
    route,
)
from tests.unit.engine.topology_samples import told
from tradecopy_desktop.domain.accounts import Funds
from tradecopy_desktop.domain.facts import Quote
from tradecopy_desktop.domain.instruments import Instrument
from tradecopy_desktop.domain.preflight import Check, Finding, Level
from tradecopy_desktop.domain.routes import RouteSettings
from tradecopy_desktop.domain.sizing import (
    BelowMinimum,
    FixedLeverage,
    Multiplier,
    RiskMoney,
    Sizing,
    VolumeRules,
)
from tradecopy_desktop.engine.book import Book
from tradecopy_desktop.engine.preflight.margin import check_margin
from tradecopy_desktop.engine.preflight.sizes import Preview, preview_size
from tradecopy_desktop.engine.preflight.symbols import Pair


def _quote(bid: str, ask: str) -> Quote:
    return Quote(symbol="EURUSD", bid=Decimal(bid), ask=Decimal(ask), at=0)


def _known(instrument: Instrument = EURUSD) -> Book:
    known = book(instrument=instrument)
    for key in (MASTER, FOLLOWER):
        state = known.account(key)
        state.funds, state.funds_ns = FUNDS, MOMENT.now_ns
        state.quotes["EURUSD"] = _quote("1.0999", "1.1001")
    return known


def _sized(known: Book, settings: RouteSettings = SETTINGS) -> Preview | None:
    instrument = known.account(FOLLOWER).instruments["EURUSD"]
    pair = Pair(symbol="EURUSD", master=EURUSD, follower=instrument, ratio=Fraction(1))
    return preview_size(known, route(settings), pair, MOMENT)


def _by(sizing: Sizing, volume: VolumeRules | None = None) -> RouteSettings:
    return replace(SETTINGS, sizing=sizing, volume=volume or VolumeRules())


def test_size_when_the_master_traded_nothing_is_not_shown() -> None:
    assert _sized(_known()) is None


def test_size_when_the_followers_price_is_unknown_is_not_shown() -> None:
    known = _known()
    known.account(MASTER).positions["501"] = position("2")
    known.account(FOLLOWER).quotes.clear()

    assert _sized(known) is None


def test_size_when_several_trades_are_known_is_that_of_the_largest() -> None:
    known = _known()
    master = known.account(MASTER)
    master.positions["501"] = position("2")
    master.positions["502"] = position("9", id="502", symbol="XAUUSD")
    master.closed["503"] = ended("503")  # 1 lot

    preview = _sized(known)

    assert preview is not None
    assert (preview.lots, preview.price) == (Decimal(2), Decimal("1.1000"))
    assert preview.finding == Finding(
        level=Level.OK,
        check=Check.SIZE,
        text="the master's largest trade of EURUSD, 2 lots, becomes 2 lots of EURUSD "
        "(steps of 0.01)",
        symbol="EURUSD",
    )


def test_size_when_the_largest_trade_is_over_is_made_from_it() -> None:
    known = _known()
    known.account(MASTER).positions["501"] = position("0.5")
    known.account(MASTER).closed["503"] = ended("503")

    preview = _sized(known, _by(Multiplier(factor=Decimal("0.333"))))

    # 1 x 0.333 in steps of 0.01.
    assert preview is not None
    assert preview.lots == Decimal("0.33")


# 1 x the equity of 10 000 over a lot worth 100 000 x the price at which it would be bought.
@pytest.mark.parametrize("by", ["master", "follower"])
def test_size_when_an_ended_trade_shows_no_price_takes_the_present_one(by: str) -> None:
    known = _known()
    known.account(MASTER).closed["503"] = ended("503")
    if by == "follower":
        known.account(MASTER).quotes.clear()

    preview = _sized(known, _by(FixedLeverage(leverage=Decimal(11))))

    # 110 000 / 110 010 = 0.9999 of a lot.
    assert preview is not None
    assert preview.lots == Decimal("0.99")


def test_size_when_contracts_differ_and_are_unconfirmed_is_shown_all_the_same() -> None:
    known = _known(replace(EURUSD, contract_size=Decimal(10_000), tick_value=Decimal("0.1")))
    known.account(MASTER).positions["501"] = position("2")

    preview = _sized(known)

    assert preview is not None
    assert (preview.lots, preview.finding.level) == (Decimal(2), Level.OK)


def test_size_when_above_the_brokers_maximum_is_asked_about() -> None:
    known = _known(replace(EURUSD, lot_max=Decimal(1)))
    known.account(MASTER).positions["501"] = position("2")

    preview = _sized(known)

    assert preview is not None
    assert (preview.lots, preview.finding.level) == (Decimal(1), Level.ASK)
    assert "2 lots, becomes 1 lots of EURUSD (steps of 0.01); at most 1" in preview.finding.text


def test_size_when_below_the_brokers_minimum_is_asked_about() -> None:
    known = _known(replace(EURUSD, lot_min=Decimal(1)))
    known.account(MASTER).positions["501"] = position("0.5")

    preview = _sized(known)

    assert preview is not None
    assert (preview.lots, preview.finding.level) == (Decimal(0), Level.ASK)
    assert preview.finding.text.startswith(
        "the master's largest trade of EURUSD, 0.5 lots, would not be copied: "
    )


def test_size_when_refused_is_shown_at_the_price_of_the_trade() -> None:
    known = _known()
    shown = replace(position("1"), price=Decimal("1.20000"))
    known.account(MASTER).positions["501"] = shown

    preview = _sized(known, _by(Multiplier(factor=Decimal("0.001"))))

    assert preview is not None
    assert (preview.lots, preview.price) == (Decimal(0), Decimal("1.20000"))


def test_size_when_the_minimum_is_taken_says_so() -> None:
    known = _known(replace(EURUSD, lot_min=Decimal(1)))
    known.account(MASTER).positions["501"] = position("0.5")
    volume = VolumeRules(below_minimum=BelowMinimum.MINIMUM)

    preview = _sized(known, replace(SETTINGS, volume=volume))

    assert preview is not None
    assert (preview.lots, preview.finding.level) == (Decimal(1), Level.OK)
    assert "becomes 1 lots of EURUSD (steps of 0.01); " in preview.finding.text


def test_size_when_an_ended_trade_is_too_small_says_so() -> None:
    # What ended shows no price, which has nothing to do with it.
    known = _known(replace(EURUSD, lot_min=Decimal(2)))
    known.account(MASTER).closed["503"] = ended("503")

    preview = _sized(known)

    assert preview is not None
    assert preview.finding.level is Level.ASK
    assert preview.finding.text.startswith(
        "the master's largest trade of EURUSD, 1 lots, would not be copied: "
    )


RISK = _by(RiskMoney(amount=Decimal(100)))


def test_size_when_it_depends_on_a_stop_that_an_ended_trade_hides_is_left_open() -> None:
    known = _known()
    known.account(MASTER).closed["503"] = ended("503")

    preview = _sized(known, RISK)

    assert preview is not None
    assert (preview.lots, preview.finding.level) == (Decimal(0), Level.OK)
    assert preview.finding.text == (
        "the size of the master's largest trade of EURUSD, 1 lots, depends on its SL, which an "
        "ended trade no longer shows"
    )


def test_size_when_an_open_trade_has_no_stop_is_asked_about() -> None:
    known = _known()
    known.account(MASTER).positions["501"] = position("1")

    preview = _sized(known, RISK)

    assert preview is not None
    assert (preview.lots, preview.finding.level) == (Decimal(0), Level.ASK)


def test_size_when_it_depends_on_a_stop_uses_that_of_the_open_trade() -> None:
    known = _known()
    known.account(MASTER).positions["501"] = position("1", sl="1.09001")

    preview = _sized(known, RISK)

    # Bought at 1.1001, the SL is 0.01009 away: 1 009 USD a lot; 100 / 1 009 = 0.0991.
    assert preview is not None
    assert preview.lots == Decimal("0.09")


def test_size_when_money_is_not_known_yet_is_waited_for() -> None:
    known = _known()
    known.account(MASTER).positions["501"] = position("1")
    known.account(FOLLOWER).funds = None

    preview = _sized(known, _by(FixedLeverage(leverage=Decimal(1))))

    assert preview is not None
    assert preview.finding.level is Level.WAIT


def _preview(lots: str, instrument: Instrument = EURUSD, price: str = "1.1") -> Preview:
    pair = Pair(symbol=instrument.name, master=EURUSD, follower=instrument, ratio=Fraction(1))
    finding = Finding(level=Level.OK, check=Check.SIZE, text="")
    return Preview(pair=pair, lots=Decimal(lots), price=Decimal(price), finding=finding)


def _margin(known: Book, *previews: Preview) -> tuple[Finding, ...]:
    return tuple(check_margin(previews, known.account(MASTER), known.account(FOLLOWER)))


def _free(amount: str) -> Funds:
    return replace(FUNDS, free_margin=Decimal(amount))


# 2 x 100 000 x 1.1 / 100.
@pytest.mark.parametrize(("free", "level"), [("2200", "ok"), ("2199.99", "ask")])
def test_margin_when_checked_is_that_of_the_dearest_trade(free: str, level: str) -> None:
    known = _known()
    known.account(FOLLOWER).funds = _free(free)

    found = _margin(known, _preview("2"), _preview("1.9", replace(EURUSD, name="EURUSD.a")))

    assert told(found) == [("margin", level)]
    assert found[0].text == (
        f"2 lots of EURUSD take about 2200 USD of margin at a leverage of 100; {free} are free"
    )
    assert found[0].symbol == "EURUSD"


def test_margin_when_nothing_would_be_copied_is_not_mentioned() -> None:
    assert _margin(_known(), _preview("0")) == ()


def test_margin_when_the_leverage_is_unknown_is_not_checked_and_says_so() -> None:
    known = _known()
    profile = known.account(FOLLOWER).profile
    assert profile is not None
    known.account(FOLLOWER).profile = replace(profile, leverage=0)

    found = _margin(known, _preview("2"))

    assert told(found) == [("margin", "ask")]
    assert found[0].text == "the follower's leverage is not known, so the margin is not checked"


def test_margin_when_the_account_never_connected_is_not_checked() -> None:
    known = _known()
    known.account(FOLLOWER).profile = None

    assert told(_margin(known, _preview("2"))) == [("margin", "ask")]


def test_margin_when_the_money_is_unknown_is_waited_for() -> None:
    known = _known()
    known.account(FOLLOWER).funds = None

    found = _margin(known, _preview("2"))

    assert told(found) == [("margin", "wait")]
    assert found[0].text == "the follower's free margin is not known, so the margin is not checked"


def test_margin_when_the_worth_of_a_lot_is_unknown_says_so_and_checks_the_others() -> None:
    known = _known()
    dead = replace(EURUSD, name="COCOA", tick_value=Decimal(0))

    found = _margin(known, _preview("9", dead), _preview("1"))

    assert told(found) == [("margin", "ask"), ("margin", "ok")]
    assert found[0].text == (
        "what a lot of COCOA is worth is not known, so the margin is not checked"
    )
    assert found[1].text.startswith("1 lots of EURUSD take about 1100 USD")
    assert told(_margin(known, _preview("9", dead))) == [("margin", "ask")]
