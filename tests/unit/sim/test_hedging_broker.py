"""The MT5 hedging broker's own rules: tickets, stops, refusals, money."""

import pytest

from tests.unit.sim.market import D, ManualClock, broker_of, eurusd
from tradecopy_desktop.domain.facts import EventKind
from tradecopy_desktop.domain.instruments import TradeMode
from tradecopy_desktop.domain.values import DealEntry, Reason, Side
from tradecopy_desktop.sim.broker import (
    BookedDeal,
    CloseRequest,
    MarketRequest,
    SimBroker,
    StopsRequest,
)
from tradecopy_desktop.sim.broker.faults import Fault, Faults


@pytest.fixture
def broker() -> SimBroker:
    return broker_of()


def _buy(broker: SimBroker, volume: str = "1", **other: object) -> str:
    request = MarketRequest(symbol="EURUSD", side=Side.BUY, volume=D(volume), **other)  # type: ignore[arg-type]
    return broker.send(request).ticket


def _deals(broker: SimBroker) -> list[BookedDeal]:
    return list(broker.history.deals())


def test_position_when_closed_in_parts_keeps_ticket_and_identifier(broker: SimBroker) -> None:
    ticket = _buy(broker)

    broker.send(CloseRequest(ticket=ticket, volume=D("0.4")))

    (position,) = broker.positions()
    assert (position.ticket, position.id, position.volume) == (ticket, ticket, D("0.6"))
    opening, closing = _deals(broker)
    assert (opening.deal.entry, opening.deal.side) == (DealEntry.IN, Side.BUY)
    assert (closing.deal.entry, closing.deal.side) == (DealEntry.OUT, Side.SELL)
    assert opening.deal.order == ticket != closing.deal.order
    assert closing.kind is EventKind.PARTLY_CLOSED


def test_position_when_its_last_lots_close_leaves_proof(broker: SimBroker) -> None:
    ticket = _buy(broker)
    broker.send(CloseRequest(ticket=ticket, volume=D("0.4")))

    broker.send(CloseRequest(ticket=ticket, volume=D("0.6")))

    assert broker.positions() == ()
    (proof,) = broker.closings()
    assert (proof.id, proof.order, proof.side, proof.volume) == (ticket, ticket, Side.BUY, D(1))
    assert proof.deal == _deals(broker)[-1].deal.ticket


def test_prices_when_traded_are_ask_for_buying_and_bid_for_selling(broker: SimBroker) -> None:
    ticket = _buy(broker)

    broker.send(CloseRequest(ticket=ticket, volume=D(1)))

    opening, closing = _deals(broker)
    assert (opening.deal.price, closing.deal.price) == (D("1.10010"), D("1.10000"))
    # 10 points of spread, one unit of money a point and lot.
    assert closing.deal.profit == D(-10)
    assert broker.funds().balance == D(999_990)


def test_funds_when_a_position_is_open_show_its_margin_and_floating_loss(
    broker: SimBroker,
) -> None:
    _buy(broker, "0.5")

    funds = broker.funds()

    # 10 points x 0.5 lots; margin 1.1001 x 100,000 x 0.5 / 100.
    assert funds.floating == D(-5)
    assert funds.margin == D("550.05")
    assert funds.equity == D(999_995)
    assert funds.free_margin == D(999_995) - D("550.05")


@pytest.mark.parametrize(
    ("bid", "reason"), [("1.09500", Reason.STOP_LOSS), ("1.10500", Reason.TAKE_PROFIT)]
)
def test_stop_when_the_price_reaches_it_closes_with_its_reason(
    broker: SimBroker, bid: str, reason: Reason
) -> None:
    _buy(broker, stop_loss=D("1.09500"), take_profit=D("1.10500"))

    broker.quote("EURUSD", D(bid), D(bid) + D("0.0001"))

    assert broker.positions() == ()
    last = _deals(broker)[-1].deal
    assert (last.reason, last.price) == (reason, D(bid))


def test_stop_when_the_price_only_comes_near_stays(broker: SimBroker) -> None:
    _buy(broker, stop_loss=D("1.09500"))

    broker.quote("EURUSD", D("1.09501"), D("1.09511"))

    assert len(broker.positions()) == 1


def test_stop_when_it_is_a_sell_looks_at_the_ask(broker: SimBroker) -> None:
    broker.send(MarketRequest(symbol="EURUSD", side=Side.SELL, volume=D(1), stop_loss=D("1.10500")))

    broker.quote("EURUSD", D("1.10490"), D("1.10500"))

    assert broker.positions() == ()


def test_margin_when_it_is_used_up_ends_the_biggest_loser() -> None:
    broker = broker_of(balance=D(2_000))
    loser = _buy(broker, "1")
    broker.send(MarketRequest(symbol="GBPUSD", side=Side.BUY, volume=D("0.1")))

    # Margin 1,100.10 + 130.01; half of that is the stop-out, reached at a loss of about 1,385.
    broker.quote("EURUSD", D("1.08600"), D("1.08610"))

    assert [p.symbol for p in broker.positions()] == ["GBPUSD"]
    last = _deals(broker)[-1]
    assert (last.position, last.deal.reason) == (loser, Reason.STOP_OUT)


@pytest.mark.parametrize(
    ("request_", "code"),
    [
        (MarketRequest(symbol="EURUSD", side=Side.BUY, volume=D("0.001")), "10014"),
        (MarketRequest(symbol="EURUSD", side=Side.BUY, volume=D("0.015")), "10014"),
        (MarketRequest(symbol="EURUSD", side=Side.BUY, volume=D(101)), "10014"),
        (MarketRequest(symbol="NOWHERE", side=Side.BUY, volume=D(1)), "10013"),
        (
            MarketRequest(symbol="EURUSD", side=Side.BUY, volume=D(1), stop_loss=D("1.2")),
            "10016",
        ),
        (CloseRequest(ticket="5", volume=D(1)), "10036"),
        (StopsRequest(ticket="5", stop_loss=None, take_profit=None), "10036"),
    ],
)
def test_request_when_impossible_is_refused_with_the_platforms_code(
    broker: SimBroker, request_: MarketRequest | CloseRequest | StopsRequest, code: str
) -> None:
    answer = broker.send(request_)

    assert (answer.done, answer.code) == (False, code)
    assert _deals(broker) == []


@pytest.mark.parametrize(
    ("mode", "side", "code"),
    [
        (TradeMode.LONG_ONLY, Side.SELL, "10042"),
        (TradeMode.SHORT_ONLY, Side.BUY, "10043"),
        (TradeMode.CLOSE_ONLY, Side.BUY, "10044"),
        (TradeMode.DISABLED, Side.BUY, "10017"),
    ],
)
def test_opening_when_the_symbols_mode_forbids_it_is_refused(
    mode: TradeMode, side: Side, code: str
) -> None:
    broker = broker_of(instruments=(eurusd(trade_mode=mode),))

    answer = broker.send(MarketRequest(symbol="EURUSD", side=side, volume=D(1)))

    assert answer.code == code


def test_market_when_closed_refuses_everything(broker: SimBroker) -> None:
    ticket = _buy(broker)
    broker.closed_markets.add("EURUSD")

    answer = broker.send(CloseRequest(ticket=ticket, volume=D(1)))

    assert (answer.done, answer.code) == (False, "10018")


def test_slippage_when_set_is_against_the_trader_and_within_its_bounds() -> None:
    broker = broker_of(slippage_points=3)

    for _ in range(30):
        _buy(broker, "0.01")

    prices = {deal.deal.price for deal in _deals(broker)}
    assert prices == {D("1.10010"), D("1.10011"), D("1.10012"), D("1.10013")}


def test_late_request_when_its_time_comes_is_executed_after_all() -> None:
    clock = ManualClock()
    broker = broker_of(clock=clock, faults=Faults(late_ms=400))
    broker.script(Fault.TIMEOUT_LATE)

    answer = broker.send(MarketRequest(symbol="EURUSD", side=Side.BUY, volume=D(1)))
    clock.move(399)
    broker.advance()
    early = len(broker.positions())
    clock.move(1)
    broker.advance()

    assert (answer.done, answer.code) == (None, "10012")
    assert (early, len(broker.positions())) == (0, 1)


def test_faults_when_thrown_from_one_seed_are_the_same_and_counted() -> None:
    def codes(seed: int) -> list[str]:
        chances = ((Fault.REQUOTE, 0.3), (Fault.NO_MONEY, 0.2))
        broker = broker_of(seed=seed, faults=Faults(chances=chances))
        request = MarketRequest(symbol="EURUSD", side=Side.BUY, volume=D("0.01"))
        answers = [broker.send(request).code for _ in range(100)]
        assert broker.faults_injected["requote"] == answers.count("10004")
        return answers

    assert codes(1) == codes(1)
    assert codes(1) != codes(2)
    assert {"10004", "10019", "10009"} == set(codes(1))


def test_broker_when_replaying_closes_nothing_by_price_and_asks_for_no_margin() -> None:
    broker = broker_of(replaying=True, balance=D(1))
    _buy(broker, "50", stop_loss=D("1.09000"))

    broker.quote("EURUSD", D("1.00000"), D("1.00010"))

    assert [p.volume for p in broker.positions()] == [D(50)]


def test_deposit_when_made_changes_the_balance_alone(broker: SimBroker) -> None:
    broker.deposit(D("250.50"))

    assert broker.funds().balance == D("1000250.50")
    assert _deals(broker) == []
