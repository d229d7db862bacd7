"""An account of a scene: its broker, its terminal, and what its executor's journal names."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from tests.rig.virtual_time import VirtualClock
from tests.unit.sim.market import eurusd
from tradecopy_desktop.domain.accounts import AccountKey, Funds, Role
from tradecopy_desktop.domain.values import ZERO, MarginMode, Platform
from tradecopy_desktop.sim.broker import BrokerSetup, CloseRequest, SimBroker
from tradecopy_desktop.sim.broker.faults import Fault
from tradecopy_desktop.sim.terminal import SimTerminal, TerminalSetup
from tradecopy_desktop.sim.terminal.ea import SimEa

_PIP = eurusd(base="EUR", profit="USD")


class _RigTerminal(SimTerminal):
    """A terminal whose EAs connect by pipes."""

    def __init__(self, broker: SimBroker, setup: TerminalSetup, dial: Callable[..., Any]) -> None:
        self._dial = dial
        super().__init__(broker, setup)

    def _new_ea(self, role: Role) -> SimEa:
        ea = super()._new_ea(role)
        ea.dial = self._dial
        return ea


class ShowingBroker(SimBroker):
    """A broker whose account may look otherwise for a while, as after a login. Books are right."""

    shown: Funds | None = None

    def funds(self) -> Funds:
        """Return the account's money as it is shown."""
        return super().funds() if self.shown is None else self.shown


class RigSeat:
    """One account."""

    def __init__(
        self,
        login: str,
        role: Role,
        clock: VirtualClock,
        dial: Callable[..., Any],
        *,
        seed: int,
        platform: Platform = Platform.MT5,
        mode: MarginMode = MarginMode.HEDGING,
        slippage_points: int = 0,
    ) -> None:
        self.login = login
        self.role = role
        self.key = AccountKey(login=login, server="Rig-Demo")
        self.secret = f"rig-terminal-key-{login:>08}"
        setup = BrokerSetup(
            key=self.key,
            platform=platform,
            margin_mode=mode,
            instruments=(_PIP,),
            seed=seed,
            fill_delay_ms=30,
            slippage_points=slippage_points,
        )
        self.broker = ShowingBroker(setup, clock)
        self.reduced: set[str] = set()
        told = TerminalSetup(url="", key=self.secret, roles=(role,), name=login, seed=seed)
        self.terminal = _RigTerminal(self.broker, told, dial)

    def misbehave(self, *faults: Fault) -> None:
        """Let the next trade requests meet these faults."""
        self.broker.script(*faults)

    def close_by_hand(self, which: int) -> None:
        """Let somebody close one of the copies, if there is any."""
        holdings = self.broker.holdings()
        if holdings:
            meant = holdings[which % len(holdings)]
            self.broker.send(CloseRequest(ticket=meant.ticket, volume=meant.volume))

    def reduce_by_hand(self, which: int) -> None:
        """Let somebody close the half of one of the copies, if there is any."""
        view = self.terminal.executor.view
        copies = [p for p in view.positions() if p.link is not None]
        if copies:
            meant = copies[which % len(copies)]
            lots = meant.volume / 2
            done = self.broker.send(CloseRequest(ticket=meant.ticket, volume=lots)).done
            if done and meant.link is not None:
                self.reduced.add(meant.link.source.rpartition(".")[2])

    def held_for_masters(self) -> dict[str, Decimal]:
        """Return the lots held by the master's ticket, as the executor's journal names them.

        Where positions net, that is what each copy may call its own of what is there.
        """
        held: dict[str, Decimal] = {}
        if self.nets:
            return held
        for position in self.terminal.executor.view.positions():
            if position.link is not None:
                ticket = position.link.source.rpartition(".")[2]
                held[ticket] = held.get(ticket, ZERO) + position.volume
        return held

    @property
    def nets(self) -> bool:
        """Tell whether the account keeps one position a symbol."""
        return self.broker.setup.margin_mode is MarginMode.NETTING

    def strangers(self) -> Decimal:
        """Return the lots that no copy stands for."""
        view = self.terminal.executor.view
        return sum((p.volume for p in view.positions() if p.link is None), ZERO)

    def net(self) -> Decimal:
        """Return the signed lots of the whole account."""
        return sum((h.volume * h.side.sign for h in self.broker.holdings()), ZERO)
