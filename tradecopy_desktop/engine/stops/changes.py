"""What becomes of the stops that an open copy has, when others are due (rule C7).

Says what is to be ordered and what hinders it; orders nothing.
"""

from dataclasses import dataclass
from decimal import Decimal

from tradecopy_desktop.domain.decisions import Step
from tradecopy_desktop.domain.stop_rules import MovedByHand, PassedStop, RefusedStop, StopRules
from tradecopy_desktop.domain.values import Side
from tradecopy_desktop.engine.stops.levels import (
    Standing,
    StopKind,
    StopMarket,
    judge_stop,
    nearest_allowed,
    standing_text,
)
from tradecopy_desktop.engine.stops.plan import moved_step
from tradecopy_desktop.engine.stops.prices import StopPrice


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldStop:
    """A stop as it was last ordered, and as the follower shows it; `moved` if they differ."""

    ordered: Decimal | None
    present: Decimal | None
    moved: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class StopChange:
    """One stop from now: what it is `ordered` to be, and what a change must say, `sent`.

    They differ where a stop moved by hand stays. `acts`: something must be sent. `note` says why
    the stop is another one than the master's, `trouble` the same where the trader must be told,
    and `closes` that the copy must be closed instead.
    """

    ordered: Decimal | None
    sent: Decimal | None
    acts: bool = False
    note: str = ""
    trouble: str = ""
    closes: bool = False
    steps: tuple[Step, ...] = ()


def held_stop(
    kind: StopKind, side: Side, ordered: Decimal | None, shown: tuple[Decimal | None, ...]
) -> HeldStop:
    """Return a copy's stop where its tickets show these; none are shown while they are unknown.

    Of tickets with different SLs the tightest counts, so that none is loosened unasked.
    """
    strange = [stop for stop in shown if stop != ordered]
    if not strange:
        return HeldStop(ordered=ordered, present=ordered)
    present = strange[0]
    if kind is StopKind.STOP_LOSS:
        known = [stop for stop in shown if stop is not None]
        present = max(known, key=lambda stop: stop * side.sign, default=None)
    return HeldStop(ordered=ordered, present=present, moved=True)


def change_stop(rules: StopRules, due: StopPrice, held: HeldStop, market: StopMarket) -> StopChange:
    """Return what becomes of one stop of a copy when `due` is due by the rules."""
    if not due.known:
        return _stays(held, note=f"the {due.kind.value} waits for the copy's fill price")
    puts_back = held.moved and rules.moved_by_hand is MovedByHand.NEVER
    if due.price == held.ordered and not puts_back:
        return _stays(held)
    if held.moved and rules.moved_by_hand is MovedByHand.ALWAYS:
        return _stays(held, note=f"the {due.kind.value} was moved by hand and stays")
    if held.moved and not rules.may_loosen and _is_tighter(held.present, due, market.side):
        text = f"the follower's own SL {held.present:f} is tighter and stays"
        return _stays(held, note=text)
    if due.price is None:
        return _set(held, due, None)
    return _held_against_market(rules, due, held, due.price, market)


def _held_against_market(
    rules: StopRules, due: StopPrice, held: HeldStop, price: Decimal, market: StopMarket
) -> StopChange:
    kind = due.kind
    standing = judge_stop(kind, price, market)
    if standing is Standing.ALLOWED:
        return _set(held, due, price)
    text = standing_text(kind, price, standing, market)
    if standing is Standing.TOO_NEAR:
        if rules.refused is RefusedStop.AFTERWARDS:
            # The sender repeats it until it is set.
            return _set(held, due, price)
        return _nearest(due, held, price, text, market)
    closes = (
        standing is Standing.PASSED
        and kind is StopKind.STOP_LOSS
        and rules.passed is PassedStop.CLOSE
    )
    kept = "none" if held.present is None else f"{held.present:f}"
    trouble = f"{text}; the old one ({kept}) stays, and the new one is tried again"
    return _stays(held, trouble=text if closes else trouble, closes=closes)


def _nearest(
    due: StopPrice, held: HeldStop, price: Decimal, text: str, market: StopMarket
) -> StopChange:
    near = nearest_allowed(due.kind, market)
    away = due.kind.away(market.side)
    if held.present is not None and price * away <= held.present * away <= near * away:
        # The nearest that is allowed now would be farther off than what is set.
        return _stays(held, note=f"{text}; {held.present:f} stays, which is nearer to it")
    return _set(held, due, near, moved_step(text, near))


def _is_tighter(present: Decimal | None, due: StopPrice, side: Side) -> bool:
    if due.kind is not StopKind.STOP_LOSS or present is None:
        return False
    return due.price is None or (present - due.price) * side.sign > 0


def _stays(
    held: HeldStop, *, note: str = "", trouble: str = "", closes: bool = False
) -> StopChange:
    return StopChange(
        ordered=held.ordered, sent=held.present, note=note, trouble=trouble, closes=closes
    )


def _set(held: HeldStop, due: StopPrice, price: Decimal | None, *further: Step) -> StopChange:
    acts = held.moved or price != held.ordered
    return StopChange(ordered=price, sent=price, acts=acts, steps=(due.step, *further))
