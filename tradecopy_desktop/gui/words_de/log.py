"""German words of the trade log: its filter, how much is shown, and writing it to a file."""

TROUBLE = "Nur Probleme"
ALL_ROUTES = "Alle Routen"
ALL_FOLLOWERS = "Alle Follower"
LOG_PERIOD = "Zeitraum"
LOG_TODAY = "Heute"
LOG_WEEK = "7 Tage"
LOG_MONTH = "30 Tage"
LOG_ALL_TIME = "Gesamt"
LOG_FROM_TO = "Von \N{HORIZONTAL ELLIPSIS} bis"
FROM_DAY = "Erster Tag"
TO_DAY = "Letzter Tag"
MASTER_PRICE = "Master zu"
FILL_PRICE = "Fill zu"
SLIPPAGE_COST = "Kosten"
MASTER_PRICE_TIP = "Preis des Trades beim Master selbst"
FILL_PRICE_TIP = "Preis, zu dem der Broker des Followers ausgeführt hat"
SLIPPAGE_COST_TIP = "Was die Slippage kostete (+) oder sparte, in der Währung des Followers"
BEING_READ = "wird gelesen"
SEARCHING = "Wird gesucht\N{HORIZONTAL ELLIPSIS}"
LOG_UNREAD = "Das Handelsprotokoll konnte nicht gelesen werden"

EXPORT = "Exportieren\N{HORIZONTAL ELLIPSIS}"
EXPORT_TIP = "Die angezeigten Zeilen in eine Datei für Excel oder ein anderes Programm schreiben"
EXPORT_TITLE = "Handelsprotokoll exportieren"
EXPORT_XLSX = "Excel-Arbeitsmappe (*.xlsx)"
EXPORT_CSV = "Durch Kommas getrennte Werte (*.csv)"
EXPORT_NOTHING = "Es gibt keine Zeile zu exportieren. Ändern oder leeren Sie zuerst den Filter."
EXPORT_CANCELED = "Der Export wurde abgebrochen."
EXPORT_BUSY = "Ein anderer Export wird noch geschrieben."
REPLACE_FILE = "Ersetzen"
REPLACE_ASK = "Diese Datei ersetzen?"


def lines_of(shown: str, total: str) -> str:
    """Return how many of all lines are shown."""
    return f"{shown} von {total} Zeilen"


def log_lines(number: int, text: str) -> str:
    """Return how many lines there are."""
    return "1 Zeile" if number == 1 else f"{text} Zeilen"


def export_name(day: str) -> str:
    """Return the name that is proposed for a file, without its ending."""
    return f"TradeCopy Handelsprotokoll {day}"


def exporting(done: str, total: str) -> str:
    """Return how far an export is."""
    return f"Export: {done} von {total} Zeilen"


def exported(written: str, file: str) -> str:
    """Return what was written, and where."""
    return f"{written} exportiert nach {file}"


def not_exported(why: str) -> str:
    """Return why there is no file."""
    return f"Nichts wurde exportiert: {why}"


def replace_detail(file: str) -> str:
    """Return which file would be replaced."""
    return f"{file} gibt es schon."


def slipped(points: str, money: str) -> str:
    """Return slippage in points and what it cost."""
    return f"{points}, {money}"


def log_unread(why: str) -> str:
    """Return that lines of the trade log could not be read, and why."""
    return f"{LOG_UNREAD}: {why}"
