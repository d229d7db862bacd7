"""What a limit means, in sentences with money in them. Computes nothing."""

CLOSED_ACCOUNT = "everything is closed and the account is locked"
CLOSED_COPIES = "every copy is closed and the account is locked"
BARRED = "nothing new is opened"
WARNED = "you are warned"
OF_EQUITY = "equity"
OF_BALANCE = "balance"
IF_DAY_BEGAN = "If it were counted from now on: "
IF_INITIAL = "With the present balance as the initial one: "
AS_IT_STANDS = "As it stands now, and rising with it: "
NEEDS_MONEY = "It is told in money as soon as its terminal has told the balance."


def at_money(money: str, kind: str) -> str:
    """Return a level of equity or balance."""
    return f"at {money} {kind}"


def more_open(most: str, where: str) -> str:
    """Return that more than so much is open."""
    return f"with more than {most} open{where}"


def so_much_open(mark: str, where: str) -> str:
    """Return that so much is open."""
    return f"from {mark} open{where} on"


def on_symbol(symbol: str) -> str:
    """Return in which symbol something is open."""
    return f" in {symbol}" if symbol else ""


def of_lots(number: str) -> str:
    """Return a number of lots."""
    return f"{number} lots"


def of_positions(number: str) -> str:
    """Return a number of positions."""
    return "1 position" if number == "1" else f"{number} positions"


def of_value(money: str) -> str:
    """Return a value of positions."""
    return f"positions worth {money}"


def at_margin(level: str) -> str:
    """Return a margin level."""
    return f"at a margin level of {level}"


def after_losing(number: int, *, more: bool) -> str:
    """Return after how many losing trades in a row."""
    many = "1 losing trade" if number == 1 else f"{number} losing trades"
    return f"with more than {many} in a row" if more else f"after {many} in a row"


def after_trades(number: int, *, more: bool) -> str:
    """Return after how many trades of a day."""
    many = "1 trade" if number == 1 else f"{number} trades"
    return f"with more than {many} in a day" if more else f"after {many} in a day"


def best_day_share(percent: str) -> str:
    """Return what the best day's share of all profit may be."""
    return f"The best day should make no more than {percent} of all profit. Shown, never acted on."


def steps(percents: list[str]) -> str:
    """Return the steps of a ladder, for a table."""
    return " / ".join(percents)


# ---- names that a limit is given at first --------------------------------------------------------

NAMES_OF_LOSS = ("Daily loss", "Weekly loss", "Monthly loss", "Total loss")
NAMES_OF_TARGET = ("Daily target", "Weekly target", "Monthly target", "Profit target")
NAMES_OF_DRAWDOWN = (
    "Static drawdown",
    "Trailing drawdown",
    "Trailing drawdown on balance",
    "End-of-day drawdown",
    "Intraday drawdown",
)
NAMES_OF_EXPOSURE = ("Open lots", "Open value", "Open positions")


def name_with_symbol(name: str, symbol: str) -> str:
    """Return the name of a limit for one symbol."""
    return f"{name} in {symbol}" if symbol else name
