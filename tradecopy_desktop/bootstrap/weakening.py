"""The demo's program without one of its defences, to see that the oracle finds what comes of it.

Named by an environment variable that nothing but the demo reads.
"""

from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum

from tradecopy_desktop.adapters.mt.server import MtServer
from tradecopy_desktop.app.copying import Copying
from tradecopy_desktop.app.reconciling import Reconciling
from tradecopy_desktop.domain.accounts import AccountKey, Role
from tradecopy_desktop.domain.commands import Command, VoidInstruction
from tradecopy_desktop.domain.errors import TradeCopyError
from tradecopy_desktop.domain.facts import Fact, SnapshotTaken
from tradecopy_desktop.domain.trades import NetPosition
from tradecopy_desktop.ports import AccountRecord, Broker, Latest, TerminalHost

_WITHOUT = "TRADECOPY_WITHOUT"
# More than any terminal ever numbers.
_EVERYTHING = 2**60


class Defence(StrEnum):
    """What can be taken away."""

    DEDUP = "dedup"  # recognizing what was copied before
    RESUME = "resume"  # going on where a broken link ended
    RECONCILER = "reconciler"  # comparing both ends


def defence_left_out(environment: Mapping[str, str]) -> Defence | None:
    """Return which defence the environment takes away; raise TradeCopyError for an unknown one."""
    name = environment.get(_WITHOUT)
    if not name:
        return None
    try:
        return Defence(name)
    except ValueError:
        known = ", ".join(Defence)
        raise TradeCopyError(f"{_WITHOUT} must be one of {known}, was {name}") from None


class ForgetfulServer:
    """A way to the terminals that says nothing twice: what a link lost stays lost."""

    def __init__(self, server: MtServer) -> None:
        """Send through this server."""
        self._server = server
        self._sent: set[tuple[str, int]] = set()

    def send(self, command: Command, *, expected: NetPosition | None) -> bool:
        """Put a command on the wire, unless it was sent before."""
        name = (command.id, getattr(command, "revision", 0))
        if name in self._sent and not isinstance(command, VoidInstruction):
            return True
        sent = self._server.send(command, expected=expected)
        if sent:
            self._sent.add(name)
        return sent

    def ask_picture(self, account: AccountKey, role: Role = Role.EXECUTOR) -> None:
        """Ask as the server does."""
        self._server.ask_picture(account, role)

    def watch_quotes(self, account: AccountKey, symbols: Sequence[str]) -> tuple[str, ...]:
        """Ask as the server does."""
        return self._server.watch_quotes(account, symbols)

    def acknowledge_event(self, account: AccountKey, role: Role, stream: str, seq: int) -> None:
        """Tell as the server does."""
        self._server.acknowledge_event(account, role, stream, seq)

    def acknowledge_report(self, account: AccountKey, number: int) -> None:
        """Tell as the server does."""
        self._server.acknowledge_report(account, number)


class ForgetfulHost:
    """A program that lets no terminal go on where it was: it wants nothing told again."""

    def __init__(self, host: TerminalHost) -> None:
        """Host for this one."""
        self._host = host

    def resume_point(self, account: AccountKey, role: Role, stream: str) -> tuple[int, int]:
        """Return that everything is stored."""
        _, report = self._host.resume_point(account, role, stream)
        return _EVERYTHING, report

    def admit(self, key: str) -> AccountRecord | None:
        """Admit as the host does."""
        return self._host.admit(key)

    def entered(self, record: AccountRecord, role: Role) -> None:
        """Take note as the host does."""
        self._host.entered(record, role)

    def deliver(self, fact: Fact) -> None:
        """Hand over as it is."""
        self._host.deliver(fact)

    async def wait_for_room(self) -> None:
        """Wait as the host does."""
        await self._host.wait_for_room()

    def show(self, account: AccountKey, role: Role, latest: Latest) -> None:
        """Show as the host does."""
        self._host.show(account, role, latest)


class BlindCopying(Copying):
    """Believes what it was told, whatever a picture shows."""

    def _on_picture(self, picture: SnapshotTaken) -> None:
        if picture.role is Role.EXECUTOR:
            self.dispatcher.follower_ready(picture.account)


class IdleReconciling(Reconciling):
    """Compares nothing."""

    def took(self, fact: Fact) -> None:
        """Look at nothing."""

    def sweep(self) -> None:
        """Look at nothing."""


def broker_without(defence: Defence | None, server: MtServer) -> Broker:
    """Return the way to the terminals."""
    return ForgetfulServer(server) if defence is Defence.RESUME else server


def host_without(defence: Defence | None, host: TerminalHost) -> TerminalHost:
    """Return what terminals connect to."""
    return ForgetfulHost(host) if defence is Defence.RESUME else host


def copying_without(defence: Defence | None) -> Callable[..., Copying]:
    """Return what makes the owner of the book."""
    return BlindCopying if defence is Defence.RECONCILER else Copying


def reconciling_without(defence: Defence | None) -> Callable[..., Reconciling]:
    """Return what makes the comparing of both ends."""
    return IdleReconciling if defence is Defence.RECONCILER else Reconciling
