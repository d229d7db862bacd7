"""The caps of accounts, in the database. Never checks an order by them."""

from decimal import Decimal

from sqlalchemy import Engine, Row, select

from tradecopy_desktop.adapters.storage.settings_access import reading, saving
from tradecopy_desktop.adapters.storage.tables import account_caps
from tradecopy_desktop.adapters.storage.upsert import upsert
from tradecopy_desktop.domain.accounts import AccountKey
from tradecopy_desktop.domain.caps import AccountCaps
from tradecopy_desktop.domain.errors import TradeCopyError


class SqlCaps:
    """The limits of accounts. Every call reads or writes the disk: not for the loop."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def caps(self) -> dict[AccountKey, AccountCaps]:
        """Return the caps of every account that has some; raise TradeCopyError if one is none."""
        with reading(self._engine) as connection:
            rows = connection.execute(select(account_caps)).all()
        return {AccountKey.parse(row.account): _caps(row) for row in rows}

    def save_caps(self, key: AccountKey, caps: AccountCaps) -> None:
        """Set or replace the caps of an account."""
        with saving(self._engine, f"account {key} with its caps") as connection:
            row = {
                "account": str(key),
                "order_lots": _text(caps.order_lots),
                "total_lots": _text(caps.total_lots),
                "leverage": _text(caps.leverage),
                "min_free_margin": _text(caps.min_free_margin),
            }
            upsert(connection, account_caps, [row])


def _caps(row: Row[tuple[str, ...]]) -> AccountCaps:
    try:
        return AccountCaps(
            order_lots=_decimal(row.order_lots),
            total_lots=_decimal(row.total_lots),
            leverage=_decimal(row.leverage),
            min_free_margin=_decimal(row.min_free_margin),
        )
    except ValueError as e:
        raise TradeCopyError(f"the stored caps of {row.account} cannot be read: {e}") from e


def _text(value: Decimal | None) -> str | None:
    return None if value is None else str(value)


def _decimal(text: str | None) -> Decimal | None:
    if text is None:
        return None
    try:
        return Decimal(text)
    except ArithmeticError as e:
        raise ValueError(f"{text!r} is no number") from e
