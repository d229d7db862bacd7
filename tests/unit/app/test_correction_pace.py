"""A correction that had no effect is tried again soon, then ever more seldom (rule C4)."""

from tradecopy_desktop.app.correction_pace import CorrectionPace

S = 1_000_000_000


def test_correction_when_it_has_no_effect_then_waits_double_up_to_a_minute() -> None:
    pace = CorrectionPace()
    taken = [second for second in range(200) if pace.take("extra", "r1", second * S)]

    # 0, then after 1, 2, 4, 8, 16, 32, 60 and 60 seconds.
    assert taken == [0, 1, 3, 7, 15, 31, 63, 123, 183]


def test_correction_when_of_something_else_then_waits_for_nothing() -> None:
    pace = CorrectionPace()
    pace.take("extra", "r1", 0)

    assert pace.take("wrong size", "r1", 0)


def test_route_when_its_finding_stays_then_is_looked_at_as_soon_as_it_may_be_corrected() -> None:
    pace = CorrectionPace()
    pace.take("extra", "r1", 0)
    pace.note("r1", {"extra"})

    assert pace.due(S - 1) == set()
    assert pace.due(S) == {"r1"}


def test_route_when_its_finding_is_gone_then_is_left_alone_and_remembered() -> None:
    pace = CorrectionPace()
    pace.take("extra", "r1", 0)
    pace.note("r1", set())

    assert pace.due(10 * S) == set()
    # Somebody brought it back at once: that is a second time, not a first.
    assert not pace.take("extra", "r1", S // 2)


def test_correction_when_it_was_long_ago_then_is_forgotten() -> None:
    pace = CorrectionPace()
    for second in (0, 1, 3, 7):
        pace.take("extra", "r1", second * S)

    pace.forget(307 * S)

    assert pace.take("extra", "r1", 307 * S)
    assert not pace.take("extra", "r1", 307 * S + S // 2)
    assert pace.take("extra", "r1", 308 * S)
