"""What a limit means, in German sentences with money in them. Computes nothing."""

# Each follows where it happens, so the verb comes first: "Bei 9.500 USD Equity wird ...".
CLOSED_ACCOUNT = "wird alles geschlossen und das Konto gesperrt"
CLOSED_COPIES = "wird jede Kopie geschlossen und das Konto gesperrt"
BARRED = "wird nichts Neues eröffnet"
WARNED = "werden Sie gewarnt"
OF_EQUITY = "Equity"
OF_BALANCE = "Kontostand"
IF_DAY_BEGAN = "Würde ab jetzt gezählt: "
IF_INITIAL = "Mit dem jetzigen Kontostand als Anfangssaldo: "
AS_IT_STANDS = "Nach dem jetzigen Stand, und mit ihm steigend: "
NEEDS_MONEY = "In Geld steht es hier, sobald das Terminal den Kontostand gemeldet hat."


def at_money(money: str, kind: str) -> str:
    """Return a level of equity or balance."""
    return f"bei {money} {kind}"


def more_open(most: str, where: str) -> str:
    """Return that more than so much is open."""
    return f"bei mehr als {most}{where}"


def so_much_open(mark: str, where: str) -> str:
    """Return that so much is open."""
    return f"bei {mark}{where} oder mehr"


def on_symbol(symbol: str) -> str:
    """Return in which symbol something is open."""
    return f" in {symbol}" if symbol else ""


def of_lots(number: str) -> str:
    """Return a number of lots."""
    return f"{number} Lots"


def of_positions(number: str) -> str:
    """Return a number of positions."""
    return "1 Position" if number == "1" else f"{number} Positionen"


def of_value(money: str) -> str:
    """Return a value of positions."""
    return f"{money} Positionswert"


def at_margin(level: str) -> str:
    """Return a margin level."""
    return f"bei einem Margin-Level von {level}"


def after_losing(number: int, *, more: bool) -> str:
    """Return after how many losing trades in a row."""
    many = "1 Verlusttrade" if number == 1 else f"{number} Verlusttrades"
    return f"bei mehr als {many} in Folge" if more else f"nach {many} in Folge"


def after_trades(number: int, *, more: bool) -> str:
    """Return after how many trades of a day."""
    many = "1 Trade" if number == 1 else f"{number} Trades"
    return f"bei mehr als {many} am Tag" if more else f"nach {many} am Tag"


def best_day_share(percent: str) -> str:
    """Return what the best day's share of all profit may be."""
    return f"Der beste Tag sollte höchstens {percent} vom ganzen Gewinn ausmachen. Nur angezeigt."


def steps(percents: list[str]) -> str:
    """Return the steps of a ladder, for a table."""
    return " / ".join(percents)


# ---- names that a limit is given at first --------------------------------------------------------

NAMES_OF_LOSS = ("Tagesverlust", "Wochenverlust", "Monatsverlust", "Gesamtverlust")
NAMES_OF_TARGET = ("Tagesziel", "Wochenziel", "Monatsziel", "Gewinnziel")
NAMES_OF_DRAWDOWN = (
    "Fester Drawdown",
    "Trailing-Drawdown",
    "Trailing-Drawdown auf Kontostand",
    "Drawdown zum Tagesende",
    "Intraday-Drawdown",
)
NAMES_OF_EXPOSURE = ("Offene Lots", "Offener Wert", "Offene Positionen")


def name_with_symbol(name: str, symbol: str) -> str:
    """Return the name of a limit for one symbol."""
    return f"{name} in {symbol}" if symbol else name
