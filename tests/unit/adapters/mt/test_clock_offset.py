"""The offset between two steady clocks; every figure here was worked out by hand."""

from tradecopy_desktop.adapters.mt.clock_offset import ClockOffset, Reading


def test_best_when_nothing_was_heard_then_none() -> None:
    assert ClockOffset().best is None


def test_best_when_heartbeat_was_answered_then_offset_and_largest_error() -> None:
    offset = ClockOffset()

    round_trip = offset.note_echo(
        sent_us=1_000_000, held_us=300, ea_us=5_000_700, received_us=1_000_900
    )

    # s - held/2 - (t1 + t4)/2 = 5,000,700 - 150 - 1,000,450; (t4 - t1 - held)/2 = 600/2.
    assert round_trip == 600
    assert offset.best == Reading(offset_us=4_000_100, error_us=300)


def test_best_when_both_ways_take_equally_long_then_the_offset_is_exact() -> None:
    # The EA's clock is 7,000 ahead. Sent at 100, there at 150 (7,150), held for 1,000, sent back
    # at 1,150 (8,150), here at 1,200.
    offset = ClockOffset()

    offset.note_echo(sent_us=100, held_us=1_000, ea_us=8_150, received_us=1_200)

    assert offset.best == Reading(offset_us=7_000, error_us=50)


def test_best_when_all_the_delay_is_on_one_way_then_wrong_by_the_error_told() -> None:
    # As above, but the way there takes nothing and the way back 100.
    offset = ClockOffset()

    offset.note_echo(sent_us=100, held_us=1_000, ea_us=8_100, received_us=1_200)

    assert offset.best == Reading(offset_us=6_950, error_us=50)


def test_best_when_several_readings_then_the_one_with_the_smallest_error() -> None:
    offset = ClockOffset()
    offset.note_echo(sent_us=0, held_us=0, ea_us=5_100, received_us=200)
    offset.note_echo(sent_us=1_000, held_us=0, ea_us=6_010, received_us=1_020)
    offset.note_echo(sent_us=2_000, held_us=0, ea_us=7_200, received_us=2_300)

    # Errors of 100, 10 and 150; the second says 6,010 - 1,010.
    assert offset.best == Reading(offset_us=5_000, error_us=10)


def test_best_when_eight_newer_readings_came_then_the_old_one_is_forgotten() -> None:
    offset = ClockOffset()
    offset.note_echo(sent_us=0, held_us=0, ea_us=5_000, received_us=0)
    for start in range(1, 8):
        offset.note_echo(sent_us=start, held_us=0, ea_us=9_000 + start, received_us=start + 40)
    assert offset.best == Reading(offset_us=5_000, error_us=0)

    offset.note_echo(sent_us=8, held_us=0, ea_us=9_028, received_us=48)

    # 9,001 - (1 + 41)/2 is the first of those with an error of 20.
    assert offset.best == Reading(offset_us=8_980, error_us=20)


def test_round_trip_when_held_for_longer_than_it_was_away_then_zero() -> None:
    # Two clocks never run equally fast; a round trip below zero would look like the best of all.
    offset = ClockOffset()

    assert offset.note_echo(sent_us=0, held_us=105, ea_us=1_000, received_us=100) == 0


def test_transit_when_offset_is_unknown_then_none() -> None:
    offset = ClockOffset()
    offset.note_hello(ea_us=900, received_us=100)

    # The hello's own way here is in that guess, so it says nothing about others.
    assert offset.transit_us(ea_us=1_000, received_us=200) is None


def test_transit_when_offset_is_known_then_reception_minus_sending() -> None:
    offset = ClockOffset()
    offset.note_echo(sent_us=1_000_000, held_us=300, ea_us=5_000_700, received_us=1_000_900)

    # Sent at 5,001,000 there, 1,000,900 here by the offset of 4,000,100.
    assert offset.transit_us(ea_us=5_001_000, received_us=1_001_150) == 250


def test_transit_when_it_would_be_below_zero_then_zero() -> None:
    offset = ClockOffset()
    offset.note_echo(sent_us=0, held_us=0, ea_us=5_000, received_us=0)

    assert offset.transit_us(ea_us=5_200, received_us=100) == 0


def test_ea_time_when_nothing_was_heard_then_none() -> None:
    assert ClockOffset().ea_time(1_000) is None


def test_ea_time_when_only_the_hello_was_heard_then_a_little_too_early() -> None:
    offset = ClockOffset()
    offset.note_hello(ea_us=7_000, received_us=1_000)

    # The hello was on its way for some time, so the EA's clock reads 12,000 or a little more.
    assert offset.ea_time(6_000) == 12_000


def test_ea_time_when_a_heartbeat_was_answered_then_by_the_best_offset() -> None:
    offset = ClockOffset()
    offset.note_hello(ea_us=7_000, received_us=1_000)
    offset.note_echo(sent_us=1_100, held_us=0, ea_us=7_200, received_us=1_200)

    # 7,200 - 1,150 = 6,050.
    assert offset.ea_time(6_000) == 12_050


def test_ea_time_when_it_lies_before_the_eas_clock_began_then_zero() -> None:
    offset = ClockOffset()
    offset.note_hello(ea_us=10, received_us=1_000_000)

    assert offset.ea_time(500) == 0
