"""The bridge without sockets, and the cables that lead to it."""

import asyncio
from random import Random

from tests.rig.pipes import Cable, Ear, End
from tradecopy_desktop.adapters.mt.admission import Admission
from tradecopy_desktop.adapters.mt.server import MtServer
from tradecopy_desktop.domain.commands import Command
from tradecopy_desktop.domain.trades import NetPosition
from tradecopy_desktop.ports import Clock, TerminalHost


class PipeServer(MtServer):
    """The real server's sessions and order of things, over pipes instead of sockets."""

    def __init__(self, clock: Clock, life: "Life") -> None:
        super().__init__(clock, program="rig")
        self._life = life
        self._serving: set[asyncio.Task[None]] = set()

    async def start(self, host: TerminalHost, address: str, port: int) -> int:
        """Let terminals in from now on."""
        self._served = (host, Admission(host, self._clock))
        self._sweeper = asyncio.create_task(self._sweep(), name="bridge heartbeats")
        return 1

    def take(self, end: End) -> None:
        """Serve a terminal that has dialed."""
        task = asyncio.create_task(self._serve(end), name="serving")  # type: ignore[arg-type]
        self._serving.add(task)
        task.add_done_callback(self._serving.discard)

    def end(self) -> None:
        """End at once."""
        for task in (*self._serving, self._sweeper):
            if task is not None:
                task.cancel()

    def send(self, command: Command, *, expected: NetPosition | None) -> bool:
        """Put a command on the wire, unless the program dies just before or after it."""
        self._life.pass_by("before sending")
        sent = super().send(command, expected=expected)
        self._life.pass_by("after sending")
        return sent

    def _put(self, connection: End, frame: str) -> bool:  # type: ignore[override]
        if self._life.is_over or connection.is_closing():
            return False
        connection.put(frame)
        return True


class Died(BaseException):
    """The program was killed at this very instruction."""


class Life:
    """One life of the program: where it is to die, and whether it has."""

    def __init__(self) -> None:
        self._dies: tuple[str, int] | None = None
        self.is_over = False
        self.over_s: float | None = None

    def die_at(self, place: str, after: int) -> None:
        """Let it die when it comes to a place for the `after`-th time from now, 1 for the next."""
        self._dies = (place, after)

    def live_on(self) -> None:
        """Forget where it was to die."""
        self._dies = None

    def pass_by(self, place: str) -> None:
        """Die here if that was said; the dead do nothing more."""
        if self.is_over:
            raise Died
        if self._dies is not None and self._dies[0] == place:
            left = self._dies[1] - 1
            self._dies = (place, left)
            if left == 0:
                self.is_over = True
                self.over_s = asyncio.get_running_loop().time()
                raise Died


class Network:
    """All cables of a scene, whichever program is at their end."""

    def __init__(self, dice: Random) -> None:
        self._dice = dice
        self.server: PipeServer | None = None
        self.cables: list[Cable] = []
        self.ear = Ear()

    def dial(self, _url: str, key: str, _left: object) -> End:
        """Return a terminal's end of a new connection; raise OSError while nobody listens."""
        if self.server is None:
            raise ConnectionRefusedError("nobody listens")
        cable = Cable(key, self._dice.choice((0.0001, 0.0005, 0.005)), self.ear)
        near, far = End(cable), End(cable)
        self.cables = [each for each in self.cables if not each.cut]
        self.cables.append(cable)
        self.server.take(far)
        return near

    def of(self, key: str) -> list[Cable]:
        """Return the cables of a terminal that are not cut."""
        return [cable for cable in self.cables if cable.key == key and not cable.cut]

    def unplug(self) -> None:
        """Cut everything, as the end of the program does."""
        self.server = None
        for cable in self.cables:
            cable.silent = False
            cable.abort()
        self.cables.clear()
