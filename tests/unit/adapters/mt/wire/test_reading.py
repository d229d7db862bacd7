"""Reading frames: sizes, encodings, newer terminals, and how a fault is told."""

import json
from collections.abc import Callable

import pytest

from tradecopy_desktop.adapters.mt.decode import decode_from_bridge, decode_from_ea
from tradecopy_desktop.adapters.mt.wire.session_frames import Bye, Hello
from tradecopy_desktop.domain.errors import ProtocolError

MIB = 1_048_576
BYE = '{"type":"bye","reason":"closing"}'
READERS = [decode_from_ea, decode_from_bridge]


def _refusal(frame: str | bytes) -> ProtocolError:
    with pytest.raises(ProtocolError) as refused:
        decode_from_ea(frame)
    return refused.value


@pytest.mark.parametrize("decode", READERS)
def test_frame_when_exactly_one_mib_then_read(decode: Callable[[str], object]) -> None:
    assert decode(BYE.ljust(MIB)) == Bye(reason="closing")


@pytest.mark.parametrize("decode", READERS)
def test_frame_when_one_byte_over_one_mib_then_too_large(decode: Callable[[str], object]) -> None:
    with pytest.raises(ProtocolError) as refused:
        decode(BYE.ljust(MIB + 1))

    assert refused.value.code == "too_large"


def test_frame_when_bytes_exceed_but_characters_do_not_then_too_large() -> None:
    # 600,000 characters of two bytes each.
    frame = BYE.replace("closing", "é" * 600_000)

    assert _refusal(frame).code == "too_large"


def test_frame_when_its_text_holds_half_a_character_then_not_utf8() -> None:
    assert _refusal(BYE.replace("closing", "\ud800")).code == "utf8"


def test_hello_when_of_a_later_minor_then_its_new_fields_are_passed_over(
    frames: dict[str, str],
) -> None:
    newer = {**json.loads(frames["hello_monitor_mt5"]), "minor": 2, "mood": ["new", {"a": 1.5}]}
    newer["permissions"]["news"] = True

    hello = decode_from_ea(json.dumps(newer))

    assert isinstance(hello, Hello)
    assert (hello.minor, hello.login, hello.permissions.experts) == (2, "50123456", True)


def test_hello_when_of_a_later_minor_without_new_fields_then_read(frames: dict[str, str]) -> None:
    newer = {**json.loads(frames["hello_monitor_mt5"]), "minor": 7}

    hello = decode_from_ea(json.dumps(newer))

    assert isinstance(hello, Hello)
    assert hello.minor == 7


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"minor": 0, "mood": "new"}, "mood"),
        ({"minor": 1, "mood": "new"}, "mood"),
        ({"minor": 2, "mood": "new", "login": 5}, "login"),
        ({"minor": 2, "mood": "new", "platform": "mt4", "margin_mode": "netting"}, "margin_mode"),
    ],
)
def test_hello_when_wrong_then_refused_whatever_its_minor(
    frames: dict[str, str], change: dict[str, object], field: str
) -> None:
    frame = json.dumps({**json.loads(frames["hello_monitor_mt5"]), **change})

    assert _refusal(frame).field == field


def test_hello_when_of_a_later_minor_and_a_new_field_comes_twice_then_refused(
    frames: dict[str, str],
) -> None:
    frame = frames["hello_monitor_mt5"].replace('"minor":0', '"minor":2,"mood":1,"mood":1')

    assert _refusal(frame).field == "mood"


def test_frame_when_not_a_hello_then_a_minor_excuses_nothing() -> None:
    assert _refusal('{"type":"bye","reason":"closing","minor":1}').field == "minor"


def test_fault_when_an_unknown_key_is_long_and_unprintable_then_its_path_fits_an_error() -> None:
    frame = '{"type":"bye","reason":"closing","a\\n\\u0000' + "x" * 500 + '":1}'

    # 1 + 2 + 125 are the 128 characters that an error frame has for a path.
    assert _refusal(frame).field == "a??" + "x" * 125


@pytest.mark.parametrize(
    ("frame", "sentence"),
    [
        ('{"type":"bye"}', "reason: is missing"),
        ('{"type":"bye","reason":"closing","x":1}', "x: is not known here"),
        (
            '{"type":"bye","reason":"closing","reason":"closing"}',
            "reason: the key must be given once",
        ),
        ('{"type":"bye","reason":1}', "reason: expected str, got int"),
        ('{"type":"bye"', "the frame must be one JSON object and nothing else"),
        (
            '{"type":"executing","id":"X","ticks":1}',
            "id: must be 32 characters of 0-9a-f",
        ),
        (
            '{"type":"executing","id":"5f3c0a9be1d24708a6c1f20b7d9e4431","ticks":-0}',
            "ticks: zero must be written without a sign",
        ),
    ],
)
def test_fault_when_told_then_says_what_was_wrong(frame: str, sentence: str) -> None:
    assert str(_refusal(frame)) == sentence


def test_fault_when_a_number_is_wrong_then_tells_how_to_write_it(frames: dict[str, str]) -> None:
    frame = frames["event_opened"].replace('"swap":"0.00"', '"swap":"1e3"', 1)

    assert str(_refusal(frame)) == (
        'position.swap: must be an exact decimal such as "0.10" '
        "with at most 12 digits before and 8 behind the point, zero without a sign"
    )
