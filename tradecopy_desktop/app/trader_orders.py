"""What the trader may order: accounts, routes, their settings and modes. Copies nothing itself."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from uuid import uuid4

from tradecopy_desktop.app.arming import Arming
from tradecopy_desktop.app.board import Board
from tradecopy_desktop.app.copying import Copying
from tradecopy_desktop.app.guard_making import GuardStores
from tradecopy_desktop.app.key_renewal import KeyParts, KeyRenewal
from tradecopy_desktop.app.notice_orders import NoticeParts
from tradecopy_desktop.app.own_orders import OwnParts
from tradecopy_desktop.app.past import PastStores
from tradecopy_desktop.app.prices import Prices
from tradecopy_desktop.app.reconciling import Reconciling
from tradecopy_desktop.app.recorder import Recorder
from tradecopy_desktop.app.remembering import Remembering
from tradecopy_desktop.app.views import ComparisonRow, FindingRow, Health, LateRow
from tradecopy_desktop.domain.accounts import AccountKey, Role
from tradecopy_desktop.domain.caps import AccountCaps
from tradecopy_desktop.domain.errors import TradeCopyError
from tradecopy_desktop.domain.pace import Pace
from tradecopy_desktop.domain.preflight import Finding, WasThere, Wishes
from tradecopy_desktop.domain.routes import Route, RouteMode, RouteSettings
from tradecopy_desktop.engine.book import Book
from tradecopy_desktop.ports import (
    AccountRecord,
    Caps,
    Clock,
    Paces,
    Poisons,
    Registry,
    RouteMemory,
    SecretVault,
    TerminalPost,
)
from tradecopy_desktop.template_ports import RouteTemplates
from tradecopy_desktop.terminal_ports import MachineLook, Refusals, Terminals


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What the program is put together from. `make_key` and `hash_key` are the terminals' keys."""

    book: Book
    board: Board
    copying: Copying
    recorder: Recorder
    arming: Arming
    reconciling: Reconciling
    prices: Prices
    settings: Registry
    memory: RouteMemory
    caps: Caps
    poisons: Poisons
    paces: Paces
    vault: SecretVault
    post: TerminalPost
    guard: GuardStores
    notices: NoticeParts
    terminals: Terminals
    refusals: Refusals
    look: MachineLook
    past: PastStores
    own: OwnParts
    templates: RouteTemplates
    clock: Clock
    make_key: Callable[[], str]
    hash_key: Callable[[str], str]
    demo: bool


class TraderOrders:
    """Carries out the trader's orders. Each raises TradeCopyError with a sentence for people."""

    def __init__(self, parts: Parts) -> None:
        self._book = parts.book
        self.board = self._board = parts.board
        self._arming = parts.arming
        self._reconciling = parts.reconciling
        self._prices = parts.prices
        self._settings = parts.settings
        self._memory = parts.memory
        self._caps = parts.caps
        self._paces = parts.paces
        self._budget = parts.copying.dispatcher.budget
        self._remembering = Remembering(parts.clock, self._tell_unsaved)
        self._vault = parts.vault
        self._clock = parts.clock
        self._make_key, self._key_hash = parts.make_key, parts.hash_key
        self.records: dict[str, AccountRecord] = {}
        # The guard asks for every account, four times a second.
        self._executors: set[AccountKey] = set()
        self._keys = KeyRenewal(self._key_parts(parts), self.records)

    def _key_parts(self, parts: Parts) -> KeyParts:
        return KeyParts(
            settings=parts.settings,
            vault=parts.vault,
            post=parts.post,
            remembering=self._remembering,
            make_key=parts.make_key,
            hash_key=parts.hash_key,
            tell=self._tell_renewed,
        )

    def preflight(self, route: str) -> Sequence[Finding]:
        """Return what there is to say before a route is armed."""
        self._prices.look_at(route)
        return self._arming.preflight(self._known(route))

    def what_was_there(self, route: str) -> Sequence[WasThere]:
        """Return the master's positions that would be before a route that is armed now."""
        return self._arming.what_was_there(self._known(route))

    async def set_route_mode(
        self, route: str, mode: RouteMode, wishes: Wishes | None = None
    ) -> None:
        """Arm, pause or switch off a route."""
        changed = await self._arming.change(self._known(route), mode, wishes or Wishes())
        self._board.put_route(changed.id)
        self._prices.look_again()

    async def set_settings(self, route: str, settings: RouteSettings) -> None:
        """Give a route other settings; they act on later openings only (rule L4)."""
        known = self._known(route)
        if _maps_otherwise(known.settings, settings):
            for key in [key for key in self._book.mappings if key[0] == route]:
                del self._book.mappings[key]
            await asyncio.to_thread(self._memory.drop_route_memory, route)
        # Its name, mode or version may have changed meanwhile, or it is gone.
        known = self._known(route)
        newer = replace(settings, version=known.settings.version + 1)
        await self._save_route(replace(known, settings=newer))
        self._prices.look_again()
        self._reconciling.compare_now()

    def settings_of(self, route: str) -> RouteSettings:
        """Return a route's present settings."""
        return self._known(route).settings

    async def set_caps(self, account: AccountKey, caps: AccountCaps) -> None:
        """Limit an account, whatever its routes allow (rule C11)."""
        self._book.account(account).caps = caps
        await asyncio.to_thread(self._caps.save_caps, account, caps)
        self._prices.look_again()

    def pace_of(self, account: AccountKey) -> Pace:
        """Return how fast an account's instructions may leave, and how many a day."""
        return self._book.account(account).pace

    async def set_pace(self, account: AccountKey, pace: Pace) -> None:
        """Say how fast an account's instructions may leave, and how many a day (rules R4.5, G6).

        It acts at once, and is saved until the disk takes it: a limit is no less needed there.
        """
        self._budget.change_pace(account, pace)
        self._remembering.keep(self._paces.save_pace, account, pace)

    def findings(self) -> Sequence[FindingRow]:
        """Return what is not as prescribed at present."""
        return self._reconciling.rows()

    def late_openings(self) -> Sequence[LateRow]:
        """Return the late openings that the trader is asked about, with the time that is left."""
        return self._reconciling.late.questions()

    def comparisons(self) -> Sequence[ComparisonRow]:
        """Return when each route was compared last."""
        return self._reconciling.shown.comparisons()

    def compare_now(self) -> None:
        """Compare every route in a moment, instead of at the next minute."""
        self._reconciling.compare_now()

    async def correct(self, finding: str) -> None:
        """Put right what a finding's key names; raise TradeCopyError with why it cannot be."""
        self._reconciling.correct(finding)

    async def answer_late(self, key: str, *, opens: bool) -> None:
        """Open a late copy at market, or leave it; raise TradeCopyError with why it was not."""
        self._reconciling.late.answer(key, opens=opens)

    def _known(self, route: str) -> Route:
        known = self._book.routes.get(route)
        if known is None:
            raise TradeCopyError("this route is no longer there")
        return known

    async def pause_all(self) -> int:
        """Put every live route on close-only; return how many."""
        return await self._pause(tuple(self._book.routes.values()))

    async def pause_follower(self, account: AccountKey) -> int:
        """Put every live route to a follower on close-only; return how many."""
        routes = self._book.routes.values()
        return await self._pause([route for route in routes if route.follower == account])

    async def _pause(self, routes: Sequence[Route]) -> int:
        live = [route.id for route in routes if route.mode is RouteMode.LIVE]
        # Every pause is in force before one of them waits for the disk, and none hangs on another.
        orders = (self.set_route_mode(route, RouteMode.CLOSE_ONLY) for route in live)
        for error in await asyncio.gather(*orders, return_exceptions=True):
            if error is not None:
                raise error
        return len(live)

    async def add_account(self, name: str, key: AccountKey, roles: frozenset[Role]) -> str:
        """Register an account and return its terminal's new key, shown once."""
        if any(record.key == key for record in self.records.values()):
            raise TradeCopyError(f"{key} is registered already")
        secret = self._make_key()
        record = AccountRecord(
            key=key,
            name=name,
            roles=roles,
            key_hash=self._key_hash(secret),
            secret_name=key.secret_name,
        )
        await asyncio.to_thread(self._vault.put, record.secret_name, secret)
        await asyncio.to_thread(self._settings.save_account, record)
        self.admit_record(record)
        return secret

    async def renew_key(self, account: AccountKey) -> None:
        """Give an account's terminals another key; one that is away gets it when it is back."""
        await self._keys.renew(account)

    async def add_route(
        self, name: str, master: AccountKey, follower: AccountKey, settings: RouteSettings
    ) -> str:
        """Add a route, off at first, and return its id."""
        try:
            route = Route(
                id=str(uuid4()),
                name=name,
                master=master,
                follower=follower,
                mode=RouteMode.OFF,
                settings=replace(settings, version=1),
            )
        except ValueError as error:
            raise TradeCopyError(str(error)) from error
        await self._save_route(route)
        return route.id

    async def _save_route(self, route: Route) -> None:
        # In force at once: a pause must not wait for a disk.
        self._book.put_route(route)
        self._board.put_route(route.id)
        await asyncio.to_thread(self._arming.saving.save, route.id)

    def _tell_renewed(self, name: str, trouble: str | None) -> None:
        self._board.alert(
            key=f"key of {name}",
            health=Health.WARNING if trouble else Health.GOOD,
            title=f"{name}: the key was not renewed" if trouble else f"{name}: the key is renewed",
            text=trouble or "every terminal came by the new key, the old one is of no use any more",
        )

    def _tell_unsaved(self, trouble: str | None) -> None:
        self._board.alert(
            key="settings",
            health=Health.WARNING,
            title="Not stored" if trouble else "Settings are stored again",
            text=trouble or "everything that waited was saved",
        )

    def admit_record(self, record: AccountRecord) -> None:
        """Let an account's terminals in by their key."""
        self.records[record.key_hash] = record
        if Role.EXECUTOR in record.roles:
            self._executors.add(record.key)
        self._book.account(record.key)
        self._board.put_account(record)


def _maps_otherwise(before: RouteSettings, after: RouteSettings) -> bool:
    return (before.symbol_map, before.cross_contract) != (after.symbol_map, after.cross_contract)
