"""Answers to openings and voids: never twice for one id, what did not come never returns."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from tests.unit.engine.answers import OPEN_ONE, VOID, answer, concluded, fill
from tests.unit.engine.link_samples import COPY, LIVE, OPEN, OPENING
from tests.unit.engine.samples import FOLLOWER, book, with_step
from tradecopy_desktop.domain.commands import (
    Opening,
    OpenPosition,
    SetVolume,
    VoidInstruction,
)
from tradecopy_desktop.domain.facts import Outcome
from tradecopy_desktop.domain.links import Link, LinkState
from tradecopy_desktop.domain.values import ZERO, Platform

# The price of the fills is noted before an answer is judged.
OPENED = replace(LIVE, entry=None)
SECOND = Opening(id="5" * 32, magic="77", volume=Decimal(1), since=None)
# One lot is held and one more is on its way.
GROWING = replace(
    LIVE,
    accepted=Fraction(2),
    master_volume=Decimal(2),
    base=Fraction(2),
    original=Fraction(2),
    target=Decimal(2),
    revision=2,
    opens=(*LIVE.opens, SECOND),
    orders=(*LIVE.orders, "502", "502/9502"),
)
OPEN_SECOND = replace(OPEN_ONE, id=SECOND.id, magic="77", revision=2)


def test_opening_when_accepted_then_the_final_answer_is_waited_for() -> None:
    result = concluded(OPENING, OPEN_ONE, answer(OPEN_ONE, Outcome.ACCEPTED))

    assert (result.link, result.commands, result.final) == (OPENING, (), False)


@pytest.mark.parametrize("outcome", [Outcome.FILLED, Outcome.ALREADY_DONE, Outcome.DONE])
def test_opening_when_carried_out_then_the_copy_lives(outcome: Outcome) -> None:
    result = concluded(OPENING, OPEN_ONE, answer(OPEN_ONE, outcome, remaining="1"))

    assert result.link == OPENED
    assert (result.commands, result.trouble, result.final) == ((), None, True)


def test_c2_opening_when_filled_and_gone_at_once_then_ended_early() -> None:
    result = concluded(OPENING, OPEN_ONE, answer(OPEN_ONE, Outcome.FILLED, remaining="0"))

    assert (result.link.state, result.link.reason) == (LinkState.ENDED_EARLY, "it is gone")
    assert result.trouble == "the copy ended early: it is gone"


def test_c1_opening_when_filled_after_the_master_closed_then_goes_on_closing() -> None:
    closing = replace(OPENING, target=ZERO, accepted=Fraction(0), state=LinkState.CLOSING)

    result = concluded(closing, OPEN_ONE, answer(OPEN_ONE, Outcome.FILLED, remaining="1"))

    assert (result.link.state, result.link.filled) == (LinkState.CLOSING, Decimal(1))


def test_l5_opening_when_partly_filled_then_what_came_is_the_new_base() -> None:
    report = answer(OPEN_ONE, Outcome.PARTLY_FILLED, remaining="0.6", fills=(fill("0.6"),))

    result = concluded(OPENING, OPEN_ONE, report)

    link = result.link
    assert (link.state, link.target, link.filled) == (
        LinkState.LIVE,
        Decimal("0.6"),
        Decimal("0.6"),
    )
    assert (link.base, link.original) == (Fraction("0.6"), Fraction(1))
    assert result.trouble == "only 0.6 of 1 lots were filled; that is the new base"
    assert result.commands == ()


def test_l5_opening_when_partly_filled_in_several_parts_then_they_add_up() -> None:
    report = answer(
        OPEN_ONE,
        Outcome.PARTLY_FILLED,
        remaining="0.6",
        fills=(fill("0.4"), fill("0.2", deal="8802")),
    )

    assert concluded(OPENING, OPEN_ONE, report).link.target == Decimal("0.6")


def test_l5_opening_when_the_partial_fill_comes_late_then_a_waiting_reduction_is_resized() -> None:
    # 1.00 was sent, the master then halved: 0.50 is the target. 0.60 came: half of it is 0.30.
    halved = replace(
        OPENING, accepted=Fraction(1, 2), master_volume=Decimal("0.5"), target=Decimal("0.5")
    )
    report = answer(OPEN_ONE, Outcome.PARTLY_FILLED, remaining="0.6", fills=(fill("0.6"),))

    result = concluded(halved, OPEN_ONE, report)

    assert (result.link.target, result.link.base) == (Decimal("0.3"), Fraction("0.6"))
    (reduce,) = result.commands
    assert isinstance(reduce, SetVolume)
    assert (reduce.volume, reduce.revision) == (Decimal("0.3"), 2)


def test_c1_opening_when_partly_filled_after_the_master_closed_then_target_stays_zero() -> None:
    closing = replace(OPENING, target=ZERO, accepted=Fraction(0), state=LinkState.CLOSING)
    report = answer(OPEN_ONE, Outcome.PARTLY_FILLED, remaining="0.6", fills=(fill("0.6"),))

    result = concluded(closing, OPEN_ONE, report)

    # The close that waits behind it takes what came.
    assert (result.link.target, result.link.filled, result.commands) == (
        ZERO,
        Decimal("0.6"),
        (),
    )
    assert result.link.state is LinkState.CLOSING


def test_opening_when_partly_filled_with_nothing_then_is_refused() -> None:
    result = concluded(OPENING, OPEN_ONE, answer(OPEN_ONE, Outcome.PARTLY_FILLED))

    assert (result.link.state, result.link.reason) == (LinkState.REFUSED, "nothing was filled")


@pytest.mark.parametrize(("code", "wait_ms"), [("10004", 100), ("10024", 500), ("136", 500)])
def test_opening_when_refused_for_the_moment_then_is_repeated_under_a_new_id(
    code: str, wait_ms: int
) -> None:
    result = concluded(OPENING, OPEN_ONE, answer(OPEN_ONE, Outcome.REFUSED, code=code))

    (again,) = result.commands
    assert isinstance(again, OpenPosition)
    # 4:open32:COPY32:OPEN1:1, hashed by another program, and the magic that belongs to it.
    assert again == replace(
        OPEN_ONE, id="24278a329223130d1bbd6f0c280014fd", revision=2, magic=again.magic
    )
    assert again.magic != OPEN_ONE.magic
    assert [opening.id for opening in result.link.opens] == [again.id]
    assert (result.wait_ms, result.trouble) == (wait_ms, None)


def test_opening_when_the_position_was_not_as_expected_then_is_repeated() -> None:
    result = concluded(OPENING, OPEN_ONE, answer(OPEN_ONE, Outcome.CHANGED))

    assert [type(command) for command in result.commands] == [OpenPosition]


def test_opening_when_little_of_its_life_is_left_then_waits_half_of_it_at_most() -> None:
    report = answer(OPEN_ONE, Outcome.REFUSED, code="10024")

    assert concluded(OPENING, OPEN_ONE, report, life_left_ms=300).wait_ms == 150


@pytest.mark.parametrize(
    ("code", "tries", "life_left_ms"),
    [("10019", 1, 4_000), ("10004", 3, 4_000), ("10004", 1, 100), ("expired", 1, 4_000)],
)
def test_opening_when_refused_for_good_then_is_over(
    code: str, tries: int, life_left_ms: float
) -> None:
    report = answer(OPEN_ONE, Outcome.REFUSED, code=code, message="no money")

    result = concluded(OPENING, OPEN_ONE, report, tries=tries, life_left_ms=life_left_ms)

    link = result.link
    assert (link.state, link.target, link.opens) == (LinkState.REFUSED, ZERO, ())
    assert result.commands == ()
    assert result.trouble == "the opening was refused: no money"


@pytest.mark.parametrize(
    ("code", "why"), [("10019", "not enough money, code 10019"), ("4711", "4711"), ("", "refused")]
)
def test_opening_when_refused_without_words_then_the_code_is_told(code: str, why: str) -> None:
    result = concluded(OPENING, OPEN_ONE, answer(OPEN_ONE, Outcome.REFUSED, code=code))

    assert result.trouble == f"the opening was refused: {why}"


def test_c1_opening_when_refused_after_the_master_closed_then_is_not_repeated() -> None:
    closing = replace(OPENING, target=ZERO, accepted=Fraction(0), state=LinkState.CLOSING)

    result = concluded(closing, OPEN_ONE, answer(OPEN_ONE, Outcome.REFUSED, code="10004"))

    assert (result.link.state, result.commands) == (LinkState.REFUSED, ())


def test_l1_openings_of_two_orders_when_both_are_repeated_then_have_ids_of_their_own() -> None:
    first = answer(OPEN_ONE, Outcome.REFUSED, code="10004")
    second = answer(OPEN_SECOND, Outcome.REFUSED, code="10004")

    again = concluded(GROWING, OPEN_ONE, first).commands[0]
    other = concluded(GROWING, OPEN_SECOND, second).commands[0]

    assert again.id != other.id


def test_l1_opening_when_repeated_again_after_a_restart_then_has_another_id() -> None:
    # Tries are counted from 1 again; the id in force is already a repetition.
    once = concluded(OPENING, OPEN_ONE, answer(OPEN_ONE, Outcome.REFUSED, code="10004"))
    (repeated,) = once.commands

    twice = concluded(once.link, repeated, answer(repeated, Outcome.REFUSED, code="10004"))

    assert twice.commands[0].id not in (OPEN, repeated.id)


def test_l2_opening_on_mt4_when_its_magic_is_in_use_then_takes_the_accounts_next() -> None:
    known = book(platform=Platform.MT4)
    known.account(FOLLOWER).last_magic = 8
    report = answer(OPEN_ONE, Outcome.REFUSED, code="magic_in_use")

    (again,) = concluded(OPENING, OPEN_ONE, report, known=known).commands

    # 1560281088 + 9.
    assert isinstance(again, OpenPosition)
    assert again.magic == "1560281097"


def test_s3_addition_when_refused_then_only_its_part_leaves_the_copy() -> None:
    result = concluded(GROWING, OPEN_SECOND, answer(OPEN_SECOND, Outcome.REFUSED, remaining="1"))

    link = result.link
    assert (link.target, link.base, link.accepted, link.original) == (
        Decimal(1),
        Fraction(1),
        Fraction(1),
        Fraction(1),
    )
    assert (link.state, link.filled, link.opens) == (LinkState.LIVE, Decimal(1), LIVE.opens)
    assert (link.master_volume, result.commands) == (Decimal(2), ())


def test_s3_addition_when_refused_before_the_symbols_are_listed_then_the_copy_lives_on() -> None:
    known = book()
    known.account(FOLLOWER).instruments.clear()
    report = answer(OPEN_SECOND, Outcome.REFUSED, remaining="1")

    link = concluded(GROWING, OPEN_SECOND, report, known=known).link

    assert (link.state, link.target, link.filled) == (LinkState.LIVE, Decimal(1), Decimal(1))


def test_s3_addition_when_refused_unlisted_with_a_reduction_waiting_then_nothing_closes() -> None:
    # The master went from 2 to 1 meanwhile; without a step no smaller target can be told.
    known = book()
    known.account(FOLLOWER).instruments.clear()
    halved = replace(GROWING, accepted=Fraction(1), master_volume=Decimal(1), target=Decimal(1))
    report = answer(OPEN_SECOND, Outcome.REFUSED, remaining="1")

    result = concluded(halved, OPEN_SECOND, report, known=known)

    assert (result.link.target, result.commands) == (Decimal(1), ())


def test_s3_addition_when_refused_with_a_reduction_waiting_then_the_rest_is_halved_too() -> None:
    # 1 held and 1 under way, the master halved: target 1. The second is refused: half of 1.
    halved = replace(GROWING, accepted=Fraction(1), master_volume=Decimal(1), target=Decimal(1))
    report = answer(OPEN_SECOND, Outcome.REFUSED, remaining="1")

    result = concluded(halved, OPEN_SECOND, report)

    assert result.link.target == Decimal("0.5")
    (reduce,) = result.commands
    assert isinstance(reduce, SetVolume)
    assert reduce.volume == Decimal("0.5")


def test_s3_addition_when_refused_after_an_older_reduction_then_what_is_held_stays() -> None:
    # 1.00 was halved before, then 1.00 was added: base 1.5 of 1.5 master lots. It is refused.
    link = replace(
        GROWING,
        accepted=Fraction("1.5"),
        master_volume=Decimal("1.5"),
        base=Fraction("1.5"),
        original=Fraction("1.5"),
        target=Decimal("1.5"),
        filled=Decimal("0.5"),
    )

    result = concluded(link, OPEN_SECOND, answer(OPEN_SECOND, Outcome.REFUSED, remaining="0.5"))

    assert (result.link.target, result.link.accepted) == (Decimal("0.5"), Fraction("0.5"))
    assert result.commands == ()


def test_addition_when_refused_and_no_base_is_left_then_the_rest_stays_as_it_is() -> None:
    link = replace(GROWING, base=Fraction(0))

    result = concluded(link, OPEN_SECOND, answer(OPEN_SECOND, Outcome.REFUSED, remaining="1"))

    assert result.link.accepted == 2


def test_l9_opening_when_its_outcome_is_unknown_then_is_voided_and_not_repeated() -> None:
    report = answer(OPEN_ONE, Outcome.UNKNOWN, message="timeout")

    result = concluded(OPENING, OPEN_ONE, report)

    assert result.commands == (VoidInstruction(id=OPEN, copy=COPY, follower=FOLLOWER),)
    assert (result.link.state, result.link.reason) == (LinkState.UNKNOWN, "timeout")
    assert result.wait_ms == 0
    assert result.trouble is not None


UNSURE = replace(OPENING, state=LinkState.UNKNOWN, reason="timeout")


def test_l9_void_when_done_then_the_opening_never_happens() -> None:
    result = concluded(UNSURE, VOID, answer(VOID, Outcome.DONE, code="voided"))

    assert (result.link.state, result.commands) == (LinkState.REFUSED, ())
    assert result.trouble == "the opening was refused: the order was taken back in time"


def test_l9_void_when_the_order_was_carried_out_then_its_fills_are_held() -> None:
    # A report about a void says 0 remaining: it is about no copy.
    report = answer(VOID, Outcome.ALREADY_DONE, fills=(fill("1"),))

    result = concluded(UNSURE, VOID, report)

    assert result.link == OPENED
    assert result.trouble is None


def test_l9_void_when_carried_out_without_fills_told_then_all_of_it_counts_as_held() -> None:
    assert concluded(UNSURE, VOID, answer(VOID, Outcome.ALREADY_DONE)).link == OPENED


def test_l5_void_when_the_order_was_carried_out_in_part_then_that_is_the_base() -> None:
    report = answer(VOID, Outcome.ALREADY_DONE, fills=(fill("0.4"),))

    link = concluded(UNSURE, VOID, report).link

    assert (link.target, link.filled, link.base) == (
        Decimal("0.4"),
        Decimal("0.4"),
        Fraction("0.4"),
    )


def test_c1_void_when_carried_out_after_the_master_closed_then_the_close_finds_it() -> None:
    closing = replace(UNSURE, target=ZERO, accepted=Fraction(0))

    link = concluded(closing, VOID, answer(VOID, Outcome.ALREADY_DONE, fills=(fill("1"),))).link

    assert (link.state, link.filled) == (LinkState.CLOSING, Decimal(1))


@pytest.mark.parametrize(("tries", "wait_ms"), [(1, 1_000), (3, 4_000)])
def test_l9_void_when_the_executor_cannot_tell_then_is_asked_again(
    tries: int, wait_ms: int
) -> None:
    result = concluded(UNSURE, VOID, answer(VOID, Outcome.UNKNOWN), tries=tries)

    assert (result.commands, result.wait_ms, result.link) == ((VOID,), wait_ms, UNSURE)
    assert result.trouble is not None


def test_s4_addition_when_refused_then_the_rest_is_rounded_to_the_nearest_step() -> None:
    # 0.3 held of 0.3 master lots and 0.25 asked: base 0.55. A share of 0.3 / 0.55 is 0.3 again.
    link: Link = replace(
        GROWING,
        base=Fraction("0.55"),
        target=Decimal("0.55"),
        filled=Decimal("0.3"),
        opens=(*LIVE.opens, replace(SECOND, volume=Decimal("0.25"))),
    )
    known = book(instrument=with_step("0.05"))

    result = concluded(
        link, OPEN_SECOND, answer(OPEN_SECOND, Outcome.REFUSED, remaining="0.3"), known=known
    )

    assert (result.link.target, result.commands) == (Decimal("0.3"), ())
