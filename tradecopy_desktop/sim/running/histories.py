"""What a run hands over to be judged, collected from its brokers and journals."""

from dataclasses import replace
from fractions import Fraction

from tradecopy_desktop.domain.accounts import AccountKey
from tradecopy_desktop.domain.values import Reason
from tradecopy_desktop.sim.attempts_of_run import HistoryAttempt, Setback
from tradecopy_desktop.sim.broker import BookedDeal
from tradecopy_desktop.sim.broker.attempts import Attempt
from tradecopy_desktop.sim.broker.faults import Fault
from tradecopy_desktop.sim.broker.history import is_closing
from tradecopy_desktop.sim.histories_of_run import (
    AccountHistory,
    HistoryDeal,
    RouteUnderTest,
    RunHistory,
)
from tradecopy_desktop.sim.running.outages import Outage, Outages
from tradecopy_desktop.sim.running.world import World
from tradecopy_desktop.sim.scenario_sizes import override_of, sizing_of
from tradecopy_desktop.sim.seat import Seat
from tradecopy_desktop.sim.terminal.journal import Intent, Journal

_SETBACKS = {
    Fault.REQUOTE: Setback.AGAIN,
    Fault.OFF_QUOTES: Setback.AGAIN,
    Fault.BUSY: Setback.AGAIN,
    Fault.TOO_MANY: Setback.AGAIN,
    Fault.REJECT: Setback.SILENT,
    Fault.TIMEOUT_EXECUTED: Setback.SILENT,
    Fault.TIMEOUT_LOST: Setback.SILENT,
    Fault.TIMEOUT_LATE: Setback.SILENT,
    Fault.PARTIAL: Setback.PART,
}


def run_history(world: World, outages: Outages | None = None) -> RunHistory:
    """Return all accounts' histories and the routes of a run, with what `outages` were watched."""
    outages = outages or Outages(world.seats)
    return RunHistory(
        accounts={
            seat.account.key: _account(seat, outages.of(seat.account.key)) for seat in world.seats
        },
        routes=tuple(
            RouteUnderTest(
                id=route.id,
                name=route.name,
                master=AccountKey.parse(route.master),
                follower=AccountKey.parse(route.follower),
                symbol_map=dict(route.symbol_map),
                sizing=sizing_of(route.sizing),
                volume=route.volume,
                overrides=tuple(override_of(form) for form in route.overrides),
                stops=route.stops,
                reverse=route.reverse,
                contract_ratios={
                    symbol: Fraction(*ratio) for symbol, ratio in route.contract_ratios.items()
                },
            )
            for route in world.scenario.routes
        ),
    )


def _account(seat: Seat, away: tuple[Outage, ...]) -> AccountHistory:
    setup, journal = seat.broker.setup, seat.terminal.disk.journal
    return AccountHistory(
        key=setup.key,
        name=seat.account.name,
        platform=setup.platform,
        margin_mode=setup.margin_mode,
        instruments=dict(seat.broker.instruments),
        deals=tuple(_deal(booked, journal) for booked in seat.broker.history.deals()),
        open_positions=seat.broker.positions(),
        asked=_asked(seat),
        currency=seat.account.currency,
        told=seat.terminal.told,
        away=away,
        attempts=tuple(
            told
            for attempt in seat.broker.attempts
            if (told := _attempt(attempt, journal)) is not None
        ),
    )


def _attempt(attempt: Attempt, journal: Journal) -> HistoryAttempt | None:
    intent = journal.of_magic(attempt.magic) if attempt.magic != "0" else None
    if intent is None and attempt.position is not None:
        # Some brokers drop the magic when a part is closed.
        intent = journal.of_ticket(attempt.position)
    if intent is None:
        return None
    return HistoryAttempt(
        at_ns=attempt.at_ns,
        route=intent.route,
        source=intent.source,
        opens=attempt.position is None and attempt.side is intent.side,
        asked=attempt.asked,
        filled=attempt.filled,
        setback=None if attempt.fault is None else _SETBACKS.get(attempt.fault, Setback.FINAL),
    )


def _asked(seat: Seat) -> frozenset[str]:
    measures = seat.terminal.measures.values()
    return frozenset(
        received.source
        for measure in measures
        for received in measure.instructions
        if received.source
    )


def _deal(booked: BookedDeal, journal: Journal) -> HistoryDeal:
    deal = booked.deal
    told = HistoryDeal(
        ticket=deal.ticket,
        order=deal.order,
        position=booked.position,
        symbol=booked.symbol,
        side=deal.side,
        entry=deal.entry,
        volume=deal.volume,
        price=deal.price,
        reason=deal.reason,
        magic=deal.magic,
        at_ns=booked.when.at_ns,
        order_volume=deal.order_volume,
        stop_loss=booked.after.stop_loss,
        take_profit=booked.after.take_profit,
        held_at=booked.after.price,
    )
    intent = instruction_of(booked, journal)
    if intent is None:
        return told
    # A change names its copy alone; whose trade that is, its opening knows.
    openings = journal.openings(intent.copy)
    opening = intent if intent.opens or not openings else openings[0]
    return replace(
        told,
        copy=intent.copy,
        instruction=intent.id,
        route=opening.route or None,
        master=opening.master or None,
        source=opening.source or None,
    )


def instruction_of(booked: BookedDeal, journal: Journal) -> Intent | None:
    """Return the instruction behind a deal; None where the trader or the broker made it."""
    deal = booked.deal
    if deal.reason is not Reason.EXPERT:
        return None
    closing = is_closing(deal.entry)
    intent = journal.of_deal(deal.ticket, closing=closing)
    if intent is None and not closing:
        # A pending order that filled, or an order that was executed after its answer timed out.
        intent = journal.of_ticket(deal.order)
    if intent is None and deal.magic != "0":
        intent = journal.of_magic(deal.magic)
    return intent
