"""German words for how fast an account's orders leave, and how many requests a day it may make."""

REQUEST_LIMITS = "Anfragelimits"
ASK_LIMITS = "Anfragelimits…"
LIMITS_TIP = "Wie schnell Orders für ein Konto hinausgehen, und wie viele am Tag"
LIMITS_INTRO = (
    "Jede Order, Änderung und Schließung an den Broker ist eine Anfrage. "
    "Die Limits gelten für alle Routen eines Kontos zusammen, und sofort."
)
PER_MINUTE = "Anfragen je Minute"
PER_MINUTE_HINT = "Was schneller kommt, wartet, bis es dran ist; Schließungen gehen vor."
AT_ONCE = "Auf einmal"
AT_ONCE_HINT = "So viele dürfen nach einer ruhigen Zeit zusammen hinaus."
KEPT_FOR_CLOSES = "Für Schließungen"
KEPT_FOR_CLOSES_HINT = "So viele davon sind nur für Schließungen, nie für Eröffnungen oder Stops."
PER_DAY = "Anfragen am Tag"
PER_DAY_HINT = "Was Ihr Broker oder Ihre Prop-Firma erlaubt. Leer: kein Budget."
DAY_STARTS = "Tagesbeginn (Stunde UTC)"
DAY_STARTS_HINT = "Wann von vorn gezählt wird, 0 bis 23: Mitternacht bei Ihrem Broker, in UTC."
AT_70_AND_90 = "Bei 70 % und 90 % des Tagesbudgets"
NEED_BUDGET_FIRST = "Geben Sie Anfragen am Tag und Stunde ein, um zu sehen, was dann geschieht."

NEED_PER_DAY = "Geben Sie eine ganze Zahl ein, 1 oder mehr, oder lassen Sie es leer."
NEED_HOUR = "Geben Sie eine ganze Stunde von 0 bis 23 ein."


def need_whole(least: str, most: str) -> str:
    """Return what is said where a number is wanted and something else was typed."""
    return f"Geben Sie eine ganze Zahl von {least} bis {most} ein."


def need_below(burst: str) -> str:
    """Return what is said where all that may leave at once would be kept for closes."""
    return f"Weniger als auf einmal hinaus darf, {burst}: Sonst könnte nichts anderes hinaus."


def at_70(requests: str, budget: str) -> str:
    """Return what happens when most of the budget is used."""
    return (
        f"70 %: Nach {requests} von {budget} wird es gemeldet, und SL und TP werden seltener "
        "geändert."
    )


def at_90(requests: str, hour: int) -> str:
    """Return what happens when what is left is kept for closes."""
    return (
        f"90 %: Nach {requests} wird vor {hour:02}:00 UTC nichts eröffnet. Schließungen gehen "
        "immer."
    )


def without_budget(budget: str, told: str, kept: str) -> str:
    """Return what happens without a budget, and what would with one."""
    return (
        "Ohne Budget werden Anfragen gezählt, und nichts wird zurückgehalten.\n"
        f"Mit {budget} am Tag, zum Beispiel, käme nach {told} eine Meldung, und nach {kept} würde "
        "bis zum nächsten Tag nichts eröffnet. Schließungen gehen immer."
    )


def made_today(requests: str) -> str:
    """Return how many requests an account has made so far."""
    return f"Heute bisher: {requests}."


def limits_title(names: list[str]) -> str:
    """Return the title of the window in which request limits are set."""
    which = names[0] if len(names) == 1 else f"{len(names)} Konten"
    return f"{REQUEST_LIMITS} von {which}"


def limits_saved(names: list[str]) -> str:
    """Return what is said after request limits were set."""
    return f"{limits_title(names)} sind gesetzt. Sie gelten ab jetzt."
