"""What followers would get of a trade that nobody made. Sends, stores and remembers nothing.

The decision is the engine's own, made on a view of the book that shares everything with it but
what the engine writes: searches for a symbol that found nothing, and accounts nobody has heard of.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from tradecopy_desktop.app.imagining import imagined_opening, mark_taken_by
from tradecopy_desktop.app.preview_views import (
    ImaginedRoute,
    ImaginedTrade,
    PreviewRow,
    TradableSymbol,
)
from tradecopy_desktop.app.prices import Prices
from tradecopy_desktop.app.tradable import TradableSymbols, usable_names
from tradecopy_desktop.domain.accounts import AccountKey
from tradecopy_desktop.domain.commands import OpenPosition
from tradecopy_desktop.domain.decisions import Copied, Decision, Skipped, SkipReason, Step
from tradecopy_desktop.domain.routes import Route, RouteMode, RouteSettings
from tradecopy_desktop.domain.sizing import EqualNotional
from tradecopy_desktop.domain.stop_rules import StopSource
from tradecopy_desktop.domain.values import ZERO
from tradecopy_desktop.engine.book import Book
from tradecopy_desktop.engine.copier import decide
from tradecopy_desktop.engine.moment import Moment
from tradecopy_desktop.engine.money.quotes import entry_at
from tradecopy_desktop.ports import Clock

_IMAGINED = "imagined"
_MODES = {
    RouteMode.OFF: "the route is off now: nothing is copied until it is armed",
    RouteMode.CLOSE_ONLY: "the route is paused now: nothing is opened until it is armed",
    RouteMode.SHADOW: "the route rehearses now: nothing is sent",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Question:
    """A route as if it were live, and the book as it may be written to.

    `arms`: it would be armed first, which asks what lots mean (rule S1). `remark` goes with lots.
    """

    book: Book
    route: Route
    arms: bool
    remark: str = ""


class Preview:
    """Answers the window's questions about imagined trades."""

    def __init__(
        self, book: Book, prices: Prices, clock: Clock, name_of: Callable[[AccountKey], str]
    ) -> None:
        self._book = book
        self._prices = prices
        self._clock = clock
        self._name_of = name_of
        self._usable: dict[AccountKey, tuple[int, tuple[str, ...]]] = {}

    def symbols_of(self, master: AccountKey) -> Sequence[TradableSymbol]:
        """Return what an account can trade: symbols it traded lately first, then by name."""
        account = self._book.accounts.get(master)
        if account is None:
            return ()
        listing, usable = self._usable.get(master, (-1, ()))
        if listing != account.listing:
            usable = usable_names(account)
            self._usable[master] = (account.listing, usable)
        return TradableSymbols(account, usable)

    def preview(self, route: ImaginedRoute, trade: ImaginedTrade) -> PreviewRow:
        """Return what the follower of a route would get of a trade."""
        saved = self._between(route.master, route.follower)
        imagined = Route(
            id=saved.id if saved else _IMAGINED,
            name=saved.name if saved else "this route",
            master=route.master,
            follower=route.follower,
            mode=RouteMode.LIVE,
            settings=route.settings,
        )
        keeps = saved is not None and _maps_alike(saved.settings, route.settings)
        book = self._view(imagined, keeps=keeps)
        return self._row(_Question(book=book, route=imagined, arms=True), trade)

    def preview_of_master(self, master: AccountKey, trade: ImaginedTrade) -> Sequence[PreviewRow]:
        """Return what each follower of a master would get, by its routes as they are saved."""
        return [self._of_saved(route, trade) for route in self._book.routes_of(master)]

    def _of_saved(self, route: Route, trade: ImaginedTrade) -> PreviewRow:
        live = replace(route, mode=RouteMode.LIVE)
        question = _Question(
            book=self._view(live, keeps=True),
            route=live,
            arms=route.mode is RouteMode.OFF,
            remark=_MODES.get(route.mode, ""),
        )
        return replace(self._row(question, trade), route=route.id, route_name=route.name)

    def _between(self, master: AccountKey, follower: AccountKey) -> Route | None:
        """Return the saved route between two accounts, None unless there is exactly one."""
        found = [each for each in self._book.routes_of(master) if each.follower == follower]
        return found[0] if len(found) == 1 else None

    def _view(self, route: Route, *, keeps: bool) -> Book:
        """Return the book with places of its own for what the engine writes while it decides.

        Without `keeps` the symbols that the route confirmed before do not count, as once saved.
        """
        mappings = self._book.mappings
        if not keeps:
            mappings = {key: name for key, name in mappings.items() if key[0] != route.id}
        accounts = dict(self._book.accounts)
        return replace(self._book, accounts=accounts, mappings=mappings, resolutions={})

    def _row(self, question: _Question, trade: ImaginedTrade) -> PreviewRow:
        route = question.route
        self._ask_for(question, route.master, trade.symbol)
        quote = question.book.account(route.master).quotes.get(trade.symbol)
        price = entry_at(quote, trade.side) if trade.price is None else trade.price
        if price is None and _needs_price(route.settings, trade.symbol):
            text = f"the master's price of {trade.symbol} is not known yet; it was asked for"
            return self._answer(question, reason=text)
        decision = self._decide(question, trade, ZERO if price is None else price)
        doubt = _doubt(decision) if question.arms else ""
        if doubt:
            # Arming asks for this yes; the lots are shown as they would be with it.
            settings = replace(route.settings, literal_lots_confirmed=True)
            question = replace(
                question,
                route=replace(route, settings=settings),
                remark=f"arming asks you first: {doubt}",
            )
            decision = self._decide(question, trade, ZERO if price is None else price)
        return self._told(question, decision)

    def _decide(self, question: _Question, trade: ImaginedTrade, price: Decimal) -> Decision:
        route = question.route
        moment = Moment(now_ns=self._clock.monotonic_ns(), utc=self._clock.now())
        mark = mark_taken_by(route.settings.filters)
        event = imagined_opening(route.master, trade, price, mark)
        decision = next(iter(decide(question.book, route, event, moment)))
        if mark.step is None or not isinstance(decision, Copied | Skipped):
            return decision
        return replace(decision, steps=(mark.step, *decision.steps))

    def _told(self, question: _Question, decision: Decision) -> PreviewRow:
        follower = question.route.follower
        if isinstance(decision, Copied):
            link = decision.link
            self._ask_for(question, follower, link.symbol)
            opened = [each for each in decision.commands if isinstance(each, OpenPosition)]
            row = self._answer(question, link.symbol, reason=question.remark, steps=decision.steps)
            return replace(
                row,
                side=link.side,
                lots=sum((each.volume for each in opened), ZERO),
                stop_loss=link.stop_loss,
                take_profit=link.take_profit,
            )
        steps = decision.steps if isinstance(decision, Skipped) else ()
        symbol = next((step.result for step in steps if step.rule == "symbol"), "")
        if symbol:
            self._ask_for(question, follower, symbol)
        return self._answer(question, symbol, reason=decision.detail, steps=steps)

    def _answer(
        self, question: _Question, symbol: str = "", *, reason: str, steps: tuple[Step, ...] = ()
    ) -> PreviewRow:
        follower = question.route.follower
        return PreviewRow(
            follower=follower,
            follower_name=self._name_of(follower),
            symbol=symbol,
            side=None,
            lots=None,
            stop_loss=None,
            take_profit=None,
            reason=reason,
            steps=steps,
        )

    def _ask_for(self, question: _Question, account: AccountKey, symbol: str) -> None:
        ends = (question.route.master, question.route.follower)
        currencies = frozenset(question.book.account(key).currency for key in ends)
        self._prices.look_at_example(account, symbol, currencies)


def _needs_price(settings: RouteSettings, symbol: str) -> bool:
    """Tell whether a size or a stop depends on the price that the master traded at."""
    own = [each.sizing for each in settings.overrides if each.symbol == symbol and each.sizing]
    sizing = own[0] if own else settings.sizing
    sources = (settings.stops.stop_loss.source, settings.stops.take_profit.source)
    return (
        isinstance(sizing, EqualNotional)
        or StopSource.DISTANCE in sources
        or settings.orders.max_slippage is not None
    )


def _doubt(decision: Decision) -> str:
    """Return what the trader must confirm before lots may be copied literally, "" for nothing."""
    if isinstance(decision, Skipped) and decision.reason is SkipReason.CONTRACT_SIZE_UNCONFIRMED:
        return decision.detail
    return ""


def _maps_alike(before: RouteSettings, after: RouteSettings) -> bool:
    return (before.symbol_map, before.cross_contract) == (after.symbol_map, after.cross_contract)
