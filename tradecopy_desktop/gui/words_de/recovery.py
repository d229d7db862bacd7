"""German words for what a route does about trades that it missed and copies that differ."""

from tradecopy_desktop.domain.recovery_rules import Corrections, LatePolicy, MasterAway
from tradecopy_desktop.domain.sizing import PartialFill
from tradecopy_desktop.domain.stop_rules import MovedByHand

RECOVERY = "Wiederanlauf"
RECOVERY_TIP = "Was die Route bei verpassten Trades und abweichenden Kopien tut"
RECOVERY_INTRO = (
    "Für den Fall, dass ein Terminal weg war oder eine Kopie nicht ist, wie sie sein soll. "
    "Was der Master geschlossen hat, wird immer geschlossen."
)
SAVE = "Speichern"
UNIT_POINTS = "Punkte"
UNIT_MINUTES = "Minuten"

COPIES_THAT_DIFFER = "Abweichende Kopien"
CORRECTIONS = {
    Corrections.BY_CLICK: "Ich korrigiere sie per Klick",
    Corrections.AUTOMATIC: "Automatisch korrigieren",
}
CORRECTION_HINTS = {
    Corrections.BY_CLICK: "Die Seite Abgleich zeigt, was abweicht, und wartet auf Sie.",
    Corrections.AUTOMATIC: "Was sich sicher richten lässt, wird binnen einer Minute gerichtet.",
}
CORRECTIONS_SHORT = {Corrections.BY_CLICK: "Per Klick", Corrections.AUTOMATIC: "Automatisch"}

LATE_TRADES = "Trades, die während eines Ausfalls eröffnet wurden"
LATE = {
    LatePolicy.SKIP: "Überspringen",
    LatePolicy.WITHIN: "Kopieren, solange der Preis nahe ist",
    LatePolicy.MARKET: "Zu jedem Preis kopieren",
    LatePolicy.ASK: "Mich fragen",
}
LATE_HINTS = {
    LatePolicy.SKIP: "Sie werden gemeldet und nicht kopiert.",
    LatePolicy.WITHIN: (
        "Zum Markt, wenn der Preis höchstens um so viel schlechter ist als der des Masters."
    ),
    LatePolicy.MARKET: (
        "Zum Markt, sobald beide Terminals zurück sind, egal wie weit der Preis gelaufen ist."
    ),
    LatePolicy.ASK: (
        "Eine Frage wartet auf der Seite Abgleich; ohne Antwort werden sie übersprungen."
    ),
}
LATE_SHORT = {
    LatePolicy.SKIP: "Übersprungen",
    LatePolicy.WITHIN: "Kopiert, wenn nahe",
    LatePolicy.MARKET: "Kopiert",
    LatePolicy.ASK: "Frage",
}

MASTER_AWAY = "Master weg, während Kopien offen sind"
AWAY = {
    MasterAway.HOLD: "Offen lassen",
    MasterAway.CLOSE_ONLY: "Route pausieren",
    MasterAway.CLOSE: "Schließen nach",
}
AWAY_HINTS = {
    MasterAway.HOLD: "Nach 30 Sekunden werden Sie gewarnt; SL und TP bleiben.",
    MasterAway.CLOSE_ONLY: (
        "Sie bleiben offen, und nichts Neues wird eröffnet, bis Sie wieder scharf schalten."
    ),
    MasterAway.CLOSE: (
        "Alle Kopien der Route werden zum Markt geschlossen, wenn er so lange weg war."
    ),
}

STOPS_BY_HAND = "SL oder TP am Follower von Hand verschoben"
BY_HAND = {
    MovedByHand.UNTIL_NEXT: "Bleibt, bis der Master seinen ändert",
    MovedByHand.ALWAYS: "Bleibt, egal was der Master tut",
    MovedByHand.NEVER: "Wird sofort zurückgesetzt",
}
BY_HAND_HINTS = {
    MovedByHand.UNTIL_NEXT: "Ändert der Master SL oder TP, gilt das wieder auch für die Kopie.",
    MovedByHand.ALWAYS: "Eine Kopie mit verschobenem SL oder TP behält ihn, bis sie zu ist.",
    MovedByHand.NEVER: "SL und TP der Kopie sind immer die, die die Route vorsieht.",
}

PARTIAL_FILLS = "Broker führt eine Kopie nur teilweise aus"
PARTIAL = {
    PartialFill.NEW_BASE: "Die Teilausführung behalten",
    PartialFill.COMPLETE: "Den Rest nachordern",
}
PARTIAL_HINTS = {
    PartialFill.NEW_BASE: "Die Kopie bleibt kleiner und folgt dem Master im Verhältnis.",
    PartialFill.COMPLETE: "Der Rest wird erneut geordert, solange der Trade jung genug ist.",
}

NEED_POINTS = "Geben Sie ganze Punkte ab 0 ein, z. B. 20."
NEED_MINUTES = "Geben Sie ganze Minuten von 1 bis 1440 ein."


def recovery_title(names: list[str]) -> str:
    """Return the title of the window in which recovery is set."""
    which = names[0] if len(names) == 1 else f"{len(names)} Routen"
    return f"{RECOVERY} von {which}"


def recovery_saved(names: list[str]) -> str:
    """Return what is said after recovery was set."""
    which = names[0] if len(names) == 1 else f"{len(names)} Routen"
    return f"{RECOVERY} von {which} gespeichert. Gilt ab sofort."
