"""The price at which a copy stands, from its own fills. Knows nothing of the master's."""

from dataclasses import replace
from decimal import Decimal

from tradecopy_desktop.domain.commands import Command, OpenPosition
from tradecopy_desktop.domain.facts import Fill, InstructionReported
from tradecopy_desktop.domain.links import Link
from tradecopy_desktop.domain.values import ZERO


def with_entry(link: Link, command: Command, report: InstructionReported) -> Link:
    """Return the copy with the average price of what it holds after an opening's fills."""
    if not isinstance(command, OpenPosition) or not report.fills:
        return link
    return replace(link, entry=average(link.entry, link.filled, report.fills))


def average(entry: Decimal | None, held: Decimal, fills: tuple[Fill, ...]) -> Decimal | None:
    """Return the volume-weighted price of `held` lots at `entry` and of `fills`."""
    lots = sum((fill.volume for fill in fills), ZERO)
    worth = sum((fill.volume * fill.price for fill in fills), ZERO)
    if entry is not None:
        lots += held
        worth += held * entry
    return worth / lots if lots else entry
