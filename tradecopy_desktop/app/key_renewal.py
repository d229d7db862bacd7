"""Gives terminals other keys while they are connected (rule P4). Never writes a key to a file.

The old key of a role lives until its terminal came by the new one: one that is away keeps it, and
is given the new one when it comes back. Nothing is sent before it is stored on this side, so that
whoever loses power can still be let in.
"""

import asyncio
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace

from tradecopy_desktop.app.remembering import Remembering
from tradecopy_desktop.domain.accounts import AccountKey, Role
from tradecopy_desktop.domain.errors import TradeCopyError
from tradecopy_desktop.ports import AccountRecord, SecretVault, Settings, TerminalPost


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyParts:
    """What keys are made of, kept in and told to. `tell` hears what the trader should know."""

    settings: Settings
    vault: SecretVault
    post: TerminalPost
    remembering: Remembering
    make_key: Callable[[], str]
    hash_key: Callable[[str], str]
    tell: Callable[[str, str | None], None]


class KeyRenewal:
    """Renews keys. `records` are the accounts by the hash of their present key, as all see them."""

    def __init__(self, parts: KeyParts, records: dict[str, AccountRecord]) -> None:
        self._parts = parts
        self._records = records
        self._writing = threading.Lock()
        self._offers: set[asyncio.Task[None]] = set()

    def admit_old(self, key_hash: str) -> AccountRecord | None:
        """Return the account of an earlier key, with the roles that may still come by it."""
        for record in self._records.values():
            roles = frozenset(role for role, old in record.old_keys if old == key_hash)
            if roles & record.roles:
                return replace(record, key_hash=key_hash, roles=roles & record.roles)
        return None

    async def renew(self, account: AccountKey) -> None:
        """Give an account another key; raise TradeCopyError where it cannot be stored."""
        before = self._present(account)
        if before is None:
            raise TradeCopyError(f"{account} is not registered: add the account first")
        secret = self._parts.make_key()
        old = frozenset((role, before.key_hash) for role in before.roles)
        after = replace(
            before, key_hash=self._parts.hash_key(secret), old_keys=before.old_keys | old
        )
        self._put(before, after)
        try:
            await asyncio.to_thread(self._save, account)
            await asyncio.to_thread(self._parts.vault.put, after.secret_name, secret)
        except TradeCopyError:
            # No terminal has heard of it.
            self._put(after, before)
            self._parts.remembering.keep(self._save, account)
            raise
        for role in sorted(after.roles):
            self._parts.post.offer_key(account, role, secret)

    def entered(self, record: AccountRecord, role: Role) -> None:
        """Forget the old keys of a role that came by the new one; offer that to who did not."""
        present = self._present(record.key)
        if present is None:
            return
        if record.key_hash != present.key_hash:
            offer = asyncio.create_task(self._offer(record.key, role), name="offering a key")
            self._offers.add(offer)
            offer.add_done_callback(self._offers.discard)
            return
        left = frozenset(each for each in present.old_keys if each[0] is not role)
        if left == present.old_keys:
            return
        self._put(present, replace(present, old_keys=left))
        self._parts.remembering.keep(self._save, record.key)
        if not left:
            self._parts.tell(present.name, None)

    async def close(self) -> None:
        """End what is under way."""
        for offer in self._offers:
            offer.cancel()
        await asyncio.gather(*self._offers, return_exceptions=True)

    async def _offer(self, account: AccountKey, role: Role) -> None:
        present = self._present(account)
        if present is None:
            return
        try:
            secret = await asyncio.to_thread(self._parts.vault.get, present.secret_name)
            if secret is None or self._parts.hash_key(secret) != present.key_hash:
                # The program ended after the hash was stored and before the key was.
                await self.renew(account)
                return
        except TradeCopyError as error:
            self._parts.tell(present.name, str(error))
            return
        self._parts.post.offer_key(account, role, secret)

    def _present(self, account: AccountKey) -> AccountRecord | None:
        return next((each for each in self._records.values() if each.key == account), None)

    def _put(self, before: AccountRecord, after: AccountRecord) -> None:
        del self._records[before.key_hash]
        self._records[after.key_hash] = after

    def _save(self, account: AccountKey) -> None:
        # As it is by then, and one after the other: an older record must not be the last one.
        with self._writing:
            present = self._present(account)
            if present is not None:
                self._parts.settings.save_account(present)
