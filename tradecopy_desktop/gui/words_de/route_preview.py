"""German words of imagined trades: what a follower would get."""

from tradecopy_desktop.domain.values import Side

IF_MASTER_TRADES = "Wenn der Master handelt"
PREVIEW_SYMBOL = "Symbol"
PREVIEW_LOTS = "Lots"
PREVIEW_SL = "SL"
PREVIEW_TP = "TP"
PREVIEW_NONE = "kein"
PREVIEW_PICK = "Wählen Sie Master und Follower, um zu sehen, was kopiert würde."
PREVIEW_NO_SYMBOLS = (
    "Das Terminal des Masters hat seine Symbole noch nicht gemeldet. "
    "Verbinden Sie es, um mehr zu sehen."
)
PREVIEW_PRICES = "Geben Sie Lots über 0 ein und Preise über 0 oder nichts."
PREVIEW_UNSET = "Geben Sie ein Symbol des Masters ein, z. B. XAUUSD."
WHY_STEPS = "Schritt für Schritt"
SIDE_BUY = "Kauf"
SIDE_SELL = "Verkauf"
EXPLAIN = "Erklären"
EXPLAIN_TIP = "Was jeder Follower dieses Masters von einem Trade bekäme"
EXPLAIN_INTRO = (
    "Nichts wird gesendet: So würden die Routen jetzt handeln, wie sie gespeichert sind."
)
EXPLAIN_NOBODY = "Keine Route kopiert diesen Master."

_VERBS = {Side.BUY: "kauft", Side.SELL: "verkauft"}


def master_trades(side: Side, lots: str, symbol: str) -> str:
    """Return what the master would do."""
    return f"Master {_VERBS[side]} {lots} {symbol}:"


def follower_gets(name: str, side: Side, lots: str, symbol: str) -> str:
    """Return what a follower would do."""
    return f"{name} {_VERBS[side]} {lots} {symbol}"


def follower_gets_nothing(name: str) -> str:
    """Return that a follower would do nothing."""
    return f"{name} bekommt nichts"


def with_stops(stop_loss: str, take_profit: str) -> str:
    """Return the stops that a copy would have."""
    return f"SL {stop_loss}, TP {take_profit}"


def route_by_name(route: str) -> str:
    """Return by which route a follower gets it."""
    return f"über Route {route}"


def explain_title(master: str) -> str:
    """Return the title of the window that explains a master's trade."""
    return f"{EXPLAIN}: {master}"
