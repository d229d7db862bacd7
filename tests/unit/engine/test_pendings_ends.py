"""Copies of pending orders taken back: with the master's, or because openings rest (rule C6)."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from tests.unit.engine.link_samples import COPY, LIVE
from tests.unit.engine.pending_samples import (
    ADOPTED,
    AHEAD,
    CANCELLING,
    HALF_ADOPTED,
    HALF_PARTIAL,
    PAIRED,
    PARTIAL,
    UNPLACED,
    WAITING,
    book,
    route,
)
from tests.unit.engine.samples import FOLLOWER
from tradecopy_desktop.domain.commands import CancelPending, SetVolume
from tradecopy_desktop.domain.decisions import Copied, Decision, NothingToDo, Skipped, SkipReason
from tradecopy_desktop.domain.links import Link, LinkState
from tradecopy_desktop.domain.sizing import Remainder
from tradecopy_desktop.domain.values import ZERO, Side
from tradecopy_desktop.engine.book import Book
from tradecopy_desktop.engine.pendings.ends import cancel_pending, end_copy, is_unpaired

GONE = "the master cancelled its order"
# The master's order was filled by 0.40 of its 1.00.
SHARE = replace(ADOPTED, accepted=Fraction(2, 5), master_volume=Decimal("0.4"))


def ended(link: Link, known: Book | None = None) -> tuple[Decision, ...]:
    return end_copy(known or book(link), route(), "501", GONE)


def copied(decision: Decision) -> Copied:
    assert isinstance(decision, Copied)
    assert decision.route == "r1"
    return decision


def cancelled(link: Link) -> Copied:
    return copied(cancel_pending(book(link), link, "the route was paused"))


def test_c4_order_when_the_master_cancels_then_the_copys_is_taken_back() -> None:
    (decision,) = ended(WAITING)

    (command,) = copied(decision).commands
    # 6:volume32:COPY16:order taken back1:0, hashed by another program.
    assert command == CancelPending(
        id="8b02bf7510e06a0cbc732c20f1ad53a8",
        copy=COPY,
        revision=2,
        route="r1",
        follower=FOLLOWER,
        symbol="EURUSD",
        side=Side.BUY,
        opens=WAITING.opens,
    )
    assert copied(decision).link == replace(
        WAITING, state=LinkState.CLOSING, revision=2, reason=GONE
    )
    assert [step.text for step in copied(decision).steps] == [GONE]


@pytest.mark.parametrize(
    "link", [CANCELLING, replace(WAITING, state=LinkState.REFUSED, pending=None)]
)
def test_order_when_it_is_taken_back_already_then_the_masters_end_changes_nothing(
    link: Link,
) -> None:
    assert ended(link) == ()


def test_order_when_it_was_never_placed_then_the_masters_end_is_the_copys() -> None:
    (decision,) = ended(UNPLACED)

    assert copied(decision).commands == ()
    assert copied(decision).link.state is LinkState.CANCELLED


def test_order_when_there_is_no_copy_of_it_then_nothing_ends() -> None:
    assert ended(LIVE) == ()


def test_c6_copy_when_filled_before_the_master_cancels_then_is_closed_and_told() -> None:
    closing, alarm = ended(AHEAD)

    (command,) = copied(closing).commands
    assert isinstance(command, SetVolume)
    assert (command.volume, command.revision) == (ZERO, 2)
    assert copied(closing).link == replace(
        AHEAD, target=ZERO, state=LinkState.CLOSING, revision=2, reason=GONE
    )
    assert alarm == Skipped(
        route="r1",
        reason=SkipReason.ENDED_EARLY,
        detail="the master cancelled its order, but the copy's in EURUSD was filled: "
        "its 1 lots are closed",
        alarming=True,
    )


def test_c6_copy_when_partly_filled_before_the_master_cancels_then_all_of_it_ends() -> None:
    link = replace(AHEAD, pending=WAITING.pending, target=Decimal("0.4"), filled=Decimal("0.4"))

    closing, _ = ended(link)

    cancel, close = copied(closing).commands
    assert isinstance(cancel, CancelPending)
    assert isinstance(close, SetVolume)
    assert (cancel.revision, close.revision, close.volume) == (2, 3, ZERO)


def test_s4_order_when_the_master_keeps_a_part_then_the_waiting_copy_will_keep_its_share() -> None:
    (decision,) = ended(SHARE)

    # 1.00 x 0.40 / 1.00; the lots of the order itself cannot be changed.
    assert copied(decision).commands == ()
    assert copied(decision).link == replace(SHARE, target=Decimal("0.40"))
    assert copied(decision).steps[0].text == (
        "the master's order was filled in part; the copy keeps 0.4"
    )


def test_s4_copy_when_filled_and_the_master_keeps_a_part_then_is_reduced_to_its_share() -> None:
    (decision,) = ended(replace(SHARE, pending=None, filled=Decimal(1), state=LinkState.LIVE))

    (command,) = copied(decision).commands
    assert isinstance(command, SetVolume)
    assert command.volume == Decimal("0.4")


def test_s4_order_when_the_masters_part_is_too_small_then_the_copy_ends_if_so_chosen() -> None:
    # 1.00 x 0.004 / 1.00 is below 0.01.
    tiny = replace(SHARE, accepted=Fraction(1, 250), remainder=Remainder.CLOSE)

    (decision,) = ended(tiny)

    (command,) = copied(decision).commands
    assert isinstance(command, CancelPending)
    assert copied(decision).link.state is LinkState.CLOSING


def test_order_when_the_master_keeps_what_the_copy_has_then_nothing_changes() -> None:
    (decision,) = ended(PAIRED)

    assert decision == NothingToDo(route="r1", link=None, detail="the copy has its share")


def test_order_when_the_followers_symbols_are_not_listed_then_the_share_waits() -> None:
    known = book(SHARE)
    known.account(FOLLOWER).instruments.clear()

    (decision,) = ended(SHARE, known)

    assert decision == NothingToDo(route="r1", link=None, detail="EURUSD is unknown")


@pytest.mark.parametrize("link", [WAITING, ADOPTED, replace(WAITING, state=LinkState.UNKNOWN)])
def test_c6_pause_when_an_order_waits_then_it_is_taken_back(link: Link) -> None:
    decision = cancelled(link)

    assert [type(command) for command in decision.commands] == [CancelPending]
    assert decision.link == replace(
        link,
        state=LinkState.CLOSING,
        target=ZERO,
        accepted=Fraction(0),
        exact=Fraction(0),
        master_volume=ZERO,
        revision=2,
        reason="the route was paused",
    )


def test_c6_pause_when_the_copy_alone_was_filled_then_it_is_closed() -> None:
    assert [type(command) for command in cancelled(AHEAD).commands] == [SetVolume]


def test_c6_pause_when_both_are_filled_in_part_then_only_the_rest_is_taken_back() -> None:
    decision = cancelled(PARTIAL)

    assert [type(command) for command in decision.commands] == [CancelPending]
    assert decision.link == replace(PARTIAL, target=Decimal("0.4"), base=Fraction(2, 5), revision=2)


def test_c6_pause_when_the_order_is_on_its_way_to_the_market_then_it_ends() -> None:
    decision = cancelled(replace(ADOPTED, state=LinkState.OPENING, revision=2))

    assert (decision.link.state, decision.link.target) == (LinkState.CLOSING, ZERO)


def test_c6_pause_when_the_copy_is_imagined_then_it_is_over_at_once() -> None:
    decision = cancelled(replace(WAITING, shadow=True))

    # Of a shadow copy commands are recorded and never sent.
    assert [type(command) for command in decision.commands] == [CancelPending]
    assert (decision.link.state, decision.link.pending) == (LinkState.CANCELLED, None)
    assert decision.link.target == ZERO


@pytest.mark.parametrize(
    "link", [PAIRED, CANCELLING, LIVE, replace(WAITING, state=LinkState.CANCELLED)]
)
def test_pause_when_nothing_of_a_copy_waits_then_it_goes_on(link: Link) -> None:
    assert not is_unpaired(link)
    assert cancel_pending(book(link), link, "the route was paused") == NothingToDo(
        route="r1", link=None, detail="nothing of the copy waits"
    )


def test_pause_when_the_copy_changed_meanwhile_then_its_newest_state_counts() -> None:
    assert isinstance(cancel_pending(book(PAIRED), WAITING, "paused"), NothingToDo)


def test_s4_order_when_the_master_keeps_a_quarter_then_the_copy_keeps_a_quarter() -> None:
    # 2.00 x 1 / 4.
    share = replace(HALF_ADOPTED, accepted=Fraction(1), master_volume=Decimal(1))

    (decision,) = ended(share)

    assert copied(decision).link.target == Decimal("0.5")


def test_s4_order_when_the_masters_part_is_too_small_then_the_minimum_is_kept_by_default() -> None:
    # 2.00 x 0.004 / 4.00 is below 0.01.
    (decision,) = ended(replace(HALF_ADOPTED, accepted=Fraction(1, 250)))

    assert copied(decision).link.target == Decimal("0.01")


def test_s4_pause_when_a_quarter_is_filled_then_it_is_the_base() -> None:
    # 0.50 of 2.00 stay.
    decision = cancelled(HALF_PARTIAL)

    assert (decision.link.target, decision.link.base) == (Decimal("0.5"), Fraction(1, 2))
