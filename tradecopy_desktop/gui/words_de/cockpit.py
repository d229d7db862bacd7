"""German words of the cockpit: how followers are, and their positions beside the master's."""

from tradecopy_desktop.app.follower_views import FollowerState
from tradecopy_desktop.app.views import CopyState
from tradecopy_desktop.domain.findings import FindingKind

FOLLOWER_STATES = {
    FollowerState.FROZEN: "Unglaubhaft",
    FollowerState.NEW: "Neu",
    FollowerState.DISCONNECTED: "Getrennt",
    FollowerState.FLATTENING: "Schließt alles",
    FollowerState.LOCKED: "Gesperrt",
    FollowerState.LOADING: "Lädt",
    FollowerState.TRADING_OFF: "Handel aus",
    FollowerState.NAKED: "Ohne SL",
    FollowerState.OUT_OF_STEP: "Weicht ab",
    FollowerState.BARRED: "Nur schließen",
    FollowerState.BLIND: "Blind",
    FollowerState.MASTER_AWAY: "Master fehlt",
    FollowerState.NEAR_LIMIT: "Limitwarnung",
    FollowerState.PAUSED: "Pausiert",
    FollowerState.REHEARSING: "Probelauf",
    FollowerState.NO_ROUTE: "Aus",
    FollowerState.IN_STEP: "Synchron",
}
FOLLOWER_STATE_TIPS = {
    FollowerState.FROZEN: (
        "Was sein Terminal zeigt, kann nicht stimmen: Nichts wird eröffnet oder geschlossen."
    ),
    FollowerState.NEW: "Sein Terminal war noch nicht da.",
    FollowerState.DISCONNECTED: "Nichts erreicht ihn, bis sein Terminal zurück ist.",
    FollowerState.FLATTENING: (
        "Schließungen werden gesendet, bis der Broker das Konto leer zeigt."
    ),
    FollowerState.LOCKED: "Hier wird nichts eröffnet, bis Sie entsperren.",
    FollowerState.LOADING: "Nichts wird eröffnet, bis alle Positionen gemeldet sind.",
    FollowerState.TRADING_OFF: "Erlauben Sie Algo-Trading in seinem Terminal.",
    FollowerState.NAKED: "Eine Kopie ist offen ohne den SL, den sie haben sollte.",
    FollowerState.OUT_OF_STEP: "Er hält nicht, was seine Routen vorgeben.",
    FollowerState.BARRED: "Ein Limit ist fast ausgeschöpft: Nur Schließungen werden kopiert.",
    FollowerState.BLIND: "Sein Geld ist nicht zu sehen: Nichts wird eröffnet.",
    FollowerState.MASTER_AWAY: "Das Terminal des Masters zeigt nicht, was er hält.",
    FollowerState.NEAR_LIMIT: (
        "Ein Limit ist nah, oder es ist ausgeschöpft und warnt nur. Es wird weiter kopiert."
    ),
    FollowerState.PAUSED: (
        "Nichts Neues wird eröffnet; Schließungen und Stop-Änderungen werden kopiert."
    ),
    FollowerState.REHEARSING: "Seine Routen entscheiden und senden nichts.",
    FollowerState.NO_ROUTE: "Keine Route kopiert auf ihn.",
    FollowerState.IN_STEP: "Er hält, was seine Routen vorgeben.",
}
COPY_STATES = {
    CopyState.IN_STEP: "Synchron",
    CopyState.WORKING: "In Arbeit",
    CopyState.PENDING: "Wartet",
    CopyState.MISSING: "Fehlt",
    CopyState.EXTRA: "Zu viel",
    CopyState.DRIFT: "Falsche Größe",
    CopyState.WRONG_SIDE: "Falsche Seite",
    CopyState.NAKED: "Ohne SL",
    CopyState.STOP_DIFFERS: "SL/TP weicht ab",
    CopyState.UNKNOWN: "Unbekannt",
    CopyState.UNPROVEN: "Unbelegt",
    CopyState.UNLINKED: "Gelöst",
}
COPY_STATE_TIPS = {
    CopyState.IN_STEP: "Der Follower hält, was die Route vorgibt.",
    CopyState.WORKING: "Eine Order ist zum Follower unterwegs.",
    CopyState.PENDING: "Seine Order wartet auf ihren Preis, oder auf genug Lots zum Eröffnen.",
    CopyState.MISSING: "Der Master hält sie; der Follower sollte es auch, tut es aber nicht.",
    CopyState.EXTRA: "Der Follower hält sie, und die Position des Masters ist geschlossen.",
    CopyState.DRIFT: "Der Follower hält mehr oder weniger, als die Route vorgibt.",
    CopyState.WRONG_SIDE: "Der Follower hält die andere Seite.",
    CopyState.NAKED: "Sie ist offen ohne den SL, den sie haben sollte.",
    CopyState.STOP_DIFFERS: "Ihr SL oder TP ist nicht der, der angeordnet war.",
    CopyState.UNKNOWN: "Wie ihre Order ausging, ist nicht bekannt: Sehen Sie im Terminal nach.",
    CopyState.UNPROVEN: "Die Position des Masters ist weg, ohne einen Deal, der sie schließt.",
    CopyState.UNLINKED: "Diese Position gehört zu keiner Position eines Masters mehr.",
}
DO_ABOUT = {
    FindingKind.MISSING: "Öffnen…",
    FindingKind.EXTRA: "Schließen…",
    FindingKind.WRONG_SIZE: "Verkleinern…",
    FindingKind.WRONG_SIDE: "Korrigieren…",
    FindingKind.UNPROTECTED: "SL setzen…",
    FindingKind.STOP_DIFFERS: "Stops setzen…",
    FindingKind.UNLINKED: "Klären…",
    FindingKind.UNPROVEN: "Klären…",
    FindingKind.WAITING: "Korrigieren…",
}
COPY_LATE_SHORT = "Kopieren…"

DAY = "Tag"
DAY_TIP = "Gewinn oder Verlust seit Tagesbeginn des Kontos; Ein- und Auszahlungen zählen nicht mit"
ROOM = "Spielraum"
ROOM_TIP = "Was vom nächsten Limit übrig ist; mit dem Mauszeiger darauf sehen Sie alle"
DRIFT = "Abweichung"
QUEUE_TIPS = (
    "Orders, die auf den Weg zum Terminal des Followers warten; darunter seine heutigen Anfragen "
    "an den Broker und wie viele am Tag erlaubt sind"
)
OPEN_SHORT_TIP = "Offene Positionen, die auf dieses Konto kopiert wurden"
PROFIT_TIP = (
    "Offener Gewinn, wie ihn das Terminal des Followers zuletzt gemeldet hat, mindestens einmal "
    "in der Minute"
)
TO_DO = "Zu tun"
TO_DO_TIP = "Was es in Ordnung bringt; Enter auf der markierten Zeile tut dasselbe"
WHAT = "Hinweis"
OPENED = "Eröffnet"
NOT_OPENED = "Enter öffnet seine Positionen"
OPEN_TIP = "Seine Positionen über die ganze Fläche zeigen (Enter)"
CLOSE_TIP = "Zurück zu allen Followern (Links)"

RESUME = "Fortsetzen"
RESUME_TIP = "Die pausierten Routen dieses Followers wieder scharf schalten"
PAUSE_FOLLOWER_TIP = (
    "Diesen Follower nichts Neues eröffnen lassen; Schließungen werden weiter kopiert"
)
CORRECT_ROW = "Korrigieren…"
CORRECT_ROW_TIP = "Tun, was in der markierten Zeile steht"
SKIP_ROW = "Nicht kopieren"
NO_COPIES_OF_ONE_HINT = "Was seine Master ab jetzt eröffnen, erscheint hier."


def day_since(percent: str, time: str) -> str:
    """Return a gain in percent where the day's begin was not seen."""
    return f"{percent} seit {time}"


def day_detail(amount: str, begun_with: str, moment: str) -> str:
    """Return how a day's gain is counted."""
    return f"{amount} seit {moment}, als die Equity {begun_with} war"


def day_not_whole(detail: str) -> str:
    """Return that the begin of the day was not seen."""
    return f"{detail}. Wie der Tag davor war, wurde nicht gesehen."


def money_detail(equity: str, balance: str, floating: str) -> str:
    """Return an account's money, a line each."""
    return f"Equity {equity}\nKontostand {balance}\nOffen {floating}"


def room_left(left: str, limit: str) -> str:
    """Return what is left of a limit, and of which."""
    return f"{left} von {limit}"


def limit_line(limit: str, text: str) -> str:
    """Return how a limit stands, in a line."""
    return f"{limit}: {text}"


def limits_count(number: int) -> str:
    """Return the name of a row of bars to a screen reader."""
    return "1 Limit" if number == 1 else f"{number} Limits"


def positions_counted(title: str, number: int) -> str:
    """Return a title with how many positions stand below it."""
    return f"{title} ({number})"


def spoken(title: str, text: str) -> str:
    """Return what a screen reader says of a cell."""
    return f"{title}: {text}"


def correct_ask(what: str, follower: str, symbol: str) -> str:
    """Return the question before something is put right."""
    return f"{without_dots(what)} bei {follower}: {symbol}?"


def correct_detail(wrong: str, remedy: str) -> str:
    """Return what is wrong and what would be done about it."""
    return f"{wrong}. {remedy}."


def late_ask(follower: str, side: str, lots: str, symbol: str) -> str:
    """Return the question before a late trade is copied."""
    return f"Jetzt auf {follower} kopieren: {side} {lots} {symbol}?"


def late_detail(text: str, then: str, now: str) -> str:
    """Return what was missed, and what it costs now."""
    return f"{text}. Eröffnet zu {then}; der Preis ist jetzt {now}. Eröffnet wird am Markt."


def late_note(text: str) -> str:
    """Return what is said of a trade that waits for the trader's word."""
    return f"{text}; jetzt kopieren?"


def corrected(follower: str, symbol: str) -> str:
    """Return what is said after something was ordered right."""
    return f"{follower}, {symbol}: Die Korrektur ist unterwegs."


def is_settled(follower: str, symbol: str) -> str:
    """Return what is said where there is nothing left to correct."""
    return f"{follower}, {symbol}: Das ist schon erledigt."


def row_refused(follower: str, symbol: str, why: str) -> str:
    """Return why something on a row was not done."""
    return f"{follower}, {symbol}: {why}"


def follower_paused(follower: str, routes: int) -> str:
    """Return what is said after a follower was paused."""
    which = "1 Route eröffnet" if routes == 1 else f"{routes} Routen eröffnen"
    return f"{follower} ist pausiert: {which} nichts Neues. Schließungen werden weiter kopiert."


def nothing_to_pause(follower: str) -> str:
    """Return what is said where no route was armed."""
    return f"Keine Route zu {follower} war scharf."


def stop_due(price: str) -> str:
    """Return which SL was ordered, where another or none is there."""
    return f"{price} war angeordnet"


def without_dots(action: str) -> str:
    """Return what a button does, once nothing more is asked."""
    return action.removesuffix("…")
