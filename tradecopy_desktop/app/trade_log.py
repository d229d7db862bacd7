"""Lines of the trade log, made from decisions and answers. Keeps none."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from tradecopy_desktop.app.latency import stage_times
from tradecopy_desktop.app.lines import Order
from tradecopy_desktop.app.views import LogOutcome, TradeLogRow
from tradecopy_desktop.domain.accounts import AccountKey
from tradecopy_desktop.domain.commands import (
    CancelPending,
    Command,
    ModifyPending,
    OpenPosition,
    PlacePending,
    SetStops,
    SetVolume,
)
from tradecopy_desktop.domain.decisions import Copied, Skipped
from tradecopy_desktop.domain.facts import EventKind, InstructionReported, Outcome, TradeEvent
from tradecopy_desktop.domain.links import Link
from tradecopy_desktop.domain.values import ZERO, exact
from tradecopy_desktop.engine.book import Book
from tradecopy_desktop.engine.money.tellers import Tellers
from tradecopy_desktop.engine.money.worth import point_value

_OUTCOMES = {
    Outcome.FILLED: LogOutcome.DONE,
    Outcome.DONE: LogOutcome.DONE,
    Outcome.ALREADY_DONE: LogOutcome.DONE,
    Outcome.PARTLY_FILLED: LogOutcome.PART,
    Outcome.REFUSED: LogOutcome.REFUSED,
    Outcome.CHANGED: LogOutcome.WAITING,
    Outcome.ACCEPTED: LogOutcome.WAITING,
    Outcome.UNKNOWN: LogOutcome.UNKNOWN,
}
_EVENT_WORDS = {
    EventKind.OPENED: "open",
    EventKind.ADDED: "add",
    EventKind.MODIFIED: "SL/TP",
    EventKind.PARTLY_CLOSED: "close part",
    EventKind.CLOSED: "close",
    EventKind.REVERSED: "reverse",
    EventKind.PENDING_PLACED: "pending order",
}


def skipped_line(
    book: Book,
    event: TradeEvent,
    decision: Skipped,
    at: datetime,
    names: dict[AccountKey, str],
) -> TradeLogRow | None:
    """Return the line of an event that a route did not copy, None for a route that is gone."""
    route = book.routes.get(decision.route)
    if route is None:
        return None
    position = event.position
    return TradeLogRow(
        key=f"{event.stream}/{event.seq}/{decision.route}",
        at=at,
        route_name=route.name,
        follower_name=names.get(route.follower, str(route.follower)),
        action=_EVENT_WORDS.get(event.kind, event.kind.value),
        side=position.side if position else None,
        master_symbol=_symbol_of(event),
        symbol="",
        master_lots=event.deal.volume if event.deal else None,
        lots=None,
        master_price=event.deal.price if event.deal else None,
        price=None,
        slippage_points=None,
        stages=None,
        outcome=LogOutcome.SKIPPED,
        reason=decision.detail,
        steps=decision.steps,
        route=route.id,
        follower=route.follower,
        currency=book.account(route.follower).currency,
    )


def imagined_lines(
    book: Book, event: TradeEvent, decision: Copied, at: datetime, names: dict[AccountKey, str]
) -> tuple[TradeLogRow, ...]:
    """Return a line for each command that a shadow copy would have been sent."""
    link = decision.link
    route = book.routes.get(decision.route)
    return tuple(
        TradeLogRow(
            key=f"{command.id}/{getattr(command, 'revision', 0)}",
            at=at,
            route_name=route.name if route else "",
            follower_name=names.get(link.follower, str(link.follower)),
            action=_action(command, link),
            side=link.side,
            master_symbol=link.master_symbol,
            symbol=link.symbol,
            master_lots=decision.master_lots or None,
            lots=getattr(command, "volume", None),
            master_price=event.deal.price if event.deal else None,
            price=None,
            slippage_points=None,
            stages=None,
            outcome=LogOutcome.IMAGINED,
            reason="the route rehearses: nothing was sent",
            steps=decision.steps,
            route=link.route,
            follower=link.follower,
            currency=book.account(link.follower).currency,
        )
        for command in decision.commands
    )


def _symbol_of(event: TradeEvent) -> str:
    if event.position is not None:
        return event.position.symbol
    return event.pending.symbol if event.pending is not None else ""


@dataclass(frozen=True, slots=True)
class Answer:
    """An instruction's answer with what led to it; `decision` is None after a restart."""

    order: Order
    report: InstructionReported
    link: Link
    decision: Copied | None
    at: datetime


def answered_line(book: Book, answer: Answer, names: dict[AccountKey, str]) -> TradeLogRow:
    """Return the line of an instruction that was answered."""
    order, report, link, decision = answer.order, answer.report, answer.link, answer.decision
    route = book.routes.get(link.route)
    deal = order.event.deal if order.event else None
    price = _average_price(report)
    lots = sum((fill.volume for fill in report.fills), ZERO)
    points = _slippage(book, link, order, price)
    return TradeLogRow(
        key=f"{order.command.id}/{getattr(order.command, 'revision', 0)}",
        at=answer.at,
        route_name=route.name if route else "",
        follower_name=names.get(link.follower, str(link.follower)),
        action=_action(order.command, link),
        side=link.side,
        master_symbol=link.master_symbol,
        symbol=link.symbol,
        master_lots=decision.master_lots or None if decision else None,
        lots=lots or None,
        master_price=deal.price if deal else None,
        price=price,
        slippage_points=points,
        stages=stage_times(order, report),
        outcome=_OUTCOMES[report.outcome],
        reason=report.message or _plain(report),
        steps=decision.steps if decision else (),
        route=link.route,
        follower=link.follower,
        slippage_money=None if points is None else slippage_money(book, link, points, lots),
        currency=book.account(link.follower).currency,
    )


def slippage_money(book: Book, link: Link, points: Decimal, lots: Decimal) -> Decimal | None:
    """Return what slippage cost, in the follower's currency: positive is a cost.

    It is points x size of a point x worth of a price move of 1.0 for one lot x lots, by the quotes
    of now and to the cent; None where that worth is not known.
    """
    if points == ZERO:
        return Decimal("0.00")
    account = book.account(link.follower)
    instrument = account.instruments.get(link.symbol)
    if instrument is None:
        return None
    worth = point_value(instrument, account.currency, Tellers(book, account))
    if isinstance(worth, tuple):
        return None
    cents = exact(points) * exact(instrument.point) * worth * exact(lots) * 100
    return Decimal(round(cents)).scaleb(-2)


def _plain(report: InstructionReported) -> str:
    if report.outcome in (Outcome.FILLED, Outcome.DONE):
        return ""
    return report.outcome.value.replace("_", " ") + (f" ({report.code})" if report.code else "")


def _action(command: Command, link: Link) -> str:  # noqa: PLR0911 - one line a kind
    match command:
        case OpenPosition():
            return "open" if len(link.opens) <= 1 else "add"
        case SetVolume(volume=volume):
            return "close" if volume == ZERO else "close part"
        case SetStops():
            return "SL/TP"
        case PlacePending():
            return "place order"
        case ModifyPending():
            return "change order"
        case CancelPending():
            return "cancel order"
        case _:
            return "take back"


def _average_price(report: InstructionReported) -> Decimal | None:
    lots = sum((fill.volume for fill in report.fills), ZERO)
    if not lots:
        return None
    return sum((fill.price * fill.volume for fill in report.fills), ZERO) / lots


def _slippage(book: Book, link: Link, order: Order, price: Decimal | None) -> Decimal | None:
    instrument = book.account(link.follower).instruments.get(link.symbol)
    deal = order.event.deal if order.event else None
    if price is None or deal is None or instrument is None or isinstance(order.command, SetStops):
        return None
    # Paying more is worse when buying; receiving less is worse when selling.
    worse = link.side.sign if isinstance(order.command, OpenPosition) else -link.side.sign
    return ((price - deal.price) * worse / instrument.point).quantize(Decimal("0.1"))
