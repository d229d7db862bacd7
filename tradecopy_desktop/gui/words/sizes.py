"""Words for how large a route copies: in tables, and where the trader chooses."""

SAME_LOTS = "Same lots"
SAME_SIZE = "Same size"
SAME_VALUE = "Same value"
BY_BALANCE = "By balance"
BY_EQUITY = "By equity"
BY_FREE_MARGIN = "By free margin"


def fixed_lots(lots: str) -> str:
    """Return a fixed size."""
    return f"{lots} lots"


def risk_percent(percent: str) -> str:
    """Return a risk in percent."""
    return f"{percent} % risk"


def risk_money(amount: str) -> str:
    """Return a risk in money."""
    return f"{amount} risk"


def leverage(times: str) -> str:
    """Return a leverage."""
    return f"{times}:1 leverage"


# ---- choosing ------------------------------------------------------------------------------------

FIXED_LOTS = "Fixed lots"
MULTIPLIER = "Multiplier of lots"
RISK_PERCENT = "Risk in percent"
RISK_OF_BALANCE = "Risk in percent of balance"
RISK_OF_FREE_MARGIN = "Risk in percent of free margin"
RISK_MONEY = "Risk in money"
FIXED_LEVERAGE = "Fixed leverage"
UNIT_LOTS = "lots"
UNIT_TIMES = "times"
UNIT_PERCENT = "% of equity"
UNIT_OF_BALANCE = "% of balance"
UNIT_OF_FREE_MARGIN = "% of free margin"
UNIT_MONEY = "follower's money"
UNIT_LEVERAGE = ": 1"
SAME_LOTS_HINT = "As many lots as the master, whatever a lot is worth at either broker."
FIXED_LOTS_HINT = "Every order of the master is copied with these lots."
MULTIPLIER_HINT = "The master's lots times this number, whatever a lot is worth at either broker."
SAME_SIZE_HINT = "As many units as the master, times this number. Contract sizes are converted."
BALANCE_HINT = "In proportion to both balances, times this number: half the money, half the size."
EQUITY_HINT = "In proportion to both equities, times this number: half the money, half the size."
FREE_MARGIN_HINT = "In proportion to both free margins, times this number."
RISK_PERCENT_HINT = "What a loss at the SL costs. An order without an SL is not copied."
RISK_MONEY_HINT = RISK_PERCENT_HINT
SAME_VALUE_HINT = "Worth as much as the master's order at both brokers' prices, times this number."
LEVERAGE_HINT = "Every order is worth this many times the follower's equity."
NEED_PERCENT = "Enter a percentage above 0 and at most 100."


def need_number(example: str) -> str:
    """Return what is said where a number is missing or none."""
    return f"Enter a number above 0, such as {example}."
