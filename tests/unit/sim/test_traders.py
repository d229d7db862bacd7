"""Who trades on the simulated masters: by dice from a seed, or by a recording."""

from collections import Counter
from datetime import datetime, timedelta
from decimal import Decimal

import pytest

from tests.unit.sim.market import D, broker_of, eurusd
from tradecopy_desktop.domain.facts import EventKind
from tradecopy_desktop.domain.values import DealEntry, MarginMode, Platform, Reason, Side
from tradecopy_desktop.sim.broker import SimBroker
from tradecopy_desktop.sim.market import Feed
from tradecopy_desktop.sim.recordings import RecordedDeal, Recording
from tradecopy_desktop.sim.traders import RandomTrader, ReplayTrader, compare_with_recording

KINDS = [
    (Platform.MT5, MarginMode.HEDGING),
    (Platform.MT5, MarginMode.NETTING),
    (Platform.MT4, MarginMode.HEDGING),
]
START = datetime(2025, 1, 6, 10, 0, 0)  # noqa: DTZ001  # recordings know no time zone


def _played(platform: Platform, mode: MarginMode, seed: int, trades: int = 200) -> SimBroker:
    broker = broker_of(platform, mode, seed=seed)
    trader = RandomTrader(broker, seed=seed, trades=trades)
    while trader.gap_s() is not None:
        trader.step()
        sides = {(h.symbol, h.side) for h in broker.holdings()}
        assert len(sides) == len({symbol for symbol, _ in sides})
    trader.wind_up()
    return broker


def _rows(broker: SimBroker) -> list[tuple[str, Side, DealEntry, Decimal, Decimal]]:
    return [
        (b.symbol, b.deal.side, b.deal.entry, b.deal.volume, b.deal.price)
        for b in broker.history.deals()
    ]


@pytest.mark.parametrize(("platform", "mode"), KINDS)
def test_random_trader_when_done_has_made_its_trades_on_the_step_and_is_flat(
    platform: Platform, mode: MarginMode
) -> None:
    broker = _played(platform, mode, seed=7)

    rows = _rows(broker)
    assert len(rows) >= 200
    assert broker.positions() == ()
    assert {row[3] % D("0.01") for row in rows} == {D(0)}
    kinds = Counter(b.kind for b in broker.history.deals())
    wanted = {EventKind.OPENED, EventKind.PARTLY_CLOSED, EventKind.CLOSED}
    if mode is MarginMode.NETTING:
        wanted |= {EventKind.ADDED, EventKind.REVERSED}
    assert set(kinds) == wanted
    assert min(kinds.values()) >= 5


def test_random_trader_when_seeded_alike_trades_alike() -> None:
    first, again = (_played(Platform.MT5, MarginMode.HEDGING, seed=3) for _ in range(2))
    other = _played(Platform.MT5, MarginMode.HEDGING, seed=4)

    assert _rows(first) == _rows(again)
    assert _rows(first) != _rows(other)


def _deal(row: int, entry: DealEntry, volume: str, price: str, **other: object) -> RecordedDeal:
    fields: dict[str, object] = {
        "row": row,
        "time": START + timedelta(seconds=row),
        "deal": f"d{row}",
        "order": f"o{row}",
        "position": "o1",
        "symbol": "EURUSD",
        "side": Side.BUY,
        "entry": entry,
        "volume": D(volume),
        "price": D(price),
        "stop_loss": None,
        "take_profit": None,
        "reason": Reason.CLIENT,
        "profit": D(0),
        "commission": D(0),
        "swap": D(0),
        "comment": "",
        **other,
    }
    return RecordedDeal(**fields)  # type: ignore[arg-type]


def _recording(mode: MarginMode, *deals: RecordedDeal) -> Recording:
    return Recording(
        form="test",
        platform=Platform.MT5,
        margin_mode=mode,
        currency="USD",
        deals=deals,
        notes=(),
    )


NETTING = _recording(
    MarginMode.NETTING,
    _deal(1, DealEntry.IN, "1", "1.10001", stop_loss=D("1.05")),
    _deal(2, DealEntry.IN, "2", "1.20002"),
    _deal(3, DealEntry.OUT, "1", "1.30003", side=Side.SELL),
    _deal(4, DealEntry.INOUT, "5", "1.00004", side=Side.SELL),
    _deal(5, DealEntry.OUT, "3", "1.50005", reason=Reason.TAKE_PROFIT),
)
HEDGING = _recording(
    MarginMode.HEDGING,
    _deal(1, DealEntry.IN, "1", "1.10001"),
    _deal(2, DealEntry.IN, "0.5", "1.10002", position="o2", side=Side.SELL),
    _deal(3, DealEntry.OUT, "0.4", "1.10003", side=Side.SELL),
    _deal(4, DealEntry.OUT, "0.6", "1.10004", side=Side.SELL, reason=Reason.STOP_LOSS),
    _deal(5, DealEntry.OUT, "0.5", "1.10005", position="o2"),
)


def _replayed(platform: Platform, recording: Recording) -> tuple[SimBroker, SimBroker]:
    master = broker_of(platform, recording.margin_mode, replaying=True)
    follower = broker_of(
        replaying=True, login="6", instruments=(eurusd("EURUSD.x"),), spread_points=20
    )
    feed = Feed()
    feed.add(master, {})
    feed.add(follower, {"EURUSD": "EURUSD.x"})
    trader = ReplayTrader(feed, master, recording)
    while trader.gap_s() is not None:
        trader.step()
    trader.wind_up()
    return master, follower


@pytest.mark.parametrize(
    ("platform", "recording"),
    [(Platform.MT5, NETTING), (Platform.MT5, HEDGING), (Platform.MT4, HEDGING)],
)
def test_replay_when_done_is_the_recording_row_by_row(
    platform: Platform, recording: Recording
) -> None:
    master, follower = _replayed(platform, recording)

    assert compare_with_recording(master, recording) == []
    assert _rows(master)[0][1:] == (Side.BUY, DealEntry.IN, D(1), D("1.10001"))
    assert [b.deal.reason for b in master.history.deals()] == [d.reason for d in recording.deals]
    # The follower's market is the last price, with a spread of 20 points.
    last = recording.deals[-1].price
    quote = follower.quotes["EURUSD.x"]
    assert (quote.bid, quote.ask) == (last, last + D("0.00020"))


def test_replay_when_it_opens_gives_the_recorded_stops_and_closes_by_no_price() -> None:
    master = broker_of(margin_mode=MarginMode.NETTING, replaying=True)
    feed = Feed()
    feed.add(master, {})
    trader = ReplayTrader(feed, master, NETTING)

    trader.step()
    feed.show("EURUSD", D("0.5"))

    (position,) = master.positions()
    assert position.stop_loss == D("1.05")


def test_comparison_when_a_deal_differs_or_is_missing_says_which() -> None:
    master, _ = _replayed(Platform.MT5, HEDGING)
    changed = _deal(1, DealEntry.IN, "1.01", "1.10001")
    told = _recording(
        MarginMode.HEDGING, changed, *HEDGING.deals[1:], _deal(6, DealEntry.IN, "1", "1")
    )

    lines = compare_with_recording(master, told)

    assert len(lines) == 2
    assert lines[0].startswith("row 1: recorded EURUSD buy in 1.01 1.10001, made EURUSD buy in 1 ")
    assert lines[1] == "5 deals were made, 6 are recorded"


def test_replay_when_paced_waits_the_recorded_gaps() -> None:
    trader = ReplayTrader(Feed(), broker_of(replaying=True), HEDGING)

    gaps = []
    while (gap := trader.gap_s()) is not None:
        gaps.append(gap)
        trader.step()

    assert gaps == [0.0, 1.0, 1.0, 1.0, 1.0]


def test_replay_when_an_order_was_filled_in_parts_tells_the_whole_of_it() -> None:
    master = broker_of(margin_mode=MarginMode.NETTING, replaying=True)
    feed = Feed()
    feed.add(master, {})
    # 1 and 2 by one order, then 4 the other way by another.
    recording = _recording(
        MarginMode.NETTING,
        _deal(1, DealEntry.IN, "1", "1.1", order="o1"),
        _deal(2, DealEntry.IN, "2", "1.2", order="o1"),
        _deal(3, DealEntry.INOUT, "4", "1.3", side=Side.SELL),
    )
    trader = ReplayTrader(feed, master, recording)

    while trader.gap_s() is not None:
        trader.step()

    assert [booked.deal.order_volume for booked in master.history.deals()] == [3, 3, 4]
    assert len({booked.deal.order for booked in master.history.deals()}) == 2


def test_replay_when_a_ticket_opens_and_closes_each_is_an_order_of_its_own() -> None:
    master = broker_of(Platform.MT4, replaying=True)
    feed = Feed()
    feed.add(master, {})
    trader = ReplayTrader(
        feed,
        master,
        _recording(
            MarginMode.HEDGING,
            _deal(1, DealEntry.IN, "1", "1.1", order="o1"),
            _deal(2, DealEntry.OUT, "1", "1.2", order="o1", side=Side.SELL),
        ),
    )

    while trader.gap_s() is not None:
        trader.step()

    assert [booked.deal.order_volume for booked in master.history.deals()] == [1, 1]
