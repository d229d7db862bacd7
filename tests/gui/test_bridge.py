from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from tradecopy_desktop.app.bus import Bus
from tradecopy_desktop.gui.bridge import FULL, GAP_MS, Bridge, Feed


class Price:
    def __init__(self, symbol: str, value: int) -> None:
        self.symbol = symbol
        self.value = value


class Listener:
    def __init__(self) -> None:
        self.bus = Bus()
        self.bridge = Bridge(self.bus)
        self.deliveries: list[list[int]] = []
        self.feed: Feed[Price] = self.bridge.feed(self._take, (Price,), lambda each: each.symbol)

    def _take(self, prices: list[Price]) -> None:
        self.deliveries.append([each.value for each in prices])

    def publish(self, *values: int) -> None:
        for value in values:
            self.bus.publish(Price("XAUUSD", value))


@pytest.fixture
def listener(qtbot: QtBot) -> Iterator[Listener]:
    made = Listener()
    yield made
    made.bridge.close()


def test_feed_when_many_changes_come_then_the_newest_is_delivered_once(
    listener: Listener, qtbot: QtBot
) -> None:
    listener.feed.set_wanted(True)

    listener.publish(1, 2, 3)
    listener.bus.publish(Price("EURUSD", 7))
    qtbot.waitUntil(lambda: listener.deliveries != [])

    assert listener.deliveries == [[3, 7]]


def test_feed_when_nothing_changes_then_no_timer_runs(listener: Listener, qtbot: QtBot) -> None:
    listener.feed.set_wanted(True)
    listener.publish(1)
    qtbot.waitUntil(lambda: listener.deliveries != [])

    assert listener.feed.is_resting


def test_feed_when_changes_do_not_end_then_deliveries_keep_their_distance(
    listener: Listener, qtbot: QtBot
) -> None:
    listener.feed.set_wanted(True)
    listener.publish(1)
    qtbot.waitUntil(lambda: len(listener.deliveries) == 1)

    listener.publish(2)

    # Well under four a second: the next delivery is still nearly a quarter of a second away.
    assert listener.feed.due_in_ms > GAP_MS * 0.7


def test_feed_when_nobody_looks_then_it_waits_until_somebody_does(listener: Listener) -> None:
    listener.publish(1, 2)
    waiting = list(listener.deliveries)

    listener.feed.set_wanted(True)

    assert waiting == []
    assert listener.feed.is_resting
    assert listener.deliveries == [[2]]


def test_feed_when_the_window_is_minimized_then_it_sleeps(listener: Listener) -> None:
    listener.feed.set_wanted(True)
    listener.bridge.set_asleep(True)

    listener.publish(1)
    asleep = listener.feed.is_resting
    listener.bridge.set_asleep(False)

    assert asleep
    assert listener.deliveries == [[1]]


def test_feed_when_somebody_looks_away_then_what_waits_goes_on_waiting(
    listener: Listener,
) -> None:
    listener.feed.set_wanted(True)
    listener.publish(1)

    listener.feed.set_wanted(False)

    assert listener.feed.is_resting
    assert listener.deliveries == []


def test_feed_when_nobody_looks_for_long_then_its_store_stays_small(
    listener: Listener, qtbot: QtBot
) -> None:
    for n in range(FULL):
        listener.bus.publish(Price(f"S{n}", n))

    qtbot.waitUntil(lambda: sum(len(each) for each in listener.deliveries) == FULL)

    # 2,000 rows, 100 in a turn of the loop.
    assert [len(each) for each in listener.deliveries] == [100] * 20


def test_feed_when_much_waits_and_somebody_looks_then_the_oldest_come_first_in_small_parts(
    listener: Listener, qtbot: QtBot
) -> None:
    for n in range(250):
        listener.bus.publish(Price(f"S{n}", n))

    listener.feed.set_wanted(True)
    at_once = [len(each) for each in listener.deliveries]
    qtbot.waitUntil(lambda: len(listener.deliveries) == 3)

    assert at_once == [100]
    assert [len(each) for each in listener.deliveries] == [100, 100, 50]
    assert listener.deliveries[0][:2] == [0, 1]


def test_bridge_when_closed_then_it_hears_nothing_more(listener: Listener) -> None:
    listener.feed.set_wanted(True)

    listener.bridge.close()
    listener.publish(1)

    assert listener.feed.is_resting
