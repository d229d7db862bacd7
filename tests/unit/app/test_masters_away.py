"""A master that cannot be seen while copies are open: an alarm, then the route's choice (W4)."""

from dataclasses import replace
from decimal import Decimal

from tests.unit.app.reconciling_scene import Scene
from tests.unit.engine.link_samples import COPY
from tests.unit.engine.samples import opened, position
from tradecopy_desktop.domain.recovery_rules import MasterAway, RecoveryRules
from tradecopy_desktop.domain.routes import Route, RouteMode
from tradecopy_desktop.domain.values import ZERO

ALARM = "the master of r1 is away and 1 copies are open; they stay open"


def _away(recovery: RecoveryRules) -> Scene:
    scene = Scene(recovery)
    scene.tell(opened("1"))
    scene.bench.answer_all()
    scene.bench.show()
    scene.lose_master()
    scene.wait_s(1)
    return scene


def test_w4_master_when_away_for_30_s_then_is_alarmed_once() -> None:
    scene = _away(RecoveryRules())

    scene.wait_s(29)
    assert scene.bench.notes.troubles == []
    scene.wait_s(300)

    assert scene.bench.notes.troubles == [ALARM]
    assert scene.bench.broker.held == {COPY: Decimal(1)}


def test_w4_master_when_back_before_30_s_then_nothing_is_told() -> None:
    scene = _away(RecoveryRules())
    scene.wait_s(20)

    scene.bench.connect_master()
    scene.master_shows(position("1"))
    scene.wait_s(60)

    assert scene.bench.notes.troubles == []


def test_w4_master_when_no_copies_are_open_then_nothing_is_told() -> None:
    scene = Scene(RecoveryRules())
    scene.lose_master()

    scene.wait_s(60)

    assert scene.bench.notes.troubles == []


def test_w4_master_when_the_route_pauses_then_takes_no_more_openings() -> None:
    scene = _away(RecoveryRules(master_away=MasterAway.CLOSE_ONLY))
    paused: list[Route] = []
    scene.reconciling.pausing.on_paused = paused.append

    scene.wait_s(60)
    scene.bench.connect_master()
    scene.master_shows(position("1"))
    scene.tell(opened("1", id="777", seq=9))

    assert [each.mode for each in paused] == [RouteMode.CLOSE_ONLY]
    assert scene.bench.book.routes["r1"].mode is RouteMode.CLOSE_ONLY
    assert scene.bench.sent() == ["open buy 1"]


def test_w4_master_when_the_route_closes_after_2_minutes_then_not_before() -> None:
    scene = _away(RecoveryRules(master_away=MasterAway.CLOSE, close_after_min=2))
    scene.wait_s(119)
    assert scene.bench.sent() == ["open buy 1"]

    scene.wait_s(1)
    scene.bench.answer_all()

    assert scene.bench.broker.held == {COPY: ZERO}
    assert scene.bench.the_link().reason == "the master was away for too long"


def test_c2_copy_when_closed_because_its_master_was_away_then_never_returns() -> None:
    scene = _away(RecoveryRules(master_away=MasterAway.CLOSE, close_after_min=1))
    scene.wait_s(60)
    scene.bench.answer_all()

    scene.bench.connect_master()
    scene.master_shows(position("1"))
    scene.minutes(5)

    assert scene.bench.sent() == ["open buy 1", "buy to 0"]


def test_w4_master_when_the_route_is_off_then_it_stays_off() -> None:
    scene = _away(RecoveryRules(master_away=MasterAway.CLOSE_ONLY))
    route = scene.bench.book.routes["r1"]
    scene.bench.book.put_route(replace(route, mode=RouteMode.OFF))

    scene.wait_s(60)

    assert scene.bench.book.routes["r1"].mode is RouteMode.OFF
