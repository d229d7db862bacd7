"""Alarms leave the machine (G7): each once a minute, and none is lost while nobody can send it."""

from dataclasses import dataclass, field

import pytest

from tests.unit.app.manual_clock import NOON, ManualClock
from tradecopy_desktop.app.bus import Bus
from tradecopy_desktop.app.pushing import Pushing
from tradecopy_desktop.app.views import AlertRaised, Health
from tradecopy_desktop.domain.accounts import AccountKey, Role


@dataclass
class Phone:
    """A trader's phone, reached while a terminal is there."""

    is_reached: bool = True
    heard: list[str] = field(default_factory=list)

    def notify(self, text: str) -> bool:
        if self.is_reached:
            self.heard.append(text)
        return self.is_reached

    def offer_key(self, account: AccountKey, role: Role, key: str) -> bool:
        raise AssertionError(f"{account} {role} {key}")


class Scene:
    """A bus whose alerts are pushed."""

    def __init__(self) -> None:
        self.phone = Phone()
        self.clock = ManualClock()
        self.bus = Bus()
        self.pushing = Pushing(self.bus, self.phone, self.clock)

    def alert(self, text: str, *, health: Health = Health.BAD, key: str = "gold") -> None:
        """Raise an alert."""
        self.bus.publish(AlertRaised(key=key, at=NOON, health=health, title="Gold", text=text))


@pytest.mark.parametrize(
    ("health", "heard"),
    [
        (Health.BAD, ["TradeCopy: Gold: refused"]),
        (Health.WARNING, ["TradeCopy: Gold: refused"]),
        (Health.GOOD, []),
        (Health.IDLE, []),
    ],
)
def test_alert_when_raised_then_the_loud_ones_reach_the_phone(
    health: Health, heard: list[str]
) -> None:
    scene = Scene()

    scene.alert("refused", health=health)

    assert scene.phone.heard == heard


def test_alert_when_the_same_is_said_again_then_the_phone_rings_once_a_minute() -> None:
    scene = Scene()

    scene.alert("refused")
    scene.clock.advance_ms(59_999)
    scene.alert("refused")
    scene.alert("refused", key="silver")
    scene.alert("closed at last")
    scene.clock.advance_ms(60_000)
    scene.alert("closed at last")

    assert scene.phone.heard == [
        "TradeCopy: Gold: refused",
        "TradeCopy: Gold: refused",  # of silver
        "TradeCopy: Gold: closed at last",
        "TradeCopy: Gold: closed at last",
    ]


def test_alerts_when_no_terminal_is_there_then_the_newest_twenty_wait_for_one() -> None:
    scene = Scene()
    scene.phone.is_reached = False
    for number in range(23):
        scene.alert(f"number {number}")

    scene.phone.is_reached = True
    scene.pushing.send()

    assert scene.phone.heard == [f"TradeCopy: Gold: number {number}" for number in range(3, 23)]
