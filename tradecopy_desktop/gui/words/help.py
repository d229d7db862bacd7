"""Words of the help page, and of the file for support."""

HELP = "Help"
ABOUT = "About"
ABOUT_VERSION = "Version"
ABOUT_PROTOCOL = "Protocol"
ABOUT_DATABASE = "Database"
ABOUT_PYTHON = "Python"
ABOUT_SYSTEM = "System"
ABOUT_DATA = "Data folder"
ABOUT_LICENSE = "License"
ABOUT_LICENSE_TEXT = "MIT. It comes without warranty: watch your accounts yourself, too."
READ_MANUAL = "Read me"
READ_MANUAL_TIP = "Open the manual"
SHORTCUTS = "Keyboard"
SHORTCUTS_EVERYWHERE = "Everywhere"
LIBRARIES = "Libraries"
LIBRARIES_HINT = "TradeCopy uses these, with thanks. Their licenses are their own."
SUPPORT = "Support"
SUPPORT_HINT = (
    "A file with versions, settings, alerts and logs helps to find a fault. You see all of it "
    "before it is saved, and it is sent nowhere. Keys, passwords and addresses are taken out."
)
SAVE_SUPPORT = "Save diagnostics…"
SAVE_SUPPORT_TIP = "See and save a file for support"
SUPPORT_TITLE = "Save diagnostics"
SUPPORT_INTRO = (
    "This is what the file will hold. Keys, passwords, webhook and mail addresses are taken out, "
    "of logins the last three digits are left. It is only saved, not sent."
)
SUPPORT_FILE = "File"
SUPPORT_BROWSE = "Choose…"
SUPPORT_SAVE = "Save"
SUPPORT_NEED_FILE = "Enter where to save it."
SUPPORT_FILES = "Files"
SUPPORT_TEXT = "What the file holds"
SUPPORT_FILTER = "Zip files (*.zip)"
SUPPORT_GATHERING = "Gathering…"
DISMISS_NOTICE = "Dismiss a message, or answer no"
SEARCH_LOG = "Search"


def support_saved(file: str) -> str:
    """Return what is said after the file was saved."""
    return f"Saved as {file}"


def support_size(kilobytes: str) -> str:
    """Return the size of a text in the file."""
    return f"{kilobytes} kB"


def show_page(page: str) -> str:
    """Return what a page's shortcut does."""
    return f"Show {page}"
