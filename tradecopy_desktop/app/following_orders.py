"""The orders that an executor's answer leads to, as they wait in their line. Sends nothing."""

from tradecopy_desktop.app.carrying_out import order_of
from tradecopy_desktop.app.dispatching import NS_PER_MS
from tradecopy_desktop.app.lines import Order
from tradecopy_desktop.domain.commands import Command
from tradecopy_desktop.domain.facts import InstructionReported, Outcome
from tradecopy_desktop.engine.outcomes.consequence import Consequence
from tradecopy_desktop.engine.outcomes.return_codes import Until, meaning_of

_UNSURE_MS = 1_000


def following_orders(
    order: Order, consequence: Consequence, report: InstructionReported, now_ns: int
) -> list[Order]:
    """Return the orders that follow `order` once its answer came, at steady time `now_ns`."""
    unsure = report.outcome is Outcome.UNKNOWN
    return [
        Order(
            command=command,
            decided_ns=now_ns,
            event=order.event,
            tries=order.tries + 1 if _repeats(command, order) else 1,
            not_before_ns=now_ns + consequence.wait_ms * NS_PER_MS,
            dies_ns=_dies_ns(command, order, now_ns),
            unsure_until_ns=now_ns + _UNSURE_MS * NS_PER_MS if unsure else 0,
            until=meaning_of(report.code).until if _repeats(command, order) else Until.TIME,
        )
        for command in consequence.commands
    ]


def _repeats(command: Command, order: Order) -> bool:
    return type(command) is type(order.command)


def _dies_ns(command: Command, order: Order, now_ns: int) -> int | None:
    """Return until when a following command may leave: a repetition's life is the first one's."""
    if _repeats(command, order):
        return order.dies_ns
    return order_of(command, now_ns, order.event).dies_ns
