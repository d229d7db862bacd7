"""What an account holds in each symbol, or will once all orders are filled. Limits nothing."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from tradecopy_desktop.domain.instruments import Instrument
from tradecopy_desktop.domain.values import ZERO, MarginMode, exact
from tradecopy_desktop.engine.book import AccountState, Book
from tradecopy_desktop.engine.limits.caps import lots_held, most_lots
from tradecopy_desktop.engine.money.tellers import Tellers
from tradecopy_desktop.engine.money.worth import lot_value


@dataclass(frozen=True, slots=True, kw_only=True)
class Exposed:
    """Lots, their value and positions by symbol, both sides added; value None: no price known."""

    lots: Mapping[str, Decimal] = field(default_factory=dict)
    values: Mapping[str, Decimal | None] = field(default_factory=dict)
    positions: Mapping[str, int] = field(default_factory=dict)


NOTHING_EXPOSED = Exposed()


def exposed(book: Book, account: AccountState) -> Exposed:
    """Return the most that an account holds or may hold once all its orders are done."""
    lots = {symbol: held for symbol, held in lots_held(book, account).items() if held != ZERO}
    return Exposed(
        lots=lots,
        values={
            symbol: value_of(book, account, account.instruments.get(symbol), held)
            for symbol, held in lots.items()
        },
        positions=_positions(book, account, lots),
    )


def value_of(
    book: Book, account: AccountState, instrument: Instrument | None, lots: Decimal
) -> Decimal | None:
    """Return what lots are worth now in the account's currency, None while that is not known."""
    quote = None if instrument is None else account.quotes.get(instrument.name)
    if quote is None or instrument is None or not (quote.bid and quote.ask):
        return None
    price = (quote.bid + quote.ask) / 2
    worth = lot_value(instrument, price, account.currency, Tellers(book, account))
    if worth is None:
        return None
    value = worth * exact(lots)
    return Decimal(value.numerator) / Decimal(value.denominator)


def _positions(book: Book, account: AccountState, lots: Mapping[str, Decimal]) -> dict[str, int]:
    if account.margin_mode is MarginMode.NETTING:
        return dict.fromkeys(lots, 1)
    links = {link.copy: link for link in book.live_on(account.key) if most_lots(link) > ZERO}
    magics = {(x.symbol, opening.magic): x.copy for x in links.values() for opening in x.opens}
    count: dict[str, int] = {}
    seen: set[str] = set()
    for position in account.positions.values():
        count[position.symbol] = count.get(position.symbol, 0) + 1
        names = (
            position.link.copy if position.link else None,
            account.copies.get(position.id),
            account.copies.get(position.ticket),
            # Until its executor's report is here the magic tells whose it is.
            magics.get((position.symbol, position.magic)),
        )
        seen.update(name for name in names if name is not None)
    for link in links.values():
        if link.copy not in seen:
            count[link.symbol] = count.get(link.symbol, 0) + 1
    return count
