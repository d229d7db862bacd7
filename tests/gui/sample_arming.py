"""What is found and what is open when a sample route is about to be armed."""

from decimal import Decimal

from tradecopy_desktop.domain.preflight import Check, Finding, Level, WasThere
from tradecopy_desktop.domain.trades import Position
from tradecopy_desktop.domain.values import Side

FINE = (
    Finding(level=Level.OK, check=Check.CONNECTION, text="both terminals are connected"),
    Finding(level=Level.OK, check=Check.ACCOUNT_KIND, text="both are real accounts"),
    Finding(level=Level.OK, check=Check.PERMISSION, text="880142@Calder-Real may trade"),
    Finding(
        level=Level.OK,
        check=Check.SYMBOL,
        text="XAUUSD is XAUUSD.r at the follower: the only gold in US dollars there",
        symbol="XAUUSD",
    ),
    Finding(
        level=Level.OK,
        check=Check.SIZE,
        text="the master's largest trade of XAUUSD, 1 lots, becomes 1 lots of XAUUSD.r",
        symbol="XAUUSD",
    ),
    Finding(
        level=Level.OK,
        check=Check.MARGIN,
        text="1 lots of XAUUSD.r take about 2,984.12 USD of margin at a leverage of 100; "
        "100,873.55 are free",
        symbol="XAUUSD",
    ),
)
MIXED = Finding(
    level=Level.ASK,
    check=Check.ACCOUNT_KIND,
    text="the master is a demo account and the follower is a real account",
)
APART = Finding(
    level=Level.ASK,
    check=Check.PRICES,
    text="GER40 at the master and DE40.cash at the follower are 14.5 apart, more than both "
    "spreads together (2.1); stops are then set at their distance from the follower's fill",
    symbol="GER40",
)
NO_PRICE = Finding(
    level=Level.WAIT,
    check=Check.QUOTE,
    text="the follower's terminal has shown no price of NAS100 yet",
    symbol="US100",
)
FORBIDDEN = Finding(
    level=Level.REFUSE,
    check=Check.PERMISSION,
    text="4408126@Calder-Real may not trade: Algo Trading is off in its terminal",
)


def was_there(
    ticket: str, symbol: str, lots: str, prices: tuple[str, str | None], side: Side = Side.BUY
) -> WasThere:
    """Return a master's position with the price it was opened at and the price now."""
    opened, now = prices
    position = Position(
        id=f"id-{ticket}",
        ticket=ticket,
        order=ticket,
        symbol=symbol,
        side=side,
        volume=Decimal(lots),
        price=Decimal(opened),
        stop_loss=None,
        take_profit=None,
        magic="0",
        comment="",
        opened_at=1_741_957_500_000,
        profit=Decimal(0),
        swap=Decimal(0),
    )
    return WasThere(position=position, price_now=None if now is None else Decimal(now))


THERE = (
    was_there("301", "XAUUSD", "1.00", ("2984.12", "2991.40")),
    was_there("302", "EURUSD", "2.00", ("1.08843", "1.08790"), Side.SELL),
    was_there("303", "GER40", "1.50", ("22984.5", None)),
)
