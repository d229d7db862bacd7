"""Gives the deals of an MT5 netting account their positions. Invents none."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from tradecopy_desktop.domain.values import DealEntry
from tradecopy_desktop.sim.recordings.mt5_tables import ENTRIES
from tradecopy_desktop.sim.recordings.netting import NettingBook
from tradecopy_desktop.sim.recordings.recording import RecordedDeal
from tradecopy_desktop.sim.recordings.rows import RowError

_WORDS = {entry: word for word, entry in ENTRIES.items()}


def net(deals: Sequence[RecordedDeal]) -> tuple[tuple[RecordedDeal, ...], int]:
    """Return the deals with their positions, and how many of these are still open.

    Raises RowError when a deal cannot have done what its row says: close more than is open,
    open against an open position, reverse what is smaller.
    """
    book = NettingBook()
    return tuple(_placed(deals, book)), book.open_count()


def _placed(deals: Sequence[RecordedDeal], book: NettingBook) -> Iterator[RecordedDeal]:
    for deal in deals:
        held = book.held(deal.symbol)
        entry, position = book.place(deal.symbol, deal.side, deal.volume, deal.order)
        if entry is not deal.entry:
            raise RowError(deal.row, f"{_told(deal)} while {deal.symbol} held {held}{_hint(deal)}")
        yield replace(deal, position=position)


def _told(deal: RecordedDeal) -> str:
    return f'says "{_WORDS[deal.entry]}" of {deal.side.value} {deal.volume}'


def _hint(deal: RecordedDeal) -> str:
    if deal.entry is DealEntry.IN:
        return ""
    return "; a report must begin before its first position was opened"
