"""Reads MT4's "Detailed Statement" page. Invents no deals: an opening and its closings only."""

from collections.abc import Iterable, Iterator, Sequence

from tradecopy_desktop.domain.values import ZERO, DealEntry, MarginMode, Platform, Reason
from tradecopy_desktop.sim.recordings import notes
from tradecopy_desktop.sim.recordings.comments import closing_reason, hedge_ticket
from tradecopy_desktop.sim.recordings.mt4_chains import chains
from tradecopy_desktop.sim.recordings.mt4_trades import Statement, Trade, read_statement
from tradecopy_desktop.sim.recordings.recording import Recording, RecordingError
from tradecopy_desktop.sim.recordings.round_trips import Exit, RoundTrip, deals_of
from tradecopy_desktop.sim.recordings.rows import Row


def read_mt4_statement(rows: Sequence[Row]) -> Recording:
    """Return the trades of the page; raise RecordingError when a row is not as it should be."""
    statement = read_statement(rows)
    if not statement.trades:
        raise RecordingError("the statement holds no trade")
    hedged = {hedge_ticket(trade.comment) for trade in statement.trades}
    trips = tuple(_trip(chain, hedged) for chain in chains(statement.trades))
    return Recording(
        form="mt4-statement",
        platform=Platform.MT4,
        margin_mode=MarginMode.HEDGING,
        currency=statement.currency,
        deals=deals_of(trips),
        notes=tuple(_notes(statement, trips)),
    )


def _trip(chain: tuple[Trade, ...], hedged: set[str | None]) -> RoundTrip:
    first = chain[0]
    return RoundTrip(
        row=first.row.number,
        ticket=first.ticket,
        symbol=first.symbol,
        side=first.side,
        opened=first.opened,
        volume=sum((part.volume for part in chain), ZERO),
        price=first.price,
        reason=Reason.EXPERT if first.by_expert else Reason.CLIENT,
        comment="" if first.closing else first.comment,
        exits=tuple(_exits(chain, hedged)),
    )


def _exits(chain: Iterable[Trade], hedged: set[str | None]) -> Iterator[Exit]:
    for part in chain:
        if part.closing is None:
            continue
        by_other = part.ticket in hedged or hedge_ticket(part.comment) is not None
        yield Exit(
            row=part.row.number,
            ticket=part.ticket,
            time=part.closing.time,
            price=part.closing.price,
            volume=part.volume,
            entry=DealEntry.OUT_BY if by_other else DealEntry.OUT,
            reason=Reason.CLOSE_BY if by_other else closing_reason(part.comment),
            profit=part.closing.profit,
            commission=part.closing.commission,
            swap=part.closing.swap,
            comment=part.comment,
        )


def _notes(statement: Statement, trips: Sequence[RoundTrip]) -> Iterator[str]:
    yield notes.NO_ZONE
    yield notes.NO_PRICES
    yield notes.BY_HAND
    yield notes.AS_AT_CLOSING
    yield "Commission, taxes and swap of a trade are put on its closing."
    partial = sum(len(trip.exits) + trip.is_open > 1 for trip in trips)
    if partial:
        yield (
            f"Positions put together from the tickets of their parts: {partial}. "
            "Each opens once with its whole volume."
        )
    yield from notes.still_open(sum(trip.is_open for trip in trips))
    yield from notes.left_out(statement.left_out, "deposits and pending orders")
