"""Answers to closes, reductions and stops: repeated until proof (rule C4)."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from tests.unit.engine.answers import answer, concluded, set_stops, set_volume
from tests.unit.engine.link_samples import CLOSING, COPY, LIVE
from tradecopy_desktop.domain.commands import SetVolume
from tradecopy_desktop.domain.facts import Outcome
from tradecopy_desktop.domain.links import LinkState
from tradecopy_desktop.domain.values import ZERO
from tradecopy_desktop.engine.outcomes.conclude import Consequence

CLOSE = set_volume("0")
HALVE = set_volume("0.5")
HALVED = replace(
    LIVE,
    accepted=Fraction(1, 2),
    master_volume=Decimal("0.5"),
    target=Decimal("0.5"),
    revision=2,
)
CARRIED_OUT = [Outcome.FILLED, Outcome.DONE, Outcome.ALREADY_DONE, Outcome.PARTLY_FILLED]


def _repeated(result: Consequence) -> SetVolume:
    (command,) = result.commands
    assert isinstance(command, SetVolume)
    return command


@pytest.mark.parametrize("outcome", CARRIED_OUT)
def test_close_when_nothing_remains_then_the_copy_is_closed(outcome: Outcome) -> None:
    result = concluded(CLOSING, CLOSE, answer(CLOSE, outcome))

    assert (result.link.state, result.link.filled) == (LinkState.CLOSED, ZERO)
    assert (result.commands, result.trouble) == ((), None)


@pytest.mark.parametrize("outcome", CARRIED_OUT)
def test_c4_close_when_something_remains_then_is_tried_again(outcome: Outcome) -> None:
    result = concluded(CLOSING, CLOSE, answer(CLOSE, outcome, remaining="0.4"))

    again = _repeated(result)
    assert (again.volume, again.revision, result.wait_ms) == (ZERO, 3, 1_000)
    assert (result.link.filled, result.link.state) == (Decimal("0.4"), LinkState.CLOSING)


@pytest.mark.parametrize(
    ("outcome", "code"),
    [
        (Outcome.REFUSED, "10018"),
        (Outcome.REFUSED, "10017"),
        (Outcome.REFUSED, "10019"),
        (Outcome.REFUSED, "stale"),
        (Outcome.REFUSED, "no_copy"),
        (Outcome.UNKNOWN, ""),
    ],
)
def test_c4_close_when_refused_for_whatever_reason_then_is_tried_again(
    outcome: Outcome, code: str
) -> None:
    result = concluded(CLOSING, CLOSE, answer(CLOSE, outcome, code=code, remaining="1"))

    again = _repeated(result)
    assert (again.copy, again.volume, again.revision) == (COPY, ZERO, 3)
    assert again.id != CLOSE.id
    assert result.trouble is not None
    assert (code or "unknown") in result.trouble


@pytest.mark.parametrize(("tries", "wait_ms"), [(1, 1_000), (4, 8_000), (40, 60_000)])
def test_c4_close_when_refused_often_then_waits_up_to_a_minute(tries: int, wait_ms: int) -> None:
    report = answer(CLOSE, Outcome.REFUSED, code="10019", remaining="1")

    assert concluded(CLOSING, CLOSE, report, tries=tries).wait_ms == wait_ms


def test_c4_close_when_its_revision_was_overtaken_then_is_renumbered_at_once() -> None:
    report = answer(CLOSE, Outcome.REFUSED, code="stale", remaining="1")

    result = concluded(CLOSING, CLOSE, report, tries=4)

    assert (_repeated(result).revision, result.wait_ms) == (3, 0)


def test_s5_close_when_the_net_was_not_as_expected_then_is_tried_at_once() -> None:
    report = answer(CLOSE, Outcome.CHANGED, remaining="1")

    assert concluded(CLOSING, CLOSE, report).wait_ms == 100


def test_c1_close_when_there_was_nothing_and_nothing_is_held_then_the_copy_is_closed() -> None:
    link = replace(CLOSING, filled=ZERO)

    result = concluded(link, CLOSE, answer(CLOSE, Outcome.REFUSED, code="no_copy"))

    assert (result.link.state, result.commands) == (LinkState.CLOSED, ())


def test_c4_close_when_refused_otherwise_and_nothing_is_held_then_is_tried_again() -> None:
    # That nothing is known to be held proves nothing: an opening may be under way.
    link = replace(CLOSING, filled=ZERO)

    result = concluded(link, CLOSE, answer(CLOSE, Outcome.REFUSED, code="10018", remaining="1"))

    assert (_repeated(result).volume, result.link.state) == (ZERO, LinkState.CLOSING)


def test_c2_reduction_when_there_is_no_copy_and_none_was_known_then_ended_early() -> None:
    link = replace(HALVED, filled=ZERO)

    result = concluded(link, HALVE, answer(HALVE, Outcome.REFUSED, code="no_copy"))

    assert result.link.state is LinkState.ENDED_EARLY


def test_reduction_when_carried_out_then_the_copy_holds_the_target() -> None:
    result = concluded(HALVED, HALVE, answer(HALVE, Outcome.FILLED, remaining="0.5"))

    assert result.link == replace(HALVED, filled=Decimal("0.5"))
    assert result.trouble is None


def test_c2_reduction_when_nothing_is_left_then_somebody_else_ended_the_copy() -> None:
    result = concluded(HALVED, HALVE, answer(HALVE, Outcome.ALREADY_DONE, remaining="0"))

    assert (result.link.state, result.link.filled) == (LinkState.ENDED_EARLY, ZERO)


def test_s4_reduction_when_less_is_left_than_asked_then_that_multiplies_the_base() -> None:
    # 0.5 was asked, 0.2 is left: two fifths of the base of 1 stay.
    result = concluded(HALVED, HALVE, answer(HALVE, Outcome.ALREADY_DONE, remaining="0.2"))

    link = result.link
    assert (link.target, link.filled, link.base) == (
        Decimal("0.2"),
        Decimal("0.2"),
        Fraction(2, 5),
    )
    assert result.trouble == "the copy was reduced to 0.2 lots by someone else; it keeps that share"


# Halved, and then 0.30 added, which waits behind the reduction: base and target are 0.80.
ADDED_MEANWHILE = replace(
    HALVED,
    accepted=Fraction("0.8"),
    master_volume=Decimal("0.8"),
    base=Fraction("0.8"),
    original=Fraction("0.8"),
    target=Decimal("0.8"),
    revision=3,
)


def test_s3_reduction_when_an_addition_waits_behind_it_then_nobody_else_reduced() -> None:
    result = concluded(ADDED_MEANWHILE, HALVE, answer(HALVE, Outcome.FILLED, remaining="0.5"))

    assert result.link == replace(ADDED_MEANWHILE, filled=Decimal("0.5"))
    assert result.trouble is None


def test_s3_reduction_when_refused_with_an_addition_behind_it_then_both_stay_ordered() -> None:
    report = answer(HALVE, Outcome.REFUSED, code="10018", remaining="1")

    result = concluded(ADDED_MEANWHILE, HALVE, report)

    assert _repeated(result).volume == Decimal("0.5")
    assert result.link.target == Decimal("0.8")


def test_s4_reduction_when_less_is_left_and_an_addition_waits_then_it_is_added_to_the_rest() -> (
    None
):
    # 0.2 is left of 0.5; with the waiting 0.3 the copy will hold 0.5 of 0.8.
    report = answer(HALVE, Outcome.ALREADY_DONE, remaining="0.2")

    link = concluded(ADDED_MEANWHILE, HALVE, report).link

    assert (link.target, link.filled, link.base) == (
        Decimal("0.5"),
        Decimal("0.2"),
        Fraction("0.5"),
    )


def test_reduction_when_refused_and_the_master_closed_meanwhile_then_closes() -> None:
    report = answer(HALVE, Outcome.REFUSED, code="10018", remaining="1")

    result = concluded(CLOSING, HALVE, report)

    assert _repeated(result).volume == ZERO


def test_reduction_when_done_and_the_master_closed_meanwhile_then_goes_on_closing() -> None:
    result = concluded(CLOSING, HALVE, answer(HALVE, Outcome.FILLED, remaining="0.5"))

    assert result.link == replace(CLOSING, filled=Decimal("0.5"))
    assert result.commands == ()


STOPS = set_stops("1.095")
STOPPED = replace(LIVE, stop_loss=Decimal("1.095"), revision=2)


@pytest.mark.parametrize("outcome", [Outcome.DONE, Outcome.ALREADY_DONE, Outcome.FILLED])
def test_stops_when_set_then_nothing_follows(outcome: Outcome) -> None:
    result = concluded(STOPPED, STOPS, answer(STOPS, outcome, remaining="1"))

    assert (result.link, result.commands, result.trouble) == (STOPPED, (), None)


@pytest.mark.parametrize("outcome", [Outcome.REFUSED, Outcome.UNKNOWN, Outcome.CHANGED])
def test_c4_stops_when_not_set_then_are_tried_again_under_the_same_id(outcome: Outcome) -> None:
    report = answer(STOPS, outcome, code="10016", message="invalid stops", remaining="1")

    result = concluded(STOPPED, STOPS, report, tries=2)

    assert result.commands == (replace(STOPS, revision=3),)
    assert (result.link.revision, result.wait_ms) == (3, 2_000)
    assert result.trouble == "SL/TP were not set (invalid stops); it is tried again"


@pytest.mark.parametrize(
    ("code", "why"),
    [
        ("10016", "the broker calls SL or TP invalid, code 10016"),
        ("4711", "4711"),
        ("", "refused"),
    ],
)
def test_stops_when_refused_without_words_then_the_code_is_told(code: str, why: str) -> None:
    result = concluded(STOPPED, STOPS, answer(STOPS, Outcome.REFUSED, code=code, remaining="1"))

    assert result.trouble == f"SL/TP were not set ({why}); it is tried again"


def test_stops_when_refused_and_newer_ones_are_wanted_then_the_old_are_dropped() -> None:
    newer = replace(STOPPED, stop_loss=Decimal("1.096"), revision=3)

    result = concluded(newer, STOPS, answer(STOPS, Outcome.REFUSED, code="stale", remaining="1"))

    assert (result.link, result.commands) == (newer, ())


def test_stops_when_refused_and_the_master_closed_meanwhile_then_are_dropped() -> None:
    closing = replace(CLOSING, stop_loss=Decimal("1.095"))

    result = concluded(closing, STOPS, answer(STOPS, Outcome.REFUSED, remaining="1"))

    assert (result.link, result.commands) == (closing, ())


def test_stops_when_there_is_no_copy_then_are_not_tried_again() -> None:
    result = concluded(STOPPED, STOPS, answer(STOPS, Outcome.REFUSED, code="no_copy"))

    assert result.commands == ()


def test_s4_stops_when_the_answer_says_that_less_is_held_then_that_is_believed() -> None:
    result = concluded(STOPPED, STOPS, answer(STOPS, Outcome.DONE, remaining="0.5"))

    assert (result.link.filled, result.link.target) == (Decimal("0.5"), Decimal("0.5"))
    assert result.trouble is not None
