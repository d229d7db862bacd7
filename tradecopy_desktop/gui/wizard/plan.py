"""What the trader has chosen on the way through the first steps. Orders nothing."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from tradecopy_desktop.app.desk import Desk
from tradecopy_desktop.app.views import AccountRow, RouteRow
from tradecopy_desktop.domain.accounts import AccountKey, Role
from tradecopy_desktop.domain.sizing import SameLots, Sizing
from tradecopy_desktop.domain.terminals import FoundTerminal, Installed


@dataclass(slots=True, kw_only=True)
class Chosen:
    """One account that takes part. `terminal` None: it is on another machine, or done by hand.

    `secret` is the key of a new account until its terminal has it; `trouble` says why something
    could not be done.
    """

    key: AccountKey
    name: str
    role: Role
    terminal: FoundTerminal | None = None
    secret: str = ""
    installed: Installed | None = None
    trouble: str = ""
    is_busy: bool = False
    sizing: Sizing = field(default_factory=SameLots)

    @property
    def is_master(self) -> bool:
        """Tell whether its trades are copied."""
        return self.role is Role.MONITOR


class Plan:
    """Who is the master and who follows. It lives as long as the program."""

    def __init__(self) -> None:
        self.chosen: list[Chosen] = []
        self.lines_before: frozenset[str] = frozenset()
        """The lines that the trade log had before the routes were armed, by their keys."""

    @property
    def master(self) -> Chosen | None:
        """Return the account whose trades are copied."""
        return next((each for each in self.chosen if each.is_master), None)

    @property
    def followers(self) -> list[Chosen]:
        """Return the accounts that receive copies."""
        return [each for each in self.chosen if not each.is_master]

    def choose(self, chosen: Sequence[Chosen]) -> None:
        """Take these; what is known of those that were chosen before is kept."""
        before = {each.key: each for each in self.chosen}
        self.chosen = []
        for new in chosen:
            known = before.get(new.key)
            if known is not None and known.role is new.role:
                if known.terminal != new.terminal:
                    known.installed = None
                known.name, known.terminal = new.name, new.terminal
                new = known  # noqa: PLW2901 - one of the two goes on
            self.chosen.append(new)

    def take_over(self, desk: Desk) -> None:
        """Choose what is registered already: the first master, and all followers."""
        self.chosen = []
        rows = desk.accounts()
        master = next((row for row in rows if Role.MONITOR in row.roles), None)
        followers = [row for row in rows if Role.EXECUTOR in row.roles and row is not master]
        if master is not None:
            self.chosen = [_chosen(master, Role.MONITOR)]
            self.chosen += [_chosen(row, Role.EXECUTOR) for row in followers]
            self.take_sizes(desk)

    def take_sizes(self, desk: Desk) -> None:
        """Take over the sizes of routes: they may be edited elsewhere, or another master's."""
        for each in self.followers:
            route = self.route_to(each, desk)
            if route is not None:
                each.sizing = route.sizing

    def route_to(self, follower: Chosen, desk: Desk) -> RouteRow | None:
        """Return the route from the master to a follower, None where there is none yet."""
        if self.master is None:
            return None
        ends = (self.master.key, follower.key)
        return next((row for row in desk.routes() if (row.master, row.follower) == ends), None)

    def routes(self, desk: Desk) -> list[RouteRow]:
        """Return the routes from the master to its followers, as far as there are any."""
        found = (self.route_to(each, desk) for each in self.followers)
        return [row for row in found if row is not None]


def row_of(desk: Desk, key: AccountKey) -> AccountRow | None:
    """Return what is known of an account, None while it is not registered."""
    return next((row for row in desk.accounts() if row.key == key), None)


def _chosen(row: AccountRow, role: Role) -> Chosen:
    return Chosen(key=row.key, name=row.name, role=role)
