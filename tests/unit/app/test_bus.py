"""Listeners hear changes of their type, and none can stop another."""

import pytest

from tradecopy_desktop.app.bus import Bus


def test_change_when_published_then_listeners_of_exactly_its_type_hear_it() -> None:
    bus, heard = Bus(), list[object]()
    bus.subscribe(int, heard.append)
    bus.subscribe(str, lambda text: heard.append(f"text {text}"))

    bus.publish(7)
    bus.publish("x")
    # A bool is an int in Python, yet another type.
    bus.publish(True)

    assert heard == [7, "text x"]


def test_listener_when_its_subscription_ended_then_hears_no_more() -> None:
    bus, heard = Bus(), list[int]()
    end = bus.subscribe(int, heard.append)
    bus.publish(1)

    end()
    bus.publish(2)

    assert heard == [1]


@pytest.mark.logs_trouble
def test_listener_when_it_fails_then_the_others_hear_all_the_same() -> None:
    bus, heard = Bus(), list[int]()

    def fail(_: int) -> None:
        raise RuntimeError("a window is gone")

    bus.subscribe(int, fail)
    bus.subscribe(int, heard.append)

    bus.publish(1)

    assert heard == [1]
