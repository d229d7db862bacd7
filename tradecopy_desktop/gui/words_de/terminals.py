"""German words of the window about terminals, and of renaming and removing accounts."""

from tradecopy_desktop.domain.terminals import Click

TERMINALS = "Terminals"
ASK_TERMINALS = "Terminals…"
ASK_TERMINALS_TIP = "MetaTrader auf diesem Rechner finden und die Expert Advisors installieren"
TERMINALS_ABOUT = (
    "Die Expert Advisors verbinden ein Terminal mit TradeCopy Desktop. Wählen Sie ein Terminal und "
    "das Konto, bei dem es angemeldet ist; was nur Sie tun können, steht unten und wird abgehakt, "
    "sobald es getan ist."
)
TERMINALS_DONE = "Fertig"
TERMINAL_TITLE = "Terminal"
TERMINAL_STATE = "Zustand"
TERMINAL_ACCOUNT = "Konto"
TERMINAL_EXPERTS = "Expert Advisors"
TERMINAL_IS_UP = "Läuft"
TERMINAL_IS_DOWN = "Läuft nicht"
TERMINAL_PORTABLE = "portabel"
NO_EXPERTS = "Keine"
NO_TERMINALS = "Kein MetaTrader gefunden"
NO_TERMINALS_HINT = (
    "Installieren Sie das Terminal Ihres Brokers und starten Sie es einmal, oder fügen Sie seinen "
    "Ordner hinzu."
)
LOOKING_FOR_TERMINALS = "Terminals werden gesucht…"
ADD_TERMINAL_FOLDER = "Ordner hinzufügen…"
ADD_TERMINAL_FOLDER_TIP = (
    "Wählen Sie den Programmordner oder den von Datei > Dateiordner öffnen "
    "(File > Open Data Folder)"
)
FIND_AGAIN = "Neu suchen"
FIND_AGAIN_TIP = "Terminals neu suchen"
INSTALL_EXPERTS = "Installieren"
UPDATE_EXPERTS = "Aktualisieren"
INSTALL_EXPERTS_TIP = "Kopieren, kompilieren und den Schlüssel des Kontos hinterlegen"
INSTALLING_EXPERTS = "Kopieren und Kompilieren; das dauert bis zu zwei Minuten…"
REMOVE_EXPERTS = "Entfernen"
REMOVE_EXPERTS_TIP = (
    "Entfernen, was TradeCopy Desktop in diesem Terminal abgelegt hat, und sonst nichts"
)
FOR_ACCOUNT = "Für das Konto"
NO_ACCOUNT_YET = "Fügen Sie zuerst ein Konto hinzu"
STEPS_LEFT = "Was im Terminal noch zu tun ist"
STEPS_NONE = "Wählen Sie ein Terminal und ein Konto."
COMPILE_LOG = "Ausgabe des Compilers"
STEP_NAMES = {
    Click.LOG_IN: "Anmelden",
    Click.ALLOW_ADDRESS: "Die Adresse 127.0.0.1 erlauben",
    Click.ALLOW_DLL: "DLL-Importe erlauben (Allow DLL imports)",
    Click.ALLOW_TRADING: "Algo-Trading einschalten",
    Click.ATTACH: "Auf einen Chart ziehen",
}
STEP_STATES = {True: "erledigt", False: "zu tun", None: "noch nicht bekannt"}

RENAME_ACCOUNT = "Umbenennen…"
RENAME_ACCOUNT_INTRO = "Der Name ist nur für Sie: Er steht überall, wo das Konto gezeigt wird."
RENAME_ACCOUNT_YES = "Umbenennen"
REMOVE_ACCOUNT = "Konto entfernen…"
REMOVE_ACCOUNT_YES = "Konto entfernen"
REMOVE_ACCOUNT_DETAIL = (
    "Sein Schlüssel wird gelöscht und sein Terminal nicht mehr eingelassen. Seine Trades bleiben "
    "im Protokoll, seine Limits bleiben für den Fall, dass es wieder hinzukommt. Beim Broker "
    "ändert sich nichts."
)


def terminal_names(title: str, platform: str, build: str) -> str:
    """Return what a terminal is, as its tip."""
    return f"{title}\n{platform}, Build {build}" if build else f"{title}\n{platform}"


def older_experts(version: str) -> str:
    """Return the version of Expert Advisors that are not of this program's version."""
    return f"{version}, aktualisieren"


def terminal_state(state: str, note: str) -> str:
    """Return a terminal's state with what else there is to say."""
    return f"{state}, {note}" if note else state


def experts_installed(title: str) -> str:
    """Return what is said after the Expert Advisors were put into a terminal."""
    return f"{title} hat jetzt die Expert Advisors."


def experts_removed(title: str) -> str:
    """Return what is said after the Expert Advisors were taken away."""
    return f"{title} hat keine Expert Advisors von TradeCopy mehr."


def step_said(name: str, state: str, text: str) -> str:
    """Return a step as a screen reader says it."""
    return f"{name}, {state}: {text}"


def rename_account_title(name: str) -> str:
    """Return the title of the window that asks for another name."""
    return f"{name} umbenennen"


def remove_account_ask(name: str) -> str:
    """Return the question before an account is removed."""
    return f"{name} entfernen?"


def account_removed(name: str) -> str:
    """Return what is said after an account was removed."""
    return f"{name} ist entfernt."


def account_renamed(name: str) -> str:
    """Return what is said after an account was renamed."""
    return f"Das Konto heißt jetzt {name}."
