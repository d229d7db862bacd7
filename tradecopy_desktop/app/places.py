"""Where in the window the trader sees to an alert. Leads nobody there."""

from enum import StrEnum
from typing import Final, NamedTuple

from tradecopy_desktop.domain.accounts import AccountKey
from tradecopy_desktop.domain.decisions import SkipReason
from tradecopy_desktop.domain.links import Link


class Place(StrEnum):
    """A page of the window. ALERTS: the alert has no other place."""

    COCKPIT = "cockpit"
    ACCOUNTS = "accounts"
    ROUTES = "routes"
    GUARD = "guard"
    RECONCILIATION = "reconciliation"
    LOG = "log"
    ALERTS = "alerts"
    SETTINGS = "settings"


class About(NamedTuple):
    """What an alert leads to: a page and, where it is about one, an account."""

    place: Place
    account: AccountKey | None = None


NO_PLACE: Final = About(Place.ALERTS)

# The first word of the key says what a matter is about.
_OF_MATTERS = {
    "finding": Place.RECONCILIATION,
    "unlinked": Place.RECONCILIATION,
    "stray": Place.RECONCILIATION,
    "linked": Place.RECONCILIATION,
    "ledger": Place.RECONCILIATION,
    "frozen": Place.ACCOUNTS,
    "master": Place.ACCOUNTS,
    "poison": Place.ROUTES,
    "given": Place.LOG,
}


def place_of_trouble(link: Link | None, key: str) -> Place:
    """Return where trouble with a copy or a route is seen to: an open copy's is the cockpit."""
    named = _OF_MATTERS.get(key.partition(" ")[0])
    if named is not None:
        return named
    # What is barred is let in again there.
    if key.partition(" ")[2].startswith(SkipReason.GUARDED):
        return Place.GUARD
    return Place.COCKPIT if link is not None and link.is_live else Place.LOG
