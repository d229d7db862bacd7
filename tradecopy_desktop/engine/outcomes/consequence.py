"""What an executor's answer leads to: the copy after it, and what is sent next."""

from dataclasses import dataclass

from tradecopy_desktop.domain.commands import Command
from tradecopy_desktop.domain.links import Link


@dataclass(frozen=True, slots=True, kw_only=True)
class Consequence:
    """The link after an answer; `commands` to send after `wait_ms`, ahead of the copy's others.

    `trouble` is what the trader must be told, None if all is well. `final` is False while the
    same instruction still runs.
    """

    link: Link
    commands: tuple[Command, ...] = ()
    wait_ms: int = 0
    trouble: str | None = None
    final: bool = True
