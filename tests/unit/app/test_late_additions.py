"""Lots that a netting master added while an end was away, and sides that ended meanwhile (C3)."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from tests.unit.app.reconciling_scene import Scene
from tests.unit.engine.samples import (
    added,
    closed,
    ended,
    opened,
    partly_closed,
    position,
    reversed_to_sell,
)
from tradecopy_desktop.domain.errors import TradeCopyError
from tradecopy_desktop.domain.links import LinkState
from tradecopy_desktop.domain.recovery_rules import LatePolicy, RecoveryRules
from tradecopy_desktop.domain.trades import Position
from tradecopy_desktop.domain.values import MarginMode, Side

MARKET = RecoveryRules(late=LatePolicy.MARKET)
WITHIN = RecoveryRules(late=LatePolicy.WITHIN, late_points=20)
ASK = RecoveryRules(late=LatePolicy.ASK, ask_s=120)
LATER = 1_741_953_660_000


def _away(recovery: RecoveryRules) -> Scene:
    """Return a scene in which one lot is copied and the master's terminal was away."""
    scene = Scene(recovery, master=MarginMode.NETTING)
    scene.tell(opened("1"))
    scene.bench.answer_all()
    scene.bench.show()
    scene.master_shows(position("1"))
    scene.lose_master()
    scene.bench.connect_master()
    return scene


def _at(price: str) -> Position:
    return replace(position("3"), price=Decimal(price))


def test_c3_addition_when_missed_and_the_route_skips_then_is_told_and_refused_for_good() -> None:
    scene = _away(RecoveryRules())

    scene.master_shows(position("3"))
    scene.minutes(5)

    assert scene.bench.sent() == ["open buy 1"]
    assert scene.bench.notes.troubles == ["the master added 2 EURUSD while its terminal was away"]
    assert scene.bench.the_link().master_volume == Decimal(3)


def test_c3_addition_when_missed_and_the_route_takes_the_market_then_is_opened_once() -> None:
    scene = _away(MARKET)

    scene.master_shows(position("3"))
    scene.bench.answer_all()
    scene.bench.show()
    scene.master_shows(position("3"))
    scene.minutes(5)

    assert scene.bench.sent() == ["open buy 1", "open buy 2"]
    assert scene.bench.the_link().accepted == Fraction(3)
    assert scene.bench.the_link().target == Decimal(3)


def test_c3_addition_when_opened_late_then_the_masters_close_is_followed_whole() -> None:
    scene = _away(MARKET)
    scene.master_shows(position("3"))
    scene.bench.answer_all()

    scene.tell(closed("3"))
    scene.bench.answer_all()

    assert scene.bench.sent() == ["open buy 1", "open buy 2", "buy to 0"]


@pytest.mark.parametrize(
    ("ask", "sent"),
    [
        # 1 at 1.10000 and 2 more make 1.10100 on average: the 2 were bought at 1.10150.
        ("1.10170", ["open buy 1", "open buy 2"]),
        ("1.10171", ["open buy 1"]),
    ],
)
def test_c3_addition_when_points_are_limited_then_counted_from_what_it_cost(
    ask: str, sent: list[str]
) -> None:
    scene = _away(WITHIN)
    scene.quote("1.10000", ask)

    scene.master_shows(_at("1.10100"))

    assert scene.bench.sent() == sent


def test_c3_addition_when_the_route_asks_then_a_yes_opens_it() -> None:
    scene = _away(ASK)
    scene.master_shows(position("3"))
    (question,) = scene.reconciling.late.questions()

    scene.reconciling.late.answer(question.key, opens=True)
    scene.bench.answer_all()
    scene.master_shows(position("3"))

    assert (question.lots, question.text) == (
        Decimal(2),
        "the master added 2 EURUSD while an end was away",
    )
    assert scene.bench.sent() == ["open buy 1", "open buy 2"]
    assert scene.reconciling.late.questions() == []


def test_c3_addition_when_the_answer_is_no_then_is_never_asked_about_again() -> None:
    scene = _away(ASK)
    scene.master_shows(position("3"))
    (question,) = scene.reconciling.late.questions()

    scene.reconciling.late.answer(question.key, opens=False)
    scene.master_shows(position("3"))
    scene.restart()
    scene.bench.connect_master()
    scene.bench.connect()
    scene.master_shows(position("3"))

    assert scene.reconciling.late.questions() == []
    assert scene.bench.sent() == ["open buy 1"]
    # What was refused is part of the master's position: half of it is half of the copy.
    scene.tell(partly_closed("1.5", "1.5"))
    assert scene.bench.sent() == ["open buy 1", "buy to 0.5"]


def test_c3_addition_when_nobody_answers_then_is_skipped_and_told() -> None:
    scene = _away(ASK)
    scene.master_shows(position("3"))

    scene.wait_s(121)

    assert scene.reconciling.late.questions() == []
    assert scene.bench.notes.troubles == [
        "the master added 2 EURUSD while an end was away; nobody answered in time"
    ]
    assert scene.bench.the_link().master_volume == Decimal(3)


def test_c3_addition_when_asked_about_and_the_program_restarts_then_is_asked_again() -> None:
    scene = _away(ASK)
    scene.master_shows(position("3"))

    scene.restart()
    scene.bench.connect_master()
    scene.bench.connect()
    scene.master_shows(position("3"))

    (question,) = scene.reconciling.late.questions()
    assert question.lots == Decimal(2)


def test_c3_addition_when_the_master_closes_first_then_the_question_is_over() -> None:
    scene = _away(ASK)
    scene.master_shows(position("3"))
    (question,) = scene.reconciling.late.questions()

    scene.tell(closed("3"))

    with pytest.raises(TradeCopyError):
        scene.reconciling.late.answer(question.key, opens=True)
    assert "open buy 2" not in scene.bench.sent()


def test_c3_addition_when_the_follower_was_away_then_is_made_up_for() -> None:
    scene = _away(MARKET)
    scene.master_shows(position("1"))
    scene.lose_follower()
    scene.tell(added("3", "2", order="502", made_by="9502"))
    assert scene.bench.sent() == ["open buy 1"]

    scene.bench.connect()
    scene.follower_shows(*_shown(scene))

    assert scene.bench.sent() == ["open buy 1", "open buy 2"]


def _shown(scene: Scene) -> tuple[Position, ...]:
    return tuple(scene.bench.book.account(scene.bench.followers[0]).positions.values())


def test_c2_addition_when_the_copy_ended_early_then_nothing_is_opened() -> None:
    scene = _away(MARKET)
    (copy,) = scene.bench.broker.held
    scene.bench.broker.take_lots(copy, "1")
    scene.bench.show()

    scene.master_shows(position("3"))
    scene.minutes(3)

    assert scene.bench.the_link().state is LinkState.ENDED_EARLY
    assert scene.bench.sent() == ["open buy 1"]


def _again(volume: str = "2") -> Position:
    # The same position, turned round to a sell by order 801 and back by order 901.
    return replace(position(volume, order="901"), opened_at=LATER)


@pytest.mark.parametrize(
    ("recovery", "sent"),
    [
        (RecoveryRules(), ["open buy 1", "buy to 0"]),
        (MARKET, ["open buy 1", "buy to 0", "open buy 2"]),
    ],
)
def test_c3_position_when_it_turned_round_twice_then_the_old_copy_closes_and_the_rest_is_late(
    recovery: RecoveryRules, sent: list[str]
) -> None:
    scene = _away(recovery)
    sold = replace(ended("501"), order="801", side=Side.SELL)

    scene.master_shows(_again(), ended=(sold, ended("501")))
    scene.bench.answer_all()
    scene.bench.show()
    scene.master_shows(_again(), ended=(sold, ended("501")))
    scene.minutes(3)

    assert scene.bench.sent() == sent


def test_c3_position_when_only_an_earlier_side_has_ended_then_its_copy_stays() -> None:
    scene = Scene(MARKET, master=MarginMode.NETTING)
    scene.tell(opened("1"))
    scene.bench.answer_all()
    scene.tell(reversed_to_sell("2", before="1"))
    scene.bench.answer_all()
    scene.bench.show()
    before = scene.bench.sent()

    shown = position("2", order="801", side=Side.SELL)
    scene.master_shows(shown, ended=(ended("501"),))
    scene.minutes(3)

    assert before == ["open buy 1", "buy to 0", "open sell 2"]
    assert scene.bench.sent() == before


def test_c3_opening_when_a_picture_shows_it_before_its_event_then_is_opened_once() -> None:
    scene = _away(MARKET)
    shown = replace(position("1", id="777"), opened_at=LATER)

    scene.master_shows(position("1"), shown)
    scene.bench.answer_all()
    scene.tell(opened("1", id="777", seq=9))
    scene.bench.answer_all()

    assert scene.bench.sent() == ["open buy 1", "open buy 1"]


def test_c3_addition_when_a_picture_shows_it_before_its_event_then_is_opened_once() -> None:
    scene = _away(MARKET)

    scene.master_shows(position("3"))
    scene.bench.answer_all()
    scene.tell(added("3", "2", order="502", made_by="9502"))
    scene.tell(added("4", "1", order="503", made_by="9503", seq=10))
    scene.bench.answer_all()

    assert scene.bench.sent() == ["open buy 1", "open buy 2", "open buy 1"]


def test_c3_addition_when_told_and_skipped_before_its_event_came_then_is_copied_after_all() -> None:
    scene = _away(RecoveryRules())

    scene.master_shows(position("3"))
    scene.tell(added("3", "2", order="502", made_by="9502"))

    assert scene.bench.sent() == ["open buy 1", "open buy 2"]


def test_c3_position_when_its_terminal_names_an_earlier_beginning_then_its_copy_stays() -> None:
    scene = Scene(MARKET, master=MarginMode.NETTING)
    scene.tell(opened("1"), reversed_to_sell("2", before="1"))
    scene.bench.answer_all()
    scene.bench.show()
    before = scene.bench.sent()

    # Without its history a terminal takes the position's name for the order of its side.
    scene.master_shows(position("2", order="501", side=Side.SELL))

    assert scene.bench.sent() == before


def test_c3_position_when_it_turned_twice_while_the_program_was_down_too_then_the_copy_closes() -> (
    None
):
    scene = _away(RecoveryRules())
    scene.restart()
    scene.bench.connect_master()
    scene.bench.connect()

    scene.master_shows(_again())
    scene.bench.answer_all()

    assert scene.bench.sent() == ["open buy 1", "buy to 0"]
