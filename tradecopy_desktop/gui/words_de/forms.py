"""German words of the forms for accounts and routes."""

ACCOUNT_INTRO = (
    "TradeCopy gibt jedem Terminal einen eigenen Schlüssel. Nach Broker-Passwörtern wird nicht "
    "gefragt."
)
ACCOUNT_NAME = "Name"
ACCOUNT_NAME_HINT = "Ihr Name dafür, etwa „Gold-Master“"
ACCOUNT_LOGIN = "Login"
ACCOUNT_LOGIN_HINT = "Die Kontonummer in der Titelzeile des Terminals"
ACCOUNT_SERVER = "Server"
ACCOUNT_SERVER_HINT = "Genau wie im Anmeldefenster des Terminals"
ACCOUNT_ROLES = "Verwendet als"
ROLE_MASTER = "Master: Seine Trades werden kopiert"
ROLE_FOLLOWER = "Follower: erhält Kopien"
CREATE_KEY = "Konto hinzufügen"
KEY_TITLE = "Konto hinzugefügt"
KEY_LABEL = "Schlüssel des Terminals"
COPY_KEY = "Schlüssel kopieren"
COPIED_KEY = "Kopiert"
KEY_STEPS = (
    "Wählen Sie im Terminal Datei > Dateiordner öffnen, dann MQL5 > Files (MT4: MQL4 > Files).",
    "Tragen Sie den Schlüssel dort in TradeCopys Schlüsseldatei ein, und nirgends sonst.",
    "Ziehen Sie den TradeCopy Expert Advisor auf einen Chart. Das Konto ist dann hier verbunden.",
)
DONE = "Fertig"
ROUTE_NAME = "Name"
ROUTE_NAME_HINT = "Etwa „Gold auf Nordpeak“"
ROUTE_MASTER = "Master"
ROUTE_FOLLOWER = "Follower"
ROUTE_SIZE = "Größe"
ROUTE_INTRO = "Die neue Route ist aus. Schalten Sie sie scharf, wenn Sie bereit sind."
PICK_MASTER = "Master wählen"
PICK_FOLLOWER = "Follower wählen"
NEED_NAME = "Geben Sie einen Namen ein."
NEED_OTHER_NAME = "Diesen Namen gibt es schon."
NEED_LOGIN = "Das Login ist eine Zahl, nur Ziffern."
NEED_SERVER = "Geben Sie den Namen des Servers ein."
NEED_OTHER_ACCOUNT = "Dieses Konto gibt es schon."
NEED_ROLE = "Wählen Sie mindestens eine."
NEED_MASTER = "Wählen Sie das Konto, dessen Trades kopiert werden."
NEED_FOLLOWER = "Wählen Sie das Konto, das die Kopien erhält."
NEED_OTHER_FOLLOWER = "Master und Follower müssen verschiedene Konten sein."
NEED_OTHER_ROUTE = "Zwischen diesen beiden gibt es schon eine Route."
NO_MASTERS_HERE = "Fügen Sie zuerst das Konto eines Masters hinzu."
NO_FOLLOWERS_HERE = "Fügen Sie zuerst das Konto eines Followers hinzu."


def route_added(name: str) -> str:
    """Return what is said after adding a route."""
    return f"Route {name} hinzugefügt. Sie ist aus, bis Sie sie scharf schalten."


def key_intro(account: str) -> str:
    """Return what is said above a new key."""
    return (
        f"{account} ist hinzugefügt. Dies ist der Schlüssel des Terminals; er wird nur jetzt "
        "gezeigt."
    )


def account(name: str, login: str, server: str) -> str:
    """Return an account as it is offered for choice."""
    return f"{name}  ({login}, {server})"
