"""An old key lives until its terminal came by the new one (P4), whatever fails in between."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace

import pytest
import pytest_asyncio

from tests.unit.app.manual_clock import ManualClock
from tradecopy_desktop.adapters.memory_vault import MemoryVault
from tradecopy_desktop.adapters.storage.memory_settings import MemorySettings
from tradecopy_desktop.app.key_renewal import KeyParts, KeyRenewal
from tradecopy_desktop.app.remembering import Remembering
from tradecopy_desktop.domain.accounts import AccountKey, Role
from tradecopy_desktop.domain.errors import TradeCopyError
from tradecopy_desktop.ports import AccountRecord

ACCOUNT = AccountKey(login="1001", server="Broker-Demo")
BOTH = frozenset({Role.MONITOR, Role.EXECUTOR})
FIRST = AccountRecord(
    key=ACCOUNT,
    name="mine",
    roles=BOTH,
    key_hash="hash of key 1",
    secret_name="terminal 1001@Broker-Demo",
)


class LockedVault(MemoryVault):
    """A vault that takes nothing while it is locked."""

    is_locked = False

    def put(self, name: str, secret: str) -> None:
        if self.is_locked:
            raise TradeCopyError("unlock the keyring")
        super().put(name, secret)


@dataclass
class Post:
    """Terminals that remember which keys they were offered."""

    offered: asyncio.Queue[tuple[Role, str]] = field(default_factory=asyncio.Queue)

    def offer_key(self, account: AccountKey, role: Role, key: str) -> bool:
        assert account == ACCOUNT
        self.offered.put_nowait((role, key))
        return True

    def notify(self, text: str) -> bool:
        raise AssertionError(text)


class Desk:
    """One account whose first key is "key 1", and a maker of "key 2", "key 3" and so on."""

    def __init__(self) -> None:
        self.settings = MemorySettings()
        self.vault = LockedVault()
        self.post = Post()
        self.told: list[tuple[str, str | None]] = []
        self.made = 1
        self.remembering = Remembering(ManualClock(), lambda _: None)
        self.settings.save_account(FIRST)
        self.vault.put(FIRST.secret_name, "key 1")
        self.start()

    def start(self) -> None:
        """Begin with what is stored, as a program that starts."""
        self.records = {each.key_hash: each for each in self.settings.accounts()}
        self.renewal = KeyRenewal(
            KeyParts(
                settings=self.settings,
                vault=self.vault,
                post=self.post,
                remembering=self.remembering,
                make_key=self._make,
                hash_key=lambda key: f"hash of {key}",
                tell=lambda name, trouble: self.told.append((name, trouble)),
            ),
            self.records,
        )

    def _make(self) -> str:
        self.made += 1
        return f"key {self.made}"

    def come(self, key: str, role: Role) -> bool:
        """Let a terminal come by a key; return whether it got in."""
        key_hash = f"hash of {key}"
        record = self.records.get(key_hash) or self.renewal.admit_old(key_hash)
        if record is None or role not in record.roles:
            return False
        self.renewal.entered(record, role)
        return True

    async def offers(self, count: int) -> list[tuple[Role, str]]:
        """Return the next offers that terminals got."""
        async with asyncio.timeout(10):
            return [await self.post.offered.get() for _ in range(count)]


@pytest_asyncio.fixture
async def desk() -> AsyncIterator[Desk]:
    """Return a desk whose work is ended after the test."""
    desk = Desk()
    yield desk
    await desk.renewal.close()
    await desk.remembering.close()


async def test_key_when_renewed_then_both_roles_are_offered_it_and_both_keys_open(
    desk: Desk,
) -> None:
    await desk.renewal.renew(ACCOUNT)

    assert await desk.offers(2) == [(Role.EXECUTOR, "key 2"), (Role.MONITOR, "key 2")]
    assert desk.vault.get(FIRST.secret_name) == "key 2"
    assert desk.come("key 1", Role.EXECUTOR)
    assert desk.come("key 2", Role.MONITOR)
    assert desk.told == []


async def test_old_key_when_a_role_came_by_the_new_one_then_is_dead_for_that_role_alone(
    desk: Desk,
) -> None:
    await desk.renewal.renew(ACCOUNT)

    assert desk.come("key 2", Role.MONITOR)

    assert not desk.come("key 1", Role.MONITOR)
    assert desk.come("key 1", Role.EXECUTOR)


async def test_old_key_when_every_role_came_by_the_new_one_then_is_dead_and_the_trader_is_told(
    desk: Desk,
) -> None:
    await desk.renewal.renew(ACCOUNT)

    assert desk.come("key 2", Role.MONITOR)
    assert desk.come("key 2", Role.EXECUTOR)
    await desk.remembering.close()

    assert not desk.come("key 1", Role.EXECUTOR)
    assert desk.told == [("mine", None)]
    assert desk.settings.accounts() == (replace(FIRST, key_hash="hash of key 2"),)


async def test_terminal_when_it_was_away_then_keeps_its_key_and_is_offered_the_new_one(
    desk: Desk,
) -> None:
    await desk.renewal.renew(ACCOUNT)
    await desk.offers(2)
    # The program ends and starts, and the terminal that was away comes back.
    desk.start()

    assert desk.come("key 1", Role.EXECUTOR)

    assert await desk.offers(1) == [(Role.EXECUTOR, "key 2")]


async def test_terminal_when_it_was_away_for_two_renewals_then_its_key_opens_still(
    desk: Desk,
) -> None:
    await desk.renewal.renew(ACCOUNT)
    assert desk.come("key 2", Role.MONITOR)
    await desk.renewal.renew(ACCOUNT)

    assert desk.come("key 1", Role.EXECUTOR)
    assert desk.come("key 2", Role.MONITOR)
    assert not desk.come("key 1", Role.MONITOR)
    assert desk.come("key 3", Role.MONITOR)
    assert not desk.come("key 2", Role.MONITOR)


async def test_key_when_it_cannot_be_kept_then_the_first_one_stays_and_nobody_heard_of_it(
    desk: Desk,
) -> None:
    desk.vault.is_locked = True

    with pytest.raises(TradeCopyError, match="unlock the keyring"):
        await desk.renewal.renew(ACCOUNT)

    await desk.remembering.close()
    assert desk.settings.accounts() == (FIRST,)
    assert desk.come("key 1", Role.MONITOR)
    assert not desk.come("key 2", Role.MONITOR)
    assert desk.post.offered.empty()


async def test_key_when_the_program_died_before_it_was_kept_then_another_one_is_made(
    desk: Desk,
) -> None:
    # The hash was stored, the key was not: nobody knows key 2.
    old = frozenset({(Role.MONITOR, "hash of key 1"), (Role.EXECUTOR, "hash of key 1")})
    desk.settings.save_account(replace(FIRST, key_hash="hash of key 2", old_keys=old))
    desk.made = 2
    desk.start()

    assert desk.come("key 1", Role.MONITOR)

    assert await desk.offers(2) == [(Role.EXECUTOR, "key 3"), (Role.MONITOR, "key 3")]
    assert desk.come("key 1", Role.EXECUTOR)
    assert desk.come("key 3", Role.MONITOR)


async def test_key_when_the_account_is_not_there_then_one_sentence_says_so(desk: Desk) -> None:
    stranger = AccountKey(login="7", server="Other-Demo")

    with pytest.raises(TradeCopyError, match="7@Other-Demo is not registered"):
        await desk.renewal.renew(stranger)
