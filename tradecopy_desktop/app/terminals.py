"""What the trader orders about the terminals on this machine. It never trades, and shows no key."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Final

from tradecopy_desktop.app.terminal_clicks import Known, clicks_of
from tradecopy_desktop.app.trader_orders import Parts
from tradecopy_desktop.domain.accounts import AccountKey
from tradecopy_desktop.domain.errors import TradeCopyError
from tradecopy_desktop.domain.terminals import ClickLeft, FoundTerminal, Installed
from tradecopy_desktop.ports import AccountRecord

_MOST_WAIT_S: Final = 30
_LOOK_S: Final = 0.25


class TerminalOrders:
    """The window's door to the terminals. Orders raise TradeCopyError with a sentence."""

    def __init__(
        self, parts: Parts, records: Mapping[str, AccountRecord], port: Callable[[], int]
    ) -> None:
        self._terminal_parts = parts
        self._terminal_records = records
        self._terminal_port = port

    async def find_terminals(self) -> Sequence[FoundTerminal]:
        """Return all terminals that were found, running ones first."""
        return await asyncio.to_thread(self._terminal_parts.terminals.find)

    async def look_at_terminal(self, folder: Path) -> FoundTerminal:
        """Return the terminal that a folder belongs to."""
        return await asyncio.to_thread(self._terminal_parts.terminals.look_at, folder)

    async def install_experts(self, terminal: FoundTerminal, account: AccountKey) -> Installed:
        """Install the Expert Advisors for a registered account, with its key."""
        parts = self._terminal_parts
        record = self._registered(account)
        self._refuse_other_account(terminal, account)
        key = await asyncio.to_thread(parts.vault.get, record.secret_name)
        if key is None:
            raise TradeCopyError(
                f"no key of {account} is kept on this machine: renew its key on the page Accounts"
            )
        # A terminal starts an Expert Advisor anew once it is compiled (rule P5).
        await self._wait_until_idle(account)
        return await asyncio.to_thread(
            parts.terminals.install, terminal, port=self._terminal_port(), key=key
        )

    async def remove_experts(self, terminal: FoundTerminal) -> None:
        """Take the Expert Advisors and their key away again."""
        account = terminal.account
        if account is not None and self._terminal_parts.book.account(account).connected:
            raise TradeCopyError(
                f"the Expert Advisor of {account} runs in this terminal: take it off its "
                "chart first"
            )
        await asyncio.to_thread(self._terminal_parts.terminals.remove, terminal)

    def clicks_left(
        self, account: AccountKey, terminal: FoundTerminal | None
    ) -> Sequence[ClickLeft]:
        """Return the trader's own steps for an account's terminal, with what is done already."""
        parts = self._terminal_parts
        return clicks_of(
            Known(
                record=self._registered(account),
                state=parts.book.account(account),
                terminal=terminal,
                refusals=tuple(r for r in parts.refusals.refusals() if r.account == account),
                now=parts.clock.now(),
            )
        )

    def _registered(self, account: AccountKey) -> AccountRecord:
        for record in self._terminal_records.values():
            if record.key == account:
                return record
        raise TradeCopyError(f"{account} is not registered: add the account first")

    def _refuse_other_account(self, terminal: FoundTerminal, account: AccountKey) -> None:
        other = terminal.account
        records = self._terminal_records.values()
        if other is None or other == account or all(each.key != other for each in records):
            return
        # A terminal has one key, and this one would lose its own.
        raise TradeCopyError(
            f"{terminal.title} is the terminal of {other}: choose the terminal of {account}, or "
            f"log in to {account} there and start it again"
        )

    async def _wait_until_idle(self, account: AccountKey) -> None:
        parts = self._terminal_parts
        ends = parts.clock.monotonic_ns() + _MOST_WAIT_S * 1_000_000_000
        lines = parts.copying.dispatcher.lines
        while lines.busy_copies(account):
            if parts.clock.monotonic_ns() >= ends:
                raise TradeCopyError(
                    f"an order of {account} is still under way: try again when it is done"
                )
            await parts.clock.sleep(_LOOK_S)
