"""Settings that live as long as the process. For fast tests and the demo; never on a disk."""

from tradecopy_desktop.adapters.storage.settings_forms import check_version
from tradecopy_desktop.domain.accounts import AccountKey, AccountProfile
from tradecopy_desktop.domain.routes import Route
from tradecopy_desktop.ports import AccountRecord


class MemorySettings:
    """What the trader set up."""

    def __init__(self) -> None:
        self._accounts: dict[AccountKey, AccountRecord] = {}
        self._routes: dict[str, Route] = {}
        self._profiles: dict[AccountKey, AccountProfile] = {}

    def accounts(self) -> tuple[AccountRecord, ...]:
        """Return all registered accounts, by login and server."""
        return tuple(sorted(self._accounts.values(), key=lambda each: str(each.key)))

    def save_account(self, account: AccountRecord) -> None:
        """Add or replace an account."""
        self._accounts[account.key] = account

    def routes(self) -> tuple[Route, ...]:
        """Return all routes with their newest settings, by name."""
        return tuple(sorted(self._routes.values(), key=lambda each: (each.name, each.id)))

    def save_route(self, route: Route) -> None:
        """Add or replace a route.

        Raise ValueError if changed settings do not come with a higher version.
        """
        before = self._routes.get(route.id)
        check_version(route, before.settings if before else None)
        self._routes[route.id] = route

    def save_profile(self, profile: AccountProfile) -> None:
        """Remember what a terminal last said about its account."""
        self._profiles[profile.key] = profile

    def profiles(self) -> tuple[AccountProfile, ...]:
        """Return what terminals last said, by login and server."""
        return tuple(sorted(self._profiles.values(), key=lambda each: str(each.key)))
