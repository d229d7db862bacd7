"""Which commands of before a restart may still have to be sent. It reads no file itself."""

from collections.abc import Iterable

from tradecopy_desktop.domain.commands import Command, ModifyPending, SetStops
from tradecopy_desktop.domain.facts import InstructionReported, Outcome

_REPLACEABLE = (SetStops, ModifyPending)


class Outstanding:
    """The commands without a final answer, in the order in which they were sent.

    Newer stops replace those that waited before them, so that these were never sent and have no
    answer; sent now, they would undo the newer ones.
    """

    def __init__(self, commands: Iterable[Command]) -> None:
        self._commands: dict[str, Command] = {}
        self._newest: dict[tuple[type[Command], str], int] = {}
        self.sent(commands)

    def sent(self, commands: Iterable[Command]) -> None:
        """Note commands that were recorded to be sent."""
        for command in commands:
            # The same stops ordered again later have the id that they had first.
            self._commands.pop(command.id, None)
            self._commands[command.id] = command
            if isinstance(command, _REPLACEABLE):
                name = (type(command), command.copy)
                self._newest[name] = max(command.revision, self._newest.get(name, 0))

    def follow(self, commands: Iterable[Command]) -> None:
        """Note commands that an answer led to: they go before what waited behind it (rule C1)."""
        waited = self._commands
        self._commands = {}
        self.sent(commands)
        self._commands |= {id: each for id, each in waited.items() if id not in self._commands}

    def answered(self, report: InstructionReported) -> None:
        """Note an answer."""
        command = self._commands.get(report.id)
        if report.outcome is Outcome.ACCEPTED or command is None:
            return
        if report.revision in (getattr(command, "revision", 0), 0):
            del self._commands[report.id]

    def left(self) -> tuple[Command, ...]:
        """Return what must be sent again."""
        return tuple(each for each in self._commands.values() if not self._is_replaced(each))

    def _is_replaced(self, command: Command) -> bool:
        if not isinstance(command, _REPLACEABLE):
            return False
        return command.revision < self._newest[type(command), command.copy]
