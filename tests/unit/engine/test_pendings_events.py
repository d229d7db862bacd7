"""What the follower's executor tells about a copy's order: filled, gone, or filled too late."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from tests.unit.engine.link_samples import COPY, LIVE, MAGIC
from tests.unit.engine.pending_samples import (
    ADOPTED,
    AHEAD,
    ALONE,
    BESIDE,
    CANCELLING,
    GROWN,
    HALF_ADOPTED,
    HALF_PARTIAL,
    NOON_AT_FOLLOWER,
    OTHER_COPY,
    PAIRED,
    PARTIAL,
    TERMS,
    WAITING,
    book,
    filled,
    linked,
    order,
    theirs,
    told,
)
from tests.unit.engine.samples import MASTER, deal, position
from tradecopy_desktop.domain.commands import SetStops, SetVolume
from tradecopy_desktop.domain.facts import EventKind, TradeEvent
from tradecopy_desktop.domain.links import Link, LinkState
from tradecopy_desktop.domain.stop_rules import StopRule, StopRules, StopSource
from tradecopy_desktop.domain.values import ZERO, DealEntry, MarginMode, Side
from tradecopy_desktop.engine.pendings.events import Noted, note_follower_pending

CANCELLED = EventKind.PENDING_CANCELLED
EXPIRED = EventKind.PENDING_EXPIRED
ENDED = (LinkState.CANCELLED, LinkState.REFUSED, LinkState.ENDED_EARLY)


def noted(link: Link, event: TradeEvent) -> Noted:
    (found,) = note_follower_pending(book(link), event)
    return found


def test_fill_when_the_masters_was_filled_before_then_the_copy_lives() -> None:
    assert noted(ADOPTED, filled()) == Noted(link=replace(PAIRED, entry=Decimal("1.08999")))


def test_fill_when_the_masters_still_waits_then_the_copy_holds_what_it_is_to_hold() -> None:
    assert noted(WAITING, filled()) == Noted(link=replace(AHEAD, entry=Decimal("1.08999")))


def test_l5_fill_when_only_a_part_then_the_rest_waits_on() -> None:
    found = noted(ADOPTED, filled("0.4"))

    assert found == Noted(link=replace(PARTIAL, entry=Decimal("1.08999")))


def test_l5_fill_when_the_rest_comes_then_the_order_waits_no_more() -> None:
    event = filled("0.6", kind=EventKind.ADDED)

    found = noted(PARTIAL, event)

    # 0.40 at 1.09000 and 0.60 at 1.08999.
    assert found.link == replace(PAIRED, entry=Decimal("1.089994"))


def test_l5_fill_when_other_lots_of_the_copy_are_held_then_never_more_than_was_ordered() -> None:
    # 0.50 of a further order are held and counted; the answer to it had the 1.00 in it already.
    grown = replace(
        ADOPTED, opens=(*ADOPTED.opens, BESIDE), target=Decimal("1.5"), filled=Decimal("1.5")
    )

    found = noted(grown, filled())

    assert (found.link.filled, found.link.pending) == (Decimal("1.5"), None)


def test_s4_fill_when_the_master_closed_a_part_meanwhile_then_the_rest_is_closed() -> None:
    halved = replace(ADOPTED, accepted=Fraction(1, 2), target=Decimal("0.5"))

    found = noted(halved, filled())

    (command,) = found.commands
    assert isinstance(command, SetVolume)
    assert (command.volume, command.revision) == (Decimal("0.5"), 2)
    assert (found.link.filled, found.link.target) == (Decimal(1), Decimal("0.5"))


def test_c8_fill_when_stops_are_distances_then_they_follow_from_its_price() -> None:
    far = StopRules(stop_loss=StopRule(source=StopSource.DISTANCE))
    known = book(replace(ADOPTED, stops=far))
    known.account(MASTER).positions["501"] = position("1", sl="1.09800")

    (found,) = note_follower_pending(known, filled())

    # 200 points below 1.08999, as the master's is below its 1.10000.
    (command,) = found.commands
    assert isinstance(command, SetStops)
    assert (command.stop_loss, found.link.stop_loss) == (Decimal("1.08799"), Decimal("1.08799"))


@pytest.mark.parametrize("state", [LinkState.CLOSING, LinkState.OPENING, LinkState.UNKNOWN])
def test_fill_when_the_order_is_being_taken_back_then_the_answer_to_that_decides(
    state: LinkState,
) -> None:
    link = replace(ADOPTED, state=state)

    found = noted(link, filled())

    entry = Decimal("1.08999")
    assert found == Noted(link=replace(link, pending=None, filled=Decimal(1), entry=entry))


@pytest.mark.parametrize(
    ("link", "event"),
    [
        (PAIRED, filled()),
        (ADOPTED, filled(magic="99")),
        (ADOPTED, filled(shown=position("1", id="7701", link=linked(OTHER_COPY), magic=MAGIC))),
        (replace(ADOPTED, symbol="GBPUSD"), filled()),
        (LIVE, told(EventKind.BALANCE)),
        (ADOPTED, told(EventKind.PENDING_PLACED, theirs())),
        (ADOPTED, told(EventKind.PENDING_FILLED, theirs())),
        (ADOPTED, told(EventKind.MODIFIED, shown=position("1", id="7701", link=linked()))),
    ],
    ids=["known", "magic", "copy", "symbol", "balance", "placed", "filled first", "stops"],
)
def test_event_when_it_fills_no_waiting_order_then_means_nothing(
    link: Link, event: TradeEvent
) -> None:
    assert note_follower_pending(book(link), event) == ()


def test_fill_when_it_joins_a_netting_position_of_another_copy_then_the_magic_tells() -> None:
    event = filled(kind=EventKind.ADDED, shown=position("3", id="7000", link=linked(OTHER_COPY)))

    found = noted(ADOPTED, event)

    assert (found.link.filled, found.link.pending) == (Decimal(1), None)


def test_fill_when_it_turns_a_netting_position_then_what_is_left_of_it_counts() -> None:
    # 1.00 bought against 0.30 sold: 0.70 are held.
    event = filled(kind=EventKind.REVERSED, shown=position("0.7", id="7000"))
    assert event.deal is not None
    event = replace(event, deal=replace(event.deal, entry=DealEntry.INOUT))

    assert noted(ADOPTED, event).link.filled == Decimal("0.7")


def test_fill_when_it_only_closes_the_other_side_then_the_copy_ended_early() -> None:
    closing = replace(
        deal("8801", "7701", "1", entry=DealEntry.OUT),
        magic=MAGIC,
    )
    event = replace(
        filled(kind=EventKind.CLOSED, shown=position("0", id="7000", side=Side.SELL)), deal=closing
    )

    found = noted(ADOPTED, event)

    assert found.link.state is LinkState.ENDED_EARLY
    assert found.trouble == (
        "the pending order in EURUSD ended early: it met a position of the other side"
    )


def test_own_close_when_it_bears_the_magic_of_the_order_then_is_no_fill() -> None:
    # On netting accounts a close has the magic of the copy's oldest opening.
    known = book(PARTIAL, follower=MarginMode.NETTING)
    closing = replace(deal("8802", "7702", "0.4", entry=DealEntry.OUT, side=Side.SELL), magic=MAGIC)
    event = replace(filled(shown=position("0", id="7000")), deal=closing)

    assert note_follower_pending(known, event) == ()


def test_c2_order_when_cancelled_by_hand_then_the_copy_is_over_and_told() -> None:
    found = noted(WAITING, told(CANCELLED, theirs()))

    reason = "ended early: it was taken back on the follower"
    gone = replace(WAITING, pending=None, state=LinkState.CANCELLED, reason=reason)
    assert found == Noted(
        link=gone,
        trouble="the pending order in EURUSD ended early: it was taken back on the follower",
    )


def test_c2_order_when_cancelled_by_hand_after_the_masters_fill_then_ended_early() -> None:
    found = noted(ADOPTED, told(CANCELLED, theirs()))

    reason = "ended early: it was taken back on the follower"
    gone = replace(ADOPTED, pending=None, target=ZERO, reason=reason)
    assert found.link == replace(gone, state=LinkState.ENDED_EARLY)
    assert found.trouble is not None


def test_l5_order_when_its_rest_is_cancelled_then_what_was_filled_is_the_base() -> None:
    found = noted(PARTIAL, told(CANCELLED, theirs(volume="0.6")))

    assert found.link == replace(PARTIAL, pending=None, target=Decimal("0.4"), base=Fraction(2, 5))
    assert found.trouble == (
        "only 0.4 of 1 lots were filled before the order ended: it was taken back on the follower"
    )


def test_l5_order_when_its_rest_is_cancelled_before_the_masters_fill_then_so_too() -> None:
    link = replace(PARTIAL, accepted=Fraction(0), target=Decimal("0.4"))

    found = noted(link, told(CANCELLED, theirs(volume="0.6")))

    assert found.link == replace(link, pending=None, base=Fraction(2, 5))


def test_order_when_it_expires_as_was_ordered_then_nobody_is_told() -> None:
    link = replace(WAITING, pending=replace(TERMS, expires_at=NOON_AT_FOLLOWER))

    found = noted(link, told(EXPIRED, theirs()))

    assert (found.link.state, found.trouble) == (LinkState.CANCELLED, None)


@pytest.mark.parametrize(
    "link",
    [
        WAITING,
        replace(ADOPTED, pending=replace(TERMS, expires_at=NOON_AT_FOLLOWER)),
    ],
    ids=["no expiry was ordered", "the master's was filled"],
)
def test_c2_order_when_it_expires_unawaited_then_is_told(link: Link) -> None:
    found = noted(link, told(EXPIRED, theirs()))

    assert found.trouble == (
        "the pending order in EURUSD ended early: it expired at the follower's broker"
    )


@pytest.mark.parametrize(
    "link",
    [
        CANCELLING,
        replace(ADOPTED, state=LinkState.OPENING),
        PAIRED,
        replace(WAITING, copy="d" * 32),
    ],
    ids=["taken back", "for the market", "filled", "unknown"],
)
def test_order_when_we_took_it_back_then_its_end_is_no_news(link: Link) -> None:
    assert note_follower_pending(book(link), told(CANCELLED, theirs())) == ()


def test_l2_order_when_the_executors_journal_is_gone_then_the_magic_tells_the_copy() -> None:
    known = book(replace(LIVE, copy="e" * 32, order="9"), WAITING)

    (found,) = note_follower_pending(known, told(CANCELLED, order(ticket="7701", magic=MAGIC)))

    assert found.link.copy == COPY


def test_l2_order_when_neither_link_nor_magic_is_known_then_means_nothing() -> None:
    event = told(CANCELLED, order(ticket="7701", magic="99"))

    assert note_follower_pending(book(WAITING), event) == ()


@pytest.mark.parametrize("state", ENDED)
def test_c6_order_when_filled_after_its_copy_was_over_then_is_closed_at_once(
    state: LinkState,
) -> None:
    link = replace(ADOPTED, pending=None, state=state, revision=3, target=ZERO)

    found = noted(link, told(EventKind.PENDING_FILLED, theirs()))

    (command,) = found.commands
    assert isinstance(command, SetVolume)
    assert (command.volume, command.revision) == (ZERO, 4)
    assert found.link == replace(
        link, state=LinkState.CLOSING, filled=Decimal(1), accepted=Fraction(0), revision=4
    )
    assert found.trouble == (
        "an order in EURUSD that was over was filled all the same; its 1 lots are closed at once"
    )


@pytest.mark.parametrize(
    ("link", "event"),
    [
        (
            replace(WAITING, pending=None, state=LinkState.HANDED_OVER),
            told(EventKind.PENDING_FILLED, theirs()),
        ),
        (
            replace(LIVE, state=LinkState.REFUSED),
            told(EventKind.PENDING_FILLED, theirs()),
        ),
        (WAITING, told(EventKind.PENDING_FILLED, order(ticket="7701"))),
    ],
    ids=["handed over", "of a market order", "without a link"],
)
def test_order_when_filled_and_not_ours_to_close_then_is_left_alone(
    link: Link, event: TradeEvent
) -> None:
    assert note_follower_pending(book(link), event) == ()


def test_l5_fill_when_a_quarter_and_then_another_then_the_price_is_their_average() -> None:
    # 0.50 at 1.09000 and 0.50 at 1.08999; 2.00 were ordered.
    found = noted(HALF_PARTIAL, filled("0.5", kind=EventKind.ADDED))

    assert found.link.entry == Decimal("1.089995")
    assert (found.link.filled, found.link.pending) == (Decimal(1), HALF_ADOPTED.pending)


def test_l5_fill_when_it_is_exactly_the_order_then_nothing_waits_beside_other_lots() -> None:
    # 0.50 of a further order are still on their way.
    link = replace(ADOPTED, opens=(*ADOPTED.opens, BESIDE), target=Decimal("1.5"))

    found = noted(link, filled())

    assert (found.link.filled, found.link.pending) == (Decimal(1), None)


def test_l5_fill_when_less_than_the_order_beside_other_lots_then_the_rest_waits() -> None:
    link = replace(ADOPTED, opens=(*ADOPTED.opens, BESIDE), target=Decimal("1.5"))

    found = noted(link, filled("0.9"))

    assert (found.link.filled, found.link.pending) == (Decimal("0.9"), ADOPTED.pending)


def test_l5_order_when_its_rest_is_cancelled_then_the_base_shrinks_in_proportion() -> None:
    found = noted(HALF_PARTIAL, told(CANCELLED, theirs(volume="1.5")))

    # 2.00 x 0.50 / 2.00.
    assert (found.link.target, found.link.base) == (Decimal("0.5"), Fraction(1, 2))


def test_fill_when_it_turns_a_netting_position_to_the_other_side_then_the_order_is_gone() -> None:
    event = filled(kind=EventKind.REVERSED, shown=position("0.7", id="7000", side=Side.SELL))
    assert event.deal is not None
    event = replace(event, deal=replace(event.deal, entry=DealEntry.INOUT))

    assert noted(ADOPTED, event).link.state is LinkState.ENDED_EARLY


def test_c8_fill_when_the_masters_still_waits_then_no_stops_follow_from_its_position() -> None:
    # A position of that number is somebody else's until the master's order is filled.
    far = StopRules(stop_loss=StopRule(source=StopSource.DISTANCE))
    known = book(replace(WAITING, stops=far))
    known.account(MASTER).positions["501"] = position("1", sl="1.09800")

    (found,) = note_follower_pending(known, filled())

    assert found.commands == ()


def test_c8_fill_when_stops_and_lots_are_due_then_both_are_sent_in_turn() -> None:
    far = StopRules(stop_loss=StopRule(source=StopSource.DISTANCE))
    halved = replace(ADOPTED, stops=far, accepted=Fraction(1, 2), target=Decimal("0.5"))
    known = book(halved)
    known.account(MASTER).positions["501"] = position("0.5", sl="1.09800")

    (found,) = note_follower_pending(known, filled())

    assert [type(command) for command in found.commands] == [SetVolume, SetStops]
    assert [getattr(command, "revision", 0) for command in found.commands] == [2, 3]


def test_s3_order_when_cancelled_by_hand_beside_a_further_order_then_that_goes_on() -> None:
    found = noted(GROWN, told(CANCELLED, theirs()))

    assert found.link == ALONE
    assert found.trouble == (
        "a pending order in EURUSD ended early: it was taken back on the follower"
    )
