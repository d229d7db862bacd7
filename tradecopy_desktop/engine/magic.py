"""Magic numbers: an index to find a copy's orders by, never their identity (rules L2, E2)."""

from collections.abc import Container, Set
from datetime import datetime

from tradecopy_desktop.domain.accounts import AccountKey
from tradecopy_desktop.domain.values import Platform
from tradecopy_desktop.engine.book import Book

MT5_PREFIX = 0x5443  # 16 bits
MT4_PREFIX = 0x5D  # 7 bits
_MT4_COUNTER_BITS = 24
_MT5_ID_BITS = 47


def free_magic(book: Book, follower: AccountKey, id: str, *, also: Set[str] = frozenset()) -> str:
    """Return a magic for the opening `id` that nothing on the follower has, nor `also`."""
    account = book.account(follower)
    # The trader's own robots may use numbers like ours.
    shown = {position.magic for position in account.positions.values()}
    shown |= {order.magic for order in account.pendings.values()}
    taken = shown | book.magics_of(follower) | also
    return next_magic(account.platform, id=id, last=account.last_magic, taken=taken)


def next_magic(platform: Platform, *, id: str, last: int, taken: Container[str]) -> str:
    """Return a magic that no live copy of the account uses.

    MT5: 16-bit prefix and 47 bits of the instruction id. MT4: 7-bit prefix and the number after
    `last` of the account's 24-bit counter, which wraps.
    """
    if platform is Platform.MT5:
        return _free(MT5_PREFIX, _MT5_ID_BITS, int(id, 16) >> (128 - _MT5_ID_BITS), taken)
    return _free(MT4_PREFIX, _MT4_COUNTER_BITS, last + 1, taken)


def counter_after(platform: Platform, magic: str, last: int) -> int:
    """Return the account's counter once `magic` was given out."""
    if platform is Platform.MT5:
        return last
    return int(magic) & ((1 << _MT4_COUNTER_BITS) - 1)


def counter_at(utc: datetime) -> int:
    """Return a number for the MT4 counter to go on from where the last one given is not known.

    Seconds pass faster than copies are opened, so it is above what was given out in half a year.
    """
    return int(utc.timestamp()) & ((1 << _MT4_COUNTER_BITS) - 1)


def _free(prefix: int, bits: int, number: int, taken: Container[str]) -> str:
    while True:
        magic = str((prefix << bits) | (number % (1 << bits)))
        if magic not in taken:
            return magic
        number += 1
