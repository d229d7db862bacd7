"""Each comparison of two whole ends is told, with the largest drift of a copy at rest."""

from decimal import Decimal

from tests.unit.app.reconciling_scene import AUTOMATIC, Scene
from tests.unit.engine.link_samples import COPY
from tests.unit.engine.samples import carried, opened, position
from tradecopy_desktop.domain.recovery_rules import Corrections, RecoveryRules
from tradecopy_desktop.domain.values import ZERO

BY_CLICK = RecoveryRules(corrections=Corrections.BY_CLICK)
Told = list[tuple[str, int, Decimal]]


def copying(recovery: RecoveryRules = BY_CLICK) -> tuple[Scene, Told]:
    """Return a scene in which a lot was copied, and what is told of comparisons from now on."""
    scene = Scene(recovery)
    scene.tell(opened("1"))
    scene.bench.answer_all()
    scene.bench.show()
    told: Told = []
    scene.reconciling.on_compared = lambda *each: told.append(each)
    return scene, told


def test_comparison_when_copies_are_as_prescribed_then_is_told_without_drift() -> None:
    scene, told = copying()

    scene.master_shows(position("1"))

    assert told == [("r1", 0, ZERO)]


def test_comparison_when_the_follower_holds_more_then_tells_by_how_much() -> None:
    scene, told = copying()

    scene.follower_shows(position("1.3", id="7700", link=carried(COPY)))

    assert told == [("r1", 1, Decimal("0.3"))]


def test_comparison_when_what_differs_is_corrected_at_once_then_tells_what_it_found() -> None:
    scene, told = copying(AUTOMATIC)
    scene.bench.broker.held[COPY] = Decimal("1.3")

    scene.follower_shows(position("1.3", id="7700", link=carried(COPY)))
    scene.bench.answer_all()

    assert told == [("r1", 1, Decimal("0.3"))]
    assert scene.bench.broker.held == {COPY: Decimal(1)}


def test_comparison_when_the_copy_is_under_way_then_is_no_drift() -> None:
    scene, told = copying()
    scene.tell(opened("0.5", id="502", seq=2))

    scene.master_shows(position("1"), position("0.5", id="502"))

    # The second copy is sent and not answered.
    assert told == [("r1", 0, ZERO)]


def test_comparison_when_an_end_is_away_then_is_none() -> None:
    scene, told = copying()
    scene.lose_follower()

    scene.master_shows(position("1"))

    assert told == []
