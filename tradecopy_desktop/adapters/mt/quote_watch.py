"""Which symbols each account's terminal is asked to quote. It sends nothing itself."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, TypeVar

from tradecopy_desktop.adapters.mt import encode
from tradecopy_desktop.adapters.mt.session import Session
from tradecopy_desktop.domain.accounts import AccountKey

MOST_WATCHED: Final = 256

Way = TypeVar("Way")


class QuoteWatch:
    """The sets wanted, also while nobody is connected; one terminal an account is asked."""

    def __init__(self) -> None:
        self._wanted: dict[AccountKey, tuple[str, ...]] = {}

    def want(self, account: AccountKey, symbols: Sequence[str]) -> tuple[str, ...]:
        """Remember the whole set and return what is beyond the first 256.

        Raise ValueError for a name that no symbol can have.
        """
        names = tuple(dict.fromkeys(symbols))
        wanted = tuple(sorted(names[:MOST_WATCHED]))
        # A name that no frame can hold must fail here, not in the next welcome.
        encode.encode_subscribe(symbols=wanted)
        self._wanted[account] = wanted
        return names[MOST_WATCHED:]

    def due(
        self, account: AccountKey, present: Iterable[tuple[Session, Way]]
    ) -> Iterator[tuple[Way, str]]:
        """Yield which frames must go which way, so that the first session quotes and no other."""
        wanted = self._wanted.get(account, ())
        for session, way in present:
            if session.watched != wanted:
                session.watched = wanted
                yield way, encode.encode_subscribe(symbols=wanted)
            wanted = ()
