"""Words of imagined trades: what a follower would get."""

from tradecopy_desktop.domain.values import Side

IF_MASTER_TRADES = "If the master trades"
PREVIEW_SYMBOL = "Symbol"
PREVIEW_LOTS = "Lots"
PREVIEW_SL = "SL"
PREVIEW_TP = "TP"
PREVIEW_NONE = "none"
PREVIEW_PICK = "Choose a master and a follower to see what would be copied."
PREVIEW_NO_SYMBOLS = "The master's terminal has not told its symbols yet. Connect it to see more."
PREVIEW_PRICES = "Enter lots above 0, and prices above 0 or nothing."
PREVIEW_UNSET = "Enter a symbol of the master, such as XAUUSD."
WHY_STEPS = "Step by step"
SIDE_BUY = "Buy"
SIDE_SELL = "Sell"
EXPLAIN = "Explain"
EXPLAIN_TIP = "What every follower of this master would get of a trade"
EXPLAIN_INTRO = "Nothing is sent: this is what the routes would do now, as they are saved."
EXPLAIN_NOBODY = "No route copies this master."

_VERBS = {Side.BUY: "buys", Side.SELL: "sells"}


def master_trades(side: Side, lots: str, symbol: str) -> str:
    """Return what the master would do."""
    return f"Master {_VERBS[side]} {lots} {symbol}:"


def follower_gets(name: str, side: Side, lots: str, symbol: str) -> str:
    """Return what a follower would do."""
    return f"{name} {_VERBS[side]} {lots} {symbol}"


def follower_gets_nothing(name: str) -> str:
    """Return that a follower would do nothing."""
    return f"{name} gets nothing"


def with_stops(stop_loss: str, take_profit: str) -> str:
    """Return the stops that a copy would have."""
    return f"SL {stop_loss}, TP {take_profit}"


def route_by_name(route: str) -> str:
    """Return by which route a follower gets it."""
    return f"by route {route}"


def explain_title(master: str) -> str:
    """Return the title of the window that explains a master's trade."""
    return f"{EXPLAIN}: {master}"
