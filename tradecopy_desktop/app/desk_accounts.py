"""What the window may do with registered accounts besides adding them."""

from typing import Protocol

from tradecopy_desktop.domain.accounts import AccountKey


class DeskAccounts(Protocol):
    """Orders raise TradeCopyError with a sentence for the trader."""

    async def rename_account(self, account: AccountKey, name: str) -> None:
        """Call an account otherwise."""
        ...

    async def remove_account(self, account: AccountKey) -> None:
        """Forget an account that no route uses, and its key; its limits and past are kept."""
        ...
