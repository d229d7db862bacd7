"""How the trader arms, pauses and ends a route, and what is settled then (rules C3, C5, C6, C9)."""

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import replace

from tradecopy_desktop.app.carrying_out import CarryingOut
from tradecopy_desktop.app.route_saving import RouteSaving
from tradecopy_desktop.domain.accounts import AccountKey, Role
from tradecopy_desktop.domain.baseline import Baseline
from tradecopy_desktop.domain.decisions import Decision
from tradecopy_desktop.domain.errors import TradeCopyError
from tradecopy_desktop.domain.preflight import Check, Finding, Level, WasThere, Wishes
from tradecopy_desktop.domain.routes import OpenCopies, Route, RouteMode, RouteSettings
from tradecopy_desktop.domain.trades import Position
from tradecopy_desktop.engine.arming import (
    baseline_of,
    end_copies,
    shadow_end,
    what_was_there,
)
from tradecopy_desktop.engine.book import Book
from tradecopy_desktop.engine.moment import Moment
from tradecopy_desktop.engine.opening.decide import decide_opening
from tradecopy_desktop.engine.opening.signal import Signal
from tradecopy_desktop.engine.preflight.checks import preflight
from tradecopy_desktop.engine.reconciling.away import cancel_waiting
from tradecopy_desktop.ports import Clock, RouteMemory, Settings

_TAKES_OPENINGS = frozenset({RouteMode.LIVE, RouteMode.SHADOW})


class Arming:
    """Changes the mode of routes, with all that belongs to it."""

    def __init__(
        self,
        book: Book,
        carrying: CarryingOut,
        settings: Settings,
        memory: RouteMemory,
        clock: Clock,
    ) -> None:
        self._book = book
        self._carrying = carrying
        self.saving = RouteSaving(book, settings)
        self._memory = memory
        self._clock = clock

    def load(self) -> None:
        """Take over what was settled when routes were armed."""
        for baseline in self._memory.baselines():
            self._book.baselines[baseline.route] = baseline
        self._book.mappings.update(self._memory.mappings())

    def preflight(self, route: Route) -> tuple[Finding, ...]:
        """Return what there is to say before a route is armed."""
        return preflight(self._book, route, moment=self._moment())

    def what_was_there(self, route: Route) -> Sequence[WasThere]:
        """Return the master's positions that would be before the route."""
        return what_was_there(self._book, route)

    async def change(self, route: Route, mode: RouteMode, wishes: Wishes) -> Route:
        """Give a route another mode; in force at once, then written down.

        Raise TradeCopyError with the preflight's reason where the route must not be armed.
        """
        arms = mode in _TAKES_OPENINGS and route.mode is not mode
        settings = self._check(route, wishes) if arms else route.settings
        changed = replace(route, mode=mode, settings=settings)
        self._end_shadow(route, changed)
        # A pause must not wait for a disk.
        self._book.put_route(changed)
        if mode is not RouteMode.LIVE:
            self._stop(changed, wishes)
        if arms:
            self._begin(changed, wishes)
        await asyncio.to_thread(self.saving.save, changed.id)
        baseline = self._book.baselines.get(changed.id)
        if arms and baseline is not None:
            await asyncio.to_thread(self._memory.save_baseline, baseline)
        return changed

    def close_copies(self, route: Route) -> None:
        """Close all copies of a route at market and take its waiting orders back.

        What takes openings must be paused before: the next one would be copied as ever.
        """
        why = "the trader closes all copies before the program ends"
        self._carry_out(route, cancel_waiting(self._book, route, why, OpenCopies.CLOSE))
        self._carry_out(route, end_copies(self._book, route, OpenCopies.CLOSE))

    def note_picture(self, master: AccountKey) -> tuple[Baseline, ...]:
        """Take the baselines of routes that were armed before their master could be seen."""
        taken = []
        for route in self._book.routes_of(master):
            if route.mode in _TAKES_OPENINGS and route.id not in self._book.baselines:
                self._book.baselines[route.id] = baseline_of(self._book, route)
                taken.append(self._book.baselines[route.id])
        return tuple(taken)

    def _check(self, route: Route, wishes: Wishes) -> RouteSettings:
        """Return the settings to arm with: a yes to what lots mean there is kept (rule S1)."""
        held = self._book.account(route.master).positions
        if any(id not in held for id in wishes.copy_now):
            raise TradeCopyError("a position that was to be copied now is gone")
        findings = self.preflight(route)
        refused = [each.text for each in findings if each.level is Level.REFUSE]
        if refused:
            raise TradeCopyError(f"it cannot be armed: {'; '.join(refused)}")
        asked = [each.text for each in findings if _asks(each)]
        if asked and not wishes.confirmed:
            raise TradeCopyError(f"it needs your yes first: {'; '.join(asked)}")
        lots_differ = any(each.check is Check.CONTRACT_SIZE for each in findings if _asks(each))
        if not lots_differ or route.settings.literal_lots_confirmed:
            return route.settings
        return replace(
            route.settings, literal_lots_confirmed=True, version=route.settings.version + 1
        )

    def _begin(self, route: Route, wishes: Wishes) -> None:
        self._book.baselines.pop(route.id, None)
        if Role.MONITOR in self._book.account(route.master).whole:
            self._book.baselines[route.id] = baseline_of(self._book, route)
        chosen = self._book.account(route.master).positions
        for id in wishes.copy_now:
            signal = _as_signal(chosen[id])
            found = decide_opening(self._book, route, signal, self._moment())
            self._carry_out(route, found)

    def _stop(self, route: Route, wishes: Wishes) -> None:
        choice = wishes.copies if route.mode is RouteMode.OFF else OpenCopies.FOLLOW
        why = "the route takes no more openings"
        self._carry_out(route, cancel_waiting(self._book, route, why, choice))
        self._carry_out(route, end_copies(self._book, route, choice))

    def _end_shadow(self, before: Route, after: Route) -> None:
        if before.mode is RouteMode.SHADOW and after.mode is not RouteMode.SHADOW:
            self._carry_out(before, shadow_end(self._book, before))

    def _carry_out(self, route: Route, decisions: Iterable[Decision]) -> None:
        found = tuple(decisions)
        if found:
            self._carrying.follow(route.follower, Role.EXECUTOR, found)

    def _moment(self) -> Moment:
        return Moment(now_ns=self._clock.monotonic_ns(), utc=self._clock.now())


def _asks(finding: Finding) -> bool:
    return finding.level is Level.ASK


def _as_signal(position: Position) -> Signal:
    """Return a position that was there before as if it were opened now, at today's lots (C3)."""
    return Signal(
        position=position,
        order=position.order,
        added=position.volume,
        version=f"chosen {position.ticket}",
        order_volume=position.volume,
        price=position.price,
        chosen=True,
    )
