"""German words for how large a route copies: in tables, and where the trader chooses."""

SAME_LOTS = "Gleiche Lots"
SAME_SIZE = "Gleiche Größe"
SAME_VALUE = "Gleicher Wert"
BY_BALANCE = "Nach Kontostand"
BY_EQUITY = "Nach Equity"
BY_FREE_MARGIN = "Nach freier Margin"


def fixed_lots(lots: str) -> str:
    """Return a fixed size."""
    return f"{lots} Lots"


def risk_percent(percent: str) -> str:
    """Return a risk in percent."""
    return f"{percent} % Risiko"


def risk_money(amount: str) -> str:
    """Return a risk in money."""
    return f"{amount} Risiko"


def leverage(times: str) -> str:
    """Return a leverage."""
    return f"Hebel {times}:1"


# ---- choosing ------------------------------------------------------------------------------------

FIXED_LOTS = "Feste Lots"
MULTIPLIER = "Lots mal Faktor"
RISK_PERCENT = "Risiko in %"
RISK_OF_BALANCE = "Risiko in % vom Kontostand"
RISK_OF_FREE_MARGIN = "Risiko in % der freien Margin"
RISK_MONEY = "Risiko in Geld"
FIXED_LEVERAGE = "Fester Hebel"
UNIT_LOTS = "Lots"
UNIT_TIMES = "mal"
UNIT_PERCENT = "% der Equity"
UNIT_OF_BALANCE = "% des Kontostands"
UNIT_OF_FREE_MARGIN = "% der freien Margin"
UNIT_MONEY = "Follower-Währung"
UNIT_LEVERAGE = ": 1"
SAME_LOTS_HINT = "So viele Lots wie der Master, egal was ein Lot wo wert ist."
FIXED_LOTS_HINT = "Jede Order des Masters wird mit diesen Lots kopiert."
MULTIPLIER_HINT = "Lots des Masters mal diese Zahl, egal was ein Lot wo wert ist."
SAME_SIZE_HINT = (
    "So viele Einheiten wie der Master, mal diese Zahl. Kontraktgrößen werden umgerechnet."
)
BALANCE_HINT = "Im Verhältnis beider Kontostände, mal diese Zahl: halbes Geld, halbe Größe."
EQUITY_HINT = "Im Verhältnis der Equity beider Konten, mal diese Zahl: halbes Geld, halbe Größe."
FREE_MARGIN_HINT = "Im Verhältnis der freien Margin beider Konten, mal diese Zahl."
RISK_PERCENT_HINT = "Was ein Verlust am SL kostet. Eine Order ohne SL wird nicht kopiert."
RISK_MONEY_HINT = RISK_PERCENT_HINT
SAME_VALUE_HINT = (
    "So viel wert wie die Order des Masters, zu den Preisen beider Broker, mal diese Zahl."
)
LEVERAGE_HINT = "Jede Order ist so viele Male die Equity des Followers wert."
NEED_PERCENT = "Geben Sie einen Prozentwert über 0 und höchstens 100 ein."


def need_number(example: str) -> str:
    """Return what is said where a number is missing or none."""
    return f"Geben Sie eine Zahl über 0 ein, z. B. {example}."
