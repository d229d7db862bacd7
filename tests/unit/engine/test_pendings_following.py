"""The master's position closes, shrinks or gets other stops while the copy's order still waits."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from tests.unit.engine.link_samples import LIVE
from tests.unit.engine.pending_samples import (
    ADOPTED,
    HALF_ADOPTED,
    HALF_PARTIAL,
    PAIRED,
    PARTIAL,
    book,
    route,
)
from tests.unit.engine.samples import FOLLOWER, position
from tradecopy_desktop.domain.commands import CancelPending, ModifyPending, SetStops, SetVolume
from tradecopy_desktop.domain.decisions import Copied, Decision, NothingToDo
from tradecopy_desktop.domain.links import Link, LinkState
from tradecopy_desktop.domain.sizing import Remainder
from tradecopy_desktop.domain.stop_rules import StopRule, StopRules, StopSource
from tradecopy_desktop.domain.values import ZERO
from tradecopy_desktop.engine.book import Book
from tradecopy_desktop.engine.pendings.following import (
    follow_close,
    follow_reduction,
    follow_stop_change,
)

TO_MARKET = replace(ADOPTED, state=LinkState.OPENING, revision=2)


def copied(decisions: tuple[Decision, ...]) -> Copied:
    (decision,) = decisions
    assert isinstance(decision, Copied)
    assert (decision.route, decision.settings_version) == ("r1", 1)
    return decision


def closed(link: Link) -> Copied:
    return copied(follow_close(book(link), route(), "501", version="9701"))


def reduced(link: Link, left: str, known: Book | None = None) -> Decision:
    known = known or book(link)
    (decision,) = follow_reduction(known, route(), position(left), version="9601")
    return decision


def restopped(link: Link, sl: str | None, known: Book | None = None) -> Decision:
    known = known or book(link)
    (decision,) = follow_stop_change(known, route(), position("1", sl=sl))
    return decision


def test_c4_close_when_the_copys_order_waits_then_it_is_taken_back() -> None:
    decision = closed(ADOPTED)

    assert [type(command) for command in decision.commands] == [CancelPending]
    assert decision.link == replace(
        ADOPTED,
        state=LinkState.CLOSING,
        target=ZERO,
        accepted=Fraction(0),
        exact=Fraction(0),
        master_volume=ZERO,
        version="9701",
        revision=2,
        reason="the master closed before the copy's order was filled",
    )
    assert decision.master_lots == Decimal(1)


def test_c4_close_when_a_part_is_filled_then_the_rest_is_taken_back_and_the_part_closed() -> None:
    cancel, close = closed(PARTIAL).commands

    assert isinstance(cancel, CancelPending)
    assert isinstance(close, SetVolume)
    assert (cancel.revision, close.revision, close.volume) == (2, 3, ZERO)


@pytest.mark.parametrize("link", [PAIRED, LIVE])
def test_c4_close_when_nothing_waits_then_is_a_close_like_any_other(link: Link) -> None:
    assert [type(command) for command in closed(link).commands] == [SetVolume]


def test_close_when_there_is_no_copy_then_nothing_follows() -> None:
    assert follow_close(book(), route(), "501", version="9701") == ()


def test_s4_reduction_when_the_order_waits_then_less_is_kept_once_it_is_filled() -> None:
    decision = reduced(ADOPTED, "0.4")

    assert isinstance(decision, Copied)
    assert decision.commands == ()
    assert decision.link == replace(
        ADOPTED,
        accepted=Fraction(2, 5),
        exact=Fraction(2, 5),
        master_volume=Decimal("0.4"),
        target=Decimal("0.4"),
        version="9601",
    )
    assert decision.master_lots == Decimal("0.6")


def test_s4_reduction_when_a_part_beyond_it_is_filled_then_that_is_closed() -> None:
    decision = reduced(PARTIAL, "0.3")

    assert isinstance(decision, Copied)
    (command,) = decision.commands
    assert isinstance(command, SetVolume)
    assert (command.volume, decision.link.pending) == (Decimal("0.3"), PARTIAL.pending)


def test_s4_reduction_when_too_little_is_left_then_the_order_is_taken_back_if_so_chosen() -> None:
    # 1.00 x 0.004 / 1.00 is below 0.01.
    decision = reduced(replace(ADOPTED, remainder=Remainder.CLOSE), "0.004")

    assert isinstance(decision, Copied)
    assert [type(command) for command in decision.commands] == [CancelPending]
    assert (decision.link.state, decision.link.version) == (LinkState.CLOSING, "9601")


def test_s4_reduction_when_too_little_is_left_then_the_minimum_is_kept_by_default() -> None:
    decision = reduced(ADOPTED, "0.004")

    assert decision.link is not None
    assert decision.link.target == Decimal("0.01")


def test_reduction_when_told_again_then_nothing_changes() -> None:
    assert reduced(ADOPTED, "1") == NothingToDo(route="r1", link=None, detail="applied before")


def test_reduction_when_the_followers_symbols_are_not_listed_then_is_found_again_later() -> None:
    known = book(ADOPTED)
    known.account(FOLLOWER).instruments.clear()

    assert reduced(ADOPTED, "0.4", known) == NothingToDo(
        route="r1", link=None, detail="EURUSD is unknown"
    )


def test_reduction_when_nothing_waits_then_is_one_like_any_other() -> None:
    decision = reduced(PAIRED, "0.4")

    assert isinstance(decision, Copied)
    assert [type(command) for command in decision.commands] == [SetVolume]


def test_stops_when_the_order_waits_then_the_order_gets_them() -> None:
    decision = restopped(ADOPTED, "1.08000")

    assert isinstance(decision, Copied)
    (command,) = decision.commands
    assert isinstance(command, ModifyPending)
    assert (command.stop_loss, command.price, command.revision) == (
        Decimal("1.08000"),
        Decimal("1.09000"),
        2,
    )
    assert decision.link == replace(ADOPTED, stop_loss=Decimal("1.08000"), revision=2)


def test_stops_when_a_part_is_filled_then_both_get_them() -> None:
    decision = restopped(PARTIAL, "1.08000")

    assert isinstance(decision, Copied)
    assert [type(command) for command in decision.commands] == [ModifyPending, SetStops]


def test_stops_when_the_order_is_taken_back_then_what_is_opened_instead_has_them() -> None:
    decision = restopped(TO_MARKET, "1.08000")

    assert isinstance(decision, NothingToDo)
    assert decision.link == replace(TO_MARKET, stop_loss=Decimal("1.08000"))


def test_stops_when_the_order_has_them_then_nothing_is_sent() -> None:
    decision = restopped(ADOPTED, None)

    assert decision == NothingToDo(route="r1", link=None, detail="the copy has these stops")


def test_stops_when_the_followers_symbols_are_not_listed_then_nothing_is_sent() -> None:
    known = book(ADOPTED)
    known.account(FOLLOWER).instruments.clear()

    assert restopped(ADOPTED, "1.08000", known) == NothingToDo(
        route="r1", link=None, detail="EURUSD is unknown"
    )


def test_stops_when_nothing_waits_then_the_position_gets_them() -> None:
    decision = restopped(PAIRED, "1.08000")

    assert isinstance(decision, Copied)
    assert [type(command) for command in decision.commands] == [SetStops]


def test_s4_reduction_when_the_master_keeps_a_quarter_then_so_will_the_copy() -> None:
    decision = reduced(HALF_ADOPTED, "1")

    # 2.00 x 1 / 4.
    assert isinstance(decision, Copied)
    assert (decision.route, decision.settings_version) == ("r1", 1)
    assert (decision.link.accepted, decision.link.exact) == (Fraction(1), Fraction(1, 2))
    assert (decision.link.target, decision.link.master_volume) == (Decimal("0.5"), Decimal(1))


def test_s4_reduction_when_exactly_as_much_is_filled_then_nothing_is_closed() -> None:
    decision = reduced(HALF_PARTIAL, "1")

    assert isinstance(decision, Copied)
    assert decision.commands == ()


def test_c7_stops_when_distances_then_they_count_from_where_the_order_waits() -> None:
    # 150 points below 1.09000, where the order waits, and not below the master's 1.10000.
    fixed = StopRules(stop_loss=StopRule(source=StopSource.FIXED, points=150))

    decision = restopped(replace(ADOPTED, stops=fixed), "1.08000")

    assert decision.link is not None
    assert decision.link.stop_loss == Decimal("1.08850")


def test_c7_stops_when_distances_and_a_part_is_filled_then_they_count_from_that() -> None:
    fixed = StopRules(stop_loss=StopRule(source=StopSource.FIXED, points=150))
    part = replace(PARTIAL, stops=fixed, entry=Decimal("1.08990"))

    decision = restopped(part, "1.08000")

    assert decision.link is not None
    assert decision.link.stop_loss == Decimal("1.08840")
