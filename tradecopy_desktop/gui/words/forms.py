"""Words of the forms for accounts and routes."""

ACCOUNT_INTRO = "TradeCopy gives each terminal a key of its own. No broker password is asked for."
ACCOUNT_NAME = "Name"
ACCOUNT_NAME_HINT = "Your name for it, such as “Gold master”"
ACCOUNT_LOGIN = "Login"
ACCOUNT_LOGIN_HINT = "The account number in the terminal's title bar"
ACCOUNT_SERVER = "Server"
ACCOUNT_SERVER_HINT = "Exactly as the terminal's login window shows it"
ACCOUNT_ROLES = "Used as"
ROLE_MASTER = "Master: its trades are copied"
ROLE_FOLLOWER = "Follower: receives copies"
CREATE_KEY = "Add account"
KEY_TITLE = "Account added"
KEY_LABEL = "Terminal's key"
COPY_KEY = "Copy key"
COPIED_KEY = "Copied"
KEY_STEPS = (
    "In the terminal choose File > Open Data Folder, then MQL5 > Files (MT4: MQL4 > Files).",
    "Put the key into TradeCopy's key file there, and nowhere else.",
    "Attach the TradeCopy Expert Advisor to a chart. The account then shows as connected here.",
)
DONE = "Done"
ROUTE_NAME = "Name"
ROUTE_NAME_HINT = "Such as “Gold to Nordpeak”"
ROUTE_MASTER = "Master"
ROUTE_FOLLOWER = "Follower"
ROUTE_SIZE = "Size"
ROUTE_INTRO = "The new route is off. Arm it when you are ready."
PICK_MASTER = "Choose a master"
PICK_FOLLOWER = "Choose a follower"
NEED_NAME = "Give it a name."
NEED_OTHER_NAME = "There is one of this name already."
NEED_LOGIN = "The login is a number, digits only."
NEED_SERVER = "Enter the server's name."
NEED_OTHER_ACCOUNT = "This account is there already."
NEED_ROLE = "Choose at least one."
NEED_MASTER = "Choose the account whose trades are copied."
NEED_FOLLOWER = "Choose the account that receives the copies."
NEED_OTHER_FOLLOWER = "Master and follower must be different accounts."
NEED_OTHER_ROUTE = "There is a route between these two already."
NO_MASTERS_HERE = "Add a master's account first."
NO_FOLLOWERS_HERE = "Add a follower's account first."


def route_added(name: str) -> str:
    """Return what is said after adding a route."""
    return f"Route {name} added. It is off until you arm it."


def key_intro(account: str) -> str:
    """Return what is said above a new key."""
    return f"{account} is added. This is its terminal's key, and it is shown only now."


def account(name: str, login: str, server: str) -> str:
    """Return an account as it is offered for choice."""
    return f"{name}  ({login}, {server})"
