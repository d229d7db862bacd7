"""Words of the trade log: its filter, how much is shown, and writing it to a file."""

TROUBLE = "Trouble only"
ALL_ROUTES = "All routes"
ALL_FOLLOWERS = "All followers"
LOG_PERIOD = "Time"
LOG_TODAY = "Today"
LOG_WEEK = "7 days"
LOG_MONTH = "30 days"
LOG_ALL_TIME = "All time"
LOG_FROM_TO = "From \N{HORIZONTAL ELLIPSIS} to"
FROM_DAY = "First day"
TO_DAY = "Last day"
MASTER_PRICE = "Master at"
FILL_PRICE = "Filled at"
SLIPPAGE_COST = "Slip cost"
MASTER_PRICE_TIP = "Price of the master's own trade"
FILL_PRICE_TIP = "Price at which the follower's broker filled it"
SLIPPAGE_COST_TIP = "What the slippage cost (+) or saved, in the follower's money"
BEING_READ = "being read"
SEARCHING = "Searching\N{HORIZONTAL ELLIPSIS}"
LOG_UNREAD = "The trade log could not be read"

EXPORT = "Export\N{HORIZONTAL ELLIPSIS}"
EXPORT_TIP = "Write the lines that are shown to a file for Excel or another program"
EXPORT_TITLE = "Export the trade log"
EXPORT_XLSX = "Excel workbook (*.xlsx)"
EXPORT_CSV = "Comma-separated values (*.csv)"
EXPORT_NOTHING = "There is no line to export. Change or clear the filter first."
EXPORT_CANCELED = "The export was canceled."
EXPORT_BUSY = "Another export is still being written."
REPLACE_FILE = "Replace"
REPLACE_ASK = "Replace this file?"


def lines_of(shown: str, total: str) -> str:
    """Return how many of all lines are shown."""
    return f"{shown} of {total} lines"


def log_lines(number: int, text: str) -> str:
    """Return how many lines there are."""
    return "1 line" if number == 1 else f"{text} lines"


def export_name(day: str) -> str:
    """Return the name that is proposed for a file, without its ending."""
    return f"TradeCopy trade log {day}"


def exporting(done: str, total: str) -> str:
    """Return how far an export is."""
    return f"Exporting: {done} of {total} lines"


def exported(written: str, file: str) -> str:
    """Return what was written, and where."""
    return f"{written} exported to {file}"


def not_exported(why: str) -> str:
    """Return why there is no file."""
    return f"Nothing was exported: {why}"


def replace_detail(file: str) -> str:
    """Return which file would be replaced."""
    return f"{file} is there already."


def slipped(points: str, money: str) -> str:
    """Return slippage in points and what it cost."""
    return f"{points}, {money}"


def log_unread(why: str) -> str:
    """Return that lines of the trade log could not be read, and why."""
    return f"{LOG_UNREAD}: {why}"
