"""Words of the settings page."""

SETTINGS = "Settings"
SETTINGS_SAVE = "Save"
SETTINGS_SAVE_TIP = "Keep port and days for the next start"
SETTINGS_SAVED = "Saved. It takes effect when TradeCopy starts the next time."
APPEARANCE = "Appearance"
COLORS = "Colors"
THEME_NAMES = {"system": "System", "light": "Light", "dark": "Dark"}
LANGUAGE = "Language"
LANGUAGE_OF_SYSTEM = "As the system"
LANGUAGE_HINT = "Takes effect when TradeCopy starts the next time."
ALARM_SETTINGS = "Notifications and alarms"
ALARM_SOUND_HINT = "Sound and quiet hours of this machine."
ALARM_AWAY_HINT = "Webhook, e-mail and a sign of life, for when you are not here."
BRIDGE_SETTINGS = "Bridge"
BRIDGE_PORT = "Port"
BRIDGE_PORT_HINT = (
    "1024 to 65535, from the next start on. Each terminal's Expert Advisor must use the same one."
)
NEED_BRIDGE_PORT = "Enter a whole number from 1024 to 65535."
RECORDS_SETTINGS = "Records"
LOG_DAYS = "Days of trade log"
LOG_DAYS_HINT = "30 to 3650. Open copies are never forgotten, however old they are."
RAW_DAYS = "Days of mere events"
RAW_DAYS_HINT = "30 to 3650. Events of terminals of which nothing was copied."
NEED_DAYS = "Enter a whole number from 30 to 3650."
START_SETTINGS = "Start"
AUTOSTART = "Start with Windows"
AUTOSTART_HINT = "TradeCopy starts when you log in to Windows, for this user only."
AUTOSTART_ON = "TradeCopy starts with Windows from now on."
AUTOSTART_OFF = "TradeCopy no longer starts with Windows."
DATA_SETTINGS = "Data"
DATA_FOLDER = "Folder"
DATA_FOLDER_HINT = "Database, journal, log file and settings. Back it up while TradeCopy is closed."
OPEN_FOLDER = "Open folder"
OPEN_FOLDER_TIP = "Show the data folder"


def port_in_use(address: str) -> str:
    """Return where the bridge is reached now."""
    return f"Now: {address}"


def settings_unread(why: str) -> str:
    """Return what is said where the settings could not be read."""
    return f"{why}. The usual settings are shown; saving replaces the file."


def folder_not_opened(folder: str) -> str:
    """Return what is said where no file manager shows the folder."""
    return f"No program here shows folders. It is {folder}"
