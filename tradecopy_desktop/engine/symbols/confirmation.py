"""Whether specification and price bear out that two symbols are one instrument. Finds nothing."""

from tradecopy_desktop.domain.facts import Quote
from tradecopy_desktop.domain.instruments import Instrument
from tradecopy_desktop.engine.book import AccountState
from tradecopy_desktop.engine.wording import plain

_TOLERANCE = 50  # 2 %, as a divisor
# The money of cent accounts: their symbols have the usual price and are paid in cents.
_WHOLE = {"USC": "USD", "USc": "USD", "EUC": "EUR"}


def contradiction(symbol: str, name: str, master: AccountState, follower: AccountState) -> str:
    """Return why the follower's `name` cannot be the master's `symbol`, "" if nothing says so.

    Currencies are compared where both terminals tell them, prices where both are known: the
    middles must be within 2 %.
    """
    ours, theirs = master.instruments.get(symbol), follower.instruments.get(name)
    if ours is not None and theirs is not None:
        told = _other_money(ours, theirs)
        if told:
            return told
    return _other_price(master.quotes.get(symbol), follower.quotes.get(name))


def _other_money(ours: Instrument, theirs: Instrument) -> str:
    if (ours.base, ours.profit) == (theirs.base, theirs.profit):
        return ""
    if ours.profit and theirs.profit and _whole(ours.profit) != _whole(theirs.profit):
        return f"it pays in {theirs.profit}, the master's in {ours.profit}"
    base, other = _base(ours), _base(theirs)
    if base and other and base != other:
        return f"it is a price of {other}, the master's of {base}"
    return ""


def _base(instrument: Instrument) -> str:
    # CFDs often tell the money they are paid in as base too, which says nothing.
    base = _whole(instrument.base)
    return "" if base == _whole(instrument.profit) else base


def _whole(code: str) -> str:
    return _WHOLE.get(code, code)


def _other_price(ours: Quote | None, theirs: Quote | None) -> str:
    if ours is None or theirs is None:
        return ""
    if min(ours.bid, ours.ask, theirs.bid, theirs.ask) <= 0:
        return ""
    # Twice the middle on both sides: the halves cancel out.
    middle, other = ours.bid + ours.ask, theirs.bid + theirs.ask
    if abs(other - middle) * _TOLERANCE <= middle:
        return ""
    return f"its price is {plain(other / 2)}, the master's {plain(middle / 2)}: more than 2 % apart"
