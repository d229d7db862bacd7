"""What the trader sets about alarms that leave the machine, kept and put to use (rule G7)."""

import asyncio
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tradecopy_desktop.app.board import Board
from tradecopy_desktop.app.couriers import Couriers, key_of
from tradecopy_desktop.app.sign_of_life import SignOfLife
from tradecopy_desktop.app.views import Health
from tradecopy_desktop.domain.errors import TradeCopyError
from tradecopy_desktop.domain.notices import NoticeRules
from tradecopy_desktop.guard_ports import Courier, NoticeSettings
from tradecopy_desktop.ports import Clock

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeParts:
    """Where the settings are kept, and how couriers are made from them."""

    settings: NoticeSettings
    couriers_of: Callable[[NoticeRules], tuple[Courier, ...]]
    dead_man_of: Callable[[NoticeRules], Courier | None]


class NoticeOrders:
    """The window's door to alarms by webhook, e-mail and sign of life. The demo sends none."""

    def __init__(
        self,
        parts: NoticeParts,
        board: Board,
        clock: Clock,
        is_alive: Callable[[], bool],
        *,
        sends: bool,
    ) -> None:
        self._notice_parts = parts
        self._alerts = board
        self._sends = sends
        self._rules = NoticeRules()
        self._couriers = Couriers(board.bus, clock, self._tell_courier)
        self._life = SignOfLife(clock, self._tell_courier, is_alive)

    async def load_notices(self) -> None:
        """Take over what was set, and begin to send; what cannot be read is told."""
        try:
            stored = await asyncio.to_thread(self._notice_parts.settings.load)
            for trouble in stored.unreadable:
                self._tell_unread(trouble)
            await self._put_to_use(stored.rules)
        except TradeCopyError as error:
            self._tell_unread(str(error))
        except Exception:  # noqa: BLE001 - nobody waits for it, and silence would pass for calm
            _log.exception("alarms cannot be sent")
            self._tell_unread("something unexpected happened: look at the log")

    async def close_notices(self) -> None:
        """Send nothing more."""
        await self._life.close()
        await self._couriers.close()

    def notice_rules(self) -> NoticeRules:
        """Return where alarms go besides the window."""
        return self._rules

    async def set_notices(self, rules: NoticeRules, *, password: str | None = None) -> None:
        """Send alarms elsewhere from now on; `password` is the mail's, None keeps the one known."""
        save = self._notice_parts.settings.save
        await asyncio.to_thread(save, rules, password=password)
        await self._put_to_use(rules)

    def notice_ways(self) -> Sequence[str]:
        """Return the names of the ways by which alarms leave the machine now."""
        return self._couriers.names

    async def test_notice(self, way: str) -> None:
        """Send a test message and wait for it; raise TradeCopyError if it did not arrive."""
        await self._couriers.test(way)

    async def _put_to_use(self, rules: NoticeRules) -> None:
        self._rules = rules
        if not self._sends:
            return
        self._couriers.use(self._notice_parts.couriers_of(rules), rules.quiet)
        every_s = rules.dead_man.every_s if rules.dead_man is not None else 60.0
        await self._life.use(self._notice_parts.dead_man_of(rules), every_s)

    def _tell_unread(self, trouble: str) -> None:
        self._alerts.alert(
            key=f"notices {trouble}",
            health=Health.WARNING,
            title="Where alarms go besides the window cannot be read",
            text=f"{trouble}; set it again under Alerts",
        )

    def _tell_courier(self, name: str, trouble: str | None) -> None:
        self._alerts.alert(
            key=key_of(name),
            health=Health.WARNING if trouble else Health.GOOD,
            title=f"Alarms by {name} {'fail' if trouble else 'work again'}",
            text=trouble or "what happens from now on is sent",
        )
