"""German words of the guard's page: how accounts stand, flattening, unlocking, what was done."""

from tradecopy_desktop.domain.guarding import Rung

GUARD = "Schutz"
ACCOUNT = "Konto"
NEAREST_LIMIT = "Nächstes Limit"
LIMIT = "Limit"
USED = "Genutzt"
USED_TIP = "Wie viel vom Limit genutzt ist; bei 100 % ist es erreicht"
ROOM_LEFT = "Übrig"
ROOM_LEFT_TIP = "Wie viel vom Limit übrig ist"
STANDING = "Stand"
WHY = "Warum"
WHAT_WAS_DONE = "Was getan wurde"
LIMITS_TAB = "Limits"
AUDIT_TAB = "Prüfpfad"

STANDINGS = {
    Rung.FINE: "In den Limits",
    Rung.WARN: "Warnung",
    Rung.CLOSE_ONLY: "Nur schließen",
    Rung.FLATTEN: "Verletzt",
}
STANDING_TIPS = {
    Rung.FINE: "Jedes Limit hat noch Spielraum.",
    Rung.WARN: "Ein Limit ist nah. Es wird weiter kopiert.",
    Rung.CLOSE_ONLY: (
        "Ein Limit ist fast ausgeschöpft: Nichts Neues wird eröffnet, Schließungen gehen weiter."
    ),
    Rung.FLATTEN: "Ein Limit ist erreicht: Alles wird geschlossen und das Konto gesperrt.",
}
LOCKED = "Gesperrt"
FLATTENING = "Stellt glatt"
BLIND = "Schutz blind"
NO_LIMITS = "Ohne Limits"
NO_LIMITS_TIP = "Nichts schützt dieses Konto bisher: Setzen Sie seine Limits."
FLATTENING_TIP = "Schließungen werden gesendet, bis die Positionsliste des Brokers selbst leer ist."
WARNS_ONLY = "Warnt nur"
WATCHED_ONLY = "Nur ein Master-Terminal ist verbunden: Limits können warnen, aber nichts schließen."
ESTIMATED = "Geschätzt"
ESTIMATED_TIP = "Der Stand beim letzten Reset wurde nicht gesehen; er ist aus Bekanntem errechnet."
SHOWN_ONLY = "Nur Anzeige"
SHOWN_ONLY_TIP = "Dieses Limit verhindert nichts und schließt nichts."
NOT_KNOWN = "Noch nicht bekannt"

GUARD_LIMITS = "Limits…"
GUARD_LIMITS_TIP = "Was dieses Konto verlieren, halten und verdienen darf, und was dann geschieht"
FLATTEN = "Glattstellen…"
FLATTEN_TIP = "Alles auf diesem Konto schließen und es sperren"
UNLOCK = "Entsperren…"
UNLOCK_TIP = "Dieses Konto wieder Positionen eröffnen lassen"
FLATTEN_YES = "Glattstellen und sperren"
FLATTEN_ALL = "Alle glattstellen"
FLATTEN_ALL_TIP = "Alles auf allen Followern schließen und sie sperren"
FLATTEN_ALL_MENU = "Alle glattstellen…"
FLATTEN_ALL_ASK = "Alle Follower glattstellen?"
FLATTEN_ALL_YES = "Alle glattstellen und sperren"
RELOAD = "Neu laden"
NO_GUARDS = "Keine Konten zu schützen"
NO_GUARDS_HINT = (
    "Fügen Sie zuerst ein Konto hinzu; dann setzen Sie, was es verlieren, halten und verdienen "
    "darf."
)
NO_STANDS = "Keine Limits für dieses Konto"
NO_STANDS_HINT = (
    "Setzen Sie seine Limits: Sie werden bei jeder Preisänderung geprüft, kopiert oder nicht."
)
SELECT_ACCOUNT = "Wählen Sie ein Konto"
SELECT_ACCOUNT_HINT = "Seine Limits stehen dann hier, mit dem, was genutzt und was übrig ist."
NO_AUDIT = "Noch nichts geschehen"
NO_AUDIT_HINT = (
    "Jede Warnung, Sperre und Glattstellung steht hier, und jedes Entsperren mit seinem Grund."
)

AUDITED = {
    "limits": "Limits gesetzt",
    "warn": "Gewarnt",
    "close_only": "Nur schließen",
    "flatten": "Glattstellen",
    "locked": "Gesperrt",
    "unlocked": "Entsperrt",
}

UNLOCK_YES = "Entsperren"
UNLOCK_REASON = "Warum entsperren Sie?"
UNLOCK_REASON_HINT = "Es wird mit der Zeit im Prüfpfad festgehalten."
NEED_REASON = "Schreiben Sie auf, warum: Ein paar Worte genügen."
UNLOCK_MEANS = (
    "Entsperren eröffnet nichts. Was der Master inzwischen eröffnet hat, wird nicht kopiert; "
    "seine nächsten Trades schon."
)


def limits_of(account: str) -> str:
    """Return the title above an account's limits."""
    return f"Limits von {account}"


def left(percent: str) -> str:
    """Return the room that is left of a limit."""
    return f"{percent} übrig"


def flatten_ask(account: str) -> str:
    """Return the question before an account is flattened."""
    return f"{account} glattstellen?"


def flatten_detail(positions: int | None) -> str:
    """Return what flattening an account means."""
    open_now = "" if positions is None else f" ({positions} jetzt offen)"
    return (
        f"Jede Position darauf{open_now} wird am Markt geschlossen, auch Ihre eigenen; seine "
        "Pending-Orders werden gelöscht, und es bleibt gesperrt, bis Sie es entsperren."
    )


def flatten_all_detail(followers: int, open_copies: int) -> str:
    """Return what flattening all followers means."""
    copies = "1 offene Kopie" if open_copies == 1 else f"{open_copies} offene Kopien"
    return (
        f"{followers} Follower, {copies}: Jede Position wird am Markt geschlossen, auch Ihre "
        "eigenen; Pending-Orders werden gelöscht, und die Konten bleiben gesperrt, bis Sie sie "
        "entsperren."
    )


def flattening(account: str) -> str:
    """Return what is said after an account was ordered flat."""
    return (
        f"{account} wird glattgestellt. Es ist gesperrt, sobald sein Broker keine Position mehr "
        "zeigt."
    )


def flattening_all(number: int) -> str:
    """Return what is said after all followers were ordered flat."""
    which = "1 Follower wird" if number == 1 else f"{number} Follower werden"
    return f"{which} glattgestellt, dann gesperrt."


def unlock_title(account: str) -> str:
    """Return the title of the window in which an account is unlocked."""
    return f"{account} entsperren"


def locked_because(why: str) -> str:
    """Return why an account is locked."""
    return f"Gesperrt: {why}."


def unlocked(account: str) -> str:
    """Return what is said after an account was unlocked."""
    return f"{account} ist entsperrt. Der Grund steht im Prüfpfad."
