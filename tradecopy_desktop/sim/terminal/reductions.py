"""Taking lots off a copy: oldest ticket first, or its share of a netting position."""

from dataclasses import dataclass
from decimal import Decimal

from tradecopy_desktop.domain.trades import Position
from tradecopy_desktop.domain.values import Reason
from tradecopy_desktop.sim.broker.records import BookedDeal
from tradecopy_desktop.sim.broker.requests import CloseRequest, MarketRequest, Request
from tradecopy_desktop.sim.terminal.account_view import AccountView
from tradecopy_desktop.sim.terminal.copies import Copies, CopyName
from tradecopy_desktop.sim.terminal.fills import fill_of_deal
from tradecopy_desktop.sim.terminal.journal import Fill
from tradecopy_desktop.sim.terminal.trade_calls import CallTimes, TradeCalls


@dataclass(frozen=True, slots=True, kw_only=True)
class Reduced:
    """What the closing calls made, the last failure, and whether an outcome is unsure."""

    fills: tuple[Fill, ...]
    code: str
    unsure: bool


async def reduce_copy(
    view: AccountView,
    calls: TradeCalls,
    name: CopyName,
    volume: Decimal,
    instruction: str,
    times: CallTimes,
) -> Reduced:
    """Close `volume` lots of a copy."""
    copies = Copies(view)
    before = len(view.broker.history.changes)
    tickets = copies.tickets(name)
    code, unsure = "", False
    for position in tickets:
        part = min(volume, position.volume)
        if part <= 0:
            break
        answer = await calls.call(_request(copies, name, position, part), instruction, times)
        if answer.done:
            volume -= part
        else:
            code, unsure = answer.code, unsure or answer.done is None
    ids = {position.ticket for position in tickets}
    made = _made(view, name, before)
    # A netting order has no position of its own: whatever it met, it was ours.
    fills = tuple(
        fill_of_deal(booked)
        for booked in made
        if copies.is_netting or ids & {booked.deal.ticket, booked.after.ticket}
    )
    return Reduced(fills=fills, code=code, unsure=unsure)


def _request(copies: Copies, name: CopyName, position: Position, volume: Decimal) -> Request:
    if copies.is_netting:
        return MarketRequest(
            symbol=position.symbol,
            side=position.side.opposite,
            volume=volume,
            magic=copies.closing_magic(name),
            reason=Reason.EXPERT,
        )
    return CloseRequest(
        ticket=position.ticket, volume=volume, magic=position.magic, reason=Reason.EXPERT
    )


def _made(view: AccountView, name: CopyName, before: int) -> list[BookedDeal]:
    # Read from the history, since a call that timed out may have been carried out.
    return [
        change
        for change in view.broker.history.changes[before:]
        if isinstance(change, BookedDeal)
        and change.deal.reason is Reason.EXPERT
        and change.symbol == name.symbol
    ]
