"""What was found is shown with its time and names, and every comparison with its result."""

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.unit.app.manual_clock import NOON
from tests.unit.app.reconciling_scene import Scene
from tests.unit.engine.link_samples import COPY
from tests.unit.engine.samples import FOLLOWER, MASTER, carried, opened, position
from tradecopy_desktop.app.views import ComparisonRow, FindingRow
from tradecopy_desktop.domain.accounts import Role
from tradecopy_desktop.domain.errors import TradeCopyError
from tradecopy_desktop.domain.facts import Quote
from tradecopy_desktop.domain.findings import FindingKind
from tradecopy_desktop.domain.recovery_rules import LatePolicy, RecoveryRules


def _too_large() -> Scene:
    """Return a scene whose copy of 1 lot holds 1.5; the route waits for a click."""
    scene = Scene(RecoveryRules())
    scene.tell(opened("1"))
    scene.bench.answer_all()
    scene.bench.show()
    scene.reconciling.shown.name_of = {MASTER: "Gold", FOLLOWER: "Small"}.__getitem__
    scene.wait_s(5)
    scene.follower_shows(position("1.5", id="7700", link=carried(COPY)))
    return scene


def _since_noon_s(row: FindingRow | ComparisonRow) -> float:
    at = row.since if isinstance(row, FindingRow) else row.at
    assert at is not None
    return (at - NOON).total_seconds()


def _only(rows: list[FindingRow]) -> FindingRow:
    [row] = rows
    return row


def test_finding_when_it_lasts_then_keeps_the_time_at_which_it_was_first_found() -> None:
    scene = _too_large()
    first = _only(list(scene.reconciling.rows()))

    scene.wait_s(70)
    again = _only(list(scene.reconciling.rows()))

    assert first.kind is FindingKind.WRONG_SIZE
    assert first.follower_name == "Small"
    assert again.since == first.since
    assert scene.shown[-1] == first


def test_finding_when_it_was_settled_and_comes_again_then_has_a_new_time() -> None:
    scene = _too_large()
    first = _since_noon_s(_only(list(scene.reconciling.rows())))

    scene.follower_shows(position("1", id="7700", link=carried(COPY)))
    scene.wait_s(30)
    scene.follower_shows(position("1.5", id="7700", link=carried(COPY)))

    assert _since_noon_s(_only(list(scene.reconciling.rows()))) == first + 30


def test_comparison_when_both_ends_are_whole_then_has_its_time_and_what_differs() -> None:
    scene = _too_large()
    told: list[ComparisonRow] = []
    scene.reconciling.shown.publish = told.append
    before = _since_noon_s(scene.reconciling.shown.comparisons()[0])

    scene.wait_s(20)
    scene.follower_shows(position("1.5", id="7700", link=carried(COPY)))

    row = told[-1]
    assert _since_noon_s(row) == before + 20
    assert (row.route, row.master_name, row.follower_name) == ("r1", "Gold", "Small")
    assert (row.found, row.waits_for) == (1, None)
    assert list(scene.reconciling.shown.comparisons()) == [row]


def test_comparison_when_an_end_is_away_then_keeps_its_time_and_names_the_end() -> None:
    scene = _too_large()
    before = _since_noon_s(scene.reconciling.shown.comparisons()[0])

    scene.lose_follower()
    scene.wait_s(61)
    follower_away = scene.reconciling.shown.comparisons()[0]
    scene.lose_master()
    both_away = scene.reconciling.shown.comparisons()[0]

    assert _since_noon_s(follower_away) == before
    assert follower_away.waits_for is Role.EXECUTOR
    assert both_away.waits_for is Role.MONITOR


def test_comparing_when_asked_for_then_does_not_wait_for_the_minute() -> None:
    scene = _too_large()
    scene.bench.broker.asked_pictures.clear()
    before = _since_noon_s(scene.reconciling.shown.comparisons()[0])
    scene.bench.wait_ms(100)

    scene.reconciling.compare_now()
    scene.reconciling.sweep()

    # A tenth of a second later, and the follower is asked for all that it holds.
    after = _since_noon_s(scene.reconciling.shown.comparisons()[0])
    assert after == pytest.approx(before + 0.1)
    assert FOLLOWER in scene.bench.broker.asked_pictures


def _asked() -> Scene:
    scene = Scene(RecoveryRules(late=LatePolicy.ASK, ask_s=120), before=(position("1"),))
    scene.reconciling.late.name_of = {FOLLOWER: "Small"}.__getitem__
    scene.lose_follower()
    scene.tell(opened("1", id="777"))
    scene.bench.connect()
    scene.follower_shows()
    scene.master_shows(position("1"), position("1", id="777"))
    return scene


def test_question_when_time_passes_then_tells_what_is_left_and_the_price_of_now() -> None:
    scene = _asked()
    first = scene.reconciling.late.questions()[0]

    scene.wait_s(50)
    told = Quote(symbol="EURUSD", bid=Decimal("1.10150"), ask=Decimal("1.10160"), at=0)
    scene.bench.book.account(MASTER).quotes["EURUSD"] = told
    later = scene.reconciling.late.questions()[0]

    assert (first.left_s, first.price_now, first.follower_name) == (120, None, "Small")
    # The master bought: it would pay the ask.
    assert (later.left_s, later.price_now) == (70, Decimal("1.10160"))
    assert replace(later, left_s=120, price_now=None) == first


def test_question_when_answered_and_a_rule_refuses_then_says_why() -> None:
    scene = _asked()
    scene.bench.book.account(FOLLOWER).permissions = None

    with pytest.raises(TradeCopyError) as refusal:
        scene.reconciling.late.answer(scene.reconciling.late.questions()[0].key, opens=True)

    assert str(refusal.value) == "not opened: trading is switched off on the follower"
    assert scene.bench.sent() == []
