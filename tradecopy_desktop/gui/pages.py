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
    ALERTS,
    SETTINGS,
    HELP,
) = range(10)

ICONS = (
    "cockpit",
    "accounts",
    "routes",
    "guard",
    "reconciliation",
    "latency",
    "log",
    "alerts",
    "settings",
    "question",
)

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
        words.ALERTS,
        words.SETTINGS,
        words.HELP,
    )
