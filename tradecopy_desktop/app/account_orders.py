"""Renames and removes registered accounts. Touches no route, and never one that copies."""

import asyncio
from collections.abc import Iterator
from dataclasses import replace

from tradecopy_desktop.app.trader_orders import Parts
from tradecopy_desktop.domain.accounts import AccountKey
from tradecopy_desktop.domain.errors import TradeCopyError
from tradecopy_desktop.domain.routes import Route
from tradecopy_desktop.ports import AccountRecord


class AccountOrders:
    """The window's door to what is registered. `records` are the accounts by their key's hash."""

    def __init__(self, parts: Parts, records: dict[str, AccountRecord]) -> None:
        self._account_parts = parts
        self._account_records = records

    async def rename_account(self, account: AccountKey, name: str) -> None:
        """Call an account otherwise; raise TradeCopyError for a name that another one has."""
        parts, wanted = self._account_parts, name.strip()
        self._record_of(account)
        if not wanted:
            raise TradeCopyError("an account needs a name")
        if any(r.name == wanted and r.key != account for r in self._account_records.values()):
            raise TradeCopyError(f"another account is called {wanted}: choose another name")
        renamed = replace(self._record_of(account), name=wanted)
        await asyncio.to_thread(parts.settings.save_account, renamed)
        # Its key may have been renewed meanwhile.
        renamed = replace(self._record_of(account), name=wanted)
        self._account_records[renamed.key_hash] = renamed
        parts.board.put_account(renamed)
        for route in self._routes_with(account):
            parts.board.put_route(route.id)

    async def remove_account(self, account: AccountKey) -> None:
        """Forget an account and its key; raise TradeCopyError while something needs it.

        Limits, locks and the past stay: an account that is added again is guarded as before.
        """
        parts, record = self._account_parts, self._record_of(account)
        self._refuse_needed(record)
        await asyncio.to_thread(parts.settings.drop_account, account)
        self._account_records.pop(record.key_hash, None)
        parts.board.drop_account(account)
        try:
            await asyncio.to_thread(parts.vault.drop, record.secret_name)
        except TradeCopyError as error:
            raise TradeCopyError(
                f"{record.name} was removed, but its key is still kept ({error}); "
                "it opens nothing any more"
            ) from error

    def _record_of(self, account: AccountKey) -> AccountRecord:
        for record in self._account_records.values():
            if record.key == account:
                return record
        raise TradeCopyError(f"{account} is not registered any more")

    def _refuse_needed(self, record: AccountRecord) -> None:
        names = sorted(route.name for route in self._routes_with(record.key))
        if names:
            raise TradeCopyError(f"{record.name} is used by {', '.join(names)}: remove that first")
        book = self._account_parts.book
        if any(True for _ in book.live_on(record.key)):
            raise TradeCopyError(f"{record.name} holds open copies: close them first")
        if book.account(record.key).connected:
            raise TradeCopyError(
                f"the Expert Advisor of {record.name} is connected: take it off its chart first"
            )

    def _routes_with(self, account: AccountKey) -> Iterator[Route]:
        routes = self._account_parts.book.routes.values()
        return (route for route in routes if account in (route.master, route.follower))
