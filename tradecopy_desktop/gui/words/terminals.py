"""Words of the window about terminals, and of renaming and removing accounts."""

from tradecopy_desktop.domain.terminals import Click

TERMINALS = "Terminals"
ASK_TERMINALS = "Terminals…"
ASK_TERMINALS_TIP = "Find MetaTrader on this machine and put the Expert Advisors into it"
TERMINALS_ABOUT = (
    "The Expert Advisors connect a terminal with TradeCopy Desktop. Choose a terminal and the "
    "account that it is logged in to; what only you can do is listed below and ticked off as it "
    "is done."
)
TERMINALS_DONE = "Done"
TERMINAL_TITLE = "Terminal"
TERMINAL_STATE = "State"
TERMINAL_ACCOUNT = "Account"
TERMINAL_EXPERTS = "Expert Advisors"
TERMINAL_IS_UP = "Running"
TERMINAL_IS_DOWN = "Not running"
TERMINAL_PORTABLE = "portable"
NO_EXPERTS = "None"
NO_TERMINALS = "No MetaTrader was found"
NO_TERMINALS_HINT = "Install your broker's terminal and start it once, or add its folder."
LOOKING_FOR_TERMINALS = "Looking for terminals…"
ADD_TERMINAL_FOLDER = "Add folder…"
ADD_TERMINAL_FOLDER_TIP = "Choose the program's folder, or the one of File > Open Data Folder"
FIND_AGAIN = "Look again"
FIND_AGAIN_TIP = "Look for terminals anew"
INSTALL_EXPERTS = "Install"
UPDATE_EXPERTS = "Update"
INSTALL_EXPERTS_TIP = "Copy, compile and give the key of the account"
INSTALLING_EXPERTS = "Copying and compiling; this takes up to two minutes…"
REMOVE_EXPERTS = "Remove"
REMOVE_EXPERTS_TIP = "Take away what TradeCopy Desktop put into this terminal, and nothing else"
FOR_ACCOUNT = "For the account"
NO_ACCOUNT_YET = "Add an account first"
STEPS_LEFT = "What is left to do in the terminal"
STEPS_NONE = "Choose a terminal and an account."
COMPILE_LOG = "Compiler's lines"
STEP_NAMES = {
    Click.LOG_IN: "Log in",
    Click.ALLOW_ADDRESS: "Allow the address 127.0.0.1",
    Click.ALLOW_DLL: "Allow DLL imports",
    Click.ALLOW_TRADING: "Switch algo trading on",
    Click.ATTACH: "Put it on a chart",
}
STEP_STATES = {True: "done", False: "to do", None: "not known yet"}

RENAME_ACCOUNT = "Rename…"
RENAME_ACCOUNT_INTRO = "The name is yours alone: it stands wherever the account is shown."
RENAME_ACCOUNT_YES = "Rename"
REMOVE_ACCOUNT = "Remove account…"
REMOVE_ACCOUNT_YES = "Remove account"
REMOVE_ACCOUNT_DETAIL = (
    "Its key is forgotten, and its terminal is let in no more. Its trades stay in the log, its "
    "limits are kept in case it is added again. Nothing changes at the broker."
)


def terminal_names(title: str, platform: str, build: str) -> str:
    """Return what a terminal is, as its tip."""
    return f"{title}\n{platform}, build {build}" if build else f"{title}\n{platform}"


def older_experts(version: str) -> str:
    """Return the version of Expert Advisors that are not of this program's version."""
    return f"{version}, update"


def terminal_state(state: str, note: str) -> str:
    """Return a terminal's state with what else there is to say."""
    return f"{state}, {note}" if note else state


def experts_installed(title: str) -> str:
    """Return what is said after the Expert Advisors were put into a terminal."""
    return f"{title} has the Expert Advisors now."


def experts_removed(title: str) -> str:
    """Return what is said after the Expert Advisors were taken away."""
    return f"{title} has no Expert Advisors of ours any more."


def step_said(name: str, state: str, text: str) -> str:
    """Return a step as a screen reader says it."""
    return f"{name}, {state}: {text}"


def rename_account_title(name: str) -> str:
    """Return the title of the window that asks for another name."""
    return f"Rename {name}"


def remove_account_ask(name: str) -> str:
    """Return the question before an account is removed."""
    return f"Remove {name}?"


def account_removed(name: str) -> str:
    """Return what is said after an account was removed."""
    return f"{name} is removed."


def account_renamed(name: str) -> str:
    """Return what is said after an account was renamed."""
    return f"The account is called {name} now."
