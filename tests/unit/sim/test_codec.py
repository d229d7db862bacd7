"""The simulated terminals' codec where the shared vectors do not reach."""

from decimal import Decimal

import pytest

from tradecopy_desktop.sim.codec import Sender, WireError, decode, encode, exact


@pytest.mark.parametrize(
    ("number", "text"),
    [
        ("0", "0"),
        ("-0.00", "0"),
        ("0.10", "0.10"),
        ("1E+2", "100"),
        ("1E-8", "0.00000001"),
        ("1E-9", "0"),
        ("-12.5", "-12.5"),
        ("0.123456789", "0.12345679"),
    ],
)
def test_number_when_written_has_no_exponent_and_no_negative_zero(number: str, text: str) -> None:
    assert exact(Decimal(number)) == text


def test_frame_when_too_large_is_refused_with_the_code_for_size() -> None:
    # 1,048,577 bytes in all.
    frame = '{"type":"notify","text":"' + "x" * (1_048_577 - 27) + '"}'

    with pytest.raises(WireError) as refusal:
        decode(frame, Sender.BRIDGE)

    assert len(frame) == 1_048_577
    assert refusal.value.close == 1009


def test_frame_when_not_utf8_is_refused_with_the_code_for_it() -> None:
    with pytest.raises(WireError) as refusal:
        decode(b'{"type":"\xff"}', Sender.BRIDGE)

    assert refusal.value.close == 1007


@pytest.mark.parametrize(
    "frame",
    ["[" * 100_000, "", "null", "[]", '"x"', "{", '{"type":[]}', '{"type":"hello","minor":[]}'],
)
def test_frame_when_it_is_nothing_of_the_protocol_is_a_wire_error(frame: str) -> None:
    with pytest.raises(WireError):
        decode(frame, Sender.EA)


def test_message_when_encoded_and_decoded_is_the_same() -> None:
    message = {"type": "quotes", "ticks": 5, "quotes": []}

    assert decode(encode(message), Sender.EA) == message


def test_message_when_sent_by_the_wrong_side_is_refused_at_its_type() -> None:
    with pytest.raises(WireError) as refusal:
        decode(encode({"type": "ack", "seq": "1"}), Sender.EA)

    assert refusal.value.field == "type"
