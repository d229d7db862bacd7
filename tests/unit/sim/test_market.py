"""Where the simulation's prices come from, and how each broker shows them."""

from pathlib import Path

import pytest

from tests.unit.sim.market import D, broker_of, eurusd
from tradecopy_desktop.sim.market import Feed, RandomWalk, RecordedTicks, Tick

HEADER = "time_utc,bid,ask\n"


def _walk(seed: int) -> list[Tick | None]:
    walk = RandomWalk(
        (eurusd(), eurusd("GBPUSD")), seed=seed, prices={"EURUSD": D("1.08500")}, every_s=0.5
    )
    return [walk.next() for _ in range(400)]


def test_walk_when_seeded_alike_goes_alike_and_stays_near_its_start() -> None:
    ticks = _walk(1)

    assert ticks == _walk(1) != _walk(2)
    prices = [t.bid for t in ticks if t is not None and t.symbol == "EURUSD"]
    assert len(prices) == 200
    assert len(set(prices)) > 20
    # 6 points a tick at most.
    assert max(abs(price - D("1.08500")) for price in prices) <= 200 * 6 * D("0.00001")


def test_walk_when_no_price_is_given_begins_at_a_plausible_one() -> None:
    walk = RandomWalk((eurusd("US500", digits=1),), seed=1, prices={})

    assert walk.first() == {"US500": D("5000.0")}


def test_ticks_when_recorded_are_played_in_order_with_their_gaps(tmp_path: Path) -> None:
    eur, gold = tmp_path / "eur.csv", tmp_path / "gold.csv"
    eur.write_text(
        HEADER
        + "2014-05-02T12:00:00.500Z,1.38673,1.38674\n"
        # Crossed for a moment, as real feeds are.
        + "2014-05-02T12:00:02.500Z,1.38675,1.38674\n"
        + "2014-05-02T18:00:00.000Z,1.38700,1.38710\n",
        encoding="utf-8",
    )
    gold.write_text(HEADER + "2014-05-02T12:00:01.500Z,1285.9,1286.2\n", encoding="utf-8")

    source = RecordedTicks({"EURUSD": eur, "XAUUSD": gold}, speed=2)
    ticks = [source.next() for _ in range(5)]

    # Halved by the speed; the six hours are cut to a second.
    assert ticks == [
        Tick(wait_s=0.0, symbol="EURUSD", bid=D("1.38673"), ask=D("1.38674")),
        Tick(wait_s=0.5, symbol="XAUUSD", bid=D("1285.9"), ask=D("1286.2")),
        Tick(wait_s=0.5, symbol="EURUSD", bid=D("1.38674"), ask=D("1.38675")),
        Tick(wait_s=1.0, symbol="EURUSD", bid=D("1.38700"), ask=D("1.38710")),
        None,
    ]


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("bid,ask\n", "the first row must be"),
        (HEADER + "2014-05-02T12:00:00Z,abc,1.2\n", "row 2 is no tick"),
        (HEADER + "2014-05-02T12:00:00Z,1.1\n", "row 2 is no tick"),
    ],
)
def test_ticks_when_damaged_are_an_error_that_names_the_row(
    tmp_path: Path, text: str, where: str
) -> None:
    path = tmp_path / "ticks.csv"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(ValueError, match=where):
        RecordedTicks({"EURUSD": path}).next()


def test_feed_when_it_shows_a_price_each_broker_has_own_name_grid_and_spread() -> None:
    master = broker_of(spread_points=5)
    coarse = eurusd("EURUSD.m", digits=3, tick_size=D("0.001"), point=D("0.001"))
    follower = broker_of(login="6", instruments=(coarse,), spread_points=2)
    feed = Feed()
    feed.add(master, {})
    feed.add(follower, {"EURUSD": "EURUSD.m"})

    feed.show("EURUSD", D("1.23456"))

    own, other = master.quotes["EURUSD"], follower.quotes["EURUSD.m"]
    assert (own.bid, own.ask) == (D("1.23456"), D("1.23461"))
    assert (other.bid, other.ask) == (D("1.235"), D("1.237"))


def test_feed_when_a_price_must_be_exact_has_no_spread_there() -> None:
    master, follower = broker_of(spread_points=5), broker_of(login="6", spread_points=2)
    feed = Feed()
    feed.add(master, {})
    feed.add(follower, {})

    feed.show_exactly("EURUSD", D("1.23456"), exact_at=master)

    own, other = master.quotes["EURUSD"], follower.quotes["EURUSD"]
    assert (own.bid, own.ask) == (D("1.23456"), D("1.23456"))
    assert (other.bid, other.ask) == (D("1.23456"), D("1.23458"))
