"""German words of the window itself: pages, header, quitting, tray."""

from tradecopy_desktop.app.views import Health

PROGRAM = "TradeCopy Desktop"

COCKPIT = "Cockpit"
ACCOUNTS = "Konten"
ROUTES = "Routen"
LATENCY = "Latenz"
LOG = "Handelsprotokoll"
ALERTS = "Alarme"

MASTERS = "Master"
FOLLOWERS = "Follower"
OPEN_COPIES = "Offen"
COPIED = "Kopiert"
BRIDGE = "Bridge"
DEMO = "DEMO"
DEMO_TIP = "Simulierte Terminals, simuliertes Geld: Nichts davon erreicht einen Broker."
PAUSE_ALL = "Alle pausieren"
PAUSE_ALL_TIP = "Auf keiner Route mehr neue Kopien eröffnen"
THEME_TIPS = {
    "system": "Farben des Systems",
    "light": "Helle Farben",
    "dark": "Dunkle Farben",
}
CANCEL = "Abbrechen"
DISMISS = "Ausblenden"
NO_TRAY = (
    "Dieser Desktop hat keinen Infobereich: TradeCopy läuft, solange dieses Fenster offen ist. "
    "Minimieren Sie es, wenn es stört."
)
KEEPS_COPYING = "TradeCopy kopiert hier weiter. Beenden Sie es im Menü dieses Symbols."
QUIT = "Beenden"
QUIT_ASK = "TradeCopy Desktop beenden?"


def connected_of(connected: int, known: int) -> str:
    """Return how many of the known terminals are there."""
    return f"{connected} von {known}"


def bridge_address(port: int) -> str:
    """Return where terminals find the bridge."""
    return f"127.0.0.1:{port}"


def copies(number: int) -> str:
    """Return a number of open copies in words."""
    return "1 offene Kopie" if number == 1 else f"{number} offene Kopien"


def unexpected(name: str) -> str:
    """Return what is said when an order ended in a fault of the program itself."""
    return f"Im Programm selbst ging etwas schief ({name}). Einzelheiten stehen in der Logdatei."


TRAY_OPEN = "TradeCopy öffnen"
TRAY_STATES = {
    Health.IDLE: "Ruht",
    Health.GOOD: "Kopiert",
    Health.WARNING: "Warnung",
    Health.BAD: "Limit verletzt",
}


def tray_tip(state: str, masters: str, followers: str, open_copies: str, copied: str) -> str:
    """Return the figures that the tray icon shows, short: Windows cuts after 127 letters."""
    return (
        f"{PROGRAM}: {state}\n{MASTERS}: {masters}\n{FOLLOWERS}: {followers}\n"
        f"{OPEN_COPIES}: {open_copies}\n{COPIED}: {copied}"
    )
