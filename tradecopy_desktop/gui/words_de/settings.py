"""German words of the settings page."""

SETTINGS = "Einstellungen"
SETTINGS_SAVE = "Speichern"
SETTINGS_SAVE_TIP = "Port und Tage für den nächsten Start merken"
SETTINGS_SAVED = "Gespeichert. Gilt ab dem nächsten Start von TradeCopy."
APPEARANCE = "Aussehen"
COLORS = "Farben"
THEME_NAMES = {"system": "System", "light": "Hell", "dark": "Dunkel"}
LANGUAGE = "Sprache"
LANGUAGE_OF_SYSTEM = "Wie das System"
LANGUAGE_HINT = "Gilt ab dem nächsten Start von TradeCopy."
ALARM_SETTINGS = "Meldungen und Alarme"
ALARM_SOUND_HINT = "Ton und Ruhezeiten dieses Rechners."
ALARM_AWAY_HINT = "Webhook, E-Mail und Lebenszeichen, wenn Sie nicht da sind."
BRIDGE_SETTINGS = "Bridge"
BRIDGE_PORT = "Port"
BRIDGE_PORT_HINT = (
    "1024 bis 65535, ab dem nächsten Start. Der Expert Advisor jedes Terminals muss denselben "
    "verwenden."
)
NEED_BRIDGE_PORT = "Geben Sie eine ganze Zahl von 1024 bis 65535 ein."
RECORDS_SETTINGS = "Aufzeichnungen"
LOG_DAYS = "Tage Handelsprotokoll"
LOG_DAYS_HINT = "30 bis 3650. Offene Kopien werden nie vergessen, egal wie alt sie sind."
RAW_DAYS = "Tage reine Ereignisse"
RAW_DAYS_HINT = "30 bis 3650. Ereignisse der Terminals, von denen nichts kopiert wurde."
NEED_DAYS = "Geben Sie eine ganze Zahl von 30 bis 3650 ein."
START_SETTINGS = "Start"
AUTOSTART = "Mit Windows starten"
AUTOSTART_HINT = "TradeCopy startet, wenn Sie sich bei Windows anmelden, nur für diesen Benutzer."
AUTOSTART_ON = "TradeCopy startet ab jetzt mit Windows."
AUTOSTART_OFF = "TradeCopy startet nicht mehr mit Windows."
DATA_SETTINGS = "Daten"
DATA_FOLDER = "Ordner"
DATA_FOLDER_HINT = (
    "Datenbank, Journal, Logdatei und Einstellungen. Sichern Sie ihn, wenn TradeCopy beendet ist."
)
OPEN_FOLDER = "Ordner öffnen"
OPEN_FOLDER_TIP = "Den Datenordner zeigen"


def port_in_use(address: str) -> str:
    """Return where the bridge is reached now."""
    return f"Jetzt: {address}"


def settings_unread(why: str) -> str:
    """Return what is said where the settings could not be read."""
    return f"{why}. Gezeigt sind die üblichen Einstellungen; Speichern ersetzt die Datei."


def folder_not_opened(folder: str) -> str:
    """Return what is said where no file manager shows the folder."""
    return f"Kein Programm hier zeigt Ordner. Der Ordner ist {folder}"
