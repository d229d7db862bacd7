"""German words of the help page, and of the file for support."""

HELP = "Hilfe"
ABOUT = "Über"
ABOUT_VERSION = "Version"
ABOUT_PROTOCOL = "Protokoll"
ABOUT_DATABASE = "Datenbank"
ABOUT_PYTHON = "Python"
ABOUT_SYSTEM = "System"
ABOUT_DATA = "Datenordner"
ABOUT_LICENSE = "Lizenz"
ABOUT_LICENSE_TEXT = "MIT. Ohne Gewährleistung: Behalten Sie Ihre Konten auch selbst im Auge."
READ_MANUAL = "Anleitung"
READ_MANUAL_TIP = "Das Handbuch öffnen"
SHORTCUTS = "Tastatur"
SHORTCUTS_EVERYWHERE = "Überall"
LIBRARIES = "Bibliotheken"
LIBRARIES_HINT = "TradeCopy benutzt diese, mit Dank. Jede hat ihre eigene Lizenz."
SUPPORT = "Support"
SUPPORT_HINT = (
    "Eine Datei mit Versionen, Einstellungen, Alarmen und Logs hilft, einen Fehler zu finden. Sie "
    "sehen alles, bevor sie gespeichert wird, und sie wird nirgendwohin gesendet. Schlüssel, "
    "Passwörter und Adressen sind entfernt."
)
SAVE_SUPPORT = "Diagnose speichern…"
SAVE_SUPPORT_TIP = "Eine Datei für den Support ansehen und speichern"
SUPPORT_TITLE = "Diagnose speichern"
SUPPORT_INTRO = (
    "Das wird die Datei enthalten. Schlüssel, Passwörter, Webhook- und E-Mail-Adressen sind "
    "entfernt, von Logins bleiben die letzten drei Ziffern. Sie wird nur gespeichert, nicht "
    "gesendet."
)
SUPPORT_FILE = "Datei"
SUPPORT_BROWSE = "Wählen…"
SUPPORT_SAVE = "Speichern"
SUPPORT_NEED_FILE = "Geben Sie an, wo sie gespeichert werden soll."
SUPPORT_FILES = "Dateien"
SUPPORT_TEXT = "Was die Datei enthält"
SUPPORT_FILTER = "Zip-Dateien (*.zip)"
SUPPORT_GATHERING = "Wird gesammelt…"
DISMISS_NOTICE = "Eine Meldung schließen, oder mit Nein antworten"
SEARCH_LOG = "Suchen"


def support_saved(file: str) -> str:
    """Return what is said after the file was saved."""
    return f"Gespeichert als {file}"


def support_size(kilobytes: str) -> str:
    """Return the size of a text in the file."""
    return f"{kilobytes} kB"


def show_page(page: str) -> str:
    """Return what a page's shortcut does."""
    return f"{page} zeigen"
