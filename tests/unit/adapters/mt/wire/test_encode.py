"""Frames of the bridge: each as the frame of that name in ea/vectors.jsonl."""

import json
from decimal import Decimal

import pytest

from tradecopy_desktop.adapters.mt import encode

ID = "5f3c0a9be1d24708a6c1f20b7d9e4431"
COPY = "9a70d1c25b8e4f63907ab1c4d8e2f516"
OTHER = "00000000000000000000000000000000"

WRITTEN = {
    "welcome_new_stream": encode.encode_welcome(
        minor=0, program="1.0.0", resume_after=0, report_after=0, ticks=100
    ),
    "welcome_minor_1": encode.encode_welcome(
        minor=1, program="1.0.0", resume_after=0, report_after=0, ticks=100
    ),
    "welcome_resume": encode.encode_welcome(
        minor=0, program="1.0.0", resume_after=904, report_after=17, ticks=100
    ),
    "heartbeat_bridge_first": encode.encode_heartbeat(ticks=100, echo=None),
    "heartbeat_bridge_answer": encode.encode_heartbeat(ticks=5100, echo=(900, 0)),
    "ack": encode.encode_ack(seq=44),
    "resume": encode.encode_resume(after=0),
    "get_snapshot": encode.encode_get_snapshot(request=7),
    "flatten_account": encode.encode_flatten(
        id=ID, scope="account", copies=(), cancel_pendings=True
    ),
    "flatten_copies": encode.encode_flatten(
        id=ID, scope="copies", copies=[COPY, OTHER], cancel_pendings=False
    ),
    "report_ack": encode.encode_report_ack(number=17),
    "inquire_copy": encode.encode_inquire(request=12, by="copy", value=COPY),
    "inquire_position": encode.encode_inquire(request=12, by="position", value="50123456"),
    "get_symbols_all": encode.encode_get_symbols(request=1, names=()),
    "get_symbols_named": encode.encode_get_symbols(request=2, names=["EURUSD", "DE40.cash"]),
    "subscribe": encode.encode_subscribe(symbols=["EURUSD"]),
    "guard": encode.encode_guard(
        floor=Decimal("9000.00"), block_after_ms=30_000, flatten_at_floor=True
    ),
    "guard_without_floor": encode.encode_guard(
        floor=None, block_after_ms=30_000, flatten_at_floor=False
    ),
    "notify": encode.encode_notify(text="Route Gold: the follower refused a close"),
    "new_key": encode.encode_new_key(key="abcDEF-_0123456789"),
    "error_from_bridge": encode.encode_error(
        code="already_running", message="already running on another chart"
    ),
    "bye_bridge_replaced": encode.encode_bye(reason="replaced"),
}


@pytest.mark.parametrize("name", WRITTEN)
def test_frame_when_written_then_as_the_vector_of_its_name(
    name: str, frames: dict[str, str]
) -> None:
    assert json.loads(WRITTEN[name]) == json.loads(frames[name])


def test_error_when_its_texts_are_long_or_unprintable_then_cut_and_cleaned() -> None:
    frame = encode.encode_error(code="protocol", message="a\nb\ud800" + "m" * 600, field="f" * 200)

    error = json.loads(frame)

    assert error["message"] == "a?b?" + "m" * 496
    assert error["field"] == "f" * 128


def test_notify_when_too_long_then_cut() -> None:
    assert json.loads(encode.encode_notify(text="n" * 300))["text"] == "n" * 255


def test_new_key_when_too_short_then_refused_here_and_not_by_the_terminal() -> None:
    with pytest.raises(ValueError, match="key: must be 16 to 128 characters"):
        encode.encode_new_key(key="short")


def test_subscribe_when_over_256_symbols_then_refused() -> None:
    with pytest.raises(ValueError, match="symbols: expected array of length <= 256"):
        encode.encode_subscribe(symbols=[f"S{number}" for number in range(257)])


def test_ack_when_below_zero_then_refused() -> None:
    with pytest.raises(ValueError, match="seq: must be digits"):
        encode.encode_ack(seq=-1)
