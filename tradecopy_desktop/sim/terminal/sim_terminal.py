"""A simulated terminal: a broker's account seen by one EA a role, and a hand on their cables."""

from collections.abc import Iterable
from dataclasses import replace

from tradecopy_desktop.domain.accounts import Permissions, Role
from tradecopy_desktop.sim.broker.sim_broker import SimBroker
from tradecopy_desktop.sim.terminal.account_view import AccountView
from tradecopy_desktop.sim.terminal.disk import Disk
from tradecopy_desktop.sim.terminal.ea import SimEa
from tradecopy_desktop.sim.terminal.measure import Measure
from tradecopy_desktop.sim.terminal.mischief import Mischief
from tradecopy_desktop.sim.terminal.setup import TerminalSetup
from tradecopy_desktop.sim.told import Told


class SimTerminal:
    """One terminal program with a monitor, an executor, or both on its charts."""

    def __init__(self, broker: SimBroker, setup: TerminalSetup, disk: Disk | None = None) -> None:
        """Set a terminal up; `disk` is what an earlier one left behind."""
        self.broker = broker
        self.setup = setup
        self.disk = disk or Disk(key=setup.key)
        self.told = Told()
        self.measures: dict[Role, Measure] = {role: Measure(told=self.told) for role in setup.roles}
        self.mischief = Mischief()
        self._life = 0
        self._elsewhere: list[SimEa] = []
        self.eas: dict[Role, SimEa] = {}
        self._put_eas_on()

    def _put_eas_on(self) -> None:
        self._life += 1
        self.eas = {role: self._new_ea(role) for role in self.setup.roles}

    def _new_ea(self, role: Role) -> SimEa:
        executes = role is Role.EXECUTOR
        view = AccountView(self.broker, self.disk, self.setup.pace, with_links=executes)
        return SimEa(
            role, self.setup, view, self.measures[role], life=self._life, mischief=self.mischief
        )

    @property
    def monitor(self) -> SimEa:
        """Return the EA that reports this account as a master."""
        return self.eas[Role.MONITOR]

    @property
    def executor(self) -> SimEa:
        """Return the EA that carries out copies."""
        return self.eas[Role.EXECUTOR]

    @property
    def is_connected(self) -> bool:
        """Tell whether every EA was welcomed and is still there."""
        return all(ea.session is not None for ea in self.eas.values())

    @property
    def is_idle(self) -> bool:
        """Tell whether nothing is under way at any EA."""
        return all(ea.is_idle for ea in self.eas.values())

    @property
    def is_heard(self) -> bool:
        """Tell whether every EA is connected, heard, and sees the whole account."""
        return not self._elsewhere and all(ea.is_heard for ea in self.eas.values())

    @property
    def permissions(self) -> Permissions:
        """Return what is allowed at present."""
        return next(iter(self.eas.values())).view.permissions

    def start(self) -> None:
        """Start the EAs; needs a running loop."""
        for ea in self.eas.values():
            ea.start()

    async def stop(self) -> None:
        """Close the terminal in order."""
        for ea in self.eas.values():
            await ea.stop()

    async def kill(self) -> None:
        """End the terminal as the task manager would."""
        for ea in self.eas.values():
            await ea.kill()

    async def restart(self) -> None:
        """Kill the terminal and start it again from its disk, logged in just now."""
        await self.kill()
        permissions = self.permissions
        self._put_eas_on()
        for ea in self.eas.values():
            ea.view.log_in()
        self.permit(permissions)
        self.start()

    async def take_settings(self, *, url: str, key: str) -> None:
        """Let the EAs connect to this bridge by this key, as if they were attached anew."""
        await self.kill()
        self.disk.key = key
        self.setup = replace(self.setup, url=url, key=key)
        self._put_eas_on()
        self.start()

    async def log_in_elsewhere(self, other: SimBroker) -> None:
        """Log the terminal into another account: its EAs start anew there, with the same key."""
        await self.kill()
        disk = Disk(key=self.disk.key)
        self._life += 1
        for role in self.setup.roles:
            view = AccountView(other, disk, self.setup.pace, with_links=role is Role.EXECUTOR)
            self._elsewhere.append(SimEa(role, self.setup, view, Measure(), life=self._life))
        for ea in self._elsewhere:
            ea.start()

    async def log_in_again(self) -> None:
        """Log the terminal back into its own account."""
        elsewhere, self._elsewhere = self._elsewhere, []
        for ea in elsewhere:
            await ea.kill()
        await self.restart()

    def lose_trade_server(self, seconds: float, *, shown: float) -> None:
        """Let the lists come in anew for so long; meanwhile a share of them is `shown`."""
        for ea in self.eas.values():
            ea.view.synchronise(seconds, shown)
            ea.owe_snapshot()

    def go_silent(self, seconds: float) -> None:
        """Let the links die without a sign; the EAs notice after so many seconds."""
        for ea in self.eas.values():
            ea.go_silent(seconds)

    def drop_link(self, role: Role | None = None) -> None:
        """Cut the connections without a word; the EAs come back by themselves."""
        for ea in self._meant(role):
            if ea.session is not None:
                ea.session.abort()

    def stop_reading(self, role: Role | None = None) -> None:
        """Leave everything the bridge sends in the socket from now on."""
        for ea in self._meant(role):
            if ea.session is not None:
                ea.session.reading.clear()

    def read_again(self, role: Role | None = None) -> None:
        """Read on."""
        for ea in self._meant(role):
            if ea.session is not None:
                ea.session.reading.set()

    def hold_back(self) -> None:
        """Leave everything in the cable, both ways; the EAs go on."""
        for ea in self.eas.values():
            if ea.session is not None:
                ea.session.writing.clear()
        self.stop_reading()

    def let_go(self) -> None:
        """Let everything arrive that was held back."""
        for ea in self.eas.values():
            if ea.session is not None:
                ea.session.writing.set()
        self.read_again()

    def freeze(self, role: Role | None = None) -> None:
        """Stop reading, scanning and writing, as a hanging terminal does."""
        for ea in self._meant(role):
            ea.frozen = True
            if ea.session is not None:
                ea.session.writing.clear()
        self.stop_reading(role)

    def thaw(self, role: Role | None = None) -> None:
        """Go on after `freeze`."""
        for ea in self._meant(role):
            ea.frozen = False
            if ea.session is not None:
                ea.session.writing.set()
        self.read_again(role)

    def permit(self, permissions: Permissions) -> None:
        """Change what terminal, program and account allow."""
        for ea in self.eas.values():
            ea.view.permissions = permissions

    def switch_algo_trading(self, *, on: bool) -> None:
        """Press the button that lets EAs trade."""
        self.permit(replace(self.permissions, terminal=on))

    def _meant(self, role: Role | None) -> Iterable[SimEa]:
        return self.eas.values() if role is None else (self.eas[role],)
