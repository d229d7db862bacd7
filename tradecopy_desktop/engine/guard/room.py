"""How much of an opening fits into what an account may still lose, with all SLs hit."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import ceil
from typing import NamedTuple

from tradecopy_desktop.domain.decisions import Refusal, SkipReason, Step
from tradecopy_desktop.domain.guarding import Limit
from tradecopy_desktop.domain.instruments import Instrument, floor_to_step
from tradecopy_desktop.domain.limits import HARD
from tradecopy_desktop.domain.values import ZERO, MarginMode, Side, exact
from tradecopy_desktop.engine.book import AccountState, Book
from tradecopy_desktop.engine.guard.exposure import NOTHING_EXPOSED
from tradecopy_desktop.engine.guard.levels import stand
from tradecopy_desktop.engine.guard.reading import Reading
from tradecopy_desktop.engine.guard.remembering import noted
from tradecopy_desktop.engine.guard.stakes import Stake, farther, stakes
from tradecopy_desktop.engine.guard.worst_case import Worst, loss_of, rounded, worst_of
from tradecopy_desktop.engine.wording import plain


class Asked(NamedTuple):
    """An opening of `lots` at `entry`, None while there is no price, with the SL it will have.

    `copy` is what it adds to, "" for nothing yet. `imagined` is the route whose rehearsal it
    belongs to. `again`: lots that the copy was granted before, which count once. `commission` is
    what a lot costs besides, in the account's currency.
    """

    instrument: Instrument
    side: Side
    lots: Decimal
    entry: Decimal | None
    stop_loss: Decimal | None
    copy: str = ""
    imagined: str = ""
    again: bool = False
    commission: Decimal = ZERO


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """The lots that may be opened, above 0, and the line that explains it, None for no limit."""

    lots: Decimal
    step: Step | None = None


class _Room(NamedTuple):
    """What is left of a limit, and what the account loses of it with all that is open."""

    limit: Limit
    left: Fraction
    lost: Fraction

    @property
    def free(self) -> Fraction:
        return self.left - self.lost


def room_for(book: Book, follower: AccountState, reading: Reading, asked: Asked) -> Fit | Refusal:
    """Return how many of the lots may be opened, or why none.

    No loss or drawdown limit may be reached, let alone broken, if every SL is hit. `reading` is
    what the account shows now.
    """
    guard = follower.guard
    limits = [each for each in guard.limits if isinstance(each.rule, HARD) and each.ladder.bars]
    if not limits:
        return Fit(lots=asked.lots)
    worst = worst_of(book, follower, guard, _at_stake(book, follower, asked))
    if not isinstance(worst, Worst):
        return worst
    per_lot = loss_of(book, follower, guard, _stake(asked))
    if not isinstance(per_lot, Fraction):
        return per_lot
    memory, rooms = noted(guard, follower.guard_memory, reading), []
    for limit in limits:
        left = stand(limit, memory, reading, NOTHING_EXPOSED).left
        if left is None:
            return SkipReason.GUARDED, f"what is left of {limit.name} is not known"
        rooms.append(_Room(limit=limit, left=exact(left), lost=_lost(limit, worst)))
    tightest = min(rooms, key=lambda room: room.free)
    return _fit(follower, asked, tightest, worst.count, per_lot + exact(asked.commission))


def _lost(limit: Limit, worst: Worst) -> Fraction:
    counts_open = isinstance(limit.rule, HARD) and limit.rule.floating
    return worst.of_equity if counts_open else worst.of_balance


def _stake(asked: Asked) -> Stake:
    return Stake(
        symbol=asked.instrument.name,
        side=asked.side,
        lots=Decimal(1),
        entry=asked.entry,
        stop=asked.stop_loss,
        copy=asked.copy,
    )


def _at_stake(book: Book, follower: AccountState, asked: Asked) -> Iterator[Stake]:
    """Yield what is open, with the SLs that it has once the order is filled, too."""
    nets = follower.margin_mode is MarginMode.NETTING
    without = asked.copy if asked.again else ""
    for stake in stakes(book, follower, imagined=asked.imagined, without=without):
        same = (stake.symbol, stake.side) == (asked.instrument.name, asked.side)
        shares = same and (nets or (stake.copy == asked.copy != ""))
        if shares and asked.stop_loss is not None:
            yield stake._replace(stop=farther(stake.side, stake.stop, asked.stop_loss))
        else:
            yield stake


def _fit(
    follower: AccountState, asked: Asked, room: _Room, count: int, per_lot: Fraction
) -> Fit | Refusal:
    lots = _lots_within(asked, room.free, per_lot)
    text = _figures(follower, room, count, per_lot * exact(asked.lots))
    whole = plain(asked.lots)
    if lots == asked.lots:
        return Fit(lots=lots, step=Step(rule="worst case", text=text, result=whole))
    if lots < asked.instrument.smallest:
        return SkipReason.GUARDED, f"{text}; none of the {whole} lots fit"
    if asked.again or not follower.guard.cuts_to_fit:
        text = f"{text}; only {plain(lots)} of the {whole} lots fit, and all are refused"
        return SkipReason.GUARDED, text
    text = f"{text}; {plain(lots)} of the {whole} lots fit"
    return Fit(lots=lots, step=Step(rule="worst case", text=text, result=plain(lots)))


def _lots_within(asked: Asked, free: Fraction, per_lot: Fraction) -> Decimal:
    """Return the lots, in whole steps, with which less than `free` is lost."""
    if free <= 0:
        return ZERO
    if per_lot * exact(asked.lots) < free:
        return asked.lots
    step = asked.instrument.lot_step
    steps = ceil(free / (per_lot * exact(step))) - 1
    return floor_to_step(steps * exact(step), step)


def _figures(follower: AccountState, room: _Room, count: int, loss: Fraction) -> str:
    if count:
        what = "1 position at its SL" if count == 1 else f"{count} positions at their SL"
        others = f"{what} {_loss(room.lost)}"
    else:
        others = "nothing else is open"
    left = f"{rounded(room.left, up=False):,.2f} {follower.currency}"
    return f"worst case: {others}, this one {_loss(loss)}, left {left} of {room.limit.name}"


def _loss(money: Fraction) -> str:
    return f"{-rounded(money, up=True):,.2f}" if money > 0 else "0.00"
