"""Fills as reports and journal hold them, made of answers, deals and pending orders."""

from decimal import Decimal

from tradecopy_desktop.domain.trades import PendingOrder
from tradecopy_desktop.domain.values import ZERO
from tradecopy_desktop.sim.broker.records import BookedDeal
from tradecopy_desktop.sim.broker.requests import TradeAnswer
from tradecopy_desktop.sim.terminal.journal import Fill


def fill_of_answer(answer: TradeAnswer) -> Fill:
    """Return the fill that a trade server's answer tells of."""
    return Fill(
        ticket=answer.ticket,
        deal=answer.deal,
        order=answer.order,
        volume=answer.volume,
        price=answer.price,
        at=answer.at,
    )


def fill_of_deal(booked: BookedDeal) -> Fill:
    """Return the fill that a deal of the history is."""
    return Fill(
        ticket=booked.after.ticket,
        deal=booked.deal.ticket,
        order=booked.deal.order,
        volume=booked.deal.volume,
        price=booked.deal.price,
        at=booked.when.at,
    )


def fill_of_pending(pending: PendingOrder) -> Fill:
    """Return the fill that stands for a pending order: no deal yet, volume and price as placed."""
    return Fill(
        ticket=pending.ticket,
        deal="0",
        order=pending.ticket,
        volume=pending.volume,
        price=pending.price,
        at=pending.placed_at,
    )


def outcome_of(asked: Decimal, fills: tuple[Fill, ...]) -> str:
    """Return whether fills amount to what was asked."""
    return "filled" if sum((fill.volume for fill in fills), ZERO) >= asked else "partly_filled"
