"""The dealing desk: takes requests, lets the dice speak, checks, and fills or refuses."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, assert_never

from tradecopy_desktop.domain.facts import EventKind, Quote
from tradecopy_desktop.domain.instruments import Instrument, floor_to_step
from tradecopy_desktop.domain.values import ZERO, MarginMode, Platform, Side
from tradecopy_desktop.sim.broker import checks
from tradecopy_desktop.sim.broker.attempts import Attempt
from tradecopy_desktop.sim.broker.faults import REFUSED_CLOSE, Fault, code_of
from tradecopy_desktop.sim.broker.money import opening_price
from tradecopy_desktop.sim.broker.records import BookedDeal, Execution
from tradecopy_desktop.sim.broker.requests import (
    CancelRequest,
    ChangeRequest,
    CloseRequest,
    MarketRequest,
    PlaceRequest,
    Request,
    StopsRequest,
    TradeAnswer,
)

if TYPE_CHECKING:
    from tradecopy_desktop.sim.broker.sim_broker import SimBroker

_TIMEOUTS = frozenset({Fault.TIMEOUT_EXECUTED, Fault.TIMEOUT_LOST, Fault.TIMEOUT_LATE})


class Desk:
    """Answers the requests of one account."""

    def __init__(self, broker: "SimBroker") -> None:
        """Serve this broker's account."""
        self._broker = broker
        self._platform = broker.setup.platform
        self._late: list[tuple[int, Request]] = []

    def send(self, request: Request) -> TradeAnswer:
        """Carry out a request, or refuse it with the platform's code."""
        fault = self._broker.dice.throw(divisible=isinstance(request, MarketRequest))
        self._count_refused_close(request, fault)
        attempt = self._attempt(request, fault)
        answer, filled = self._answer(request, fault)
        if attempt is not None:
            self._broker.attempts.append(replace(attempt, filled=filled))
        return answer

    def _count_refused_close(self, request: Request, fault: Fault | None) -> None:
        if fault is None or fault is Fault.PARTIAL or fault in _TIMEOUTS:
            return
        reduces = isinstance(request, MarketRequest) and self._reduces(request)
        if reduces or isinstance(request, CloseRequest):
            self._broker.dice.injected[REFUSED_CLOSE] += 1

    def _answer(self, request: Request, fault: Fault | None) -> tuple[TradeAnswer, Decimal]:
        """Return what is answered, and the lots that are filled, known to the asker or not."""
        if fault is None or fault is Fault.PARTIAL:
            answer = self._part_of(request) if fault else self._carry_out(request)
            return answer, answer.volume
        code = code_of(fault, self._platform)
        if fault in _TIMEOUTS:
            filled = self._time_out(request, fault)
            return TradeAnswer(done=None, code=code, message="no answer in time"), filled
        # A rejection leaves open what happened: the platforms' own texts do not tell.
        done = None if fault is Fault.REJECT else False
        return TradeAnswer(done=done, code=code, message=fault.value), ZERO

    def run_late(self) -> None:
        """Execute requests whose answer went out before they were carried out."""
        now = self._broker.clock.steady_ns()
        due = [request for at, request in self._late if at <= now]
        self._late = [(at, request) for at, request in self._late if at > now]
        for request in due:
            attempt = self._attempt(request, Fault.TIMEOUT_LATE)
            if not self._carry_out(request).done and attempt is not None:
                self._broker.attempts.append(attempt)

    def _time_out(self, request: Request, fault: Fault) -> Decimal:
        if fault is Fault.TIMEOUT_EXECUTED:
            return self._carry_out(request).volume
        if fault is Fault.TIMEOUT_LOST:
            return ZERO
        wait_ns = self._broker.setup.faults.late_ms * 1_000_000
        self._late.append((self._broker.clock.steady_ns() + wait_ns, request))
        return request.volume if isinstance(request, MarketRequest | CloseRequest) else ZERO

    def _attempt(self, request: Request, fault: Fault | None) -> Attempt | None:
        """Return the record of a request for a deal, with nothing filled yet."""
        if not isinstance(request, MarketRequest | CloseRequest):
            return None
        side, position = None, None
        if isinstance(request, MarketRequest):
            side = request.side
        else:
            holding = self._broker.find(request.ticket)
            position = holding.id if holding is not None else request.ticket
        return Attempt(
            at_ns=self._broker.clock.steady_ns(),
            side=side,
            magic=request.magic,
            position=position,
            asked=request.volume,
            fault=fault,
        )

    def _part_of(self, request: Request) -> TradeAnswer:
        if not isinstance(request, MarketRequest):
            return self._carry_out(request)
        instrument = self._broker.instruments[request.symbol]
        wanted = Fraction(request.volume) * Fraction(self._broker.dice.share())
        part = max(floor_to_step(wanted, instrument.lot_step), instrument.lot_min)
        return self._carry_out(replace(request, parts=(min(part, request.volume),)))

    def _carry_out(self, request: Request) -> TradeAnswer:
        match request:
            case MarketRequest():
                return self._market(request)
            case CloseRequest():
                return self._close(request)
            case StopsRequest():
                return self._stops(request)
            case PlaceRequest():
                return self._place(request)
            case ChangeRequest():
                return self._change(request)
            case CancelRequest():
                return self._cancel(request)
            case _:
                assert_never(request)

    def _market(self, request: MarketRequest) -> TradeAnswer:
        found = self._tradable(request.symbol)
        if isinstance(found, TradeAnswer):
            return found
        instrument, quote = found
        price = self._slipped(instrument, request.side, opening_price(request.side, quote))
        refusal = self._opening_refusal(request, instrument, quote, price)
        if refusal is not None:
            return self._refused(refusal)
        parts = request.parts or (request.volume,)
        if len(parts) > 1 and self._platform is Platform.MT4:
            raise ValueError(f"MT4 fills an order in one deal, {len(parts)} were asked for")
        order = self._broker.orders.next()
        records = [self._broker.fill(_execution(request, order, part, price)) for part in parts]
        filled = sum(parts, ZERO)
        code = self._ok() if filled == request.volume else "10010"
        return replace(self._filled(records[-1]), code=code, volume=filled)

    def _opening_refusal(
        self, request: MarketRequest, instrument: Instrument, quote: Quote, price: Decimal
    ) -> str | None:
        platform, setup = self._platform, self._broker.setup
        stops = (request.stop_loss, request.take_profit)
        refusals: list[Callable[[], str | None]] = [
            lambda: checks.volume_refusal(instrument, request.volume, platform)
        ]
        if not self._reduces(request):
            refusals.append(lambda: checks.mode_refusal(instrument, request.side, platform))
            if not setup.replaying:
                refusals += [
                    lambda: checks.stops_refusal(instrument, request.side, quote, stops, platform),
                    lambda: checks.money_refusal(
                        instrument,
                        request.volume,
                        price,
                        leverage=setup.leverage,
                        funds=self._broker.funds,
                        platform=platform,
                    ),
                ]
        return next((code for refusal in refusals if (code := refusal()) is not None), None)

    def _reduces(self, request: MarketRequest) -> bool:
        if self._broker.setup.margin_mode is not MarginMode.NETTING:
            return False
        return any(
            h.symbol == request.symbol
            and h.side is request.side.opposite
            and h.volume >= request.volume
            for h in self._broker.holdings()
        )

    def _close(self, request: CloseRequest) -> TradeAnswer:
        holding = self._broker.find(request.ticket)
        if holding is None:
            return self._refused(checks.gone(self._platform))
        found = self._tradable(holding.symbol)
        if isinstance(found, TradeAnswer):
            return found
        instrument, quote = found
        if (
            not instrument.lot_step
            or request.volume > holding.volume
            or (request.volume != holding.volume and request.volume % instrument.lot_step)
        ):
            return self._refused(code_of(Fault.INVALID_VOLUME, self._platform))
        side = holding.side.opposite
        record = self._broker.fill(
            Execution(
                order=self._broker.orders.next() if self._platform is Platform.MT5 else "0",
                symbol=holding.symbol,
                side=side,
                volume=request.volume,
                price=self._slipped(instrument, side, opening_price(side, quote)),
                magic=request.magic,
                reason=request.reason,
                position=request.ticket,
            )
        )
        return self._filled(record)

    def _stops(self, request: StopsRequest) -> TradeAnswer:
        holding = self._broker.find(request.ticket)
        if holding is None:
            return self._refused(checks.gone(self._platform))
        stops = (request.stop_loss, request.take_profit)
        if stops == (holding.stop_loss, holding.take_profit):
            return self._done("10025" if self._platform is Platform.MT5 else "1", holding.ticket)
        found = self._tradable(holding.symbol)
        if isinstance(found, TradeAnswer):
            return found
        if not self._broker.setup.replaying:
            refusal = checks.stops_refusal(found[0], holding.side, found[1], stops, self._platform)
            if refusal is not None:
                return self._refused(refusal)
        holding.stop_loss, holding.take_profit = stops
        self._broker.history.touch()
        return self._done(self._ok(), holding.ticket)

    def _place(self, request: PlaceRequest) -> TradeAnswer:
        found = self._tradable(request.symbol)
        if isinstance(found, TradeAnswer):
            return found
        instrument, quote = found
        refusal = checks.mode_refusal(instrument, request.side, self._platform)
        refusal = refusal or checks.volume_refusal(instrument, request.volume, self._platform)
        refusal = refusal or checks.pending_refusal(
            request.kind, request.side, request.price, quote, self._platform
        )
        if refusal is not None:
            return self._refused(refusal)
        pending = self._broker.waiting.place(
            request, self._broker.orders.next(), self._broker.now().at
        )
        self._broker.note(EventKind.PENDING_PLACED, pending)
        return replace(self._done(self._ok(), pending.ticket), order=pending.ticket)

    def _change(self, request: ChangeRequest) -> TradeAnswer:
        waiting = self._broker.waiting.find(request.ticket)
        if waiting is None:
            return self._refused(checks.gone(self._platform))
        quote = self._broker.quotes.get(waiting.symbol)
        refusal = quote and checks.pending_refusal(
            waiting.kind, waiting.side, request.price, quote, self._platform
        )
        if refusal:
            return self._refused(refusal)
        pending = self._broker.waiting.change(request)
        self._broker.note(EventKind.PENDING_MODIFIED, pending)
        return self._done(self._ok(), request.ticket)

    def _cancel(self, request: CancelRequest) -> TradeAnswer:
        if self._broker.waiting.find(request.ticket) is None:
            return self._refused(checks.gone(self._platform))
        pending = self._broker.waiting.take(request.ticket)
        self._broker.note(EventKind.PENDING_CANCELLED, pending)
        return self._done(self._ok(), request.ticket)

    # -- answers ----------------------------------------------------------------------------------

    def _tradable(self, symbol: str) -> tuple[Instrument, Quote] | TradeAnswer:
        instrument = self._broker.instruments.get(symbol)
        if instrument is None:
            return self._refused(checks.unknown_symbol(self._platform))
        if symbol in self._broker.closed_markets:
            return self._refused(code_of(Fault.MARKET_CLOSED, self._platform))
        quote = self._broker.quotes.get(symbol)
        if quote is None:
            return self._refused(checks.no_quote(self._platform))
        return instrument, quote

    def _slipped(self, instrument: Instrument, side: Side, price: Decimal) -> Decimal:
        points = self._broker.dice.points(self._broker.setup.slippage_points)
        return price + side.sign * points * instrument.point

    def _ok(self) -> str:
        return "10009" if self._platform is Platform.MT5 else "0"

    def _refused(self, code: str) -> TradeAnswer:
        return TradeAnswer(done=False, code=code, message="refused by the trade server")

    def _done(self, code: str, ticket: str) -> TradeAnswer:
        return TradeAnswer(done=True, code=code, ticket=ticket, at=self._broker.now().at)

    def _filled(self, record: BookedDeal) -> TradeAnswer:
        closed_mt4 = self._platform is Platform.MT4 and record.kind is not EventKind.OPENED
        return TradeAnswer(
            done=True,
            code=self._ok(),
            ticket=record.deal.ticket if closed_mt4 else record.after.ticket,
            deal=record.deal.ticket,
            order=record.deal.order,
            volume=record.deal.volume,
            price=record.deal.price,
            at=record.when.at,
        )


def _execution(request: MarketRequest, order: str, part: Decimal, price: Decimal) -> Execution:
    return Execution(
        order=order,
        symbol=request.symbol,
        side=request.side,
        volume=part,
        price=price,
        magic=request.magic,
        comment=request.comment,
        reason=request.reason,
        stop_loss=request.stop_loss,
        take_profit=request.take_profit,
        order_volume=request.volume,
    )
