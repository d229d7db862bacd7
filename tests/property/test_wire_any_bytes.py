"""Whatever arrives on the wire is read as the protocol says, or refused in one way."""

import base64
import copy
import json
from collections.abc import Callable
from decimal import Decimal
from typing import Any, NoReturn

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tradecopy_desktop.adapters.mt.decode import decode_from_bridge, decode_from_ea
from tradecopy_desktop.adapters.mt.encode import decimal_text
from tradecopy_desktop.bundled import bundled
from tradecopy_desktop.domain.errors import ProtocolError

Decode = Callable[[str | bytes], object]

VECTORS = [
    json.loads(line)
    for line in bundled("ea/vectors.jsonl").read_text(encoding="utf-8").splitlines()
]
# Long frames teach nothing more and take the time of many short ones.
FRAMES = [
    vector["frame"].encode() if "frame" in vector else base64.b64decode(vector["frame_base64"])
    for vector in VECTORS
    if len(vector.get("frame", "")) < 3_000
]
GOOD = [
    json.loads(vector["frame"])
    for vector in VECTORS
    if vector["ok"] and len(vector["frame"]) < 3_000
]

both_sides = pytest.mark.parametrize("decode", [decode_from_ea, decode_from_bridge])

json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text()
    | st.sampled_from(
        ["0", "-0", "1e3", "NaN", "0.10", "buy", "18446744073709551616", "\x00", "1\n"]
    ),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


def _judge(decode: Decode, frame: str | bytes) -> None:
    decoded = _read_or_refusal(decode, frame)
    if isinstance(decoded, ProtocolError):
        assert decoded.code in {"protocol", "utf8"}
        assert len(decoded.field) <= 128
        return
    _assert_plain(frame)
    assert decode(msgspec.json.encode(decoded)) == decoded


def _read_or_refusal(decode: Decode, frame: str | bytes) -> object:
    try:
        return decode(frame)
    except ProtocolError as refusal:
        return refusal


def _assert_plain(frame: str | bytes) -> None:
    # A second, independent reading: no key twice, no -0, no number with a point or exponent.
    text = frame if isinstance(frame, str) else frame.decode()
    json.loads(
        text, object_pairs_hook=_single, parse_int=_unsigned, parse_float=_no, parse_constant=_no
    )


def _single(pairs: list[tuple[str, object]]) -> dict[str, object]:
    assert len({key for key, _ in pairs}) == len(pairs)
    return dict(pairs)


def _unsigned(text: str) -> int:
    assert text != "-0"
    assert abs(int(text)) < 2**53
    return int(text)


def _no(text: str) -> NoReturn:
    raise AssertionError(f"{text} was let in")


@both_sides
@given(frame=st.binary() | st.text())
def test_frame_when_of_any_bytes_then_read_or_refused(decode: Decode, frame: str | bytes) -> None:
    _judge(decode, frame)


@both_sides
@given(value=json_values)
def test_frame_when_of_any_json_then_read_or_refused(decode: Decode, value: object) -> None:
    _judge(decode, json.dumps(value))


@both_sides
@given(frame=st.sampled_from(FRAMES), data=st.data())
def test_frame_when_its_bytes_are_changed_then_read_or_refused(
    decode: Decode, frame: bytes, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(frame)))
    end = data.draw(st.integers(start, min(len(frame), start + 4)))
    put = data.draw(
        st.binary(max_size=4) | st.sampled_from([b"0", b"-", b"e1", b'"', b"{", b"]", b"\\u", b" "])
    )

    _judge(decode, frame[:start] + put + frame[end:])


@both_sides
@given(frame=st.sampled_from(FRAMES), data=st.data())
def test_frame_when_a_piece_of_it_comes_twice_then_read_or_refused(
    decode: Decode, frame: bytes, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(frame)))
    end = data.draw(st.integers(start, len(frame)))

    _judge(decode, frame[:end] + frame[start:])


@both_sides
@given(frame=st.sampled_from(GOOD), value=json_values, data=st.data())
def test_frame_when_a_value_in_it_is_another_then_read_or_refused(
    decode: Decode, frame: dict[str, Any], value: object, data: st.DataObject
) -> None:
    changed = copy.deepcopy(frame)
    inner: Any = changed
    while True:
        keys = list(inner) if isinstance(inner, dict) else list(range(len(inner)))
        key = data.draw(st.sampled_from(keys))
        if not (inner[key] and isinstance(inner[key], dict | list) and data.draw(st.booleans())):
            break
        inner = inner[key]
    inner[key] = value

    _judge(decode, json.dumps(changed))


@both_sides
@given(frame=st.sampled_from(GOOD), data=st.data())
def test_frame_when_a_key_is_given_twice_then_refused(
    decode: Decode, frame: dict[str, Any], data: st.DataObject
) -> None:
    key = data.draw(st.sampled_from(list(frame)))
    again = f"{json.dumps(key)}:{json.dumps(frame[key])}"
    text = json.dumps(frame, separators=(",", ":"))

    with pytest.raises(ProtocolError):
        decode(text[:-1] + "," + again + "}")


@given(value=st.decimals())
def test_decimal_when_written_then_exact_or_refused(value: Decimal) -> None:
    try:
        text = decimal_text(value)
    except ValueError:
        # Only what is not finite, too long or too fine may be refused.
        assert not value.is_finite() or abs(value) >= 10**12 or value % Decimal("1E-8") != 0
        return
    assert Decimal(text) == value
    assert set(text) <= set("-.0123456789")
