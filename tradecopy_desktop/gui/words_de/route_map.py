"""German words of the map of routes."""

MAP = "Routenkarte"
MAP_HINT = (
    "Ziehen Sie vom Master zum Follower für eine neue Route. "
    "Doppelklick auf einen Pfeil bearbeitet sie."
)
MAP_KEYS = "Auf und Ab wählen eine Route, Eingabe bearbeitet sie."
MAP_AND_LIST = "Karte und Liste"
MAP_ONLY = "Karte"
LIST_ONLY = "Liste"
MAP_AND_LIST_TIP = "Die Karte über der Routenliste zeigen"
MAP_ONLY_TIP = "Nur die Karte zeigen"
LIST_ONLY_TIP = "Nur die Liste zeigen"
ALREADY_A_ROUTE = "Zwischen diesen beiden Konten gibt es schon eine Route: Sie ist jetzt gewählt."
NEED_TWO_ACCOUNTS = "Ein Konto kann sich nicht selbst folgen."


def map_label(mode: str, size: str) -> str:
    """Return what stands on a route's arrow."""
    return f"{mode} \N{MIDDLE DOT} {size}"


def map_tip(name: str, status: str, copied: str, open_copies: str) -> str:
    """Return what is said of a route when the mouse rests on it."""
    return f"{name}\n{status}\nKopiert: {copied}, offen: {open_copies}"


def map_account_tip(name: str, account: str, status: str) -> str:
    """Return what is said of an account when the mouse rests on it."""
    return f"{name}\n{account}\n{status}"


def map_said(name: str, master: str, follower: str, mode: str, status: str) -> str:
    """Return what a screen reader says of the chosen route."""
    return f"{name}: von {master} zu {follower}, {mode}, {status}"
