"""German words of quitting, and of what becomes of open copies."""

from tradecopy_desktop.gui.words_de.window import copies

QUIT_LIVE_DETAIL = "Routen sind scharf; bis zum nächsten Start wird dann nichts kopiert."
QUIT_LEAVE = "Beenden und die Kopien offen lassen"
QUIT_LEAVE_HINT = (
    "Ihre Stops bleiben beim Broker. Was der Master inzwischen schließt, wird hier geschlossen, "
    "wenn Sie TradeCopy wieder starten."
)
QUIT_CLOSE = "Erst die Kopien schließen, dann beenden"
QUIT_CLOSE_HINT = (
    "Scharfe Routen werden pausiert, alle Kopien zum Marktpreis geschlossen, und TradeCopy "
    "beendet sich, wenn die letzte geschlossen ist."
)
KEEP_RUNNING = "Weiterlaufen"
QUIT_NOW = "Jetzt beenden"
CLOSING_TITLE = "Kopien werden geschlossen"
CLOSING_UNDER_WAY = "wird gerade geschlossen"
CLOSING_FIRST = "Die Routen werden pausiert…"
KEPT_RUNNING = (
    "TradeCopy läuft weiter. Begonnene Schließungen gehen weiter, und die Routen bleiben "
    "pausiert: Schalten Sie sie wieder scharf, wenn Sie kopieren wollen."
)
START_FAILED = "TradeCopy konnte nicht starten."
TRAY_GONE = "Der Infobereich fehlt: TradeCopy läuft in diesem Fenster, bis er wieder da ist."
TRAY_BACK = "Der Infobereich ist da: Nach dem Schließen des Fensters kopiert TradeCopy dort weiter."


def quit_intro(open_copies: int) -> str:
    """Return what stands above the choices."""
    if open_copies == 1:
        return (
            "1 offene Kopie folgt ihrem Master nur, solange TradeCopy läuft. Was soll mit ihr "
            "geschehen?"
        )
    return (
        f"{copies(open_copies)} folgen ihren Mastern nur, solange TradeCopy läuft. "
        "Was soll mit ihnen geschehen?"
    )


def closing_progress(closed: int, total: int) -> str:
    """Return how far closing has come."""
    return f"{closed} von {total} geschlossen"


def copy_left(follower: str, symbol: str, why: str) -> str:
    """Return a copy that is not closed yet."""
    return f"{follower}, {symbol}: {why}"


def more_left(number: int) -> str:
    """Return how many more copies are not closed yet."""
    return f"und {number} weitere"


def quit_now_hint(open_copies: int) -> str:
    """Return what quitting now means."""
    return f"Jetzt zu beenden lässt {copies(open_copies)} beim Broker, mit ihren Stops."


def start_failure(why: str, folder: str) -> str:
    """Return why the program could not start, and where its settings and its log are."""
    return f"{why}.\n\nEinstellungen (config.toml) und Logdatei liegen in {folder}"
