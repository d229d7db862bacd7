"""How many lots of the follower's symbol are the size of one of the master's (rule S1)."""

from fractions import Fraction

from tradecopy_desktop.domain.decisions import Refusal, SkipReason, Step
from tradecopy_desktop.domain.instruments import Instrument
from tradecopy_desktop.domain.values import exact
from tradecopy_desktop.engine.book import AccountState
from tradecopy_desktop.engine.money.currencies import by_tick_value
from tradecopy_desktop.engine.money.worth import TICK_VALUE_TOLERANCE, point_value
from tradecopy_desktop.engine.sizing.request import Figure, SizeRequest
from tradecopy_desktop.engine.wording import plain


def contract_doubt(
    master: AccountState,
    master_instrument: Instrument | None,
    follower: AccountState,
    instrument: Instrument,
) -> str | None:
    """Return why one lot may not be the same on both sides, None if it surely is.

    Contract sizes must be equal. Where a tick value counts instead, what a price move is worth
    must agree within 2 %.
    """
    if master_instrument is None:
        return f"the master's contract size of {instrument.name} is not known yet"
    ours, theirs = instrument.contract_size, master_instrument.contract_size
    if ours != theirs:
        return _sizes(master_instrument, instrument)
    if not _counts_ticks(master, master_instrument, follower, instrument):
        return None
    at_master, at_follower = _worths(master, master_instrument, follower, instrument)
    if isinstance(at_master, tuple) or isinstance(at_follower, tuple):
        return f"what a lot of {instrument.name} is worth cannot be compared with the master's"
    if _alike(at_master, at_follower):
        return None
    return _moves(at_master, at_follower, follower.currency)


def lots_per_lot(request: SizeRequest) -> Figure | Refusal:
    """Return the follower's lots that are the size of one lot of the master.

    A ratio between contracts of different size comes before all; else contract sizes decide,
    unless profits are counted by tick value and tell otherwise.
    """
    instrument, theirs = request.instrument, request.master_instrument
    if request.contract_ratio != 1:
        ratio = request.contract_ratio
        text = f"{plain(ratio)} {instrument.name} are the size of 1 contract of the master"
        return _figure(ratio, text)
    if theirs is None:
        text = f"the master's terminal has not listed its symbol of {instrument.name} yet"
        return SkipReason.SYMBOL_INCOMPLETE, f"{text}, so its contract size is unknown"
    if min(instrument.contract_size, theirs.contract_size) <= 0:
        return SkipReason.SYMBOL_INCOMPLETE, f"a contract size is 0: {_sizes(theirs, instrument)}"
    sizes = exact(theirs.contract_size) / exact(instrument.contract_size)
    if not _counts_ticks(request.master, theirs, request.follower, instrument):
        return _figure(sizes, _sizes(theirs, instrument))
    return _by_worth(request, theirs, sizes)


def _by_worth(request: SizeRequest, theirs: Instrument, sizes: Fraction) -> Figure | Refusal:
    master, follower = request.master, request.follower
    at_master, at_follower = _worths(master, theirs, follower, request.instrument)
    if isinstance(at_master, tuple):
        return at_master
    if isinstance(at_follower, tuple):
        return at_follower
    ratio = at_master / at_follower
    # Tick values were read at different moments; where they mean the sizes, those are exact.
    exact = sizes if _alike(ratio, sizes) else ratio
    return _figure(exact, _moves(at_master, at_follower, follower.currency))


def _counts_ticks(
    master: AccountState, theirs: Instrument, follower: AccountState, ours: Instrument
) -> bool:
    return by_tick_value(theirs, master.platform) or by_tick_value(ours, follower.platform)


def _worths(
    master: AccountState, theirs: Instrument, follower: AccountState, ours: Instrument
) -> tuple[Fraction | Refusal, Fraction | Refusal]:
    accounts = (follower, master)
    return (
        point_value(theirs, follower.currency, accounts, owner=master),
        point_value(ours, follower.currency, accounts),
    )


def _alike(one: Fraction, other: Fraction) -> bool:
    return abs(one - other) <= other * TICK_VALUE_TOLERANCE


def _sizes(theirs: Instrument, ours: Instrument) -> str:
    return (
        f"1 lot is {plain(theirs.contract_size)} of {theirs.name} at the master "
        f"and {plain(ours.contract_size)} of {ours.name} at the follower"
    )


def _moves(at_master: Fraction, at_follower: Fraction, currency: str) -> str:
    return (
        f"a price move of 1 is worth {plain(at_master)} {currency} a lot at the master "
        f"and {plain(at_follower)} {currency} at the follower"
    )


def _figure(ratio: Fraction, text: str) -> Figure:
    return Figure(value=ratio, step=Step(rule="contract size", text=text, result=plain(ratio)))
