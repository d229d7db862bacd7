"""Words of the map of routes."""

MAP = "Map of routes"
MAP_HINT = "Drag from a master to a follower to add a route. Double-click an arrow to edit it."
MAP_KEYS = "Up and Down choose a route, Enter edits it."
MAP_AND_LIST = "Map and list"
MAP_ONLY = "Map"
LIST_ONLY = "List"
MAP_AND_LIST_TIP = "Show the map above the list of routes"
MAP_ONLY_TIP = "Show the map alone"
LIST_ONLY_TIP = "Show the list alone"
ALREADY_A_ROUTE = "There is a route between these two accounts already: it is selected now."
NEED_TWO_ACCOUNTS = "An account cannot follow itself."


def map_label(mode: str, size: str) -> str:
    """Return what stands on a route's arrow."""
    return f"{mode} \N{MIDDLE DOT} {size}"


def map_tip(name: str, status: str, copied: str, open_copies: str) -> str:
    """Return what is said of a route when the mouse rests on it."""
    return f"{name}\n{status}\nCopied: {copied}, open: {open_copies}"


def map_account_tip(name: str, account: str, status: str) -> str:
    """Return what is said of an account when the mouse rests on it."""
    return f"{name}\n{account}\n{status}"


def map_said(name: str, master: str, follower: str, mode: str, status: str) -> str:
    """Return what a screen reader says of the chosen route."""
    return f"{name}: from {master} to {follower}, {mode}, {status}"
