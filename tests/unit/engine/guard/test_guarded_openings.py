"""Openings and orders as routes decide them on an account that is guarded."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from tests.unit.engine.caps_samples import NOW
from tests.unit.engine.deciding import (
    NOON,
    commands_of,
    decided,
    link_of,
    opening_of,
    skip_of,
)
from tests.unit.engine.guard.stake_samples import DAILY, GUARD, guarded, held
from tests.unit.engine.link_samples import OPENING
from tests.unit.engine.pending_samples import UNPLACED, order
from tests.unit.engine.pending_samples import route as pending_route
from tests.unit.engine.pending_samples import told as order_event
from tests.unit.engine.samples import (
    EURUSD,
    FOLLOWER,
    MASTER,
    SETTINGS,
    added,
    closed,
    deal,
    event,
    opened,
    partly_closed,
    position,
    profile,
    route,
)
from tradecopy_desktop.domain.commands import OpenPosition, PlacePending, SetVolume
from tradecopy_desktop.domain.decisions import Bar, Copied, Skipped, SkipReason
from tradecopy_desktop.domain.facts import EventKind, TradeEvent
from tradecopy_desktop.domain.guarding import FRESH_MEMORY, AccountGuard
from tradecopy_desktop.domain.routes import RouteMode
from tradecopy_desktop.domain.sizing import AboveMaximum, VolumeRules
from tradecopy_desktop.domain.values import MarginMode, PendingKind
from tradecopy_desktop.engine.copier import decide
from tradecopy_desktop.engine.moment import Moment
from tradecopy_desktop.engine.pendings.market import refused_at_market

CUTS = replace(GUARD, cuts_to_fit=True)
LOCKED = Bar(reason=SkipReason.GUARDED, text="the account is locked: daily loss")


def placed(
    *, sl: str | None, kind: PendingKind = PendingKind.LIMIT, limit: str | None = None
) -> TradeEvent:
    """Return the placing of the master's order to buy 1.00 EURUSD, at 1.09 or beyond 1.12."""
    at = "1.09" if kind is PendingKind.LIMIT else "1.12"
    waiting = order(sl=sl, at=at, limit=limit, kind=kind)
    return order_event(EventKind.PENDING_PLACED, waiting, account=MASTER)


def test_g4_opening_when_the_account_is_barred_then_is_refused_and_its_close_is_not() -> None:
    known = guarded(guard=AccountGuard())
    decided(known, opened("1"))
    known.account(FOLLOWER).bar = LOCKED

    skipped = skip_of(decided(known, opened("1", id="502")))
    closes = decided(known, closed("1"))

    assert (skipped.reason, skipped.detail) == (SkipReason.GUARDED, LOCKED.text)
    assert skipped.alarming
    assert len(commands_of(closes)) == 1


def test_g4_order_when_the_account_is_barred_then_is_refused() -> None:
    known = guarded(guard=AccountGuard())
    known.put_route(pending_route())
    known.account(FOLLOWER).bar = LOCKED

    skipped = skip_of(decided(known, placed(sl="1.085")))

    assert skipped.reason is SkipReason.GUARDED


def test_opening_when_not_all_of_it_fits_then_is_refused_with_the_figures() -> None:
    skipped = skip_of(decided(guarded(), opened("1", sl="1.09")))

    # From the ask 0.0101.
    text = (
        "worst case: nothing else is open, this one -1,010.00, left 1,000.00 USD of daily loss; "
        "only 0.99 of the 1 lots fit, and all are refused"
    )
    assert (skipped.reason, skipped.detail) == (SkipReason.GUARDED, text)
    assert (skipped.steps[-1].text, skipped.steps[-1].result) == (text, "0")


def test_opening_when_the_route_knows_the_commission_then_it_is_lost_as_well() -> None:
    known = guarded()
    known.put_route(route(replace(SETTINGS, volume=VolumeRules(commission=Decimal(7)))))

    skipped = skip_of(decided(known, opened("1", sl="1.09")))

    assert "this one -1,017.00" in skipped.detail


def test_opening_when_it_is_cut_then_the_copy_is_what_was_opened() -> None:
    known = guarded(guard=CUTS)

    decisions = decided(known, opened("1", sl="1.09"))

    assert opening_of(decisions).volume == Decimal("0.99")
    link = link_of(decisions[0])
    assert (link.target, link.ratio, link.exact) == (
        Decimal("0.99"),
        Fraction(99, 100),
        Fraction(99, 100),
    )
    assert isinstance(decisions[0], Copied)
    assert decisions[0].steps[-1].text.endswith("0.99 of the 1 lots fit")


def test_s4_copy_when_it_was_cut_then_a_partial_close_takes_its_share_of_what_was_opened() -> None:
    known = guarded(guard=CUTS)
    decided(known, opened("1", sl="1.09"))

    reduced = decided(known, partly_closed("0.8", "0.2"))

    # 0.8 x 0.99 = 0.792.
    (command,) = commands_of(reduced)
    assert isinstance(command, SetVolume)
    assert command.volume == Decimal("0.79")


def test_s3_copy_when_it_was_cut_then_an_addition_does_not_bring_the_rest_back() -> None:
    known = guarded(guard=CUTS)
    known.account(MASTER).profile = profile(MASTER, MarginMode.NETTING)
    decided(known, opened("1", sl="1.09"))
    known.account(FOLLOWER).guard = AccountGuard()

    adds = decided(known, added("1.5", "0.5", order="502", made_by="9502"))

    # 1.5 x 0.99 = 1.485, of which 0.99 were opened.
    assert opening_of(adds).volume == Decimal("0.49")


def test_s2_further_fill_when_nothing_is_left_then_is_refused_as_well() -> None:
    known = guarded(guard=CUTS)
    known.account(MASTER).profile = profile(MASTER, MarginMode.NETTING)
    decided(known, opened("1", whole="2", sl="1.09"))
    fill = deal("9502", "501", "1", whole="2")

    skipped = skip_of(decided(known, event(EventKind.ADDED, position("2", sl="1.09"), fill)))

    assert skipped.reason is SkipReason.GUARDED
    assert link_of(skipped).master_volume == Decimal(2)


def test_c11_order_when_it_is_cut_then_is_split_anew() -> None:
    settings = replace(SETTINGS, volume=VolumeRules(above_maximum=AboveMaximum.SPLIT))
    known = guarded(guard=CUTS)
    known.put_route(route(settings))
    known.account(FOLLOWER).instruments["EURUSD"] = replace(EURUSD, lot_max=Decimal("0.5"))

    decisions = decided(known, opened("1", sl="1.09"))

    opens = [c.volume for c in commands_of(decisions) if isinstance(c, OpenPosition)]
    assert opens == [Decimal("0.5"), Decimal("0.49")]


def test_reverse_route_when_it_opens_then_its_own_sl_counts() -> None:
    known = guarded()
    known.put_route(route(replace(SETTINGS, reverse=True)))

    # A sell at 1.0999 whose SL is the master's TP: 0.0101, and 0.0099.
    skipped = skip_of(decided(known, opened("1", sl="1.0995", tp="1.11")))
    taken = decided(known, opened("1", id="502", sl="1.0995", tp="1.1098"))

    assert "this one -1,010.00" in skipped.detail
    assert opening_of(taken).volume == Decimal(1)


@pytest.mark.parametrize("mode", [RouteMode.LIVE, RouteMode.SHADOW])
def test_copy_when_it_is_on_its_way_or_rehearsed_then_the_next_is_held_against_it(
    mode: RouteMode,
) -> None:
    known = guarded()
    known.put_route(route(mode=mode))
    first = decided(known, opened("0.6", sl="1.09"))

    skipped = skip_of(decided(known, opened("0.6", id="502", sl="1.09")))

    assert opening_of(first).volume == Decimal("0.6")
    assert "worst case: 1 position at its SL -606.00, this one -606.00" in skipped.detail


def test_rehearsal_when_it_has_copies_then_they_take_nothing_from_a_live_route() -> None:
    known = guarded(replace(OPENING, shadow=True, route="r2", stop_loss=Decimal("1.09")))

    assert opening_of(decided(known, opened("0.6", sl="1.09"))).volume == Decimal("0.6")


@pytest.mark.parametrize(
    ("event_", "loss"),
    [
        (placed(sl="1.08"), "1,000.00"),
        (placed(sl="1.11", kind=PendingKind.STOP), "1,000.00"),
        # Filled at its limit or below; its trigger counts.
        (placed(sl="1.11", kind=PendingKind.STOP_LIMIT, limit="1.115"), "1,000.00"),
    ],
)
def test_g4_order_when_it_is_placed_then_counts_from_its_trigger(
    event_: TradeEvent, loss: str
) -> None:
    known = guarded()
    known.put_route(pending_route())

    skipped = skip_of(decided(known, event_))

    assert skipped.reason is SkipReason.GUARDED
    assert f"this one -{loss}, left 1,000.00 USD of daily loss" in skipped.detail


def test_g4_order_when_it_may_be_cut_then_waits_with_what_fits_and_counts_from_then_on() -> None:
    known = guarded(guard=CUTS)
    known.put_route(pending_route())

    (placing,) = commands_of(decisions := decided(known, placed(sl="1.08")))
    skipped = skip_of(decided(known, opened("0.5", id="502", sl="1.09")))

    assert isinstance(placing, PlacePending)
    assert placing.volume == Decimal("0.99")
    link = link_of(decisions[0])
    assert (link.ratio, link.base) == (Fraction(99, 100), Fraction(99, 100))
    assert isinstance(decisions[0], Copied)
    assert decisions[0].steps[-1].rule == "worst case"
    assert "worst case: 1 position at its SL -990.00" in skipped.detail


@pytest.mark.parametrize(("sl", "refused"), [("1.0951", False), ("1.0901", True)])
def test_copy_when_it_goes_to_the_market_instead_then_counts_once_at_its_price(
    sl: str, refused: bool
) -> None:
    link = replace(UNPLACED, accepted=Fraction(1), target=Decimal(1), stop_loss=Decimal(sl))
    known = guarded(link, guard=CUTS)

    refusal = refused_at_market(known, pending_route(), link)

    # From the ask 500, which would be 1,000 if it counted twice, and 1,000.
    assert (refusal is not None) is refused
    if refusal is not None:
        assert refusal[0] is SkipReason.GUARDED


def test_g1_opening_when_the_money_is_old_then_is_refused() -> None:
    known = guarded()
    late = Moment(now_ns=NOW + 16_000_000_000, utc=NOON)

    (skipped,) = decide(known, known.routes["r1"], opened("0.1", sl="1.09"), late)

    assert isinstance(skipped, Skipped)
    assert skipped.detail == (
        "the account's equity cannot be seen: its money was told 16.0 s ago, at most 15 s count"
    )


def test_g1_opening_when_the_guard_has_read_nothing_yet_then_is_refused() -> None:
    known = guarded()
    known.account(FOLLOWER).guard_memory = FRESH_MEMORY

    skipped = skip_of(decided(known, opened("0.1", sl="1.09")))

    assert skipped.detail == "the guard has not read the account's money yet"


def test_opening_when_the_worst_case_is_not_asked_for_then_no_sl_is_needed() -> None:
    known = guarded(guard=AccountGuard(limits=(DAILY,)), held=(held("5", sl=None),))

    assert opening_of(decided(known, opened("1"))).volume == Decimal(1)
