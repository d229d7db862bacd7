"""Settings that live as long as the process. For fast tests and the demo; never on a disk."""

from tradecopy_desktop.adapters.storage.settings_forms import check_version
from tradecopy_desktop.domain.accounts import AccountKey, AccountProfile
from tradecopy_desktop.domain.baseline import Baseline
from tradecopy_desktop.domain.caps import AccountCaps
from tradecopy_desktop.domain.pace import Pace
from tradecopy_desktop.domain.routes import Route
from tradecopy_desktop.ports import AccountRecord, PoisonRecord


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

    def drop_account(self, key: AccountKey) -> None:
        """Forget an account and what its terminals said."""
        self._accounts.pop(key, None)
        self._profiles.pop(key, None)

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

    def drop_route(self, route: str) -> None:
        """Leave a route out from now on; nothing happens where there is none."""
        self._routes.pop(route, None)

    def save_profile(self, profile: AccountProfile) -> None:
        """Remember what a terminal last said about its account."""
        self._profiles[profile.key] = profile

    def profiles(self) -> tuple[AccountProfile, ...]:
        """Return what terminals last said, by login and server."""
        return tuple(sorted(self._profiles.values(), key=lambda each: str(each.key)))


class MemoryCaps:
    """The limits of accounts."""

    def __init__(self) -> None:
        self._caps: dict[AccountKey, AccountCaps] = {}

    def caps(self) -> dict[AccountKey, AccountCaps]:
        """Return the caps of every account that has some."""
        return dict(self._caps)

    def save_caps(self, key: AccountKey, caps: AccountCaps) -> None:
        """Set or replace the caps of an account."""
        self._caps[key] = caps


class MemoryPaces:
    """The request limits of accounts."""

    def __init__(self) -> None:
        self._paces: dict[AccountKey, Pace] = {}

    def paces(self) -> dict[AccountKey, Pace]:
        """Return the pace of every account that was given one."""
        return dict(self._paces)

    def save_pace(self, key: AccountKey, pace: Pace) -> None:
        """Set or replace the pace of an account."""
        self._paces[key] = pace


class MemoryPoisons:
    """Events that made a route fail."""

    def __init__(self) -> None:
        self._poisons: dict[tuple[str, str, str], PoisonRecord] = {}

    def poisons(self) -> tuple[PoisonRecord, ...]:
        """Return every event that failed, by account and event."""
        return tuple(poison for _, poison in sorted(self._poisons.items()))

    def save_poison(self, poison: PoisonRecord) -> None:
        """Add or replace what is known of an event and a route."""
        self._poisons[str(poison.account), poison.event, poison.route] = poison

    def drop_poison(self, poison: PoisonRecord) -> None:
        """Forget an event that went well after all; nothing happens where there is none."""
        self._poisons.pop((str(poison.account), poison.event, poison.route), None)


class MemoryRouteMemory:
    """Baselines and confirmed symbols."""

    def __init__(self) -> None:
        self._baselines: dict[str, Baseline] = {}
        self._mappings: dict[tuple[str, str], str] = {}

    def baselines(self) -> tuple[Baseline, ...]:
        """Return what each route's master held before it, by route."""
        return tuple(sorted(self._baselines.values(), key=lambda each: each.route))

    def save_baseline(self, baseline: Baseline) -> None:
        """Add or replace a route's baseline."""
        self._baselines[baseline.route] = baseline

    def mappings(self) -> dict[tuple[str, str], str]:
        """Return the follower's symbol for each (route, master's symbol) that was confirmed."""
        return dict(self._mappings)

    def save_mapping(self, route: str, master_symbol: str, symbol: str, reason: str = "") -> None:
        """Remember which symbol a master's symbol is copied to; nobody asks here for the reason."""
        self._mappings[route, master_symbol] = symbol

    def drop_route_memory(self, route: str) -> None:
        """Forget a route's baseline and mappings; nothing happens where there are none."""
        self._baselines.pop(route, None)
        for name in [each for each in self._mappings if each[0] == route]:
            del self._mappings[name]
