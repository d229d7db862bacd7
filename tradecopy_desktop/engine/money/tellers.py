"""Whose quotes turn money into a currency. Asks nobody for a rate itself."""

from collections.abc import Iterator

from tradecopy_desktop.engine.book import AccountState, Book


class Tellers:
    """All accounts, one of them first: the others are seldom asked for a rate, and are many."""

    def __init__(self, book: Book, first: AccountState) -> None:
        """Begin with the account whose terminal is asked first."""
        self._book = book
        self._first = first

    def __iter__(self) -> Iterator[AccountState]:
        yield self._first
        yield from (each for each in self._book.accounts.values() if each is not self._first)
