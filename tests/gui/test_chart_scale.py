from datetime import datetime, timedelta

import numpy as np

from tradecopy_desktop.gui.models.chart_scale import nice, robust_top, time_ticks


def test_top_when_one_value_stands_out_then_the_rest_is_not_flattened() -> None:
    values = np.array([50.0] * 39 + [5_000.0])

    # 50 x 1.2 is 60, and the next round number is 60.
    assert robust_top(values) == 60.0


def test_top_when_nothing_stands_out_then_all_of_it_fits() -> None:
    assert robust_top(np.array([50.0, 55.0, 52.0])) == 60.0
    assert robust_top(np.array([50.0])) == 50.0
    assert robust_top(np.array([])) == 1.0
    assert robust_top(np.array([50.0] * 8 + [900.0])) == 1_000.0


def test_top_when_three_of_three_hundred_stand_out_then_they_are_cut() -> None:
    values = np.array([10.0] * 297 + [900.0, 950.0, 990.0])

    # One in a hundred may stand out: 3 of 300. 10 x 1.2 is 12, the next round number 15.
    assert robust_top(values) == 15.0


def test_top_when_one_in_twenty_stands_out_then_the_rest_still_has_a_third_of_the_height() -> None:
    values = np.array([10.0] * 285 + [900.0] * 15)

    # 95 of 100 reach 10, and 3 x 10 is a round number.
    assert robust_top(values) == 30.0


def test_nice_when_asked_then_the_next_round_number_is_told() -> None:
    assert [nice(value) for value in (0.2, 1.0, 1.01, 42.0, 60.0, 61.0, 999.0)] == [
        1.0,
        1.0,
        1.5,
        50.0,
        60.0,
        80.0,
        1_000.0,
    ]


def test_ticks_when_a_day_is_shown_then_they_stand_at_full_local_hours() -> None:
    until = datetime(2025, 3, 14, 15, 4).astimezone()

    ticks = time_ticks(until - timedelta(days=1), until, 7)

    assert [f"{tick:%d %H:%M}" for tick in ticks] == [
        "13 16:00",
        "13 20:00",
        "14 00:00",
        "14 04:00",
        "14 08:00",
        "14 12:00",
    ]
