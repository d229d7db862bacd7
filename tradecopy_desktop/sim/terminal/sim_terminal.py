"""A simulated terminal: a broker's account seen by one EA a role, and a hand on their cables."""

from collections.abc import Iterable
from dataclasses import replace

from tradecopy_desktop.domain.accounts import Permissions, Role
from tradecopy_desktop.sim.broker.sim_broker import SimBroker
from tradecopy_desktop.sim.terminal.account_view import AccountView
from tradecopy_desktop.sim.terminal.disk import Disk
from tradecopy_desktop.sim.terminal.ea import SimEa
from tradecopy_desktop.sim.terminal.measure import Measure
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
        self._life = 0
        self.eas: dict[Role, SimEa] = {}
        self._put_eas_on()

    def _put_eas_on(self) -> None:
        self._life += 1
        self.eas = {role: self._new_ea(role) for role in self.setup.roles}

    def _new_ea(self, role: Role) -> SimEa:
        executes = role is Role.EXECUTOR
        view = AccountView(self.broker, self.disk, self.setup.pace, with_links=executes)
        return SimEa(role, self.setup, view, self.measures[role], life=self._life)

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
