"""Why a terminal was not let in. It decides nothing."""

from dataclasses import dataclass
from datetime import datetime

from tradecopy_desktop.domain.accounts import AccountKey


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """A terminal that came and was sent away.

    `account` is the one that its key belongs to, None for a key that nobody knows. `code` and
    `text` are what it was told; `shown` is the account that it was logged in to, if that was why.
    """

    at: datetime
    account: AccountKey | None
    code: str
    text: str
    shown: AccountKey | None = None
