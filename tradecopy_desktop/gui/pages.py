"""The pages of the window in the order of its navigation. Makes none of them."""

from tradecopy_desktop.app.places import Place
from tradecopy_desktop.gui import words

(
    COCKPIT,
    ACCOUNTS,
    ROUTES,
    GUARD,
    RECONCILIATION,
    LATENCY,
    LOG,
    PROOF,
    ALERTS,
    DOCTOR,
    SETTINGS,
    HELP,
) = range(12)

ICONS = (
    "cockpit",
    "accounts",
    "routes",
    "guard",
    "reconciliation",
    "latency",
    "log",
    "proof",
    "alerts",
    "checkup",
    "settings",
    "question",
)

# The tenth page has the digit that follows 9 on the keyboard.
KEYS = (*(f"Ctrl+{number}" for number in (1, 2, 3, 4, 5, 6, 7, 8, 9, 0)), "Ctrl+,", "F1")

PAGE_OF = {
    Place.COCKPIT: COCKPIT,
    Place.ACCOUNTS: ACCOUNTS,
    Place.ROUTES: ROUTES,
    Place.GUARD: GUARD,
    Place.RECONCILIATION: RECONCILIATION,
    Place.LOG: LOG,
    Place.ALERTS: ALERTS,
    Place.SETTINGS: SETTINGS,
}


def titles() -> tuple[str, ...]:
    """Return the pages' names, in the language in use."""
    return (
        words.COCKPIT,
        words.ACCOUNTS,
        words.ROUTES,
        words.GUARD,
        words.RECONCILIATION,
        words.LATENCY,
        words.LOG,
        words.PROOF,
        words.ALERTS,
        words.DOCTOR,
        words.SETTINGS,
        words.HELP,
    )
