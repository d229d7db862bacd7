"""A follower with small contracts and money of its own, for the tests of the oracle's sizes."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

from tests.unit.sim.oracle_runs import FOLLOWER, HEDGING, MASTER, account, deals, one_route
from tradecopy_desktop.domain.values import MarginMode
from tradecopy_desktop.sim.histories_of_run import AccountHistory
from tradecopy_desktop.sim.oracle import Verdict, judge
from tradecopy_desktop.sim.told import Told

# Seconds, bid and ask of EURUSD.
Quote = tuple[str, str, str]
QUOTES: tuple[Quote, ...] = (("-30", "1.1000", "1.1002"),)
# Buys 0.30 lots of 100,000 at 1.1 with an SL at 1.09; closes after ten seconds.
BUYS = """
    0  17 17 buy  in  0.30 sl=1.0900
    10 17 18 sell out 0.30"""


def opened_and_closed(lots: str) -> str:
    """Return a follower's lines that open these lots at 0.2 s and close them at 10.2 s."""
    return f"""
        0.2  501 501 buy  in  {lots} | i1 c1 17
        10.2 501 502 sell out {lots} | i2 c1 17"""


def told(
    *, balance: str = "", equity: str = "", free: str = "", quotes: tuple[Quote, ...] = ()
) -> Told:
    """Return what a terminal told: money a minute before the first trade, prices when given."""
    made = Told()
    if balance:
        made.note_funds(
            -60 * 10**9,
            balance=Decimal(balance),
            equity=Decimal(equity),
            free_margin=Decimal(free),
        )
    for seconds, bid, ask in quotes:
        made.note_quote(int(Decimal(seconds) * 10**9), "EURUSD", bid=Decimal(bid), ask=Decimal(ask))
    return made


def with_contract(history: AccountHistory, size: str, currency: str = "USD") -> AccountHistory:
    """Return the account with contracts of this size, and in this currency."""
    resized = {
        name: replace(each, contract_size=Decimal(size), base=name[:3], profit="USD")
        for name, each in history.instruments.items()
    }
    return replace(history, instruments=resized, currency=currency)


def judged_size(
    follower: str,
    *,
    master: str = BUYS,
    modes: tuple[MarginMode, MarginMode] = (HEDGING, HEDGING),
    quotes: tuple[Quote, ...] = QUOTES,
    limits: tuple[str, str, str] = ("0.1", "0.1", "1000"),
    contract: str = "10000",
    currency: str = "USD",
    **settings: Any,
) -> Verdict:
    """Return the verdict on a follower whose contracts are a tenth of the master's.

    It holds 20,000, of which 19,000 are equity and 18,000 free; the master 50,000 in all three.
    """
    theirs = replace(
        account(MASTER, modes[0], deals(master)),
        told=told(balance="50000", equity="50000", free="50000"),
    )
    made = deals(follower, first_ticket=9001)
    ours = replace(
        account(FOLLOWER, modes[1], made, limits),
        told=told(balance="20000", equity="19000", free="18000", quotes=quotes),
    )
    return judge(one_route(theirs, with_contract(ours, contract, currency), **settings))
