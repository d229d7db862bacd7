"""What whole pictures of both accounts mean for copies of pending orders."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from tests.unit.engine.link_samples import COPY, LIVE, MAGIC
from tests.unit.engine.pending_samples import (
    ADOPTED,
    AHEAD,
    CANCELLING,
    OTHER_COPY,
    PAIRED,
    PARTIAL,
    WAITING,
    book,
    linked,
    order,
    route,
    seen,
    theirs,
)
from tests.unit.engine.samples import MASTER, ended, position
from tradecopy_desktop.domain.commands import CancelPending, ModifyPending, SetVolume
from tradecopy_desktop.domain.decisions import Copied, Decision, NothingToDo
from tradecopy_desktop.domain.facts import SnapshotTaken
from tradecopy_desktop.domain.links import Link, LinkState
from tradecopy_desktop.domain.values import ZERO, MarginMode, Side
from tradecopy_desktop.engine.book import Book
from tradecopy_desktop.engine.pendings.events import Noted
from tradecopy_desktop.engine.pendings.pictures import (
    compare_pendings,
    follow_master_pendings,
    stray_pendings,
)

OWN = position("1", id="7701", link=linked(), magic=MAGIC)
NETTING = MarginMode.NETTING
NONE: frozenset[str] = frozenset()


def followed(link: Link, shown: SnapshotTaken) -> tuple[Decision, ...]:
    return follow_master_pendings(book(link), shown)


def copied(decisions: tuple[Decision, ...]) -> Copied:
    decision = decisions[0]
    assert isinstance(decision, Copied)
    return decision


def compared(link: Link, shown: SnapshotTaken, known: Book | None = None) -> Noted:
    (noted,) = compare_pendings(known or book(link), shown, NONE)
    return noted


def test_masters_order_when_it_still_waits_then_nothing_is_sent() -> None:
    (decision,) = followed(WAITING, seen(orders=(order(),), account=MASTER))

    assert isinstance(decision, NothingToDo)


def test_masters_order_when_changed_unseen_then_the_copys_follows() -> None:
    decisions = followed(WAITING, seen(orders=(order(at="1.09100"),), account=MASTER))

    (command,) = copied(decisions).commands
    assert isinstance(command, ModifyPending)
    assert command.price == Decimal("1.09100")


def test_l6_masters_order_when_filled_unseen_then_its_position_is_linked_by_its_ticket() -> None:
    decisions = followed(WAITING, seen(position("1"), account=MASTER))

    assert copied(decisions).link == replace(
        ADOPTED,
        orders=("501/placed", "501", "501/picture 501"),
        version="picture 501",
    )


def test_masters_order_when_filled_in_part_unseen_then_the_copy_waits_for_the_whole() -> None:
    shown = seen(position("0.4"), orders=(order(volume="0.6"),), account=MASTER)

    link = copied(followed(WAITING, shown)).link

    assert (link.accepted, link.target) == (Fraction(2, 5), Decimal(1))


def test_masters_order_when_only_a_part_was_filled_unseen_then_the_copy_keeps_its_share() -> None:
    link = copied(followed(WAITING, seen(position("0.4"), account=MASTER))).link

    assert (link.accepted, link.target) == (Fraction(2, 5), Decimal("0.4"))


@pytest.mark.parametrize(
    ("shown", "reason"),
    [
        (seen(account=MASTER), "the master's order is gone"),
        (
            replace(seen(account=MASTER), closed=(ended("501"),)),
            "the master's position is closed again",
        ),
        (seen(position("1", side=Side.SELL), account=MASTER), "the master's order is gone"),
    ],
)
def test_c6_masters_order_when_gone_unseen_then_the_copys_is_taken_back(
    shown: SnapshotTaken, reason: str
) -> None:
    decision = copied(followed(WAITING, shown))

    assert [type(command) for command in decision.commands] == [CancelPending]
    assert decision.link.reason == reason


def test_c6_masters_order_when_gone_unseen_and_the_copys_was_filled_then_that_is_closed() -> None:
    decision = copied(followed(AHEAD, seen(account=MASTER)))

    assert [type(command) for command in decision.commands] == [SetVolume]


@pytest.mark.parametrize("link", [ADOPTED, PAIRED, CANCELLING, LIVE])
def test_masters_picture_when_the_copy_does_not_wait_for_its_order_then_says_nothing(
    link: Link,
) -> None:
    assert followed(link, seen(account=MASTER)) == ()


def test_w1_masters_picture_when_not_whole_then_says_nothing() -> None:
    assert followed(WAITING, seen(account=MASTER, whole=False)) == ()


@pytest.mark.parametrize("link", [WAITING, ADOPTED])
def test_copys_order_when_it_waits_as_known_then_nothing_is_noted(link: Link) -> None:
    assert compare_pendings(book(link), seen(orders=(theirs(),)), NONE) == ()


def test_copys_order_when_filled_unseen_then_the_copy_holds_it() -> None:
    noted = compared(ADOPTED, seen(OWN))

    # The sample position stands at 1.10000.
    assert noted == Noted(link=replace(PAIRED, entry=Decimal("1.10000")))


def test_l5_copys_order_when_filled_in_part_unseen_then_the_rest_waits() -> None:
    part = replace(OWN, volume=Decimal("0.4"))

    link = compared(ADOPTED, seen(part, orders=(theirs(volume="0.6"),))).link

    assert (link.filled, link.pending) == (Decimal("0.4"), ADOPTED.pending)


def test_l5_copys_order_when_its_rest_is_gone_unseen_then_the_part_is_the_base() -> None:
    noted = compared(ADOPTED, seen(replace(OWN, volume=Decimal("0.4"))))

    assert (noted.link.filled, noted.link.target, noted.link.pending) == (
        Decimal("0.4"),
        Decimal("0.4"),
        None,
    )
    assert noted.trouble == (
        "only 0.4 of 1 lots were filled before the order ended: its rest is not there any more"
    )
    assert noted.commands == ()


def test_c2_copys_order_when_gone_unseen_then_the_copy_ended_early() -> None:
    noted = compared(WAITING, seen())

    assert noted.link.state is LinkState.CANCELLED
    assert noted.trouble == "the pending order in EURUSD ended early: it is not there any more"


def test_c2_copy_when_its_part_was_closed_unseen_then_the_rest_is_taken_back() -> None:
    noted = compared(PARTIAL, seen(orders=(theirs(volume="0.6"),)))

    assert [type(command) for command in noted.commands] == [CancelPending]
    assert (noted.link.state, noted.link.filled) == (LinkState.CLOSING, ZERO)
    assert noted.trouble == (
        "the copy in EURUSD was closed by someone else; its order is taken back"
    )


def test_l2_copys_order_when_the_journal_is_gone_then_the_magic_tells_it() -> None:
    bare = order(ticket="7701", magic=MAGIC)

    assert compare_pendings(book(WAITING), seen(orders=(bare,)), NONE) == ()


@pytest.mark.parametrize(
    "stranger",
    [
        order(ticket="7701", magic="99"),
        order(ticket="7701", magic=MAGIC, side=Side.SELL),
        order(ticket="7701", magic=MAGIC, link=linked(OTHER_COPY)),
    ],
)
def test_copys_order_when_only_a_stranger_is_there_then_is_gone(stranger: object) -> None:
    shown = seen(orders=(stranger,))  # type: ignore[arg-type]

    assert compared(WAITING, shown).link.state is LinkState.CANCELLED


@pytest.mark.parametrize(
    "link",
    [
        CANCELLING,
        PAIRED,
        replace(ADOPTED, state=LinkState.OPENING),
        replace(WAITING, state=LinkState.UNKNOWN),
    ],
)
def test_followers_picture_when_an_answer_is_still_to_come_then_says_nothing(link: Link) -> None:
    assert compare_pendings(book(link), seen(), NONE) == ()


def test_followers_picture_when_the_copy_is_busy_then_says_nothing() -> None:
    assert compare_pendings(book(WAITING), seen(), frozenset({COPY})) == ()


def test_w1_followers_picture_when_not_whole_then_says_nothing() -> None:
    assert compare_pendings(book(WAITING), seen(whole=False), NONE) == ()


def test_netting_order_when_it_waits_then_nothing_is_noted() -> None:
    known = book(WAITING, follower=NETTING)

    assert compare_pendings(known, seen(orders=(theirs(),)), NONE) == ()


def test_netting_order_when_gone_and_the_net_has_as_much_more_then_was_filled() -> None:
    # 3.00 are there, 2.00 of them belong to another copy.
    other = replace(LIVE, copy="e" * 32, order="400", target=Decimal(2), filled=Decimal(2))
    known = book(ADOPTED, other, follower=NETTING)

    noted = compared(ADOPTED, seen(position("3", id="7000")), known)

    assert noted == Noted(link=replace(PAIRED, entry=None))


def test_netting_order_when_gone_and_the_net_has_less_more_then_ended_early() -> None:
    known = book(ADOPTED, follower=NETTING)

    noted = compared(ADOPTED, seen(position("0.9", id="7000")), known)

    assert noted.link.state is LinkState.ENDED_EARLY


def test_netting_order_when_gone_and_most_of_the_net_is_another_copys_then_ended_early() -> None:
    # 2.50 are there, 2.00 of them belong to another copy: half a lot is not the order's one.
    other = replace(LIVE, copy="e" * 32, order="400", target=Decimal(2), filled=Decimal(2))
    known = book(ADOPTED, other, follower=NETTING)

    noted = compared(ADOPTED, seen(position("2.5", id="7000")), known)

    assert noted.link.state is LinkState.ENDED_EARLY


@pytest.mark.parametrize("shown", [{"side": Side.SELL}, {"symbol": "GBPUSD"}])
def test_netting_order_when_gone_and_the_net_is_another_one_then_ended_early(
    shown: dict[str, str],
) -> None:
    known = book(ADOPTED, follower=NETTING)

    noted = compared(ADOPTED, seen(position("1", id="7000", **shown)), known)  # type: ignore[arg-type]

    assert noted.link.state is LinkState.ENDED_EARLY


def test_netting_orders_when_both_are_gone_then_the_same_lots_fill_only_one() -> None:
    other = replace(
        ADOPTED,
        copy="e" * 32,
        order="502",
        position="502",
        orders=("502/placed", "502", "502/9502"),
        opens=(replace(ADOPTED.opens[0], id="e" * 32, magic="78"),),
    )
    known = book(ADOPTED, other, follower=NETTING)

    noted = compare_pendings(known, seen(position("1", id="7000")), NONE)

    assert [each.link.state for each in noted] == [LinkState.LIVE, LinkState.ENDED_EARLY]


def test_stray_order_when_no_copy_waits_for_it_then_is_told() -> None:
    over = replace(WAITING, state=LinkState.CANCELLED, pending=None)
    strange = theirs(copy=OTHER_COPY)

    assert stray_pendings(book(over), seen(orders=(theirs(), strange))) == (theirs(), strange)


def test_stray_order_when_the_trader_took_the_copy_over_then_is_none() -> None:
    kept = replace(WAITING, state=LinkState.HANDED_OVER)

    assert stray_pendings(book(kept), seen(orders=(theirs(),))) == ()


def test_stray_order_when_the_copy_is_filled_already_then_is_told() -> None:
    assert stray_pendings(book(PAIRED), seen(orders=(theirs(),))) == (theirs(),)


@pytest.mark.parametrize(
    "shown",
    [
        seen(orders=(theirs(),)),
        seen(orders=(order(ticket="7702"),)),
        seen(orders=(theirs(copy=OTHER_COPY),), whole=False),
    ],
    ids=["awaited", "the trader's own", "not whole"],
)
def test_order_when_awaited_or_not_ours_then_is_no_stray(shown: SnapshotTaken) -> None:
    assert stray_pendings(book(WAITING), shown) == ()


def test_route_when_another_copies_the_same_order_then_both_are_followed() -> None:
    known = book(WAITING)
    known.put_route(replace(route(), id="r2"))
    known.put(replace(WAITING, copy="e" * 32, route="r2"))

    # The second copy's name is not the one that route r2 would give it: it is not found again.
    decisions = follow_master_pendings(known, seen(account=MASTER))

    assert [decision.route for decision in decisions] == ["r1"]
