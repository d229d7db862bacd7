"""Openings missed while an end was away fall under the route's late-trade policy (C3, L6)."""

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.unit.app.reconciling_scene import Scene
from tests.unit.engine.link_samples import LIVE
from tests.unit.engine.samples import SETTINGS, added, closed, ended, opened, position
from tradecopy_desktop.app.views import LateRow
from tradecopy_desktop.domain.errors import TradeCopyError
from tradecopy_desktop.domain.facts import Outcome
from tradecopy_desktop.domain.links import LinkState
from tradecopy_desktop.domain.order_rules import OrderRules, PendingPolicy
from tradecopy_desktop.domain.recovery_rules import Corrections, LatePolicy, RecoveryRules
from tradecopy_desktop.domain.routes import RouteMode
from tradecopy_desktop.domain.sizing import FixedLots
from tradecopy_desktop.domain.trades import Position
from tradecopy_desktop.domain.values import ZERO, MarginMode, Reason
from tradecopy_desktop.engine.watching import needs_prices

MARKET = RecoveryRules(late=LatePolicy.MARKET)
WITHIN = RecoveryRules(late=LatePolicy.WITHIN, late_points=20)
ASK = RecoveryRules(late=LatePolicy.ASK, ask_s=120)
# Samples are opened at 1_741_953_600_000 on the server's clock; this one a minute later.
LATER = 1_741_953_660_000
SKIPPED = "the master opened 1 EURUSD while an end was away; the route skips what comes late"


def _new(id: str = "777", volume: str = "1") -> Position:
    return replace(position(volume, id=id), opened_at=LATER)


def _missed(recovery: RecoveryRules, *shown: Position) -> Scene:
    """Return a scene in which the master was away and then shows these positions."""
    scene = Scene(recovery, before=(position("1"),))
    scene.lose_master()
    scene.bench.connect_master()
    scene.master_shows(*shown)
    return scene


def test_c3_missed_opening_when_the_route_skips_then_is_told_once_and_never_opened() -> None:
    scene = _missed(RecoveryRules(), position("1"), _new())

    scene.master_shows(position("1"), _new())
    scene.minutes(5)

    assert scene.bench.sent() == []
    assert scene.bench.notes.troubles == [SKIPPED]


def test_c3_missed_opening_when_the_route_takes_the_market_then_is_opened_once() -> None:
    scene = _missed(MARKET, position("1"), _new())
    scene.bench.answer_all()

    scene.master_shows(position("1"), _new())
    scene.minutes(5)

    assert scene.bench.sent() == ["open buy 1"]


def test_c3_missed_opening_when_its_copy_is_open_then_the_masters_close_is_followed() -> None:
    scene = _missed(MARKET, position("1"), _new())
    scene.bench.answer_all()

    scene.tell(closed("1", id="777"))
    scene.bench.answer_all()

    assert scene.bench.sent() == ["open buy 1", "buy to 0"]


@pytest.mark.parametrize(
    ("ask", "sent"),
    [
        ("1.10020", ["open buy 1"]),  # 20 points above the master's 1.10000
        ("1.10021", []),
        ("1.09000", ["open buy 1"]),  # cheaper is no worse
    ],
)
def test_c3_missed_opening_when_points_are_limited_then_the_followers_price_decides(
    ask: str, sent: list[str]
) -> None:
    scene = Scene(WITHIN)
    scene.quote("1.08990", ask)
    scene.lose_master()
    scene.bench.connect_master()

    scene.master_shows(_new())
    scene.minutes(3)

    assert scene.bench.sent() == sent


def test_c3_missed_opening_when_the_price_is_unknown_then_waits_for_it() -> None:
    scene = _missed(WITHIN, position("1"), _new())
    assert (scene.bench.sent(), scene.bench.notes.troubles) == ([], [])

    scene.quote("1.10000", "1.10005")
    scene.wait_s(1)

    assert scene.bench.sent() == ["open buy 1"]


def test_c3_missed_opening_when_the_follower_is_away_then_waits_for_it() -> None:
    scene = Scene(MARKET, before=(position("1"),))
    scene.lose_follower()
    scene.tell(opened("1", id="777"))
    assert scene.bench.sent() == []

    scene.bench.connect()
    scene.follower_shows()

    assert scene.bench.sent() == ["open buy 1"]


@pytest.mark.parametrize(("recovery", "sent"), [(MARKET, ["open buy 1"]), (RecoveryRules(), [])])
def test_c3_opening_when_its_event_came_too_old_then_falls_under_the_policy(
    recovery: RecoveryRules, sent: list[str]
) -> None:
    scene = Scene(recovery)
    # Resent after 60 s; the route takes what is up to 5 s old.
    scene.tell(replace(opened("1", id="777"), age_us=60_000_000))
    assert scene.bench.sent() == []

    scene.master_shows(_new())
    scene.minutes(3)

    assert scene.bench.sent() == sent


def test_c3_opening_when_refused_by_the_route_itself_then_is_not_late() -> None:
    scene = Scene(MARKET)
    scene.bench.book.put_route(replace(scene.bench.book.routes["r1"], mode=RouteMode.CLOSE_ONLY))
    scene.tell(opened("1", id="777"))

    scene.bench.book.put_route(replace(scene.bench.book.routes["r1"], mode=RouteMode.LIVE))
    scene.master_shows(_new())
    scene.minutes(3)

    assert scene.bench.sent() == []


def test_c3_missed_opening_when_the_route_asks_then_a_yes_opens_it_at_market() -> None:
    scene = _missed(ASK, position("1"), _new(volume="2"))
    (question,) = scene.reconciling.late.questions()
    assert (question.position, question.text) == (
        "777",
        "the master opened 2 EURUSD while an end was away",
    )

    scene.reconciling.late.answer(question.key, opens=True)

    assert scene.bench.sent() == ["open buy 2"]
    assert scene.reconciling.late.questions() == []
    assert scene.shown[-1] == replace(question, is_open=False)


def test_c3_question_when_answered_no_then_opens_nothing_and_is_not_asked_again() -> None:
    scene = _missed(ASK, position("1"), _new())
    (question,) = scene.reconciling.late.questions()

    scene.reconciling.late.answer(question.key, opens=False)
    scene.master_shows(position("1"), _new())
    scene.minutes(3)

    assert (scene.bench.sent(), scene.reconciling.late.questions()) == ([], [])


def test_c3_question_when_nobody_answers_in_time_then_it_ends_and_is_told() -> None:
    scene = _missed(ASK, position("1"), _new())
    scene.wait_s(119)
    assert len(scene.reconciling.late.questions()) == 1

    scene.wait_s(1)

    assert scene.reconciling.late.questions() == []
    assert scene.bench.sent() == []
    assert scene.bench.notes.troubles == [
        "the master opened 1 EURUSD while an end was away; nobody answered in time"
    ]
    with pytest.raises(TradeCopyError, match="this question is settled already"):
        scene.reconciling.late.answer("late r1 777", opens=True)


def test_c3_question_when_the_master_closes_then_it_ends() -> None:
    scene = _missed(ASK, position("1"), _new())

    scene.tell(closed("1", id="777"))
    scene.wait_s(1)

    assert scene.reconciling.late.questions() == []
    assert [each.is_open for each in scene.shown if isinstance(each, LateRow)] == [True, False]


def test_l6_remainder_when_it_has_a_new_ticket_and_the_old_open_time_then_is_only_asked() -> None:
    # Of position 501 a part was closed while away; the rest came back under another ticket.
    scene = _missed(MARKET, position("0.4", id="888"))

    assert scene.bench.sent() == []
    (question,) = scene.reconciling.late.questions()
    assert question.text == "the master holds 0.4 EURUSD, of which nobody told"


def test_l6_rollover_when_the_position_opens_again_later_then_is_only_asked() -> None:
    scene = Scene(MARKET, before=(position("1"),))
    scene.lose_master()
    scene.bench.connect_master()

    scene.master_shows(_new(), ended=(ended("501", reason=Reason.ROLLOVER),))

    assert scene.bench.sent() == []
    assert len(scene.reconciling.late.questions()) == 1


def test_l6_position_when_only_its_volume_is_smaller_then_is_no_opening() -> None:
    scene = _missed(MARKET, position("0.4"))

    assert (scene.bench.sent(), scene.reconciling.late.questions()) == ([], [])


def test_l6_first_picture_after_a_restart_when_a_position_is_new_then_is_only_asked() -> None:
    scene = Scene(MARKET, before=(position("1"),))
    scene.restart()
    scene.bench.connect_master()
    scene.bench.connect()

    scene.master_shows(position("1"), _new())

    assert scene.bench.sent() == []
    assert [each.position for each in scene.reconciling.late.questions()] == ["777"]


def test_l8_position_when_its_opening_was_decided_before_a_restart_then_is_no_question() -> None:
    scene = Scene(MARKET, before=(position("1"),))
    scene.bench.book.put_route(replace(scene.bench.book.routes["r1"], mode=RouteMode.CLOSE_ONLY))
    scene.tell(opened("1", id="777"))
    scene.restart()
    scene.bench.connect_master()
    scene.bench.connect()

    scene.master_shows(position("1"), _new())

    assert (scene.bench.sent(), scene.reconciling.late.questions()) == ([], [])


def test_c3_armed_route_when_its_baseline_is_not_known_yet_then_nothing_is_late() -> None:
    scene = Scene(MARKET)
    scene.bench.book.baselines.clear()

    scene.master_shows(_new())

    assert (scene.bench.sent(), scene.reconciling.late.questions()) == ([], [])


def test_c2_picture_when_it_shows_the_master_of_an_ended_copy_then_nothing_is_late() -> None:
    scene = Scene(ASK)
    scene.bench.book.put(replace(LIVE, state=LinkState.ENDED_EARLY, filled=ZERO))

    scene.master_shows(position("1"))

    assert (scene.bench.sent(), scene.reconciling.late.questions()) == ([], [])


def test_s2_missed_order_when_it_made_two_positions_then_they_share_the_fixed_lots() -> None:
    fixed = replace(SETTINGS, sizing=FixedLots(lots=Decimal(1)))
    scene = Scene(MARKET, fixed)

    # 0.6 and 0.4 of one order of 1 lot.
    scene.master_shows(
        replace(_new("777", "0.6"), order="900"), replace(_new("778", "0.4"), order="900")
    )

    assert scene.bench.sent() == ["open buy 0.6", "open buy 0.4"]


def test_s3_refused_position_when_an_add_comes_while_away_then_the_whole_is_not_late() -> None:
    scene = Scene(MARKET, master=MarginMode.NETTING)
    route = scene.bench.book.routes["r1"]
    scene.bench.book.put_route(replace(route, mode=RouteMode.CLOSE_ONLY))
    scene.tell(opened("5"))
    scene.bench.book.put_route(route)
    scene.lose_follower()
    scene.tell(added("6", "1", order="502", made_by="9502"))

    scene.bench.connect()
    scene.follower_shows()
    scene.minutes(2)

    assert scene.bench.sent() == []


def test_c3_answer_when_the_follower_is_away_then_says_so_and_ends() -> None:
    scene = _missed(ASK, position("1"), _new())
    scene.lose_follower()

    with pytest.raises(TradeCopyError) as refusal:
        scene.reconciling.late.answer("late r1 777", opens=True)

    assert str(refusal.value) == "not opened: the follower's terminal is not connected"
    assert scene.bench.sent() == []
    assert scene.reconciling.late.questions() == []
    assert scene.bench.notes.troubles == ["the follower's terminal is not connected"]


def test_w1_missed_opening_when_the_master_is_away_again_then_waits_for_its_list() -> None:
    scene = Scene(MARKET, before=(position("1"),))
    scene.lose_follower()
    scene.tell(opened("1", id="777"))
    scene.lose_master()
    scene.bench.connect()
    scene.follower_shows()
    scene.wait_s(5)
    assert scene.bench.sent() == []

    scene.bench.connect_master()
    scene.master_shows(position("1"), _new())

    assert scene.bench.sent() == ["open buy 1"]


def test_c2_refused_copy_when_the_price_is_too_far_then_is_tried_and_told_once() -> None:
    scene = Scene(replace(WITHIN, corrections=Corrections.AUTOMATIC))
    scene.quote("1.10090", "1.10100")
    scene.bench.broker.plan(Outcome.REFUSED, code="10019")
    scene.tell(opened("1"))
    scene.bench.answer_all()

    scene.minutes(5)

    far = [text for text in scene.bench.notes.troubles if "100 points worse" in text]
    assert (scene.bench.sent(), len(far)) == (["open buy 1"], 1)


@pytest.mark.parametrize(("recovery", "needs"), [(WITHIN, True), (MARKET, False)])
def test_c3_route_when_late_trades_are_limited_by_points_then_needs_prices(
    recovery: RecoveryRules, needs: bool
) -> None:
    book = Scene(recovery).bench.book

    assert needs_prices(book, book.routes["r1"]) is needs


def test_c3_late_event_when_the_route_skips_then_its_refusal_alone_is_told() -> None:
    scene = Scene(RecoveryRules())
    scene.lose_follower()

    scene.tell(opened("1", id="777"))
    scene.bench.connect()
    scene.follower_shows()
    scene.minutes(2)

    assert scene.bench.notes.troubles == ["the follower's terminal is not connected"]


def test_c6_missed_position_when_the_route_ignores_pending_orders_then_is_only_asked() -> None:
    # Whether a pending order became of it, a picture does not tell.
    ignores = replace(SETTINGS, orders=OrderRules(pendings=PendingPolicy.IGNORE))
    scene = Scene(MARKET, ignores)

    scene.master_shows(_new())

    assert scene.bench.sent() == []
    assert [each.position for each in scene.reconciling.late.questions()] == ["777"]
