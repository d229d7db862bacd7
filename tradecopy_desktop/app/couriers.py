"""Sends every loud alert off the machine by all couriers (rule G7). Raises no alert of its own.

Each courier has a lane of its own, so that one that fails holds up no other, and no copy.
"""

import asyncio
from collections.abc import Iterable
from typing import Final

from tradecopy_desktop.app.bus import Bus
from tradecopy_desktop.app.courier_lane import CourierLane, Tell
from tradecopy_desktop.app.said_lately import SaidLately
from tradecopy_desktop.app.views import AlertRaised, Health
from tradecopy_desktop.domain.errors import TradeCopyError
from tradecopy_desktop.domain.notices import Notice, QuietHours, Severity
from tradecopy_desktop.guard_ports import Courier
from tradecopy_desktop.ports import Clock

_LOUD: Final = {Health.WARNING: Severity.WARNING, Health.BAD: Severity.ALARM}


def key_of(courier: str) -> str:
    """Return by which key alerts about a courier go; it is not asked to carry them itself."""
    return f"courier {courier}"


class Couriers:
    """The lanes of all couriers. `tell` raises and ends the alert about one, by `key_of`."""

    def __init__(self, bus: Bus, clock: Clock, tell: Tell) -> None:
        self._clock = clock
        self._tell = tell
        self._lanes: dict[str, CourierLane] = {}
        self._quiet: QuietHours | None = None
        self._said = SaidLately(clock)
        self._closing: set[asyncio.Task[None]] = set()
        self._end = bus.subscribe(AlertRaised, self._take)

    @property
    def names(self) -> tuple[str, ...]:
        """Return the names of all couriers that are in use."""
        return tuple(self._lanes)

    def use(self, couriers: Iterable[Courier], quiet: QuietHours | None) -> None:
        """Send by these couriers from now on; what waits for one of the same name goes with it."""
        before, self._quiet = self._lanes, quiet
        self._lanes = {each.name: self._lane(each, before.get(each.name)) for each in couriers}
        for name, lane in before.items():
            closing = asyncio.create_task(lane.close(), name=f"end of courier {name}")
            self._closing.add(closing)
            closing.add_done_callback(self._closing.discard)
            for notice in lane.left():
                if name in self._lanes:
                    self._lanes[name].put(notice)

    async def test(self, name: str) -> None:
        """Send a message by one courier and wait; raise TradeCopyError if it did not arrive."""
        if name not in self._lanes:
            raise TradeCopyError(f"no {name} is set up: save its settings first")
        notice = Notice(
            title="Test",
            text="This is how TradeCopy Desktop will reach you.",
            severity=Severity.NOTE,
            at=self._clock.now(),
        )
        await self._lanes[name].test(notice)

    async def close(self) -> None:
        """Send nothing more."""
        end, self._end = self._end, lambda: None
        end()
        await asyncio.gather(*(lane.close() for lane in self._lanes.values()), *self._closing)

    def _lane(self, courier: Courier, before: CourierLane | None) -> CourierLane:
        is_told = before is not None and before.is_told
        return CourierLane(courier, self._clock, self._tell, is_told=is_told)

    def _take(self, alert: AlertRaised) -> None:
        severity = _LOUD.get(alert.health)
        if severity is None or not self._lanes:
            return
        notice = Notice(title=alert.title, text=alert.text, severity=severity, at=alert.at)
        if self._quiet is not None and self._quiet.silence(notice):
            return
        if self._said.is_repeat(alert.key, alert.text):
            return
        for name, lane in self._lanes.items():
            if alert.key != key_of(name):
                lane.put(notice)
