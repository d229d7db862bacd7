"""The check-up of a running program: what the machine says, and what the book knows.

Changes nothing, but for a test entry in the keyring that is removed again.
"""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from tradecopy_desktop.app.clock_watch import ClockWatch
from tradecopy_desktop.app.doctor.all_checks import check_up
from tradecopy_desktop.app.trader_orders import Parts
from tradecopy_desktop.domain.accounts import AccountKey
from tradecopy_desktop.domain.checkup import CheckLine, Unknown
from tradecopy_desktop.domain.facts import Quote
from tradecopy_desktop.domain.machine_facts import AccountFacts, RouteFacts
from tradecopy_desktop.domain.preflight import Check, Finding, Level
from tradecopy_desktop.domain.routes import Route, RouteMode
from tradecopy_desktop.ports import AccountRecord

_BAD: Final = (Level.ASK, Level.REFUSE)
_NOT_WHOLE: Final = Unknown("known once both ends are connected and have shown their accounts")


class CheckOrders:
    """The window's door to the check-up."""

    def __init__(
        self, parts: Parts, records: Mapping[str, AccountRecord], port: Callable[[], int]
    ) -> None:
        self._check_parts = parts
        self._check_records = records
        self._check_port = port
        self._clocks = ClockWatch()

    def note_times(self, account: AccountKey, quotes: tuple[Quote, ...]) -> None:
        """Compare the broker's clock with this machine's, by quotes that have just come."""
        clock = self._check_parts.clock
        utc_ms = round(clock.now().timestamp() * 1_000)
        self._clocks.note(account, quotes, utc_ms=utc_ms, now_ns=clock.monotonic_ns())

    async def check_up(self) -> Sequence[CheckLine]:
        """Return one line for each thing that was looked at, what is wrong first."""
        parts = self._check_parts
        machine = await asyncio.to_thread(parts.look.look, self._check_port())
        records = sorted(self._check_records.values(), key=lambda each: each.name)
        routes = sorted(parts.book.routes.values(), key=lambda each: each.name)
        return check_up(
            machine,
            [self._account(record) for record in records],
            [self._facts_of(route) for route in routes if route.mode is not RouteMode.OFF],
        )

    def _account(self, record: AccountRecord) -> AccountFacts:
        parts = self._check_parts
        state = parts.book.account(record.key)
        offset = None if state.profile is None else state.profile.utc_offset_s
        return AccountFacts(
            key=record.key,
            name=record.name,
            roles=record.roles,
            profile=state.profile,
            connected=frozenset(state.connected),
            permissions=state.permissions or Unknown("its terminal has not said so yet"),
            clock_s=self._clocks.ahead_s(record.key, offset),
            refusals=tuple(r for r in parts.refusals.refusals() if r.account == record.key),
            now=parts.clock.now(),
        )

    def _facts_of(self, route: Route) -> RouteFacts:
        found = self._check_parts.arming.preflight(route)
        if any(each.check is Check.CONNECTION and each.level is Level.WAIT for each in found):
            return RouteFacts(name=route.name, symbols=_NOT_WHOLE, sizes=_NOT_WHOLE)
        return RouteFacts(
            name=route.name,
            symbols=_bad(found, (Check.SYMBOL, Check.SPECIFICATION, Check.TRADE_MODE)),
            sizes=_bad(found, (Check.SIZE,)),
        )


def _bad(found: Sequence[Finding], checks: tuple[Check, ...]) -> tuple[str, ...]:
    return tuple(each.text for each in found if each.check in checks and each.level in _BAD)
